/** Owns what every error says: what happened, why, and what to do about it. */

import { SERVICE_ERRORS } from './service-error-words.ts'

/** What a button beside an error does. */
export type FixAction =
  | 'open-settings'
  | 'resume-queue'
  | 'choose-folder'
  | 'retry'
  | 'copy-report'
  | 'review-estimate'
  | 'open-job'

/** What happened, why, what to do. */
export type ErrorText = { what: string; why: string; fix: string; action?: FixAction }

/** English wording by code; translations replace the texts, never the codes. Braces name values. */
export const ERRORS = {
  bug: {
    what: 'Something went wrong inside Gallop',
    why: '{{detail}}',
    fix: 'Copy the report and send it to us; nothing that was paid for is lost.',
    action: 'copy-report',
  },
  'bad-request': {
    what: 'That request makes no sense here',
    why: '{{detail}}',
    fix: 'Check what you entered and try again.',
  },
  'host-away': {
    what: 'Gallop does not answer',
    why: 'It was closed, or is just starting again.',
    fix: 'Start it if it is closed. This page goes on by itself once it is back, and saves what you have typed meanwhile.',
  },
  'not-found': {
    what: 'There is no such {{noun}}',
    why: 'It may have been removed meanwhile.',
    fix: 'Go back and choose another one.',
  },
  'not-possible-now': {
    what: 'That cannot be done now',
    why: 'The job is {{state}}.',
    fix: 'Look at its history to see what happens next.',
    action: 'open-job',
  },
  'no-stills': {
    what: 'No pictures found',
    why: 'Nothing in “{{where}}” is a file that could be a picture.',
    fix: 'Choose JPEG, PNG or WEBP files, or a folder that holds some.',
  },
  'folder-unusable': {
    what: 'The folder cannot be used',
    why: '“{{path}}”: {{detail}}',
    fix: 'Choose a folder you may write to.',
    action: 'choose-folder',
  },
  'folder-unnamed': {
    what: 'The path of a folder is wanted',
    why: 'Nothing stands behind --data, as with a variable that is not set.',
    fix: 'Name the folder, or leave --data out for the usual one; . is the folder you are in.',
  },
  'folder-relative': {
    what: 'A whole path is needed',
    why: '“{{path}}” does not begin at the root of a disk.',
    fix: 'Write the folder from there on, such as /home/ada/clips or C:\\Clips.',
    action: 'choose-folder',
  },
  'proxy-malformed': {
    what: 'That is no address of a proxy',
    why: 'It has to be http://…, https://… or socks5://….',
    fix: 'Write it with its port, such as http://127.0.0.1:7890. What was set before is kept.',
  },
  'address-malformed': {
    what: 'That is no base URL',
    why: '“{{text}}” is not an http or https address.',
    fix: 'Write it whole, such as https://example.com/api/v1. What was set before is kept.',
  },
  'workspace-malformed': {
    what: 'That is no workspace id',
    why: '“{{text}}” has something else in it than letters, digits, - and _.',
    fix: 'Copy it from the console, under API Host. What was set before is kept.',
  },
  'still-blocked': {
    what: 'This picture cannot be animated',
    why: '{{detail}}',
    fix: 'Mend or replace the picture, then queue it again.',
  },
  'nothing-to-queue': {
    what: 'Nothing can be queued',
    why: 'Every selected shot is blocked or still being checked.',
    fix: 'Look at the marks on the cards.',
  },
  'estimate-changed': {
    what: 'The price is not the one you agreed to',
    why: 'It was {{agreed}} and is now {{actual}}.',
    fix: 'Look at the new estimate and queue again.',
    action: 'review-estimate',
  },
  'experiment-changed': {
    what: 'The experiment is not the one that was priced',
    why: 'Its recipe, rows or columns were changed meanwhile, here or in another window.',
    fix: 'Look at the table and its price, and run it again. Nothing was queued.',
  },
  'first-frame-gone': {
    what: 'This take cannot be run again unchanged',
    why: '{{name}} is another picture than the one the take was made from: its file was edited.',
    fix: 'Put the picture back as it was, or run the cell anew with the picture as it is now. Nothing was queued.',
  },
  'not-a-promotion': {
    what: 'That is no final of this draft',
    why: 'The draft is {{resolution}}, {{seconds}} s already, and more of the same would be paid for as well.',
    fix: 'Choose a higher resolution, or keep it and choose more seconds. Nothing was queued.',
  },
  'final-exists': {
    what: 'This final is there already, or on its way',
    why: 'Take {{take}} has the same words and seed at this resolution and length.',
    fix: 'Look at that take, or choose another resolution or length. Nothing was queued.',
  },
  'seed-filtered': {
    what: 'The content filter refused the clip of this cell',
    why: 'Cells keep their seed, and the same words on the same seed would most likely be refused again. Nothing was charged.',
    fix: 'Give its row or column another seed or a milder prompt, then run it.',
  },
  'price-unknown': {
    what: 'The price is not known',
    why: 'There is no price for {{model}} at {{resolution}} in {{region}}.',
    fix: 'Enter the price per second in Settings, or choose another model or resolution.',
    action: 'open-settings',
  },
  'cap-reached': {
    what: 'The {{window}} cap is reached',
    why: '{{spent}} is spent and {{reserved}} reserved of {{cap}}. The next take may cost {{needed}}; there is room for {{room}}.',
    fix: 'Raise the cap, or wait: nothing has failed, and it goes on by itself as soon as there is room.',
    action: 'open-settings',
  },
  ...SERVICE_ERRORS,
  'discarded-by-user': {
    what: 'You gave this submission up',
    why: 'Its answer was lost and you chose not to send it again.',
    fix: 'Queue the shot again whenever you like.',
    action: 'retry',
  },
  'data-in-use': {
    what: 'Gallop is already running on this data folder',
    why: '{{holder}} uses “{{path}}”.',
    fix: 'Use that one, or start with another --data folder.',
  },
  'data-from-future': {
    what: 'This data folder was written by a newer Gallop',
    why: 'Its version is {{found}}, this program knows {{known}}.',
    fix: 'Install the newer Gallop; nothing was changed.',
  },
  'data-disk-refused': {
    what: 'Gallop cannot write to its own folder',
    why: '{{detail}}',
    fix: 'Free some space on its disk, or make the folder writable, then do it again. Nothing was queued by it, and nothing is paid for.',
  },
  'data-unreadable': {
    what: 'The job table cannot be read',
    why: '{{detail}}',
    fix: 'Restore the newest copy from the “backups” folder beside it.',
  },
  'table-damaged': {
    what: 'The job table is damaged; nothing is sent any more',
    why: 'The disk gave back something else than Gallop had written ({{detail}}).',
    fix: 'Close Gallop and open it again. The newest sound copy and the clips’ own files bring the table back; what was under way is told to you.',
  },
  'clip-missing': {
    what: 'The clip’s file is gone',
    why: 'There is nothing at “{{path}}” any more, or something else.',
    fix: 'Put it back, or find it: Gallop knows it by its content. It is not downloaded again.',
  },
  'given-up': {
    what: 'Stopped before the end',
    why: 'It was cancelled, or Gallop is closing.',
    fix: 'Start it again when you want it; nothing was left behind.',
  },
  'export-refused': {
    what: 'The export cannot be written',
    why: '{{detail}}',
    fix: 'Free some space, or make the project’s folder writable, and export again. Nothing was overwritten.',
  },
  'export-too-large': {
    what: 'The grid is too large for this export',
    why: '{{count}} cells are saved, and {{most}} can be shown at once.',
    fix: 'Export it as a picture, which holds more, or take out rows or columns first: their takes stay, and Undo brings them back.',
  },
  'nothing-to-export': {
    what: 'There is nothing to export yet',
    why: 'No cell of the grid has a clip on disk.',
    fix: 'Run the grid, and export it once the first clips are saved.',
  },
  'clip-trashed': {
    what: 'A take was thrown away',
    why: '“{{path}}” was moved to the trash.',
    fix: 'Bring it back with Undo in the Library, or take it out of the comparison.',
  },
  'clip-discarded': {
    what: 'The clip is in the system’s trash',
    why: 'It was thrown away, and the time to undo that is over.',
    fix: 'Put “{{path}}” back from the trash; Gallop takes it in again when it starts.',
  },
  'restored-from-backup': {
    what: 'Taken off the queue when the job table was restored',
    why: 'It waited in the copy of {{when}}. Whether it was submitted since cannot be known, so it is not sent by itself.',
    fix: 'If you have no clip of it, retry it.',
    action: 'retry',
  },
  'port-in-use': {
    what: 'The port is taken',
    why: 'Another program listens on {{port}}.',
    fix: 'Choose another one with --port, or 0 for any free one.',
  },
} as const satisfies Record<string, ErrorText>

export type ErrorCode = keyof typeof ERRORS
