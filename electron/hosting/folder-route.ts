/** Owns listing folders of this machine, for picking one in a page that has no native dialog. */

import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Hono } from 'hono'
import { AppError, reasonOf } from '#shared/app-error.ts'
import type { FolderListing } from '#shared/host.ts'

const PICTURE = /\.(jpe?g|png|webp|gif|bmp|tiff?|heic|avif)$/i

/** `GET /folders?path=…`; without a path the user's home. */
export function folderRoute(home: string = homedir()): Hono {
  return new Hono().get('/folders', async (context) => {
    const path = resolve(context.req.query('path') || home)
    try {
      return context.json(await listFolder(path))
    } catch (error) {
      const detail = reasonOf(error)
      return context.json(new AppError('folder-unusable', { path, detail }).toJSON(), 422)
    }
  })
}

async function listFolder(path: string): Promise<FolderListing> {
  const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'))
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, path: join(path, name) }))
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  const parent = dirname(path)
  return {
    path,
    parent: parent === path ? null : parent,
    folders,
    pictures: entries.filter((entry) => entry.isFile() && PICTURE.test(entry.name)).length,
  }
}
