/** Owns the deeds behind the actions on experiments and single takes. */

import { ORPCError } from '@orpc/client'
import i18next from 'i18next'
import type { FlashingChoice } from '#shared/comparison-contract.ts'
import { AXIS_MAX } from '#shared/experiment.ts'
import type { ExperimentChange } from '#shared/experiment-change.ts'
import type { ExperimentActionDeeds } from '../actions/experiment-actions.ts'
import { useExperiments } from '../stores/experiments-store.ts'
import { cellAt, cellsToRunAnew, shownClips } from '../stores/open-cells.ts'
import { editShots } from '../stores/shots-store.ts'
import { useStudio } from '../stores/studio-store.ts'
import { closeDialog, openDialog, useView } from '../stores/view-store.ts'
import { hostBridge, studio } from '../studio.ts'
import type { ExperimentDeeds } from '../sync/experiments.ts'
import { leaveField } from '../typing/leave-field.ts'
import { PROMPT_ID } from '../typing/prompt-focus.ts'
import { readSeed } from '../typing/read-seed.ts'
import type { Guard, Say } from './commands.ts'
import { nextValue } from './experiment-values.ts'
import { longWork } from './long-work.ts'
import { onceAtATime } from './once-at-a-time.ts'

const t = i18next.t.bind(i18next)

export function makeExperimentCommands(
  deeds: ExperimentDeeds,
  say: Say,
  guard: Guard,
): ExperimentActionDeeds {
  /** The seed copied last, where the clipboard cannot be read. */
  let copied: number | undefined
  const beginExperiment = onceAtATime((ids: readonly string[]) => newExperiment(ids, deeds, say))
  const repeat = onceAtATime(async (experimentId: string, jobId: string) => {
    const { cost } = await studio.experiments.repeatEstimate({ id: experimentId, jobId })
    // What costs money is asked, with its price; what costs nothing is done.
    if (cost.micros > 0) return openDialog({ kind: 'repeat', experimentId, jobId, cost })
    await deeds.repeat(jobId, cost)
    say(t('experiments.repeat.done'))
  })
  return {
    newExperiment: guard(() => beginExperiment(useView.getState().selectedShots)),
    runExperiment: guard(async () => {
      if (!leaveField()) return
      const queued = await deeds.run()
      if (queued) say(t('inspector.queued', { count: queued }))
    }),
    addToExperiment: (axis) => {
      const plan = useExperiments.getState().sheet?.experiment
      const value = plan && nextValue(plan, axis)
      if (value) deeds.addValue(axis, value)
    },
    updateExperiment: (change) => {
      const undo = deeds.update(change)
      const said = undo && wordsOf(change)
      // Of two changes of what sides change, the first cannot be taken back alone: the other side may have its field by now.
      const about = change.kind === 'field' ? 'experiments.axis' : undefined
      if (said) say(said, { label: t('frame.undo'), run: undo }, about)
    },
    removeExperiment: guard(async () => {
      const { openId } = useExperiments.getState()
      if (!openId) return
      await deeds.remove(openId)
      say(t('experiments.removed'), { label: t('frame.undo'), run: guard(() => deeds.restore(openId)) })
    }),
    repeatCell: guard(async () => {
      const job = cellAt()?.job
      const { openId } = useExperiments.getState()
      if (job && openId) await repeat(openId, job.id)
    }),
    runCellsAnew: guard(
      onceAtATime(async () => {
        const { openId } = useExperiments.getState()
        const cells = cellsToRunAnew().map(({ row, column }) => ({ row, column }))
        if (!openId || cells.length === 0) return
        await deeds.flush()
        const estimate = await studio.experiments.estimate({ id: openId, cells })
        openDialog({ kind: 'runAnew', experimentId: openId, cells, estimate })
      }),
    ),
    exportExperiment: guard(async (form) => {
      await deeds.flush()
      await (form === 'video' ? exportVideo(say, guard) : exportExperiment({ form }, say))
    }),
    branchTake: guard(onceAtATime(branchTake)),
    copySeed: guard(async (seed) => {
      copied = seed
      await navigator.clipboard.writeText(String(seed))
      say(t('experiments.seedCopied', { seed }))
    }),
    pasteSeed: guard(async () => {
      const text = await navigator.clipboard.readText().catch(() => '')
      const seed = readSeed(text) ?? copied
      const { selectedShots } = useView.getState()
      if (seed === undefined) return say(t('experiments.noSeed'))
      editShots(selectedShots, { seed, seedLocked: true })
      say(t('experiments.seedPasted', { seed, count: selectedShots.length }))
    }),
  }
}

