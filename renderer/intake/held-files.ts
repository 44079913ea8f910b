/** Owns which of the dropped or pasted files the page holds are brought in, folders walked, each picture with the prompt beside it. */

import { PROMPT_FILE_MAX_BYTES } from '#shared/shot.ts'

/** A file the page holds, under the name (with folders) it should have. */
export type HeldFile = { file: File; name: string; prompt?: File }

/** `isNamed`: dropped by itself, not inside a folder. */
type FoundFile = { file: File; name: string; isNamed: boolean }

const NATURAL = new Intl.Collator(undefined, { numeric: true })
const PICTURE = /\.(jpe?g|png|webp|gif|bmp|tiff?|heic|heif|avif)$/i
const TEXT = /\.txt$/i

/**
 * Everything in a drop or on the clipboard that could be a picture, with its prompt; a file named by itself is always
 * taken. Reads the transfer before it waits for anything.
 */
export async function heldFiles(transfer: DataTransfer): Promise<HeldFile[]> {
  const entries = [...transfer.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry?.() : null))
  if (entries.every((entry) => !entry))
    return withPrompts([...transfer.files].map((file) => ({ file, name: file.name, isNamed: true })))
  const found = await Promise.all(entries.map((entry) => (entry ? walk(entry, '', true) : [])))
  // A folder's own order is that of its disk; people expect 2 before 10.
  return withPrompts(found.flat()).sort((a, b) => NATURAL.compare(a.name, b.name))
}

/** Hands each picture the text of its name that lies beside it, as captioning tools leave them; other texts in folders stay. */
export function withPrompts(found: readonly FoundFile[]): HeldFile[] {
  const texts = new Map(found.filter(isPrompt).map(({ file, name }) => [stemOf(name), file]))
  const pictures = found.filter((one) => !TEXT.test(one.name))
  const stems = new Set(pictures.map(({ name }) => stemOf(name)))
  // One that was named although it belongs to no picture gets its card, which says what is wrong.
  const others = found.filter(({ name, isNamed }) => TEXT.test(name) && isNamed && !stems.has(stemOf(name)))
  return [...pictures, ...others].map(({ file, name }) => {
    const prompt = TEXT.test(name) ? undefined : texts.get(stemOf(name))
    return prompt ? { file, name, prompt } : { file, name }
  })
}

function isPrompt({ file, name }: FoundFile): boolean {
  return TEXT.test(name) && file.size <= PROMPT_FILE_MAX_BYTES
}

/** A name without its ending. */
export function stemOf(name: string): string {
  return name.replace(/\.[^./\\]*$/, '')
}

async function walk(entry: FileSystemEntry, folder: string, isNamed: boolean): Promise<FoundFile[]> {
  if (entry.name.startsWith('.')) return []
  const name = `${folder}${entry.name}`
  if (entry.isFile) {
    if (!isNamed && !PICTURE.test(entry.name) && !TEXT.test(entry.name)) return []
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    return [{ file, name, isNamed }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inside: FileSystemEntry[] = []
  // A reader gives at most 100 entries at a time and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) break
    inside.push(...some)
  }
  const deeper = await Promise.all(inside.map((one) => walk(one, `${name}/`, false)))
  return deeper.flat()
}
