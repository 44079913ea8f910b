/** Owns the Chinese texts about what was nearly lost: the report after a crash, clips out of sight, last moments, hidden jobs. */

import type { rescue as english } from '../en/rescue.ts'
import type { Translated } from '../en.ts'

export const rescue: Translated<typeof english> = {
  crash_other: 'Gallop 上次没有正常退出。当时有 {{count}} 个任务在进行；它们会继续。',
  restored: '任务表已损坏，现已恢复。',
  restoredGone: '任务表不见了，现已恢复。',
  show: '做了什么',
  dismiss: '知道了',
  title: '恢复报告',
  at: '打开于 {{time}}',
  jobs: '当时进行中的任务',
  job: '{{name}} · 第 {{take}} 条',
  more_other: '……还有 {{count}} 个',
  queued_other: '{{count}} 个任务在排队；此前没有发送过，仍在等待。',
  did: {
    fetched: '视频正在下载。下载会继续。',
    watched: '正在生成。会再次查询其任务。',
    searched: '正在发送，答复未知。正在账户的任务列表中查找。',
    asked: '已发送，答复未知。由您决定。',
  },
  now: '现在：{{state}}',
  table: '任务表',
  fromBackup: '已由 {{time}} 的备份代替。',
  fromNothing: '没有完好的备份：已根据视频旁边的文件重建。设置和没有视频的镜头已丢失。',
  setAside: '损坏的文件保留在：{{path}}',
  clips_other: '此后保存的 {{count}} 个视频已由旁边的文件找回。',
  clipsMissing_other: '其中 {{count}} 个的文件不在原处。',
  contradictions_other: '{{count}} 个文件与任务表矛盾，未作处理。',
  offQueue_other: '{{count}} 个任务已移出队列，因为此后可能已经提交。没有视频的请重试。',
  unknowable: '此后提交而不在磁盘上的任务，在这里无法得知。服务的控制台会列出最近 24 小时的任务。',
  dies: '{{time}}后丢失',
  diesNote: '已付费，尚未保存到磁盘：此后服务端将不再保留。',
  missing: {
    title: '文件不见了',
    text: '原来位于 {{path}}。Gallop 不会再次下载，也绝不会付两次费；无论现在叫什么名字，它都能按内容认出这个视频。',
    mark: '缺失',
    find: '查找…',
    look: '再看一次',
    found_other: '找到 {{count}} 个视频',
    none: '那里没有缺失的视频。',
    still_other: '仍缺 {{count}} 个',
  },
  hide: {
    button: '隐藏',
    note: '服务已在生成，无法停止。隐藏只是从列表中移开；仍会取回并照常计费。',
    done_other: '已隐藏 {{count}} 个任务。它们会继续、会保存，仍会计费。',
    unhide: '重新显示',
    mark: '已隐藏',
  },
}
