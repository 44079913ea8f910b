/** Owns headings that can be told apart where there is little room: long ones begin where they part from each other. */

/** Shorter ones have room enough. */
const LONG = 120
/** So much in common at least, or it is not worth it. */
const COMMON = 40
/** Letters before the place where they part, as far as a word begins there. */
const CONTEXT = 24

/** The same texts, those that are long and begin like another one without most of that beginning. */
export function partedHeadings(texts: readonly string[]): string[] {
  return texts.map((text) => {
    const common = Math.max(0, ...texts.map((other) => (other === text ? 0 : commonStart(text, other))))
    if (text.length <= LONG || common < COMMON) return text
    const from = text.indexOf(' ', common - CONTEXT)
    // Scripts without spaces, and words without end, are cut anywhere.
    const start = from < 0 || from >= common ? common - CONTEXT : from + 1
    return `…${text.slice(start)}`
  })
}

function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  for (let at = 0; at < most; at += 1) if (one[at] !== other[at]) return at
  return most
}
