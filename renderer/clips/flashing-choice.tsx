/** Owns the question what becomes of takes that flash in a video that leaves the studio: it plays to whoever opens it. */

import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type FlashingChoice as Chosen, FLASHING_CHOICES } from '#shared/comparison-contract.ts'
import { FLASH } from '#shared/measures.ts'
import { type Choice, ChoiceField } from '../ui/fields.tsx'
import './flashing-choice.css'

type FlashingChoiceProps = {
  /** Which takes, in words. */
  which: string
  value: Chosen
  onChange(value: Chosen): void
  isDisabled?: boolean
}

export function FlashingChoice({ which, value, onChange, isDisabled = false }: FlashingChoiceProps) {
  const { t } = useTranslation()
  const choices = FLASHING_CHOICES.map((id): Choice<Chosen> => {
    return { id, label: t(`exporting.flashing.${id}`), note: t(`exporting.flashing.notes.${id}`) }
  })
  return (
    <>
      <p className="flashing-choice" role="status">
        <TriangleAlert size={15} aria-hidden />
        <span>{t('exporting.flashing.why', { which, most: FLASH.perSecondMax })}</span>
      </p>
      <ChoiceField
        label={t('exporting.flashing.label')}
        value={value}
        choices={choices}
        note={t(`exporting.flashing.notes.${value}`)}
        onChange={onChange}
        isDisabled={isDisabled}
      />
    </>
  )
}
