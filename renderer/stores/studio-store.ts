/** Owns what the engine says of itself: status, settings, projects, and whether we hear it at all. */

import { create } from 'zustand'
import type { Change, Snapshot } from '#shared/contract.ts'
import type { HostFacts } from '#shared/host.ts'
import type { Project } from '#shared/project.ts'
import type { Settings } from '#shared/settings.ts'
import type { StudioStatus } from '#shared/status.ts'

export type Connection = 'connecting' | 'live' | 'lost'

export type StudioState = {
  connection: Connection
  revision: number
  status: StudioStatus | null
  settings: Settings | null
  projects: readonly Project[]
  facts: Snapshot['facts'] | null
  host: HostFacts | null
}

export const useStudio = create<StudioState>()(() => ({
  connection: 'connecting',
  revision: 0,
  status: null,
  settings: null,
  projects: [],
  facts: null,
  host: null,
}))

/** What to do with a change of revision `incoming` when `current` is the last one taken in. */
export function verdict(current: number, incoming: number): 'apply' | 'old' | 'gap' {
  if (incoming <= current) return 'old'
  return incoming === current + 1 ? 'apply' : 'gap'
}

/** Takes in a whole snapshot. */
export function takeSnapshot(snapshot: Snapshot): void {
  useStudio.setState({ ...snapshot, connection: 'live' })
}

/** Takes in the studio's part of a change. */
export function takeChange({ revision, status, settings, projects }: Change): void {
  useStudio.setState({
    revision,
    ...(status ? { status } : {}),
    ...(settings ? { settings } : {}),
    ...(projects ? { projects } : {}),
  })
}
