/** Owns the prompt: its text, how much of the service's budget it takes, and gentle hints. */

import { Meter as AriaMeter, Label, Text, TextArea, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { hintsFor, measurePrompt } from '#shared/prompt-rules.ts'
import { PROMPT_KEPT_MAX, type Shot } from '#shared/shot.ts'
import { commonOf, editShots } from '../../stores/shots-store.ts'
import { PROMPT_ID } from '../../typing/prompt-focus.ts'

export function PromptField({ shots }: { shots: readonly Shot[] }) {
  const { t } = useTranslation()
  const common = commonOf(shots.map((shot) => shot.prompt))
  const value = common && !common.mixed ? common.value : ''
  const isMixed = common?.mixed ?? false
  return (
    <TextField
      className="field"
      value={value}
      maxLength={PROMPT_KEPT_MAX}
      onChange={(prompt) =>
        editShots(
          shots.map((shot) => shot.id),
          { prompt },
        )
      }
    >
      <div className="prompt__head">
        <Label className="field__label">{t('inspector.prompt')}</Label>
        {isMixed ? <span className="mixed">{t('inspector.mixed')}</span> : <Meter text={value} />}
      </div>
      <TextArea
        id={PROMPT_ID}
        className="field__input prompt__text"
        rows={5}
        spellCheck
        placeholder={t(isMixed ? 'inspector.mixedPrompt' : 'inspector.promptPlaceholder')}
      />
      <Text slot="description" elementType="div" className="prompt__hints">
        <Hints text={value} />
      </Text>
    </TextField>
  )
}

function Meter({ text }: { text: string }) {
  const { t, i18n } = useTranslation()
  const { weight, budget, cutCharacters } = measurePrompt(text)
  const share = Math.min(1, weight / budget)
  const number = new Intl.NumberFormat(i18n.language)
  const words = t('inspector.meter', { weight: number.format(weight), budget: number.format(budget) })
  return (
    <AriaMeter
      className={cutCharacters > 0 ? 'meter meter--over' : 'meter'}
      aria-label={t('inspector.meterLabel')}
      value={Math.min(weight, budget)}
      maxValue={budget}
      valueLabel={words}
    >
      <span className="meter__bar">
        <span className="meter__fill" style={{ width: `${share * 100}%` }} />
      </span>
      {words}
    </AriaMeter>
  )
}

function Hints({ text }: { text: string }) {
  const { t } = useTranslation()
  const { cutCharacters } = measurePrompt(text)
  return (
    <>
      {cutCharacters > 0 ? (
        <p className="prompt__cut">{t('inspector.cut', { count: cutCharacters })}</p>
      ) : null}
      {hintsFor(text).map((hint) => (
        <p key={hint}>{t(`inspector.hint.${hint}`)}</p>
      ))}
    </>
  )
}
