/** Owns toasts: short notices at the bottom, with an undo where something can be undone. */

import { X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import './toaster.css'

export type Notice = {
  text: ReactNode
  tone?: 'plain' | 'bad'
  action?: { label: string; run(): void }
  /** What it is about: a newer notice about the same takes its place. */
  about?: string
}

const queue = new ToastQueue<Notice>({ maxVisibleToasts: 3 })
const latest = new Map<string, string>()

const SHORT_MS = 8_000
const LONG_MS = 20_000

/** Shows a notice; bad news stay longer. */
export function notify(notice: Notice): void {
  const { action, about } = notice
  const before = about === undefined ? undefined : latest.get(about)
  if (before) queue.close(before)
  const run = () => {
    leaveToasts()
    queue.close(key)
    action?.run()
  }
  const shown = action ? { ...notice, action: { label: action.label, run } } : notice
  const key: string = queue.add(shown, { timeout: notice.tone === 'bad' ? LONG_MS : SHORT_MS })
  if (about !== undefined) latest.set(about, key)
}

/** Takes back the last notice about something that is not so any more. */
export function unsay(about: string): void {
  const shown = latest.get(about)
  if (shown) queue.close(shown)
  latest.delete(about)
}

/** What last had the focus outside of toasts. */
let focusedBefore: HTMLElement | undefined

/** A toast that vanished with the focus in it would draw it into the next toast, in the middle of something else. */
function leaveToasts(): void {
  if (document.activeElement?.closest('.toasts') && focusedBefore?.isConnected)
    focusedBefore.focus({ preventScroll: true })
}

function noteFocus({ target }: FocusEvent): void {
  if (target instanceof HTMLElement && !target.closest('.toasts')) focusedBefore = target
}

/** Where toasts appear; mounted once. */
export function Toaster({ label, closeLabel }: { label: string; closeLabel: string }) {
  useEffect(() => {
    document.addEventListener('focusin', noteFocus)
    return () => document.removeEventListener('focusin', noteFocus)
  }, [])
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={label}>
      {({ toast }) => (
        <Toast toast={toast} className={`toast toast--${toast.content.tone ?? 'plain'}`}>
          <ToastContent className="toast__text">
            <Text slot="title" elementType="div">
              {toast.content.text}
            </Text>
          </ToastContent>
          {toast.content.action ? (
            <AriaButton className="toast__action" onPress={toast.content.action.run}>
              {toast.content.action.label}
            </AriaButton>
          ) : null}
          <AriaButton slot="close" className="toast__close" aria-label={closeLabel} onPress={leaveToasts}>
            <X aria-hidden />
          </AriaButton>
        </Toast>
      )}
    </ToastRegion>
  )
}
