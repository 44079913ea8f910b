/** Owns the Chinese wording of every finding of preflight. */

import type { FindingRule } from '#shared/finding.ts'

export const findings: Record<FindingRule, { says: string; remedy: string }> = {
  missing: { says: '文件已不在原处', remedy: '请放回文件或移除该镜头。' },
  unreadable: { says: '无法读取文件：{{detail}}', remedy: '请检查其权限。' },
  empty: { says: '文件是空的：0 字节，图片至少有一个像素', remedy: '请从原处重新复制。' },
  'not-a-picture': {
    says: '内容是 {{found}}，不是图片；需要 JPEG、PNG 或 WEBP',
    remedy: '请选择图片；仅凭文件名不能成为图片。',
  },
  'wrong-format': { says: '格式为 {{found}}；服务接受 JPEG、PNG 和 WEBP', remedy: '请另存为 JPEG 或 PNG。' },
  damaged: { says: '图片已损坏：{{detail}}；每个像素都必须能解码', remedy: '请从原处重新复制。' },
  'too-small': {
    says: '{{width}} × {{height}} 像素太小；两边都必须至少 {{limit}} 像素',
    remedy: '请使用更大的图片。',
  },
  'too-tall': {
    says: '比例 1:{{ratio}} 太高；上限为 1:{{limit}}（{{width}} × {{height}} 像素）',
    remedy: '请裁剪到 1:{{limit}} 或更宽。',
  },
  'too-wide': {
    says: '比例 {{ratio}}:1 太宽；上限为 {{limit}}:1（{{width}} × {{height}} 像素）',
    remedy: '请裁剪到 {{limit}}:1 或更窄。',
  },
  'too-heavy': {
    says: '文件有 {{megabytes}} MB；上限为 {{limit}} MB',
    remedy: '请加大压缩或减少像素后保存。',
  },
  animated: { says: '图片是动图（{{pages}} 页）；服务如何处理未有说明', remedy: '只发送第一页。' },
  transparent: {
    says: '图片有透明部分；服务会在那里填什么颜色未有说明',
    remedy: '如果颜色重要，请自行合并图层。',
  },
  'other-colours': { says: '图片为 {{found}}，不是 RGB；颜色可能偏移', remedy: '发送前会转换为 sRGB。' },
  'misleading-name': { says: '文件名以 {{extension}} 结尾，但内容是 {{found}}', remedy: '按实际内容发送。' },
  sideways: { says: '拍摄时相机是转着的（EXIF 方向 {{orientation}}）', remedy: '发送前会转正。' },
}
