/** Owns the commands on experiments. */

import { AppError } from '#shared/app-error.ts'
import { drawSeed } from '#shared/draws.ts'
import type { Axis, Experiment } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { shownJob } from '../database/job-record.ts'
import { exportExperiment } from './experiment-export.ts'
import { estimateRun, repeat, repeatEstimate, run } from './experiment-run.ts'
import { command, foundOr, type Studio } from './studio-context.ts'

export function experimentCommands(studio: Studio) {
  const { tables, ports } = studio
  const experimentOf = (id: string) => foundOr('experiment', tables.experiments.byId(id))
  return {
    list: command.experiments.list.handler(({ input }) => tables.experiments.list(input.projectId)),
    create: command.experiments.create.handler(({ input }) => {
      const { seed = drawSeed(ports.random), ...base } = input.base
      const made = { id: ports.newId(), ...input, base: { ...base, seed }, createdAt: ports.clock.now() }
      check(studio, made)
      tables.experiments.insert(made)
      return made
    }),
    get: command.experiments.get.handler(({ input }) => sheetOf(studio, experimentOf(input.id))),
    update: command.experiments.update.handler(({ input: { id, ...change } }) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      check(studio, { ...experimentOf(id), ...given })
      tables.experiments.update(id, given)
      return experimentOf(id)
    }),
    remove: command.experiments.remove.handler(({ input }) =>
      tables.experiments.setRemoved(experimentOf(input.id).id, ports.clock.now()),
    ),
    restore: command.experiments.restore.handler(({ input }) =>
      tables.experiments.setRemoved(experimentOf(input.id).id, null),
    ),
    estimate: command.experiments.estimate.handler(({ input }) =>
      estimateRun(studio, experimentOf(input.id)),
    ),
    run: command.experiments.run.handler(({ input }) => run(studio, input)),
    export: command.experiments.export.handler(({ input, signal }) =>
      exportExperiment(studio, { ...input, experiment: experimentOf(input.id) }, signal),
    ),
    repeatEstimate: command.experiments.repeatEstimate.handler(({ input }) => repeatEstimate(studio, input)),
    repeat: command.experiments.repeat.handler(({ input }) => repeat(studio, input)),
  }
}

/** @throws AppError `bad-request` when rows and columns change the same field, `not-found` for a shot of nobody's */
function check({ tables }: Studio, { projectId, ...plan }: Omit<Experiment, 'id' | 'name' | 'createdAt'>) {
  if (plan.rows.field === plan.columns.field) {
    throw new AppError('bad-request', { detail: 'Rows and columns change the same field.' })
  }
  for (const id of shotIdsOf(plan)) {
    const shot = tables.shots.byId(id)
    foundOr('shot', shot?.projectId === projectId ? shot : undefined)
  }
}

function shotIdsOf({ base, rows, columns }: Pick<Experiment, 'base' | 'rows' | 'columns'>): Set<string> {
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
