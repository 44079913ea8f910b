/** Owns the way to the system's trash where there is no Electron: each system's own, by its rules. */

/** Moves a file to the trash. @throws when the system has none for this disk */
export async function moveToTrash(path: string): Promise<void> {
  // Seldom needed, and its parts take their time to load.
  const { default: trash } = await import('trash')
  await trash(path, { glob: false })
}
