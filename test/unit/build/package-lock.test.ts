import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Entry = { optionalDependencies?: Record<string, string> }

/** Where Node would look for a package from another one's folder. */
function lookups(folder: string, name: string): string[] {
  const parents = [folder]
  while (folder !== '') {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
    parents.push(folder)
  }
  return parents.map((parent) => `${parent === '' ? '' : `${parent}/`}node_modules/${name}`)
}

test('the lock names the binaries of every system, so that “npm ci” works on each of them', () => {
  const lock = JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'))
  const packages = lock.packages as Record<string, Entry>
  const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lookups(folder, name).some((path) => path in packages),
    ),
  )
  expect(missing).toEqual([])
})
