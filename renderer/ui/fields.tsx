/** Owns the fields of forms: text, choice, switch; `number-field.tsx` has those of numbers. Each has a visible label and an optional note. */

import { ChevronDown } from 'lucide-react'
import type { FocusEvent, ReactNode } from 'react'
import {
  TextField as AriaTextField,
  Button,
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

type TextFieldProps = {
  label: string
  value: string
  onChange(value: string): void
  onBlur?: () => void
  onFocus?: (event: FocusEvent) => void
  onSubmit?: () => void
  /** Hears Enter as well as whoever else does, unlike `onSubmit`. */
  onEnter?: () => void
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
  onEnter,
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
        onKeyDownCapture={(event) => event.key === 'Enter' && onEnter?.()}
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
  isDisabled?: boolean
}

/** On or off. */
export function Switch({ label, isOn, onChange, aside, isDisabled = false }: SwitchProps) {
  return (
    <SwitchField
      className="field field--switch"
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isDisabled}
    >
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
