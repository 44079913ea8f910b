/** Owns the way a judgement takes: at once on screen, then to the engine, and back again when it is undone. */

import type { Clip } from '#shared/clip.ts'
import { useClips } from '../stores/clips-store.ts'
import type { SomeJudgement } from '../stores/judging-store.ts'
import { patchRows } from '../stores/row-windows.ts'
import { studio } from '../studio.ts'

/** Most clips one command takes. */
const MOST_IDS = 10_000

type Clips = readonly Pick<Clip, 'id' | keyof SomeJudgement>[]

/** Writes a judgement of clips down; resolves to what takes it back. */
export async function judgeClips(
  ids: readonly string[],
  judgement: SomeJudgement,
): Promise<() => Promise<void>> {
  const before = await clipsOf(ids)
  await write(ids, judgement)
  return async () => {
    const fields = Object.keys(judgement) as (keyof SomeJudgement)[]
    for (const [text, group] of Map.groupBy(before, (clip) =>
      JSON.stringify(fields.map((one) => clip[one])),
    )) {
      const values: unknown[] = JSON.parse(text)
      const old = Object.fromEntries(fields.map((field, place) => [field, values[place]]))
      await write(
        group.map(({ id }) => id),
        old,
      )
    }
  }
}

/** Clips by id, asked for where this page does not know them. */
async function clipsOf(ids: readonly string[]): Promise<Clips> {
  const { byId } = useClips.getState()
  const unknown = ids.filter((id) => !byId[id])
  const asked: Clip[] = []
  for (let at = 0; at < unknown.length; at += 500) {
    asked.push(...(await studio.clips.byIds({ ids: unknown.slice(at, at + 500) })))
  }
  return [...ids.flatMap((id) => byId[id] ?? []), ...asked]
}

async function write(ids: readonly string[], judgement: SomeJudgement): Promise<void> {
  const { byId } = useClips.getState()
  const known = ids.flatMap((id) => byId[id] ?? [])
  useClips.setState((state) =>
    patchRows(
      state,
      known.map((clip) => ({ ...clip, ...judgement })),
    ),
  )
  try {
    for (let at = 0; at < ids.length; at += MOST_IDS) {
      await studio.clips.judge({ ids: ids.slice(at, at + MOST_IDS), ...judgement })
    }
  } catch (thrown) {
    // What was not written down must not be seen.
    useClips.setState((state) => patchRows(state, known))
    throw thrown
  }
}
