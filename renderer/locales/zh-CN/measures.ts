/** Owns the Chinese texts of what was measured in clips. */

import type { measures as english } from '../en/measures.ts'
import type { Translated } from '../en.ts'

export const measures: Translated<typeof english> = {
  title: '先看这里',
  strip: '先看这里：运动量与异常之处',
  nothing: '没有明显异常',
  pending: '正在测量…',
  failed: '无法测量',
  cut: '{{at}} 秒处有切换',
  frozen: '{{from}} 至 {{to}} 秒画面静止',
  flicker: '{{from}} 至 {{to}} 秒闪烁',
  flash: '{{from}} 至 {{to}} 秒：一秒内强闪超过 {{most}} 次',
  unlike: '开头与发送的图片不像：相似度 {{percent}} %',
  drift: '色彩漂移 ΔE {{amount}}：{{ways}}',
  held: {
    strip: '此视频的静态画面',
    why: '一秒内闪烁超过 {{most}} 次，可能诱发癫痫，因此不会自动播放。',
    play: '仍要播放',
    resting: '一秒内闪烁超过 {{most}} 次：保持静止',
    looking: '自动播放前先检查有无强闪…',
  },
  ways: {
    lighter: '变亮',
    darker: '变暗',
    redder: '偏红',
    greener: '偏绿',
    yellower: '偏黄',
    bluer: '偏蓝',
  },
  numbers: '运动 {{motion}} % · 闪烁 {{flicker}} % · 漂移 ΔE {{drift}}',
  numbersLike: '相似度 {{likeness}} % · {{numbers}}',
}
