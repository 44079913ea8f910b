/** Owns how a component reaches the one list of actions by id, without knowing what is behind it. */

import { createContext, type ReactNode, use, useSyncExternalStore } from 'react'
import { Button, type ButtonProps, IconButton } from './button.tsx'

export type ReadyAction = { id: string; label: string; keys?: string; isEnabled: boolean; run(): void }
/** Every action by its id, now and whenever one changes; an action that has not changed stays the same object. */
export type ReadyActions = {
  getState(): ReadonlyMap<string, ReadyAction>
  subscribe(listener: () => void): () => void
}

const Actions = createContext<ReadyActions>({ getState: () => new Map(), subscribe: () => () => {} })

/** Gives all below it the actions. */
export function ActionsProvider({ ready, children }: { ready: ReadyActions; children: ReactNode }) {
  return <Actions value={ready}>{children}</Actions>
}

/** One action, ready to run; what uses it is drawn anew when that action changes, not when another does. */
export function useAction(id: string): ReadyAction {
  const { getState, subscribe } = use(Actions)
  return useSyncExternalStore(subscribe, () => {
    const found = getState().get(id)
    if (!found) throw new Error(`There is no action “${id}”`)
    return found
  })
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
