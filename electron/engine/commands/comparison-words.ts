/** Owns the words that go out with a comparison: they are burnt into pictures and stand on pages without the studio. */

import type { ExportWish } from '#shared/comparison-contract.ts'
import { fill } from '#shared/text.ts'

const EN = {
  take: '{{still}} · take {{take}}',
  seed: 'seed {{seed}} · {{model}} · {{resolution}}',
  noPrompt: 'No prompt',
  title: 'Comparison of {{count}} takes',
  play: 'Play',
  pause: 'Pause',
  back: 'One frame back',
  on: 'One frame on',
  position: 'Position',
  sound: 'Hear this one',
  silent: 'Silent',
  keys: 'Space plays and pauses, ← and → step to the next frame of any clip.',
  wipeKeys: 'Shift with ← and → moves the wipe, as the pointer does.',
  flashes:
    'Flashes more than {{most}} times in a second. It can trigger seizures and does not play by itself.',
  anyway: 'Play it all the same',
  held: 'Held still: it flashes more than {{most}} times in a second, which can trigger seizures.',
  warning: 'Warning: flashing images',
  warningText:
    'What follows flashes more than {{most}} times in a second. It can trigger seizures in people with photosensitive epilepsy.',
  recipe: 'Recipe',
  prompt: 'Prompt',
  seedName: 'Seed',
  model: 'Model',
  size: 'Size',
  length: 'Length',
  file: 'File',
}

const ZH: typeof EN = {
  take: '{{still}} · 第 {{take}} 条',
  seed: '种子 {{seed}} · {{model}} · {{resolution}}',
  noPrompt: '没有提示词',
  title: '{{count}} 条的对比',
  play: '播放',
  pause: '暂停',
  back: '后退一帧',
  on: '前进一帧',
  position: '位置',
  sound: '听这一条',
  silent: '静音',
  keys: '空格键播放和暂停，← 和 → 移到任一视频的上一帧或下一帧。',
  wipeKeys: 'Shift 加 ← 和 → 移动分界线，用鼠标也可以。',
  flashes: '一秒内闪烁超过 {{most}} 次，可能诱发癫痫，因此不会自动播放。',
  anyway: '仍要播放',
  held: '已定格：一秒内闪烁超过 {{most}} 次，可能诱发癫痫。',
  warning: '警告：含有闪烁画面',
  warningText: '以下画面一秒内闪烁超过 {{most}} 次，可能使光敏性癫痫患者发作。',
  recipe: '配方',
  prompt: '提示词',
  seedName: '种子',
  model: '模型',
  size: '尺寸',
  length: '时长',
  file: '文件',
}

export type ComparisonWords = typeof EN

export function comparisonWords(locale: ExportWish['locale']): ComparisonWords {
  return locale === 'en' ? EN : ZH
}

type Labelled = {
  stillName: string
  take: number
  seed: number
  model: string
  resolution: string
  prompt: string
}

/** Lines below a clip, as far as they are wanted. */
export function linesFor(
  clip: Labelled,
  { title, prompt, seed }: ExportWish['labels'],
  words: ComparisonWords,
): string[] {
  const { take, model, resolution } = clip
  return [
    ...(title ? [fill(words.take, { still: clip.stillName, take })] : []),
    ...(prompt ? [clip.prompt || words.noPrompt] : []),
    ...(seed ? [fill(words.seed, { seed: clip.seed, model, resolution })] : []),
  ]
}
