/** Owns the commands on shots. */

import { passes } from '#shared/finding.ts'
import { fitOf } from './fitting.ts'
import { takeIn } from './intake.ts'
import { priceLots } from './pricing.ts'
import { command, foundOr, type Studio } from './studio-context.ts'
import { plannedTakes } from './takes.ts'

export function shotCommands(studio: Studio) {
  const { tables, ports } = studio
  const setRemoved = (ids: readonly string[], at: number | null) =>
    tables.atomically(() => {
      for (const id of ids) tables.shots.setRemoved(foundOr('shot', tables.shots.byId(id)).id, at)
    })
  return {
    import: command.shots.import.handler(({ input }) => takeIn(studio, input)),
    importSamples: command.shots.importSamples.handler(({ input }) =>
      takeIn(studio, { projectId: input.projectId, paths: [studio.samplesFolder], recursive: false }),
    ),
    page: command.shots.page.handler(({ input }) => {
      const page = tables.shots.page(input.projectId, input.filter, input)
      studio.quietSearch.look(page.rows.flatMap(({ clipId }) => clipId ?? []))
      const refused = page.rows.filter(({ still }) => still.inspectedAt !== null && !passes(still.findings))
      studio.inspections.lookAgainQuietly(refused.map(({ still }) => still.id))
      return page
    }),
    find: command.shots.find.handler(({ input }) =>
      tables.shots.named(input.projectId, input.text.trim(), input),
    ),
    byIds: command.shots.byIds.handler(({ input }) => input.ids.flatMap((id) => tables.shots.byId(id) ?? [])),
    update: command.shots.update.handler(({ input }) =>
      tables.atomically(() => {
        for (const id of input.ids)
          tables.shots.update(foundOr('shot', tables.shots.byId(id)).id, input.patch)
      }),
    ),
    remove: command.shots.remove.handler(({ input }) => setRemoved(input.ids, ports.clock.now())),
    restore: command.shots.restore.handler(({ input }) => setRemoved(input.ids, null)),
    estimate: command.shots.estimate.handler(({ input }) => {
      const { planned, blocked } = plannedTakes(studio, input)
      const fits = fitOf(studio, planned, input.capMicros)
      return { ...priceLots(studio, planned), blocked, fits }
    }),
  }
}
