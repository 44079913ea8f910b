/** Owns what every error says that comes from the service, or from the way to it. */

import type { ErrorText } from './error-words.ts'

/** See `ERRORS`. */
export const SERVICE_ERRORS = {
  'key-missing': {
    what: 'No API key',
    why: 'The service {{region}} needs a key and none is stored.',
    fix: 'Enter the key in Settings, or rehearse: that needs no key.',
    action: 'open-settings',
  },
  'key-malformed': {
    what: 'The API key cannot be sent',
    why: 'It holds a space, a line end or a character that no key has, so no request can carry it.',
    fix: 'Copy it anew from the console into Settings or DASHSCOPE_API_KEY: it is one word of Latin letters and digits, such as sk-….',
    action: 'open-settings',
  },
  'key-refused': {
    what: 'The API key was refused',
    why: 'The service said “{{message}}” ({{code}}). A key works only in its own region.',
    fix: 'Check key and region in Settings; the queue waits.',
    action: 'open-settings',
  },
  'workspace-refused': {
    what: 'The workspace was refused',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Check the workspace id and its permissions in Settings; the queue waits.',
    action: 'open-settings',
  },
  'other-key': {
    what: 'Made with another API key',
    why: 'The key now in use for {{region}} does not know this task, so nothing can be asked about it. It dies at the service 24 hours after its submission.',
    fix: 'Put the key it was made with back in Settings. If both keys belong to one account, say so: it is asked again then.',
    action: 'open-settings',
  },
  'account-overdue': {
    what: 'The account is in arrears',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Settle the bill in the Model Studio console, then resume.',
    action: 'resume-queue',
  },
  'model-not-activated': {
    what: 'The model is not available to this account',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Activate the model in the Model Studio console or choose another one, then resume.',
    action: 'resume-queue',
  },
  'model-not-found': {
    what: 'The model does not exist in this region',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Choose another model or region, then resume.',
    action: 'open-settings',
  },
  'free-quota-gone': {
    what: 'The free quota is used up',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Allow paid use in the console, then resume.',
    action: 'resume-queue',
  },
  'budget-gone': {
    what: 'The account’s own budget is used up',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Raise the budget in the console, then resume.',
    action: 'resume-queue',
  },
  'moderated-input': {
    what: 'The content filter refused the prompt or the picture',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Change the prompt or the picture; another try with both unchanged will be refused again.',
  },
  'moderated-output': {
    what: 'The content filter refused the finished clip',
    why: 'The service said “{{message}}” ({{code}}). Nothing was charged.',
    fix: 'Retry it: that draws another seed, which may pass. So may a milder prompt.',
    action: 'retry',
  },
  'image-refused': {
    what: 'The service could not use the picture',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Save the picture again as JPEG or PNG within the limits, then queue it again.',
  },
  'image-unreachable': {
    what: 'The service could not fetch the picture',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Queue it again; the picture will be sent anew.',
    action: 'retry',
  },
  'parameter-refused': {
    what: 'The service refused a setting',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Change the setting it names and queue again.',
  },
  'service-fault': {
    what: 'The service failed',
    why: 'The service said “{{message}}” ({{code}}). Nothing was charged.',
    fix: 'Try again; if it goes on, send the request id to the vendor.',
    action: 'retry',
  },
  'service-timeout': {
    what: 'The service gave up after three hours',
    why: 'The service said “{{message}}” ({{code}}). Nothing was charged.',
    fix: 'Try again, or ask for a shorter clip.',
    action: 'retry',
  },
  throttled: {
    what: 'The service asks us to slow down',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Nothing to do: Gallop waits and goes on by itself.',
  },
  refused: {
    what: 'The service refused the request',
    why: 'The service said “{{message}}” ({{code}}).',
    fix: 'Send the request id to the vendor if the reason is unclear.',
  },
  'answered-elsewhere': {
    what: 'Something else answered in the service’s place',
    why: 'It said “{{message}}” ({{code}}), without a code of the service: a proxy, a firewall, or another address.',
    fix: 'Check the network, the proxy and the base URL in Settings, then resume; nothing has failed.',
    action: 'open-settings',
  },
  unreachable: {
    what: 'The service cannot be reached',
    why: '{{detail}}',
    fix: 'Check the network and the proxy in Settings; Gallop goes on trying.',
    action: 'open-settings',
  },
  'task-vanished': {
    what: 'The service no longer knows the task',
    why: 'Task ids die 24 hours after submission; a younger one is given up when the service denies it again and again.',
    fix: 'If the clip was finished it was paid for; the billing page of the console tells. Until you say otherwise it counts as possibly spent. Queue it again to get a new one.',
    action: 'retry',
  },
  'task-denied': {
    what: 'The service says it does not know the task',
    why: 'The task is too young to be forgotten.',
    fix: 'Nothing to do: Gallop asks again for a minute or two before it believes that.',
  },
  'link-expired': {
    what: 'The clip was finished but its link has died',
    why: 'Links and tasks die after 24 hours, or the service has lost them; this one was not fetched in time.',
    fix: 'The clip was paid for and is gone. Queue it again to get a new one.',
    action: 'retry',
  },
  'download-broken': {
    what: 'The clip could not be fetched yet',
    why: '{{detail}}',
    fix: 'Nothing to do: Gallop tries again until the link dies.',
  },
  'disk-refused': {
    what: 'The clip cannot be written',
    why: '{{detail}}',
    fix: 'Free some space, or let Gallop write to the folder; it tries again by itself, and the clip stays with the service until its link dies.',
    action: 'choose-folder',
  },
  'no-place-for-clips': {
    what: 'Finished clips find no place on the disk',
    why: '{{detail}}',
    fix: 'Free some space, or bring the folder back and let Gallop write to it, then resume. Nothing new is paid for meanwhile; what was paid for is tried again by itself and stays with the service until its link dies.',
    action: 'resume-queue',
  },
  'reply-lost': {
    what: 'The answer to this submission was lost',
    why: '{{detail}} The task may exist, so it is not sent again.',
    fix: 'Gallop looks for it in the account’s task list; if that does not settle it, you decide.',
    action: 'open-job',
  },
} as const satisfies Record<string, ErrorText>
