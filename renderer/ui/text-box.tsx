/** Owns the field for several lines of text. */

import { TextField as AriaTextField, Label, TextArea, type TextAreaProps } from 'react-aria-components'

type TextBoxProps = Pick<TextAreaProps, 'rows' | 'placeholder' | 'spellCheck' | 'onFocus'> & {
  label: string
  value: string
  onChange(value: string): void
  /** Of the text, beside what every field has. */
  className: string
  /** In UTF-16 units. */
  maxLength: number
  autoFocus?: boolean
}

export function TextBox({ label, value, onChange, className, maxLength, autoFocus, ...area }: TextBoxProps) {
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      maxLength={maxLength}
      {...(autoFocus ? { autoFocus } : {})}
    >
      <Label className="field__label">{label}</Label>
      <TextArea {...area} className={`field__input ${className}`} />
    </AriaTextField>
  )
}
