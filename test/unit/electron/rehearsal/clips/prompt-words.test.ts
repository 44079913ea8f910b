/** Owns which wishes are heard in a prompt. */

import { expect, test } from 'vitest'
import { readPrompt } from '#electron/rehearsal/clips/prompt-words.ts'

test.each([
  ['mist is drifting, the camera is pushing in slowly', 'pushIn'],
  ['slow zoom out over the valley', 'pullOut'],
  ['pan left across the room', 'panLeft'],
  ['the camera pans to the right', 'panRight'],
  ['camera orbits around the statue', 'orbit'],
  ['tilt up to the tower', 'tiltUp'],
  ['static camera, her hair moves', 'still'],
  ['handheld footage', 'handheld'],
  ['镜头缓慢推近', 'pushIn'],
  ['镜头拉远', 'pullOut'],
  ['向左平移', 'panLeft'],
  ['镜头环绕人物', 'orbit'],
  ['固定镜头，雪花飘落', 'still'],
  ['a cat on a sofa', undefined],
] as const)('the camera of “%s” is %s', (prompt, camera) => {
  expect(readPrompt(prompt).camera).toBe(camera)
})

test.each([
  ['mist over the lake', ['mist', 'water']],
  ['雾气弥漫，大雪', ['mist', 'snow']],
  ['heavy rain at night', ['rain', 'night']],
  ['a rainbow', []],
  ['no snow, only wind', ['wind']],
  ['没有雨', []],
  ['no rain yet, then rain', ['rain']],
] as const)('the scene of “%s” is %j', (prompt, scene) => {
  expect([...readPrompt(prompt).scene]).toEqual(scene)
})

test('slow and fast set the pace', () => {
  expect(['slowly', 'calm 缓慢', 'fast', 'a cat'].map((prompt) => readPrompt(prompt).pace)).toEqual([
    0.75, 0.75, 1.35, 1,
  ])
})
