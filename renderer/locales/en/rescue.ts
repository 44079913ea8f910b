/** Owns the English texts about what was nearly lost: the report after a crash, clips out of sight, last moments, hidden jobs. */

export const rescue = {
  crash_one: 'Gallop did not stop in order. {{count}} job was under way; it goes on.',
  crash_other: 'Gallop did not stop in order. {{count}} jobs were under way; they go on.',
  restored: 'The job table was damaged and has been restored.',
  restoredGone: 'The job table was gone and has been restored.',
  show: 'What was done',
  dismiss: 'Got it',
  title: 'Recovery report',
  at: 'Opened {{time}}',
  jobs: 'Jobs that were under way',
  job: '{{name}} · take {{take}}',
  more_one: '… and {{count}} more',
  more_other: '… and {{count}} more',
  queued_one: '{{count}} job waited in the queue; it was not sent before and waits still.',
  queued_other: '{{count}} jobs waited in the queue; they were not sent before and wait still.',
  did: {
    fetched: 'Its clip was being downloaded. The download goes on.',
    watched: 'It was rendering. Its task is asked again.',
    searched: 'It was being sent and its answer is not known. Its task is looked for in the account’s list.',
    asked: 'It was sent and its answer is not known. You decide.',
  },
  now: 'Now: {{state}}',
  table: 'The job table',
  fromBackup: 'The copy of {{time}} took its place.',
  fromNothing:
    'There was no sound copy: it was rebuilt from the files beside the clips. Settings and shots without a clip are lost.',
  setAside: 'The damaged file is kept: {{path}}',
  clips_one: '{{count}} clip saved since came back from the file beside it.',
  clips_other: '{{count}} clips saved since came back from the files beside them.',
  clipsMissing_one: '{{count}} of them is out of sight.',
  clipsMissing_other: '{{count}} of them are out of sight.',
  contradictions_one: '{{count}} file contradicts the table and was left alone.',
  contradictions_other: '{{count}} files contradict the table and were left alone.',
  offQueue_one:
    '{{count}} job was taken off the queue, because it may have been submitted since. Retry it if you have no clip of it.',
  offQueue_other:
    '{{count}} jobs were taken off the queue, because they may have been submitted since. Retry those you have no clip of.',
  tasks_one:
    '{{count}} job the service had been asked for came back from the journal, with its task and its cost.',
  tasks_other:
    '{{count}} jobs the service had been asked for came back from the journal, with their tasks and their cost.',
  lost: '{{name}}, take {{take}}, could not be brought back. Its task is {{task}}, its cost at most {{cost}}; the console of the service has its clip for 24 hours.',
  unknowable:
    'What was submitted since and is not on disk cannot be known here. The console of the service lists its tasks of the last 24 hours.',
  dies: 'lost in {{time}}',
  diesNote: 'Paid for, and not on disk yet: after that the service no longer has it.',
  missing: {
    title: 'The file is gone',
    text: 'It was at {{path}}. Gallop does not fetch it again and never pays for it twice; it knows the clip by its content, whatever it is called now.',
    mark: 'missing',
    onCard_one: '{{count}} clip is missing: its file was moved or deleted. Play it to find it again.',
    onCard_other:
      '{{count}} clips are missing: their files were moved or deleted. Play them to find them again.',
    inRow: 'the file is missing',
    find: 'Find it…',
    look: 'Look again',
    found_one: '{{count}} clip found',
    found_other: '{{count}} clips found',
    none: 'None of the missing clips is there.',
    still_one: '{{count}} still missing',
    still_other: '{{count}} still missing',
  },
  hide: {
    button: 'Hide',
    note: 'The service renders it already and cannot be stopped. Hiding takes it off the list; it is fetched and charged all the same.',
    noteFree:
      'The service renders it already and cannot be stopped. Hiding takes it off the list; it is fetched all the same.',
    done_one: '{{count}} job hidden. It goes on, is saved and will still be charged.',
    done_other: '{{count}} jobs hidden. They go on, are saved and will still be charged.',
    doneFree_one: '{{count}} job hidden. It goes on and is saved.',
    doneFree_other: '{{count}} jobs hidden. They go on and are saved.',
    unhide: 'Show again',
    mark: 'hidden',
  },
}
