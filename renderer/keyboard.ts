/** Owns keys: which action a key press means, and how keys are written for the user. */

export type KeyPress = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>
type Keyed = { keys?: readonly string[] }

/** Keys typed one after the other belong together for this long. */
const SEQUENCE_MS = 2_000

const NAMES: Record<string, string> = {
  ' ': 'space',
  arrowup: 'up',
  arrowdown: 'down',
  arrowleft: 'left',
  arrowright: 'right',
  escape: 'esc',
}

/** `Ctrl+Shift+K` pressed → `mod+shift+k`. Shift is left out where it is part of the character, as in `?`. */
export function nameOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyPress, isMac: boolean): string {
  const lower = key.toLowerCase()
  const name = NAMES[lower] ?? lower
  const showsShift = shiftKey && (name.length > 1 || /[a-z]/.test(name))
  const mod = isMac ? metaKey : ctrlKey
  const other = isMac ? ctrlKey : metaKey
  return [mod && 'mod', other && 'meta', altKey && 'alt', showsShift && 'shift', name]
    .filter(Boolean)
    .join('+')
}

/** True for places where plain keys write text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
}

/** Keys with a modifier by which text is edited; a text field needs them for itself. */
const EDITING = new Set(['a', 'c', 'v', 'x', 'y', 'z', 'shift+z', 'shift+v'].map((key) => `mod+${key}`))

/** True for keys that a place where text is written keeps. */
export function isForText(name: string): boolean {
  return !/^(mod|alt|meta)\+/.test(name) || EDITING.has(name)
}

/**
 * Finds the action of a press; remembers the first key of a sequence such as `g b`. `at`: when the key went down, in ms;
 * not when a busy page came to hear of it, or a quick hand on a slow machine would type no sequence at all.
 */
export function makeMatcher<Action extends Keyed>(actions: () => readonly Action[]) {
  let first: { name: string; at: number } | undefined
  return (name: string, at: number): Action[] => {
    const sequence = first && at - first.at < SEQUENCE_MS ? `${first.name} ${name}` : undefined
    first = undefined
    const all = actions()
    const found = all.filter(({ keys = [] }) => (sequence && keys.includes(sequence)) || keys.includes(name))
    if (found.length === 0 && all.some(({ keys = [] }) => keys.some((one) => one.startsWith(`${name} `)))) {
      first = { name, at }
    }
    return found
  }
}

type Pressed = {
  when(): boolean
  run(): void | Promise<void>
  once?: boolean
  selects?: boolean
  /** `general`: it is about no selection. */
  group: string
}

/**
 * Runs the first of the actions a press may mean that has something to do; true when the press is spent. While a
 * selection is on its way, presses that are about one wait: who selects all and deletes means all. Others do not, or the
 * first letters typed into the palette would be keys of the room. What a press means is asked again once it has waited.
 */
export function makePresser(): (meant: () => readonly Pressed[], isRepeat: boolean) => boolean {
  let selecting: Promise<void> | undefined
  const press = (meant: readonly Pressed[], isRepeat: boolean): boolean => {
    const action = meant.find((one) => one.when())
    if (!action) return false
    if (isRepeat && action.once) return true
    const running = action.run()
    if (action.selects && running) {
      const mine = running.finally(() => {
        if (selecting === mine) selecting = undefined
      })
      selecting = mine
    }
    return true
  }
  return (meant, isRepeat) => {
    const now = meant()
    const waits = now.some(({ group }) => group !== 'general')
    if (!selecting || !waits) return press(now, isRepeat)
    void selecting.then(() => press(meant(), isRepeat))
    return true
  }
}

const MAC: Record<string, string> = { mod: '⌘', alt: '⌥', shift: '⇧', enter: '↩', esc: 'Esc', backspace: '⌫' }
const OTHER: Record<string, string> = {
  mod: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  esc: 'Esc',
  backspace: 'Backspace',
}
const ARROWS: Record<string, string> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  delete: 'Del',
  space: 'Space',
  home: 'Home',
  end: 'End',
}

/** `mod+shift+k` → `⌘⇧K` on a Mac, `Ctrl Shift K` elsewhere. */
export function writeKeys(keys: string, isMac: boolean): string {
  const table = { ...ARROWS, ...(isMac ? MAC : OTHER) }
  const write = (combination: string) =>
    combination
      .split(/\+(?!$)/)
      .map((key) => table[key] ?? key.toUpperCase())
      .join(isMac ? '' : ' ')
  return keys.split(' ').map(write).join(' ')
}

const ACCELERATORS: Record<string, string> = {
  mod: 'CmdOrCtrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  esc: 'Esc',
  '+': 'Plus',
}

/** `mod+shift+k` → `CmdOrCtrl+Shift+K`, as native menus write it; undefined for keys typed one after the other. */
export function writeAccelerator(keys: string): string | undefined {
  if (keys.includes(' ')) return undefined
  const capital = (key: string) => `${key.charAt(0).toUpperCase()}${key.slice(1)}`
  return keys
    .split(/\+(?!$)/)
    .map((key) => ACCELERATORS[key] ?? capital(key))
    .join('+')
}
