/** Owns the line that moves: a bar for one batch, on a terminal only. */

import { MultiBar, Presets } from 'cli-progress'
import type { Output } from './output.ts'

export type Progress = {
  /** A line that stays, above the bar. */
  line(text: string): void
  complain(text: string): void
  update(ended: number, note: string): void
  end(): void
}

/** A bar when stderr is a terminal and no JSON is asked for; plain lines otherwise. */
export function openProgress(output: Output, total: number): Progress {
  const { stderr } = output.streams
  if (output.json || !stderr.isTTY) {
    return { line: output.say, complain: output.complain, update: () => {}, end: () => {} }
  }
  const bars = new MultiBar(
    {
      stream: stderr,
      format: ' {bar} {value}/{total} · {note}',
      hideCursor: true,
      clearOnComplete: false,
      forceRedraw: true,
      // Ctrl-C is the command's own affair.
      gracefulExit: false,
    },
    Presets.shades_classic,
  )
  const bar = bars.create(total, 0, { note: 'queued' })
  const above = (text: string) => bars.log(`${text}\n`)
  return {
    line: above,
    complain: above,
    update: (ended, note) => bar.update(ended, { note }),
    end: () => bars.stop(),
  }
}
