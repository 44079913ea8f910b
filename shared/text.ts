/** Owns how values are put into a text; the braces are those of i18next, so both read one table. */

export type TextValues = Record<string, string | number>

/** `fill('{{a}} of {{b}}', { a: 1, b: 2 })` → `1 of 2`; an unknown name stays visible. */
export function fill(text: string, values: TextValues): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole))
}
