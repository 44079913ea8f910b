/** Owns the fields of forms: text, number, choice, switch. Each has a visible label and an optional note. */

import { ChevronDown, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  NumberField as AriaNumberField,
  TextField as AriaTextField,
  Button,
  Group,
  Input,
  type KeyboardEvent,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  SwitchButton,
  SwitchField,
  Text,
} from 'react-aria-components'
import './fields.css'
import { watchTyping } from './number-typing.ts'

type TextFieldProps = {
  label: string
  value: string
  onChange(value: string): void
  onBlur?: () => void
  onSubmit?: () => void
  note?: ReactNode
  placeholder?: string
  type?: 'text' | 'password' | 'url'
  isDisabled?: boolean
  autoFocus?: boolean
  /** In UTF-16 units. */
  maxLength?: number
}

/** One line of text. */
export function TextField({
  label,
  value,
  onChange,
  onBlur,
  onSubmit,
  note,
  placeholder,
  type = 'text',
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      className="field"
      value={value}
      onChange={onChange}
      type={type}
      {...(onBlur ? { onBlur } : {})}
      {...(onSubmit ? { onKeyDown: (event) => submitOrLeave(event, onSubmit) } : {})}
    >
      <Label className="field__label">{label}</Label>
      <Input
        className="field__input"
        {...(placeholder ? { placeholder } : {})}
        autoComplete="off"
        spellCheck={false}
      />
      {note ? (
        <Text slot="description" className="field__note">
          {note}
        </Text>
      ) : null}
    </AriaTextField>
  )
}

/** Other keys, Escape above all, are for what the field is in: a field that hears keys keeps them to itself otherwise. */
function submitOrLeave(event: KeyboardEvent, onSubmit: () => void): void {
  if (event.key === 'Enter') onSubmit()
  else event.continuePropagation()
}

type NumberFieldProps = {
  label: string
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
}: NumberFieldProps) {
  return (
    <AriaNumberField
      className="field"
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      // Who scrolls past a field they typed in means the page.
      isWheelDisabled
      {...(format ? { formatOptions: format } : {})}
      {...(bare ? { 'aria-label': label } : {})}
      onChange={(next) => (Number.isNaN(next) ? onEmpty?.() : onChange(next))}
    >
      {bare ? null : <Label className="field__label">{label}</Label>}
      <Group className="field__group" ref={watchTyping}>
        {steps ? (
          <Button slot="decrement" className="field__step" aria-label={steps.less}>
            <Minus />
          </Button>
        ) : null}
        <Input className="field__input field__input--number" />
        {steps ? (
          <Button slot="increment" className="field__step" aria-label={steps.more}>
            <Plus />
          </Button>
        ) : null}
      </Group>
      {note ? (
        <Text slot="description" className="field__note">
          {note}
        </Text>
      ) : null}
    </AriaNumberField>
  )
}

export type Choice<Id extends string> = { id: Id; label: string; note?: string; isDisabled?: boolean }

type ChoiceFieldProps<Id extends string> = {
  label: string
  /** Null shows the placeholder: nothing chosen, or mixed values. */
  value: Id | null
  choices: readonly Choice<Id>[]
  onChange(value: Id): void
  placeholder?: string
  note?: ReactNode
  isDisabled?: boolean
}

/** One of a few. */
export function ChoiceField<Id extends string>({
  label,
  value,
  choices,
  onChange,
  placeholder,
  note,
  isDisabled = false,
}: ChoiceFieldProps<Id>) {
  return (
    <Select
      className="field"
      isDisabled={isDisabled}
      value={value}
      {...(placeholder ? { placeholder } : {})}
      onChange={(key) => {
        const choice = choices.find((one) => one.id === key)
        if (choice) onChange(choice.id)
      }}
    >
      <Label className="field__label">{label}</Label>
      <Button className="field__input field__choice">
        <SelectValue className="field__value" />
        <ChevronDown aria-hidden />
      </Button>
      {note ? (
        <Text slot="description" className="field__note">
          {note}
        </Text>
      ) : null}
      <Popover className="menu" offset={4}>
        <ListBox className="menu__list" items={choices.filter((one) => !one.isDisabled)}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="menu__item">
              <Text slot="label">{choice.label}</Text>
              {choice.note ? (
                <Text slot="description" className="menu__note">
                  {choice.note}
                </Text>
              ) : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}

type SwitchProps = {
  label: string
  isOn: boolean
  onChange(isOn: boolean): void
  /** Stands for mixed values: neither on nor off for all. */
  aside?: ReactNode
}

/** On or off. */
export function Switch({ label, isOn, onChange, aside }: SwitchProps) {
  return (
    <SwitchField className="field field--switch" isSelected={isOn} onChange={onChange}>
      <SwitchButton className="switch">
        <span className="switch__label">{label}</span>
        {aside}
        <span className="switch__track" aria-hidden>
          <span className="switch__thumb" />
        </span>
      </SwitchButton>
    </SwitchField>
  )
}
