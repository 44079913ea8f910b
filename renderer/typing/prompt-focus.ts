/** Owns how the cursor gets into the prompt of the selected shots. */

export const PROMPT_ID = 'prompt'

/**
 * At once, or the first letters of a quick hand would be keys of the room. Where that cannot be yet, because the field is
 * not drawn, or the palette it was chosen from holds the focus until it is gone, a frame later.
 */
export function focusPrompt(): void {
  if (!takesFocus()) requestAnimationFrame(takesFocus)
}

function takesFocus(): boolean {
  const field = document.getElementById(PROMPT_ID)
  field?.focus()
  return field !== null && document.activeElement === field
}
