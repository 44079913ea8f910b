/** Owns the Chinese texts of taking a comparison out of the studio. */

import type { exporting as english } from '../en/export.ts'
import type { Translated } from '../en.ts'

export const exporting: Translated<typeof english> = {
  title: '导出此对比',
  form: '导出为',
  forms: { video: '视频', frame: '当前画面', folder: '浏览器页面' },
  formNotes: {
    video: '一个 MP4，所有视频同一时钟',
    frame: '一张 PNG，{{at}} 秒处',
    folder: '一个文件夹，离线同步播放',
  },
  layout: '布局',
  layouts: { grid: '{{count}} 条视频的网格', wipe: '{{first}} 与 {{second}} 的划像' },
  sound: '声音',
  silent: '无',
  soundOf: '窗格 {{letter}}',
  labels: '写在每条视频下方',
  labelTitle: '名称与条次',
  labelPrompt: '提示词',
  labelSeed: '种子、模型与分辨率',
  blind: '盲评时名称保持隐藏。',
  place: '保存到项目的“exports”文件夹。不会覆盖任何文件，也不收费。',
  flashing: {
    why: '{{which}}一秒内闪烁超过 {{most}} 次，可能诱发癫痫，而视频会直接播放给打开它的人。',
    panes_other: '窗格 {{letters}} ',
    takes_other: '有 {{count}} 条视频',
    label: '闪烁的视频',
    held: '定格',
    played: '先警告，再播放',
    notes: { held: '只显示第一帧，并说明原因', played: '视频开头先显示 5 秒警告' },
    page: '在页面上，闪烁过多的视频会静止，有人要求时才播放。',
  },
  start: '导出',
  stop: '停止',
  progress: '正在导出',
  done: '已导出：{{name}}',
  doneHeld_other: '已导出：{{name}} · {{count}} 条因闪烁而定格',
  reveal: '在文件夹中显示',
  copyPath: '复制路径',
  stopped: '导出已停止，没有留下未完成的文件。',
}
