/** Owns English words used all over: units, states, models, fixes. */

export const words = {
  time: {
    days: '{{days}} d {{hours}} h',
    hours: '{{hours}} h {{minutes}} min',
    wholeHours: '{{hours}} h',
    minutes: '{{minutes}} min {{seconds}} s',
    wholeMinutes: '{{minutes}} min',
    seconds: '{{seconds}} s',
  },
  number: {
    unread: '“{{typed}}” is no number that can be read here. Nothing was changed.',
    twoWays: '“{{typed}}” can be read two ways. Write it without a mark for thousands. Nothing was changed.',
    soon: '{{asked}} is too much: it will be {{became}}, the most there is.',
    most: '{{asked}} is too much: set to {{became}}, the most there is.',
    least: '{{asked}} is too little: set to {{became}}, the least there is.',
    step: '{{asked}} was rounded to {{became}}: it goes no finer.',
  },
  model: { 'happyhorse-1.1-i2v': 'HappyHorse 1.1', 'happyhorse-1.0-i2v': 'HappyHorse 1.0' },
  state: {
    queued: 'queued',
    submitting: 'being submitted',
    unconfirmed: 'unconfirmed',
    rendering: 'rendering',
    downloading: 'downloading',
    done: 'saved',
    failed: 'failed',
    canceled: 'canceled',
  },
  window: { batch: 'batch', day: 'day', month: 'month' },
  /** Fields of a recipe, as in “what differs”. */
  recipe: {
    still: 'still',
    firstFrame: 'first frame',
    prompt: 'prompt',
    model: 'model',
    resolution: 'resolution',
    durationSeconds: 'duration',
    watermark: 'watermark',
    seed: 'seed',
  },
  action: {
    'open-settings': 'Open Settings',
    'resume-queue': 'Resume',
    'choose-folder': 'Choose folder',
    retry: 'Retry',
    'copy-report': 'Copy report',
    'review-estimate': 'Look at the estimate',
    'open-job': 'Open the job',
  },
}