/** One still begins at once; of several the user is asked how. */
async function newExperiment(
  selectedShots: readonly string[],
  deeds: ExperimentDeeds,
  say: Say,
): Promise<void> {
  const { length: count } = selectedShots
  if (count > AXIS_MAX) return say(t('experiments.new.tooMany', { count, most: AXIS_MAX }))
  const shots = await deeds.shotsFor(selectedShots)
  if (shots.length === 1) return deeds.create(shots, 'each')
  openDialog({ kind: 'newExperiment', shots, create: (layout) => deeds.create(shots, layout) })
}

/** What is said of a change that takes something out of sight, or fills in much at once; undefined for others. */
function wordsOf(change: ExperimentChange): string | undefined {
  if (change.kind === 'removeValue') return t(`experiments.heading.removed.${change.axis}`)
  if (change.kind === 'putValues')
    return t(`experiments.heading.filled.${change.axis}`, { count: change.values.length })
  if (change.kind !== 'field') return undefined
  return t(`experiments.changed.${change.axis}`, { field: t(`experiments.axis.${change.field}`) })
}

/** A video plays to whoever opens it: what flashes is asked about first. */
async function exportVideo(say: Say, guard: Guard): Promise<void> {
  const known = await studio.clips.measures({ ids: shownClips() })
  const count = known.filter(({ values }) => values?.flash.exceeds).length
  if (count === 0) return exportExperiment({ form: 'video' }, say)
  const start = guard((flashing: FlashingChoice) => exportExperiment({ form: 'video', flashing }, say))
  openDialog({ kind: 'exportFlashing', count, start })
}

type ExportChoices = { form: 'video' | 'frame'; flashing?: FlashingChoice }

async function exportExperiment(choices: ExportChoices, say: Say): Promise<void> {
  const { openId: id, moment } = useExperiments.getState()
  if (!id) return
  const locale = i18next.language === 'zh-CN' ? 'zh-CN' : 'en'
  const text = t('experiments.export.begun')
  await longWork(text, async (signal, tell) => {
    try {
      for await (const event of await studio.experiments.export(
        { id, moment, locale, ...choices },
        { signal },
      )) {
        if (event.kind === 'progress') tell(text, event.share)
        if (event.kind === 'failed') throw new ORPCError('APP_ERROR', { data: event.error })
        if (event.kind === 'done') tellExported(event, say)
      }
    } catch (thrown) {
      if (!signal.aborted) throw thrown
    }
    if (signal.aborted) say(t('exporting.stopped'))
  })
}

function tellExported({ path, held }: { path: string; held: number }, say: Say): void {
  const name = path.split(/[/\\]/).at(-1) ?? path
  const canReveal = useStudio.getState().host?.capabilities.reveal ?? false
  const reveal = { label: t('exporting.reveal'), run: () => void hostBridge()?.reveal(path) }
  const copy = { label: t('exporting.copyPath'), run: () => void navigator.clipboard.writeText(path) }
  const text = held > 0 ? t('exporting.doneHeld', { name, count: held }) : t('exporting.done', { name })
  say(text, canReveal ? reveal : copy)
}

/** Goes to the new shot, with the cursor where the one change is made. */
async function branchTake(jobId: string): Promise<void> {
  const { shotId } = await studio.retakes.branch({ jobId })
  while (useView.getState().dialogs.length > 0) closeDialog()
  useView.setState({ room: 'board', filter: 'all', selectedShots: [shotId] })
  focusPromptOf(shotId)
}

/** The field is there once the board has fetched the shot; whoever goes on elsewhere meanwhile is left alone. */
function focusPromptOf(shotId: string): void {
  const until = performance.now() + 3_000
  const look = () => {
    const { selectedShots, room } = useView.getState()
    if (room !== 'board' || selectedShots.length !== 1 || selectedShots[0] !== shotId) return
    const field = document.getElementById(PROMPT_ID)
    if (field instanceof HTMLTextAreaElement) {
      field.focus()
      field.select()
    } else if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
