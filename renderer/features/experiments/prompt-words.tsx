/** Owns a prompt as a heading: in full, with the words that are not in the first one marked. */

type PromptWordsProps = {
  text: string
  /** The first prompt of the axis; left out for that one itself. */
  before?: string | undefined
}

export function PromptWords({ text }: PromptWordsProps) {
  return (
    <span className="heading__prompt" title={text}>
      {text}
    </span>
  )
}
