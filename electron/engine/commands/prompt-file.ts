/** Owns the prompt that lies beside a still: a text file of the same name, as captioning tools leave them. */

import { readFile, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { PROMPT_FILE_MAX_BYTES, PROMPT_KEPT_MAX } from '#shared/shot.ts'

/** Text of `<still>.txt`, trimmed; empty when there is none, or when it is no caption. */
export async function promptBeside(stillPath: string): Promise<string> {
  const { dir, name } = parse(stillPath)
  const path = join(dir, `${name}.txt`)
  try {
    const { size } = await stat(path)
    if (size > PROMPT_FILE_MAX_BYTES) return ''
    const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '').trim()
    return text.length > PROMPT_KEPT_MAX || text.includes('\0') ? '' : text
  } catch {
    return ''
  }
}
