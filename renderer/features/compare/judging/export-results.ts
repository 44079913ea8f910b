/** Owns results as files: a table for spreadsheets, or everything as JSON. */

import type { JudgingResults, StandingRow } from '#shared/judging.ts'

/** RFC 4180: what holds a comma, a quote or a new line is quoted. A spreadsheet would run what begins like a formula. */
function cell(value: string | number | boolean): string {
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const HEAD = [
  ...['kind', 'rank', 'preferred', 'low', 'high', 'wins', 'losses', 'ties', 'both_bad', 'group'],
  ...['file', 'still', 'take', 'seed', 'prompt', 'model', 'resolution', 'seconds', 'watermark'],
]

function standing(row: StandingRow): (string | number)[] {
  const shares = [row.chance, row.low, row.high].map((share) => share.toFixed(4))
  return [...shares, row.wins, row.losses, row.ties, row.bothBad, row.group + 1]
}

/** One line for each preset and each take, best first. */
export function resultsCsv({ presets, takes }: JudgingResults): string {
  const presetLines = presets.rows.map((row, rank) => [
    ...['preset', rank + 1, ...standing(row), '', '', '', ''],
    ...[row.prompt, row.model, row.resolution, row.durationSeconds, row.watermark],
  ])
  const takeLines = takes.rows.map((row, rank) => {
    const { clip } = row
    const watermark = presets.rows[row.preset]?.watermark ?? ''
    return [
      ...['take', rank + 1, ...standing(row), clip.name, clip.stillName, clip.take, clip.seed],
      ...[clip.prompt, clip.model, clip.resolution, clip.durationSeconds, watermark],
    ]
  })
  return `${[HEAD, ...presetLines, ...takeLines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

export function resultsJson(results: JudgingResults): string {
  return `${JSON.stringify(results, null, 2)}\n`
}

/** Hands a text to the user as a file. */
export function saveText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
