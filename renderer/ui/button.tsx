/** Owns buttons: what they look like, and the tooltip that names an icon and its keys. */

import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  ProgressBar,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components'
import './button.css'

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'children'> & {
  kind?: 'plain' | 'primary' | 'ghost' | 'danger'
  size?: 'normal' | 'small' | 'large'
  /** Shown before the words. */
  icon?: ReactNode
  /** Said while the button is pending. */
  pendingLabel?: string
  children?: ReactNode
}

/** A button with words. */
export function Button({
  kind = 'plain',
  size = 'normal',
  icon,
  pendingLabel,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button--${kind} button--${size}`}>
      {icon}
      {children}
      {pendingLabel ? (
        <ProgressBar aria-label={pendingLabel} isIndeterminate className="visually-hidden" />
      ) : null}
    </AriaButton>
  )
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'icon'> & {
  /** Accessible name, and the tooltip's text. */
  label: string
  /** Keys as the user's keyboard names them. */
  keys?: string | undefined
  children: ReactNode
}

/** A button with a picture alone; its name appears on hover and focus. */
export function IconButton({
  label,
  keys,
  children,
  kind = 'ghost',
  size = 'normal',
  ...rest
}: IconButtonProps) {
  return (
    <Tip label={label} keys={keys}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={`button button--icon button--${kind} button--${size}`}
      >
        {children}
      </AriaButton>
    </Tip>
  )
}

type TipProps = { label: ReactNode; keys?: string | undefined; children: ReactNode }

/** A tooltip around something focusable. */
export function Tip({ label, keys, children }: TipProps) {
  return (
    <TooltipTrigger delay={450} closeDelay={60}>
      {children}
      <Tooltip className="tip" offset={6}>
        {label}
        {keys ? <kbd className="kbd">{keys}</kbd> : null}
      </Tooltip>
    </TooltipTrigger>
  )
}
