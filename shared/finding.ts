/** Owns what preflight can find out about a still, and how it is said: measured value, limit, remedy. */

import { z } from 'zod'
import { fill } from './text.ts'

export type FindingLevel = 'block' | 'warn' | 'fix'
type FindingText = { level: FindingLevel; says: string; remedy: string }

/** English wording by rule. Every text that refuses names the measured value and the limit. */
export const FINDINGS = {
  missing: {
    level: 'block',
    says: 'The file is not there any more',
    remedy: 'Put it back or remove the shot.',
  },
  unreadable: {
    level: 'block',
    says: 'The file cannot be read: {{detail}}',
    remedy: 'Check its permissions.',
  },
  empty: {
    level: 'block',
    says: 'The file is empty: 0 bytes, a picture has at least one pixel',
    remedy: 'Copy it again from where it came from.',
  },
  'not-a-picture': {
    level: 'block',
    says: 'The content is {{found}}, not a picture; wanted: JPEG, PNG or WEBP',
    remedy: 'Choose a picture; the name alone does not make one.',
  },
  'wrong-format': {
    level: 'block',
    says: 'The format is {{found}}; the service takes JPEG, PNG and WEBP',
    remedy: 'Save it as JPEG or PNG.',
  },
  damaged: {
    level: 'block',
    says: 'The picture is damaged: {{detail}}; every pixel must decode',
    remedy: 'Copy it again from where it came from.',
  },
  'too-small': {
    level: 'block',
    says: '{{width}} × {{height}} px is too small; both sides must be at least {{limit}} px',
    remedy: 'Use a larger version of the picture.',
  },
  'too-tall': {
    level: 'block',
    says: 'The ratio 1:{{ratio}} is too tall; the limit is 1:{{limit}} ({{width}} × {{height}} px)',
    remedy: 'Crop it to 1:{{limit}} or wider.',
  },
  'too-wide': {
    level: 'block',
    says: 'The ratio {{ratio}}:1 is too wide; the limit is {{limit}}:1 ({{width}} × {{height}} px)',
    remedy: 'Crop it to {{limit}}:1 or narrower.',
  },
  'too-heavy': {
    level: 'block',
    says: 'The file has {{megabytes}} MB; the limit is {{limit}} MB',
    remedy: 'Save it with stronger compression or fewer pixels.',
  },
  animated: {
    level: 'warn',
    says: 'The picture is animated ({{pages}} pages); what the service does with it is not documented',
    remedy: 'Only its first page is sent.',
  },
  transparent: {
    level: 'warn',
    says: 'The picture has see-through parts; what the service paints there is not documented',
    remedy: 'Flatten it yourself if the colour matters.',
  },
  'other-colours': {
    level: 'warn',
    says: 'The picture is in {{found}}, not RGB; colours may shift',
    remedy: 'It is converted to sRGB before it is sent.',
  },
  'misleading-name': {
    level: 'warn',
    says: 'The name ends in {{extension}} but the content is {{found}}',
    remedy: 'It is sent as what it is.',
  },
  sideways: {
    level: 'fix',
    says: 'The camera held the picture turned (EXIF orientation {{orientation}})',
    remedy: 'It is turned upright before it is sent.',
  },
} as const satisfies Record<string, FindingText>

export type FindingRule = keyof typeof FINDINGS
const RULES = Object.keys(FINDINGS) as [FindingRule, ...FindingRule[]]

export const FindingSchema = z.object({
  rule: z.enum(RULES),
  level: z.enum(['block', 'warn', 'fix']),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
/** One result of preflight. */
export type Finding = z.infer<typeof FindingSchema>

/** Makes a finding with the level its rule has. */
export function finding(rule: FindingRule, values: Finding['values'] = {}): Finding {
  return { rule, level: FINDINGS[rule].level, values }
}

/** True when nothing stands in the way of sending the still. */
export function passes(findings: readonly Finding[]): boolean {
  return findings.every((one) => one.level !== 'block')
}

/** Words a finding, in English unless another table is given. */
export function wordsForFinding(
  one: Finding,
  table: Record<FindingRule, FindingText> = FINDINGS,
): { says: string; remedy: string } {
  const text = table[one.rule]
  return { says: fill(text.says, one.values), remedy: fill(text.remedy, one.values) }
}
