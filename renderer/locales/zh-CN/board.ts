/** Owns the Chinese texts of the Board. */

import type { board as english } from '../en/board.ts'
import type { Translated } from '../en.ts'

export const board: Translated<typeof english> = {
  grid: '镜头',
  rail: '筛选',
  filters: '显示',
  filter: { all: '全部镜头', ready: '可用', blocked: '受阻', taken: '已有条次' },
  size: '图片大小',
  count_other: '{{count}} 个镜头',
  selected: '已选 {{count}} 个',
  checking: '正在检查…',
  takes_other: '{{count}} 条',
  live: '{{count}} 条进行中',
  playsOnHover: '有已保存的视频',
  level: { block: '受阻', warn: '注意', fix: '将自动修正' },
  importing: {
    sending: '正在传送图片',
    looking: '正在检查图片',
    count: '{{done}} / {{total}}',
  },
  imported_other: '已添加 {{count}} 个镜头',
  importedSkipped: '{{count}} 个已存在',
  importedRenewed: '{{count}} 个文件已变化，已重新检查',
  importedBlocked: '{{count}} 个受阻',
  importedNothing: '没有新内容',
  removed_other: '已移除 {{count}} 个镜头',
  empty: {
    title: '把照片拖到这里',
    text: '文件或整个文件夹均可：JPEG、PNG 或 WEBP。每张照片都会成为一个可以动起来的镜头。',
    try: '手边没有照片？',
    filtered: '没有符合此筛选条件的镜头',
  },
  drop: '松开即可添加到“{{project}}”',
  tooLarge: '“{{name}}”超过 {{limit}} MB，未传送。',
  uploadFailed: '“{{name}}”传送失败。',
  noPictures: '拖入的内容里没有图片。',
}
