/** Owns the Chinese wording of every error that comes from the service, or from the way to it. */

import type { SERVICE_ERRORS } from './service-error-words.ts'

export const CHINESE_SERVICE_ERRORS: Record<
  keyof typeof SERVICE_ERRORS,
  { what: string; why: string; fix: string }
> = {
  'key-missing': {
    what: '没有 API 密钥',
    why: '服务 {{region}} 需要密钥，但尚未存入。',
    fix: '请在设置中填写密钥，或使用无需密钥的排练。',
  },
  'key-malformed': {
    what: '这个 API 密钥无法发送',
    why: '其中含有空格、换行或密钥里不会出现的字符，任何请求都无法携带它。',
    fix: '请从控制台重新复制密钥到“设置”或 DASHSCOPE_API_KEY：它是一个由拉丁字母和数字组成的词，例如 sk-…。',
  },
  'key-refused': {
    what: 'API 密钥被拒绝',
    why: '服务答复：“{{message}}”（{{code}}）。密钥只在其所属地域有效。',
    fix: '请在设置中检查密钥和地域；队列会等待。',
  },
  'workspace-refused': {
    what: '工作空间被拒绝',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请在设置中检查工作空间 ID 及其权限；队列会等待。',
  },
  'other-key': {
    what: '由另一个 API 密钥提交',
    why: '{{region}} 当前使用的密钥不认识这个任务，因此无法查询。任务在提交 24 小时后会在服务端失效。',
    fix: '请在“设置”中换回提交时所用的密钥；如果两个密钥属于同一账号，请确认，之后会重新查询。',
  },
  'account-overdue': {
    what: '账号已欠费',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请在百炼控制台结清账单，然后继续。',
  },
  'model-not-activated': {
    what: '此账号不能使用该模型',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请在百炼控制台开通该模型或换一个模型，然后继续。',
  },
  'model-not-found': {
    what: '该地域没有这个模型',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请换一个模型或地域，然后继续。',
  },
  'free-quota-gone': {
    what: '免费额度已用完',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请在控制台允许付费使用，然后继续。',
  },
  'budget-gone': {
    what: '账号自身的预算已用完',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请在控制台提高预算，然后继续。',
  },
  'moderated-input': {
    what: '内容审核拒绝了提示词或图片',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请更改提示词或图片；两者都不变的话，再试也会被拒绝。',
  },
  'moderated-output': {
    what: '内容审核拒绝了生成的视频',
    why: '服务答复：“{{message}}”（{{code}}）。未收费。',
    fix: '请重试：会换一个种子，也许可以通过。更温和的提示词也可能有用。',
  },
  'image-refused': {
    what: '服务无法使用这张图片',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请在限制范围内将图片重新保存为 JPEG 或 PNG，然后重新排队。',
  },
  'image-unreachable': {
    what: '服务无法取得图片',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请重新排队；图片会再次发送。',
  },
  'parameter-refused': {
    what: '服务拒绝了某项设置',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '请更改其中提到的设置，然后重新排队。',
  },
  'service-fault': {
    what: '服务出错',
    why: '服务答复：“{{message}}”（{{code}}）。未收费。',
    fix: '请重试；如果一直如此，请把请求号发给服务商。',
  },
  'service-timeout': {
    what: '服务在三小时后放弃了',
    why: '服务答复：“{{message}}”（{{code}}）。未收费。',
    fix: '请重试，或要求更短的视频。',
  },
  throttled: {
    what: '服务要求放慢速度',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '无需操作：Gallop 会等待并自动继续。',
  },
  refused: {
    what: '服务拒绝了请求',
    why: '服务答复：“{{message}}”（{{code}}）。',
    fix: '如果原因不明，请把请求号发给服务商。',
  },
  'answered-elsewhere': {
    what: '应答的不是服务本身',
    why: '对方答复：“{{message}}”（{{code}}），没有服务的错误码：可能是代理、防火墙或其他地址。',
    fix: '请检查网络、设置中的代理和服务地址，然后继续；没有任务因此失败。',
  },
  unreachable: {
    what: '无法连接服务',
    why: '{{detail}}',
    fix: '请检查网络和设置中的代理；Gallop 会继续尝试。',
  },
  'task-vanished': {
    what: '服务已不认识这个任务',
    why: '任务号在提交 24 小时后失效；更新的任务若被服务一再否认，也会放弃。',
    fix: '如果视频已完成，则已收费；请查看控制台的账单页。在您另行说明之前，按可能已花费计入。重新排队可得到新的视频。',
  },
  'task-denied': {
    what: '服务称不认识这个任务',
    why: '这个任务还很新，不应被遗忘。',
    fix: '无需操作：Gallop 会在一两分钟内再次询问，然后才会相信。',
  },
  'link-expired': {
    what: '视频已完成，但链接已失效',
    why: '链接和任务在 24 小时后失效，或已被服务丢失；这个视频没有及时取回。',
    fix: '视频已收费且无法找回。重新排队可得到新的视频。',
  },
  'download-broken': {
    what: '暂时无法取回视频',
    why: '{{detail}}',
    fix: '无需操作：在链接失效之前 Gallop 会一直重试。',
  },
  'disk-refused': {
    what: '无法写入视频',
    why: '{{detail}}',
    fix: '请腾出空间，或允许 Gallop 写入该文件夹；Gallop 会自动重试，在链接失效之前，视频仍保留在服务端。',
  },
  'no-place-for-clips': {
    what: '完成的视频在磁盘上无处存放',
    why: '{{detail}}',
    fix: '请腾出空间，或恢复文件夹并允许 Gallop 写入，然后继续。在此期间不会产生新的费用；已付费的视频会自动重试，在链接失效之前仍保留在服务端。',
  },
  'reply-lost': {
    what: '这次提交的答复丢失了',
    why: '{{detail}} 任务可能已存在，因此不会再次发送。',
    fix: 'Gallop 会在账号的任务列表中查找；如果仍无法确定，由您决定。',
  },
}
