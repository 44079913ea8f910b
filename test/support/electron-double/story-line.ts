/** Owns the line between a story and the double's process: what the system was asked to do, what the user answers. */

/** What the double tells a story. */
export type DoubleNews =
  | { kind: 'window'; debugPort: number; url: string }
  | { kind: 'revealed'; path: string }
  | { kind: 'opened'; url: string }
  | { kind: 'notified'; title: string; body: string }
  | { kind: 'menu'; labels: string[] }
  | { kind: 'dragged'; path: string }
  | { kind: 'dialog'; filters: string[] }
  | { kind: 'error-box'; title: string; content: string }

/** What a story tells the double. */
export type StoryWord =
  | { kind: 'answer-dialog'; paths: string[] }
  | { kind: 'choose-menu'; label: string }
  | { kind: 'wake' }
  | { kind: 'quit' }
  | { kind: 'choose-quit' }

/** Tells the story; without one (the double started by hand) nobody listens. */
export function tellStory(news: DoubleNews): void {
  process.send?.(news)
}

/** Listens to the story. The line itself does not keep the process alive. */
export function hearStory<K extends StoryWord['kind']>(
  kind: K,
  listener: (word: Extract<StoryWord, { kind: K }>) => void,
): void {
  process.on('message', (word: StoryWord) => {
    if (word.kind === kind) listener(word as Extract<StoryWord, { kind: K }>)
  })
  process.channel?.unref()
}
