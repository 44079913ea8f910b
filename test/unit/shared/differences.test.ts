/** What differs between recipes is told field by field, and nothing is made up where nothing is known. */

import { expect, test } from 'vitest'
import { type ComparedRecipe, differencesAmong, differencesOf, equalsBeside } from '#shared/differences.ts'

const BASE: ComparedRecipe = {
  stillId: 'a',
  frameSha256: 'f1',
  prompt: 'wind is moving the grass',
  model: 'happyhorse-1.1-i2v',
  resolution: '720P',
  durationSeconds: 5,
  watermark: false,
  seed: 7,
}

test('equal recipes differ in nothing, whatever the space around the prompt', () => {
  expect(differencesOf(BASE, { ...BASE, prompt: ` ${BASE.prompt}\n` })).toEqual([])
})

test('every field that differs is named, in one order', () => {
  const other: ComparedRecipe = {
    ...{ stillId: 'b', prompt: 'snow', model: 'happyhorse-1.0-i2v', resolution: '1080P' },
    ...{ durationSeconds: 6, watermark: true, seed: 8, frameSha256: 'f2' },
  }
  const all = ['still', 'prompt', 'model', 'resolution', 'durationSeconds', 'watermark', 'seed']
  expect(differencesOf(BASE, other)).toEqual(all)
  for (const field of all.slice(1)) expect(differencesOf(BASE, { ...BASE, [field]: 'x' })).toEqual([field])
})

test('what is not known of both counts as equal; a seed still to be drawn equals none', () => {
  const { watermark: _, durationSeconds: __, ...less } = BASE
  expect(differencesOf(BASE, less)).toEqual([])
  expect(differencesOf({ ...BASE, seed: null }, { ...BASE, seed: null })).toEqual(['seed'])
})

test('among several, a field counts when any differs from the first', () => {
  expect(differencesAmong([])).toEqual([])
  expect(differencesAmong([BASE, BASE, { ...BASE, seed: 8 }, { ...BASE, prompt: 'snow' }])).toEqual([
    'prompt',
    'seed',
  ])
})

test('another first frame of the same still is a difference; with another still it is the same one', () => {
  const edited = { ...BASE, frameSha256: 'f2' }
  expect(differencesOf(BASE, edited)).toEqual(['firstFrame'])
  expect(differencesOf(BASE, { ...edited, stillId: 'b' })).toEqual(['still'])
  expect(differencesOf(BASE, { ...BASE, frameSha256: '' })).toEqual([])
  expect(equalsBeside(['still'])).not.toContain('firstFrame')
  expect(equalsBeside(['seed'])).toContain('firstFrame')
})
