/** Owns choosing clips by any two days, besides the spans that are offered. */

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Span } from '#shared/clip-question.ts'
import { setDays, useLibrary } from '../../stores/library-store.ts'
import { dayAfter, dayOf, midnightOf, spanOf } from './days.ts'

export function DaySpan() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const chosen = useLibrary(({ filter }) => (filter.days?.length === 1 ? filter.days[0] : undefined))
  const choose = (changed: Partial<Span>) =>
    setDays(spanOf({ from: chosen?.from ?? null, before: chosen?.before ?? null, ...changed }, changed))
  return (
    <>
      <button type="button" className="facet__more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronRight aria-hidden />
        {t('library.day.between')}
      </button>
      {isOpen ? (
        <div className="day-span">
          <DayInput
            label={t('library.day.first')}
            value={dayOf(chosen?.from ?? null)}
            onChange={(day) => choose({ from: midnightOf(day) })}
          />
          <DayInput
            label={t('library.day.last')}
            value={dayOf(chosen?.before == null ? null : chosen.before - 1)}
            onChange={(day) => choose({ before: dayAfter(day) })}
          />
        </div>
      ) : null}
    </>
  )
}

type DayInputProps = { label: string; value: string; onChange(day: string): void }

function DayInput({ label, value, onChange }: DayInputProps) {
  return (
    <label className="day-span__day">
      {label}
      <input
        type="date"
        className="day-span__input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
