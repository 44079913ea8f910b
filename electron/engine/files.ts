/** Owns which file stands behind an opaque id, for the hosts' own file routes. */

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Tables } from './database/tables.ts'
import { posterPath } from './library/locations.ts'

export type FileKind = 'still' | 'thumbnail' | 'clip' | 'poster'
export type LocatedFile = { path: string; mime: string }

const MIME: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  heif: 'image/heic',
  tiff: 'image/tiff',
  bmp: 'image/bmp',
  svg: 'application/octet-stream',
}

/** Undefined when the id or the file is not there. Stills and thumbnails go by still, clips and posters by clip. */
export function locateFile(
  tables: Pick<Tables, 'stills' | 'clips' | 'projects'>,
  thumbnailPath: (sha256: string) => string,
  kind: FileKind,
  id: string,
): LocatedFile | undefined {
  const file =
    kind === 'clip' || kind === 'poster'
      ? clipFile(tables, kind, id)
      : stillFile(tables, thumbnailPath, kind, id)
  return file && existsSync(file.path) ? file : undefined
}

function clipFile(
  { clips, projects }: Pick<Tables, 'clips' | 'projects'>,
  kind: 'clip' | 'poster',
  id: string,
) {
  const clip = clips.byId(id)
  if (!clip) return undefined
  if (kind === 'clip') return { path: clip.path, mime: 'video/mp4' }
  // Posters stay with the project, wherever a clip was found again.
  const folder = projects.byId(clip.projectId)?.folder ?? dirname(clip.path)
  return { path: posterPath(folder, clip.name), mime: 'image/webp' }
}

function stillFile(
  { stills }: Pick<Tables, 'stills'>,
  thumbnailPath: (sha256: string) => string,
  kind: 'still' | 'thumbnail',
  id: string,
) {
  const still = stills.byId(id)
  if (!still) return undefined
  const facts: { format: string | null; sha256: string | null } | null =
    still.facts === null ? null : JSON.parse(still.facts)
  if (kind === 'still') {
    return { path: still.path, mime: MIME[facts?.format ?? ''] ?? 'application/octet-stream' }
  }
  return facts?.sha256 ? { path: thumbnailPath(facts.sha256), mime: 'image/webp' } : undefined
}

/** Folder for files dropped into a browser, beside the clips. */
export function uploadsFolderIn(projectFolder: string): string {
  return join(projectFolder, 'stills')
}
