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
  start: '导出',
  stop: '停止',
  progress: '正在导出',
  done: '已导出：{{name}}',
  reveal: '在文件夹中显示',
  copyPath: '复制路径',
  stopped: '导出已停止，没有留下未完成的文件。',
}
