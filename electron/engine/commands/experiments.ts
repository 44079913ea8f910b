/** Owns the commands on experiments. */

import { AppError } from '#shared/app-error.ts'
import { drawSeed } from '#shared/draws.ts'
import { type Axis, AxisSchema, type Experiment } from '#shared/experiment.ts'
import { applyChange } from '#shared/experiment-change.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { shownJob } from '../database/job-record.ts'
import { exportExperiment } from './experiment-export.ts'
import { estimateRun, filledCells, repeat, repeatEstimate, run } from './experiment-run.ts'
import { command, foundOr, type Studio } from './studio-context.ts'

export function experimentCommands(studio: Studio) {
  const { tables, ports } = studio
  const experimentOf = (id: string) => foundOr('experiment', tables.experiments.byId(id))
  return {
    list: command.experiments.list.handler(({ input }) =>
      tables.experiments.list(input.projectId).map(({ experiment, live }) => {
        const { id, name, createdAt, rows, columns } = experiment
        const size = { rows: rows.values.length, columns: columns.values.length }
        return { id, name, createdAt, ...size, filled: filledCells(studio, experiment), live }
      }),
    ),
    create: command.experiments.create.handler(({ input }) => {
      const { seed = drawSeed(ports.random), ...base } = input.base
      const own = { id: ports.newId(), notes: '', createdAt: ports.clock.now() }
      const made = { ...own, ...input, base: { ...base, seed } }
      check(studio, made)
      tables.experiments.insert(made)
      return made
    }),
    get: command.experiments.get.handler(({ input }) => sheetOf(studio, experimentOf(input.id))),
    update: command.experiments.update.handler(({ input: { id, changes, ticket } }) =>
      tables.atomically(() => {
        // A row that was put in or taken out is not so a second time, because the answer to the first was lost.
        if (ticket !== undefined && tables.experiments.isSaved(ticket)) return experimentOf(id)
        const changed = changes.reduce<Experiment>(applyChange, experimentOf(id))
        check(studio, changed)
        tables.experiments.update(changed)
        if (ticket !== undefined) tables.experiments.noteSave(ticket, ports.clock.now())
        return changed
      }),
    ),
    remove: command.experiments.remove.handler(({ input }) =>
      tables.experiments.setRemoved(experimentOf(input.id).id, ports.clock.now()),
    ),
    restore: command.experiments.restore.handler(({ input }) =>
      tables.experiments.setRemoved(experimentOf(input.id).id, null),
    ),
    estimate: command.experiments.estimate.handler(({ input }) =>
      estimateRun(studio, experimentOf(input.id), input.cells),
    ),
    run: command.experiments.run.handler(({ input }) => run(studio, input)),
    export: command.experiments.export.handler(({ input, signal }) =>
      exportExperiment(studio, { ...input, experiment: experimentOf(input.id) }, signal),
    ),
    repeatEstimate: command.experiments.repeatEstimate.handler(({ input }) => repeatEstimate(studio, input)),
    repeat: command.experiments.repeat.handler(({ input }) => repeat(studio, input)),
  }
}

/**
 * @throws AppError `bad-request` when rows and columns change the same field, or hold too many values, none, or those of
 * another field; `not-found` for a shot of nobody's
 */
function check({ tables }: Studio, { projectId, ...plan }: Pick<Experiment, 'projectId' | PlanField>) {
  if (plan.rows.field === plan.columns.field) {
    throw new AppError('bad-request', { detail: 'Rows and columns change the same field.' })
  }
  for (const side of ['rows', 'columns'] as const) {
    const { error } = AxisSchema.safeParse(plan[side])
    if (error) throw new AppError('bad-request', { detail: `${side}: ${error.issues[0]?.message ?? ''}` })
  }
  for (const id of shotIdsOf(plan)) {
    const shot = tables.shots.byId(id)
    foundOr('shot', shot?.projectId === projectId ? shot : undefined)
  }
}

type PlanField = 'base' | 'rows' | 'columns'

function shotIdsOf({ base, rows, columns }: Pick<Experiment, PlanField>): Set<string> {
  const named = ({ values }: Axis) => values.flatMap(({ shotId }) => shotId ?? [])
  return new Set([base.shotId, ...named(rows), ...named(columns)])
}

function sheetOf({ tables }: Studio, experiment: Experiment): ExperimentSheet {
  const takes = tables.experiments.takesOf(experiment.id)
  return {
    experiment,
    takes: takes.map(({ job, repeatOf }) => ({ job: shownJob(job, tables.clips), repeatOf })),
    shots: [...shotIdsOf(experiment)].map((id) => foundOr('shot', tables.shots.byId(id))),
  }
}
