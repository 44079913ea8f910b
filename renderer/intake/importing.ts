/** Owns bringing pictures in: dropped, pasted or chosen files and folders, sent to the engine where it has no path to them. */

import i18next from 'i18next'
import type { AppErrorData } from '#shared/app-error.ts'
import { HOST_PATHS, type HostFacts, UPLOAD_MAX_BYTES, UploadedSchema } from '#shared/host.ts'
import { useImport } from '../stores/import-store.ts'
import { useStudio } from '../stores/studio-store.ts'
import { openDialog, useView, type ViewState } from '../stores/view-store.ts'
import { hostBridge, problemOf, studio } from '../studio.ts'
import { type HeldFile, heldFiles, stemOf } from './held-files.ts'

export type ImportParts = {
  say(text: string, bad?: boolean): void
  onProblem(error: AppErrorData): void
}

/** Files sent at the same time. */
const PARALLEL = 3

export function makeImporting({ say, onProblem }: ImportParts) {
  const bring = (from: ViewState, action: ImportAction) => bringIn(from, action, { say, onProblem })
  const bringPaths = async (from: ViewState, paths: string[]) => {
    if (paths.length > 0) await bring(from, (projectId) => studio.shots.import({ projectId, paths }))
  }
  const bringFiles = async (from: ViewState, files: HeldFile[]) => {
    if (!from.projectId) return
    if (files.length === 0) return say(i18next.t('board.noPictures'), true)
    const paths = await sendAll(from.projectId, files, say)
    useImport.setState({ running: null })
    await bringPaths(from, paths)
  }
  return {
    samples: () => bring(useView.getState(), (projectId) => studio.shots.importSamples({ projectId })),
    /** Takes what was dropped or pasted; folders are walked in a browser and named by path on the desktop. */
    async takeTransfer(transfer: DataTransfer) {
      // Read at once: after the event a transfer is empty.
      const bridge = hostBridge()
      const paths = bridge ? [...transfer.files].map((file) => bridge.pathForFile(file)).filter(Boolean) : []
      const held = heldFiles(transfer)
      const { capabilities } = await studioOpen()
      // Whatever the user opens from here on, pictures go where they were dropped.
      const from = useView.getState()
      if (capabilities.dropPaths && paths.length > 0) return bringPaths(from, paths)
      await bringFiles(from, await held)
    },
    async chooseFiles() {
      const from = useView.getState()
      const bridge = hostBridge()
      if (bridge) return bringPaths(from, await bridge.pickFiles())
      const files = await askForFiles()
      if (files.length > 0)
        await bringFiles(
          from,
          files.map((file) => ({ file, name: file.name })),
        )
    },
    async chooseFolder() {
      const from = useView.getState()
      const path = await pickFolder(true)
      if (path) await bringPaths(from, [path])
    },
  }
}

/** Resolves once there is a project to bring pictures into: what is dropped while the studio opens is not lost. */
function studioOpen(): Promise<HostFacts> {
  return new Promise((resolve) => {
    const look = () => {
      const { host } = useStudio.getState()
      if (!host || !useView.getState().projectId) return
      for (const end of ends) end()
      resolve(host)
    }
    const ends = [useStudio.subscribe(look), useView.subscribe(look)]
    look()
  })
}

type ImportAction = (projectId: string) => ReturnType<typeof studio.shots.import>

/** Lets the engine take pictures in, selects the new shots and says how many there are. `from`: the view they were given to. */
async function bringIn(
  from: ViewState,
  action: ImportAction,
  { say, onProblem }: ImportParts,
): Promise<void> {
  const { projectId } = from
  if (!projectId) return
  useImport.setState(({ running }) => ({ running: running ?? { phase: 'looking', done: 0, total: 0 } }))
  try {
    const { added, skipped, renewed, blocked, shotIds } = await action(projectId)
    const parts = [
      added ? i18next.t('board.imported', { count: added }) : i18next.t('board.importedNothing'),
      ...(skipped ? [i18next.t('board.importedSkipped', { count: skipped })] : []),
      ...(renewed ? [i18next.t('board.importedRenewed', { count: renewed })] : []),
      ...(blocked ? [i18next.t('board.importedBlocked', { count: blocked })] : []),
    ]
    // Who chose something else or went elsewhere meanwhile stays with it.
    const now = useView.getState()
    const isUntouched = (['projectId', 'room', 'selectedShots'] as const).every(
      (one) => now[one] === from[one],
    )
    if (shotIds.length > 0 && isUntouched) {
      useView.setState({ selectedShots: shotIds, room: 'board', filter: 'all' })
    }
    say(parts.join(' · '))
  } catch (thrown) {
    onProblem(problemOf(thrown))
  } finally {
    useImport.setState({ running: null })
  }
}

export type Importing = ReturnType<typeof makeImporting>

/** Lets the user choose a folder on the host's machine, natively where the host can; one of pictures says how many. */
export function pickFolder(forPictures = false): Promise<string | undefined> {
  const bridge = hostBridge()
  if (bridge) return bridge.pickFolder()
  return new Promise((answer) => openDialog({ kind: 'folder', forPictures, answer }))
}

async function sendAll(projectId: string, files: HeldFile[], say: ImportParts['say']): Promise<string[]> {
  const paths: string[] = []
  const waiting = files.entries()
  let done = 0
  const report = () => useImport.setState({ running: { phase: 'sending', done, total: files.length } })
  const sendNext = async () => {
    for (const [place, held] of waiting) {
      const path = await send(projectId, held, say)
      if (path) paths[place] = path
      if (path && held.prompt) await send(projectId, promptOf(held.prompt, held.name, path), say)
      done += 1
      report()
    }
  }
  report()
  await Promise.all(Array.from({ length: PARALLEL }, sendNext))
  return paths.filter(Boolean)
}

/** Beside the picture under the name it was given there: there may have been another one of its own. */
function promptOf(file: File, name: string, path: string): HeldFile {
  const folder = name.slice(0, name.lastIndexOf('/') + 1)
  const placed = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return { file, name: `${folder}${stemOf(placed)}.txt` }
}

async function send(
  projectId: string,
  { file, name }: HeldFile,
  say: ImportParts['say'],
): Promise<string | undefined> {
  if (file.size > UPLOAD_MAX_BYTES) {
    say(i18next.t('board.tooLarge', { name, limit: UPLOAD_MAX_BYTES / 1024 / 1024 }), true)
    return undefined
  }
  try {
    const response = await fetch(HOST_PATHS.upload(projectId, name), { method: 'POST', body: file })
    if (!response.ok) throw new Error(`${response.status}`)
    return UploadedSchema.parse(await response.json()).path
  } catch {
    say(i18next.t('board.uploadFailed', { name }), true)
    return undefined
  }
}

function askForFiles(): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = 'image/*'
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}
