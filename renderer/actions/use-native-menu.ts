/** Owns the desktop window's menu: the same list of actions, written as menus. */

import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostMenu } from '#shared/host.ts'
import { ACTION_GROUPS, type Action } from '../actions.ts'
import { writeAccelerator } from '../keyboard.ts'
import { useStudio } from '../stores/studio-store.ts'
import { hostBridge } from '../studio.ts'
import type { ReadyActions } from '../ui/action-context.tsx'

/** Keeps the menu in the language on screen and true to what can be done; does nothing in a browser. */
export function useNativeMenu(actions: readonly Action[], ready: ReadyActions): void {
  const { t } = useTranslation()
  const hasMenu = useStudio(({ host }) => host?.capabilities.menu ?? false)
  useEffect(() => {
    if (!hasMenu) return
    const show = () => {
      const menus = ACTION_GROUPS.map((group): HostMenu => {
        const label = group === 'general' ? t('frame.title') : t(`frame.shortcuts.group.${group}`)
        return {
          label,
          entries: actions.filter((one) => one.group === group).map((one) => menuEntry(one, ready)),
        }
      })
      void hostBridge()?.setMenu(menus)
    }
    show()
    return ready.subscribe(show)
  }, [actions, ready, hasMenu, t])
  useEffect(() => {
    if (!hasMenu) return
    return hostBridge()?.onMenuAction((id) => {
      const action = actions.find((one) => one.id === id)
      if (action?.when()) void action.run()
    })
  }, [actions, hasMenu])
}

function menuEntry({ id, keys: [keys] = [] }: Action, ready: ReadyActions): HostMenu['entries'][number] {
  const { label = id, isEnabled = false } = ready.getState().get(id) ?? {}
  const accelerator = keys === undefined ? undefined : writeAccelerator(keys)
  return { actionId: id, label, enabled: isEnabled, ...(accelerator ? { accelerator } : {}) }
}
