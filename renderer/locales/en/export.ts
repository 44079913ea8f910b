/** Owns the English texts of taking a comparison out of the studio. */

export const exporting = {
  title: 'Export this comparison',
  form: 'As',
  forms: {
    video: 'Video',
    frame: 'Picture of this moment',
    folder: 'Page for any browser',
  },
  formNotes: {
    video: 'One MP4 with all takes on one clock',
    frame: 'One PNG at {{at}} s',
    folder: 'A folder that plays in sync, offline',
  },
  layout: 'Layout',
  layouts: { grid: 'Grid of {{count}} takes', wipe: 'Wipe of {{first}} and {{second}}' },
  sound: 'Sound',
  silent: 'None',
  soundOf: 'Pane {{letter}}',
  labels: 'Written below each take',
  labelTitle: 'Name and take',
  labelPrompt: 'Prompt',
  labelSeed: 'Seed, model and resolution',
  blind: 'Names stay hidden while you judge blind.',
  place: 'Goes into the “exports” folder of the project. Nothing is overwritten, nothing is charged.',
  start: 'Export',
  stop: 'Stop',
  progress: 'Exporting',
  done: 'Exported: {{name}}',
  reveal: 'Show in folder',
  copyPath: 'Copy path',
  stopped: 'The export was stopped. Nothing half made was left behind.',
}
