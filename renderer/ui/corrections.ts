/**
 * Owns that nothing is done by the very press that found a typed number corrected: whoever pressed had not seen what
 * became of it. The next press counts.
 */

let presses = 0
let correctedIn = 0

if (typeof window !== 'undefined') {
  for (const kind of ['pointerdown', 'keydown']) {
    window.addEventListener(kind, () => (presses += 1), { capture: true })
  }
}

/** A field has corrected what was typed in it. */
export function noteCorrection(): void {
  correctedIn = presses
}

/** True while the press is under way that left a field in which something was corrected. */
export function isJustCorrected(): boolean {
  return correctedIn > 0 && correctedIn === presses
}
