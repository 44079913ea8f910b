/** Owns which clips on their way out of the studio flash more than is safe: what nobody has measured yet is measured first. */

import { AppError, reasonOf } from '#shared/app-error.ts'
import type { Clip } from '#shared/clip.ts'
import { FLASH } from '#shared/measures.ts'
import { fill } from '#shared/text.ts'
import { measureWish } from '../measuring.ts'
import { measure } from '../media/measure.ts'
import type { SheetWish } from '../media/sheets/sheet-plan.ts'
import type { ComparisonWords } from './comparison-words.ts'
import type { Studio } from './studio-context.ts'

/**
 * Ids of those above the threshold. A clip that cannot be measured cannot be read, and is refused by whoever shows it.
 * @throws AppError `given-up`
 */
export async function flashingAmong(
  { tables, ports }: Studio,
  clips: readonly Clip[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const ids = [...new Set(clips.map(({ id }) => id))]
  const known = new Set(
    tables.measures.byIds(ids).flatMap(({ clipId, state }) => (state === 'wanted' ? [] : [clipId])),
  )
  for (const id of ids.filter((one) => !known.has(one))) {
    tables.measures.want([id], ports.clock.now())
    try {
      const values = await measure(measureWish(tables, id), signal)
      tables.measures.measured(id, values, ports.clock.now())
    } catch (thrown) {
      if (signal.aborted) throw new AppError('given-up', {}, { cause: thrown })
      ports.log.warn('export.not-measured', { clip: id, detail: reasonOf(thrown) })
    }
  }
  const measured = tables.measures.byIds(ids)
  return new Set(measured.flatMap(({ clipId, values }) => (values?.flash.exceeds ? [clipId] : [])))
}

/** How a sheet says that clips flash: the word over each that is held, or the warning before all of them. */
export function flashNotes(words: ComparisonWords): {
  held: string
  warning: NonNullable<SheetWish['warning']>
} {
  const most = { most: FLASH.perSecondMax }
  return {
    held: fill(words.held, most),
    warning: { title: words.warning, text: fill(words.warningText, most) },
  }
}
