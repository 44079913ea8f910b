/** Owns the whole contract, implemented: one file per noun, put together here. */

import { implement } from '@orpc/server'
import { contract } from '#shared/contract.ts'
import { clipCommands } from './clips.ts'
import { comparisonCommands } from './comparisons.ts'
import { experimentCommands } from './experiments.ts'
import { jobCommands } from './jobs.ts'
import { judgingCommands } from './judging.ts'
import { projectCommands } from './projects.ts'
import { draftCommands, retakeCommands } from './retakes.ts'
import { settingsCommands } from './settings.ts'
import { shotCommands } from './shots.ts'
import { studioCommands } from './studio.ts'
import type { Studio } from './studio-context.ts'

export function routerOf(studio: Studio) {
  return implement(contract).router({
    studio: studioCommands(studio),
    projects: projectCommands(studio),
    shots: shotCommands(studio),
    jobs: jobCommands(studio),
    clips: clipCommands(studio),
    retakes: retakeCommands(studio),
    drafts: draftCommands(studio),
    experiments: experimentCommands(studio),
    judging: judgingCommands(studio),
    comparisons: comparisonCommands(studio),
    settings: settingsCommands(studio),
  })
}
