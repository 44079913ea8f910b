/** Owns how a component reaches the one list of actions by id, without knowing what is behind it. */

import { createContext, type ReactNode, use } from 'react'
import { Button, type ButtonProps, IconButton } from './button.tsx'

export type ReadyAction = { id: string; label: string; keys?: string; isEnabled: boolean; run(): void }
export type ActionLookup = (id: string) => ReadyAction

const Lookup = createContext<ActionLookup>((id) => {
  throw new Error(`No actions are provided; “${id}” was asked for`)
})

/** Gives all below it the actions. */
export function ActionsProvider({ lookup, children }: { lookup: ActionLookup; children: ReactNode }) {
  return <Lookup value={lookup}>{children}</Lookup>
}

/** One action, ready to run. */
export function useAction(id: string): ReadyAction {
  return use(Lookup)(id)
}

type ActionButtonProps = Omit<ButtonProps, 'onPress' | 'children'> & {
  action: string
  iconOnly?: boolean
}

/** A button that runs an action; words, keys and readiness are the action's own. */
export function ActionButton({
  action,
  iconOnly = false,
  isDisabled = false,
  icon,
  ...rest
}: ActionButtonProps) {
  const { label, keys, isEnabled, run } = useAction(action)
  if (iconOnly) {
    return (
      <IconButton {...rest} label={label} keys={keys} isDisabled={isDisabled || !isEnabled} onPress={run}>
        {icon}
      </IconButton>
    )
  }
  return (
    <Button {...rest} icon={icon} isDisabled={isDisabled || !isEnabled} onPress={run}>
      {label}
    </Button>
  )
}
