/** Owns the Chinese wording of every error; what a button does is the same in all languages. */

import type { ErrorCode } from './error-words.ts'
import { CHINESE_SERVICE_ERRORS } from './service-error-words-zh-cn.ts'

export const CHINESE_ERRORS: Record<ErrorCode, { what: string; why: string; fix: string }> = {
  ...CHINESE_SERVICE_ERRORS,
  bug: {
    what: 'Gallop 内部出了问题',
    why: '{{detail}}',
    fix: '请复制报告并发给我们；已付费的内容不会丢失。',
  },
  'bad-request': { what: '这个请求在这里没有意义', why: '{{detail}}', fix: '请检查输入后重试。' },
  'host-away': {
    what: 'Gallop 没有响应',
    why: '它已关闭，或正在重新启动。',
    fix: '如果已关闭，请启动它。恢复后本页面会自动继续，并保存您这段时间输入的内容。',
  },
  'not-found': { what: '找不到这个{{noun}}', why: '它可能已被移除。', fix: '请返回并另选一个。' },
  'not-possible-now': {
    what: '现在无法这样做',
    why: '任务的状态是：{{state}}。',
    fix: '请查看其历史，了解接下来会发生什么。',
  },
  'no-stills': {
    what: '没有找到图片',
    why: '“{{where}}”里没有可能是图片的文件。',
    fix: '请选择 JPEG、PNG 或 WEBP 文件，或包含这些文件的文件夹。',
  },
  'folder-unusable': {
    what: '无法使用该文件夹',
    why: '“{{path}}”：{{detail}}',
    fix: '请选择一个您可以写入的文件夹。',
  },
  'folder-unnamed': {
    what: '需要一个文件夹路径',
    why: '--data 后面没有内容，例如引用了未设置的变量。',
    fix: '请写出文件夹，或去掉 --data 以使用默认文件夹；. 表示当前所在的文件夹。',
  },
  'folder-relative': {
    what: '请写出完整的文件夹路径',
    why: '“{{path}}”不是从磁盘根目录开始的。',
    fix: '请写出完整路径，例如 /home/ada/clips 或 C:\\Clips。',
  },
  'proxy-malformed': {
    what: '这不是代理地址',
    why: '代理地址应为 http://…、https://… 或 socks5://…。',
    fix: '请连同端口一起填写，例如 http://127.0.0.1:7890。原来的设置保持不变。',
  },
  'address-malformed': {
    what: '这不是基础 URL',
    why: '“{{text}}”不是 http 或 https 地址。',
    fix: '请填写完整地址，例如 https://example.com/api/v1。原来的设置保持不变。',
  },
  'workspace-malformed': {
    what: '这不是工作空间 ID',
    why: '“{{text}}”中含有字母、数字、- 和 _ 以外的字符。',
    fix: '请从控制台的 API Host 处复制。原来的设置保持不变。',
  },
  'still-blocked': {
    what: '这张图片无法生成视频',
    why: '{{detail}}',
    fix: '请修正或替换图片，然后重新排队。',
  },
  'nothing-to-queue': {
    what: '没有可以排队的内容',
    why: '所选镜头都受阻，或仍在检查。',
    fix: '请查看卡片上的标记。',
  },
  'estimate-changed': {
    what: '价格与您同意的不同',
    why: '原为 {{agreed}}，现为 {{actual}}。',
    fix: '请查看新的预估，然后再次排队。',
  },
  'experiment-changed': {
    what: '实验与估价时的不同',
    why: '其配方、行或列在此期间被改动，可能是在这里或另一个窗口。',
    fix: '请查看表格和价格后再次运行。没有任何内容进入队列。',
  },
  'first-frame-gone': {
    what: '无法原样再生成此片段',
    why: '{{name}} 已不是生成此片段时的图片：文件被编辑过。',
    fix: '请恢复原来的图片，或用现在的图片重新运行该单元格。没有任何内容进入队列。',
  },
  'not-a-promotion': {
    what: '这不是该草稿的成片',
    why: '草稿已是 {{resolution}}、{{seconds}} 秒，再做一条相同的仍会计费。',
    fix: '请选择更高的分辨率，或保持分辨率并选择更长的时长。没有任何内容进入队列。',
  },
  'final-exists': {
    what: '这个成片已经有了，或正在生成',
    why: '第 {{take}} 条的提示词、种子、分辨率和时长都与此相同。',
    fix: '请查看那一条，或选择其他分辨率或时长。没有任何内容进入队列。',
  },
  'seed-filtered': {
    what: '此单元格的成片被内容审核拦截',
    why: '单元格的种子固定不变，同样的提示词用同一种子很可能再次被拦截。未产生费用。',
    fix: '请为所在的行或列换一个种子，或换用更温和的提示词，然后再运行。',
  },
  'price-unknown': {
    what: '价格未知',
    why: '没有 {{model}} 在 {{region}}、{{resolution}} 下的价格。',
    fix: '请在设置中填写每秒价格，或换一个模型或分辨率。',
  },
  'cap-reached': {
    what: '已达到{{window}}上限',
    why: '上限 {{cap}}：已花费 {{spent}}，已预留 {{reserved}}。下一条最多需要 {{needed}}，只剩 {{room}}。',
    fix: '请提高上限，或等待：没有任务失败，一有余额就会自动继续。',
  },
  'discarded-by-user': {
    what: '您放弃了这次提交',
    why: '它的答复丢失了，而您选择不再发送。',
    fix: '随时可以让该镜头重新排队。',
  },
  'data-in-use': {
    what: 'Gallop 已在使用此数据文件夹',
    why: '{{holder}} 正在使用“{{path}}”。',
    fix: '请使用那一个，或用 --data 指定另一个文件夹启动。',
  },
  'data-from-future': {
    what: '此数据文件夹由更新版本的 Gallop 写入',
    why: '其版本为 {{found}}，本程序只认识 {{known}}。',
    fix: '请安装更新版本的 Gallop；没有作任何更改。',
  },
  'data-disk-refused': {
    what: 'Gallop 无法写入自己的文件夹',
    why: '{{detail}}',
    fix: '请在其所在磁盘上腾出空间，或使文件夹可写，然后再做一次。这次没有任何内容进入队列，也没有产生费用。',
  },
  'data-unreadable': {
    what: '无法读取任务表',
    why: '{{detail}}',
    fix: '请从旁边的“backups”文件夹恢复最新的副本。',
  },
  'table-damaged': {
    what: '任务表已损坏，不再提交任何任务',
    why: '磁盘返回的内容与 Gallop 写入的不一致（{{detail}}）。',
    fix: '请关闭 Gallop 后重新打开。它会用最新的完好副本和片段自带的文件恢复任务表，并告诉你哪些任务当时正在进行。',
  },
  'clip-missing': {
    what: '片段文件不见了',
    why: '“{{path}}”处已没有该文件，或已是别的文件。',
    fix: '请放回原处，或查找它：Gallop 能按内容认出它。它不会被重新下载。',
  },
  'given-up': {
    what: '在完成之前停止了',
    why: '操作被取消，或 Gallop 正在关闭。',
    fix: '需要时请重新开始；没有留下任何残余文件。',
  },
  'export-refused': {
    what: '无法写入导出文件',
    why: '{{detail}}',
    fix: '请腾出空间，或让项目文件夹可写，然后重新导出。没有覆盖任何文件。',
  },
  'export-too-large': {
    what: '表格太大，无法这样导出',
    why: '已保存 {{count}} 个单元格，最多可同时显示 {{most}} 个。',
    fix: '请导出为图片（可容纳更多），或先移除一些行或列：片段会保留，撤销即可恢复。',
  },
  'nothing-to-export': {
    what: '还没有可导出的内容',
    why: '表格中没有任何单元格的片段在磁盘上。',
    fix: '请运行表格，待第一批片段保存后再导出。',
  },
  'clip-trashed': {
    what: '有视频已被丢弃',
    why: '“{{path}}”已移到废纸篓。',
    fix: '请在素材库中撤销以恢复它，或把它移出对比。',
  },
  'clip-discarded': {
    what: '片段已在系统废纸篓中',
    why: '它已被丢弃，可撤销的时间已过。',
    fix: '请从废纸篓放回“{{path}}”；Gallop 下次启动时会重新收录。',
  },
  'restored-from-backup': {
    what: '恢复任务表时已移出队列',
    why: '它在 {{when}} 的备份中处于等待状态。此后是否已提交无法得知，因此不会自动发送。',
    fix: '如果没有它的片段，请重试。',
  },
  'port-in-use': {
    what: '端口已被占用',
    why: '另一个程序正在监听 {{port}}。',
    fix: '请用 --port 选择另一个端口，或用 0 表示任意空闲端口。',
  },
}
