/** Owns the field of a number in a range: what is typed is read when the field is left, and what was made of it is said. */

import { Minus, Plus } from 'lucide-react'
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react'
import {
  NumberField as AriaNumberField,
  Button,
  Group,
  Input,
  Label,
  Text,
  useLocale,
} from 'react-aria-components'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { noteCorrection } from './corrections.ts'
import './fields.css'
import {
  type Correction,
  decimalsOf,
  type Judged,
  judge,
  type NumberRange,
  settle,
} from './number-reading.ts'
import { plainNumber, watchTyping, writeInto } from './number-typing.ts'

type NumberFieldProps = {
  label: string
  /** NaN: none, or mixed ones. */
  value: number
  onChange(value: number): void
  min: number
  max: number
  step?: number
  format?: Intl.NumberFormatOptions
  note?: ReactNode
  /** Hides the label from sight where a row or column heading says it already. */
  bare?: boolean
  steps?: { less: string; more: string }
  isDisabled?: boolean
  /** Makes an emptied field mean something; without it the value before is kept. */
  onEmpty?: () => void
  /** Hears what the field says of a text, for a place that outlives the field. */
  onSaid?: (words: string | null) => void
}

/** A number in a range; an emptied field keeps the value before. */
export function NumberField({
  label,
  value,
  onChange,
  min,
  max,
  step = 1,
  format,
  note,
  bare,
  steps,
  isDisabled = false,
  onEmpty,
  onSaid,
}: NumberFieldProps) {
  const { text, said, input, leave, onStep, onInput, watch } = useTyped({
    value,
    onChange,
    onEmpty,
    range: { min, max, step },
  })
  const words = useCorrectionWords(format)
  const saying = said ? words(said, text !== null) : null
  useLayoutEffect(() => onSaid?.(saying), [saying, onSaid])
  return (
    <AriaNumberField
      className="field"
      value={value}
      step={step}
      isDisabled={isDisabled}
      // Who scrolls past a field they typed in means the page.
      isWheelDisabled
      {...(format ? { formatOptions: format } : {})}
      {...(bare ? { 'aria-label': label } : {})}
      // Its own range would take in what is beyond without a word, and refuse a minus without one.
      onChange={onStep}
    >
      {bare ? null : <Label className="field__label">{label}</Label>}
      <Group className="field__group" ref={watch}>
        {steps ? (
          <Button slot="decrement" className="field__step" aria-label={steps.less} isDisabled={value <= min}>
            <Minus />
          </Button>
        ) : null}
        <Input
          ref={input}
          className="field__input field__input--number"
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlurCapture={leave}
          onKeyDownCapture={(event) => event.key === 'Enter' && leave()}
        />
        {steps ? (
          <Button slot="increment" className="field__step" aria-label={steps.more} isDisabled={value >= max}>
            <Plus />
          </Button>
        ) : null}
      </Group>
      {saying ? (
        <Text slot="description" className="field__said" role="status">
          {saying}
        </Text>
      ) : note ? (
        <Text slot="description" className="field__note">
          {note}
        </Text>
      ) : null}
    </AriaNumberField>
  )
}

type Typed = Pick<NumberFieldProps, 'value' | 'onChange'> & {
  onEmpty: NumberFieldProps['onEmpty'] | undefined
  range: NumberRange
}
/** What was made of a text, and the number that stood there then: it is said while that stands. */
type Told = { correction: Correction; at: number }

function useTyped({ value, onChange, onEmpty, range }: Typed) {
  const [text, setText] = useState<string | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const input = useRef<HTMLInputElement>(null)
  /** Where the number is kept elsewhere and comes back later, the field itself tells it once more. */
  const kept = useRef<number | null>(null)
  const tell = (correction: Correction | undefined, at: number) => {
    setTold(correction ? { correction, at } : null)
    if (correction) noteCorrection()
  }
  const leave = () => {
    const field = input.current
    if (text === null || !field) return
    const isEmpty = field.value.trim() === ''
    const { value: read = value, correction }: Judged = isEmpty ? {} : judge(field.value, range)
    // Once it is left the field reads its text by rules of its own: by then it must hold the number that was meant.
    flushSync(() => {
      if (!isEmpty) writeInto(field, Number.isNaN(read) ? '' : plainNumber(read))
      setText(null)
      tell(correction, read)
      kept.current = read
      if (isEmpty) onEmpty?.()
      else if (!Object.is(read, value)) onChange(read)
    })
  }
  const onStep = (next: number) => {
    if (text !== null || Number.isNaN(next) || next === kept.current) return
    const { value: read = next, correction } = settle(next, range)
    tell(correction, read)
    if (read !== value) onChange(read)
  }
  const onInput = (typed: string) => {
    setText(typed)
    setTold(null)
  }
  const watcher = {
    decimals: decimalsOf(range.step),
    onRefused: (why: 'unread' | 'twoWays', typed: string) => tell({ why, typed }, value),
    onBeforeChange: () => {
      leave()
      kept.current = null
    },
  }
  return {
    text,
    said: saidOf(text, told, value, range),
    input,
    leave,
    onStep,
    onInput,
    watch: useWatch(watcher),
  }
}

/** While a number is typed its first figures are too small for many a range: only what no further figure mends is said. */
function saidOf(text: string | null, told: Told | null, value: number, range: NumberRange) {
  if (text === null) return told && Object.is(told.at, value) ? told.correction : undefined
  const { correction } = judge(text, range)
  return correction?.why === 'most' ? correction : undefined
}

/** A ref that watches for as long as the element is there, and always by what holds now. */
function useWatch(now: ReturnType<Parameters<typeof watchTyping>[1]>) {
  const latest = useRef(now)
  useLayoutEffect(() => {
    latest.current = now
  })
  return useCallback((around: HTMLElement | null) => watchTyping(around, () => latest.current), [])
}

/** Says what becomes of a number, or became of it. */
function useCorrectionWords(format: Intl.NumberFormatOptions | undefined) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  return (correction: Correction, isTyping: boolean) => {
    if ('typed' in correction) {
      const typed =
        correction.typed.length > TYPED_SHOWN
          ? `${correction.typed.slice(0, TYPED_SHOWN)}…`
          : correction.typed
      return t(`words.number.${correction.why}`, { typed })
    }
    const write = (number: number) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: 6, ...format }).format(number)
    const exact = new Intl.NumberFormat(locale, { ...format, maximumFractionDigits: 20 })
    const values = { asked: exact.format(correction.asked), became: write(correction.became) }
    return t(`words.number.${isTyping ? 'soon' : correction.why}`, values)
  }
}

/** Characters shown of what was pasted. */
const TYPED_SHOWN = 24
