/** Owns the flags of `gallop` and how their words are read. */

import { type Command, InvalidArgumentError, Option } from 'commander'
import { CAP_MAX_MICROS } from '#shared/budget.ts'
import { MICROS } from '#shared/cost.ts'
import { normalizeBaseUrl, PARAMETER_LIMITS, REGION_IDS, type RegionId } from '#shared/happyhorse.ts'
import { SettingsSchema } from '#shared/settings.ts'
import { PROMPT_KEPT_MAX } from '#shared/shot.ts'

const { durationSeconds, seed } = PARAMETER_LIMITS

/** Flags every command takes. */
export type StudioFlags = {
  data?: string
  region?: RegionId
  workspace?: string
  baseUrl?: string
  pollSeconds?: number
  rehearsalSpeed?: number
  rehearsalClips?: 'full' | 'tiny'
  json?: boolean
}

/** Adds the flags that every command takes. */
export function withStudioFlags(command: Command): Command {
  return command
    .option(
      '--data <folder>',
      "job table, keys and logs (default: the system's application-data folder)",
      readFolder,
    )
    .addOption(new Option('--region <region>', 'region of the service').choices(REGION_IDS))
    .option('--workspace <id>', 'workspace whose host is called; some regions have no other', readWorkspace)
    .option('--base-url <url>', 'another service that speaks the same API', readBaseUrl)
    .option(
      '--poll-seconds <seconds>',
      'pause between two looks at one task (default: 15)',
      number(0.05, 3600),
    )
    .option('--rehearsal-speed <factor>', 'pace of the built-in rehearsal (default: 4)', number(0.1, 10_000))
    .addOption(
      new Option('--rehearsal-clips <kind>', 'clips of the rehearsal').choices(['full', 'tiny']).hideHelp(),
    )
    .option('--json', 'one JSON object a line on stdout')
}

/** Reads a folder. Nothing, as from a variable that is not set, would be the folder the command was given in. */
export function readFolder(text: string): string {
  if (text.trim() === '')
    throw new InvalidArgumentError('The path of a folder is wanted; . is the one you are in.')
  return text
}

function readBaseUrl(text: string): string {
  const url = normalizeBaseUrl(text)
  if (!url)
    throw new InvalidArgumentError('An http or https address is wanted, such as http://127.0.0.1:4500.')
  return url
}

function readWorkspace(text: string): string {
  const parsed = SettingsSchema.shape.workspaceId.safeParse(text)
  if (!parsed.success || parsed.data === '')
    throw new InvalidArgumentError('The id is wanted that the console shows next to “API Host”.')
  return parsed.data
}

/** Reads a prompt; far longer ones than the service takes are kept, but not any. */
export function readPrompt(text: string): string {
  if (text.length > PROMPT_KEPT_MAX)
    throw new InvalidArgumentError(`At most ${PROMPT_KEPT_MAX} characters are kept.`)
  return text
}

/** Reads a number, fractions allowed. */
export function number(min: number, max: number) {
  return (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (!(value >= min && value <= max))
      throw new InvalidArgumentError(`A number from ${min} to ${max} is wanted.`)
    return value
  }
}

/** Reads a whole number. */
export function whole(min: number, max: number) {
  return (text: string): number => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
    if (!(value >= min && value <= max)) {
      throw new InvalidArgumentError(`A whole number from ${min} to ${max} is wanted.`)
    }
    return value
  }
}

/** Reads an amount of money such as `12.50`, and gives it in micros. */
export function readAmount(text: string): number {
  const parts = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.trim())
  const micros = Number(parts?.[1]) * MICROS + Number((parts?.[2] ?? '').padEnd(6, '0'))
  if (!(micros <= CAP_MAX_MICROS))
    throw new InvalidArgumentError('An amount in the currency of the bill is wanted, such as 12.50.')
  return micros
}

export const readSeed = whole(seed.min, seed.max)
export const readDuration = whole(durationSeconds.min, durationSeconds.max)
export const readPort = whole(0, 65_535)

/** Most takes of one shot in one batch. */
const SEEDS_MAX = 100

/** Reads `1,2,3`; the same seed twice would be the same take twice. */
export function readSeeds(text: string): number[] {
  const seeds = text.split(',').map(readSeed)
  if (new Set(seeds).size !== seeds.length) throw new InvalidArgumentError('Each seed may stand there once.')
  if (seeds.length > SEEDS_MAX) throw new InvalidArgumentError(`At most ${SEEDS_MAX} seeds fit in one batch.`)
  return seeds
}
