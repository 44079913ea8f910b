/** Owns Chinese words used all over: units, states, models, fixes. */

import type { words as english } from '../en/words.ts'
import type { Translated } from '../en.ts'

export const words: Translated<typeof english> = {
  time: {
    days: '{{days}} 天 {{hours}} 小时',
    hours: '{{hours}} 小时 {{minutes}} 分',
    wholeHours: '{{hours}} 小时',
    minutes: '{{minutes}} 分 {{seconds}} 秒',
    wholeMinutes: '{{minutes}} 分钟',
    seconds: '{{seconds}} 秒',
  },
  number: {
    unread: '“{{typed}}”不是此处可以读取的数字，未作更改。',
    twoWays: '“{{typed}}”有两种读法，请不要使用千位分隔符。未作更改。',
    soon: '{{asked}} 过大，将改为最大值 {{became}}。',
    most: '{{asked}} 过大，已改为最大值 {{became}}。',
    least: '{{asked}} 过小，已改为最小值 {{became}}。',
    step: '{{asked}} 已舍入为 {{became}}，无法更精细。',
  },
  model: { 'happyhorse-1.1-i2v': 'HappyHorse 1.1', 'happyhorse-1.0-i2v': 'HappyHorse 1.0' },
  state: {
    queued: '排队中',
    submitting: '提交中',
    unconfirmed: '未确认',
    rendering: '生成中',
    downloading: '下载中',
    done: '已保存',
    failed: '失败',
    canceled: '已取消',
  },
  window: { batch: '批次', day: '当日', month: '当月' },
  recipe: {
    still: '图片',
    firstFrame: '首帧',
    prompt: '提示词',
    model: '模型',
    resolution: '分辨率',
    durationSeconds: '时长',
    watermark: '水印',
    seed: '种子',
  },
  action: {
    'open-settings': '打开设置',
    'resume-queue': '继续',
    'choose-folder': '选择文件夹',
    retry: '重试',
    'copy-report': '复制报告',
    'review-estimate': '查看预估',
    'open-job': '处理任务',
  },
}
