/** Owns what is typed when something is done with it by a key: it counts, unless it had to be corrected. */

import { isTyping } from '../keyboard.ts'
import { isJustCorrected } from '../ui/corrections.ts'

/**
 * A field whose text is read once it is left is left, and entered again. False when what was typed in one was corrected
 * by this press: whoever pressed has not seen what became of it, and nothing is bought.
 */
export function leaveField(): boolean {
  const field = document.activeElement
  if (field instanceof HTMLElement && isTyping(field)) {
    field.blur()
    if (field.isConnected) field.focus()
  }
  return !isJustCorrected()
}
