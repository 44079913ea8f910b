/** Owns how text becomes words that can be found: Latin script by the beginning of a word, Chinese and its neighbours by any run of characters. */

import type { Database } from 'better-sqlite3'

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu

/** Text as the index keeps it: every character of a script that writes no spaces stands as a word of its own. */
export function searchText(text: string): string {
  return text.normalize('NFKC').replace(UNSPACED, ' $& ')
}

/**
 * What was typed, as a question to FTS5: every piece between spaces must be there, its last word perhaps unfinished.
 * Undefined when there is nothing to look for.
 */
export function searchQuestion(typed: string): string | undefined {
  // A control character is no letter, and a NUL would end the question for SQLite.
  const pieces = typed.split(/[\s\p{Cc}]+/u).map(searchText)
  const words = pieces.filter((piece) => /[\p{L}\p{N}]/u.test(piece))
  return words.length === 0
    ? undefined
    : words.map((word) => `"${word.replaceAll('"', ' ')}" *`).join(' AND ')
}

/** Lets SQL on this connection use {@link searchText} as `search_text(…)`. */
export function declareSearchText(db: Database): void {
  db.function('search_text', { deterministic: true }, (text) => searchText(String(text)))
}
