import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { en } from '#renderer/locales/en.ts'
import { findings } from '#renderer/locales/zh-CN/findings.ts'
import { zhCN } from '#renderer/locales/zh-cn.ts'
import { ERRORS } from '#shared/error-words.ts'
import { CHINESE_ERRORS } from '#shared/error-words-zh-cn.ts'
import { FINDINGS } from '#shared/finding.ts'

type Texts = { readonly [key: string]: string | Texts }

function flat(texts: Texts, path = ''): Map<string, string> {
  const entries = Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : [...flat(value, `${path}${key}/`)],
  )
  return new Map(entries)
}

const braces = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort()
const english = flat(en)
const chinese = flat(zhCN as Texts)

describe('the two languages', () => {
  test('have the same texts; Chinese leaves out the singular', () => {
    const wanted = [...english.keys()].filter((key) => !key.endsWith('_one'))
    expect([...chinese.keys()].sort()).toEqual(wanted.sort())
  })

  test('name the same values in each text', () => {
    const differing = [...chinese].filter(
      ([key, text]) => `${braces(text)}` !== `${braces(english.get(key) ?? '')}`,
    )
    expect(differing).toEqual([])
  })

  test('have no empty text, and no singular without its plural', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([])
    const singles = [...english.keys()].filter((key) => key.endsWith('_one'))
    expect(singles.filter((key) => !english.has(key.replace(/_one$/, '_other')))).toEqual([])
  })

  test('word every error and finding with the same values', () => {
    const parts = ['what', 'why', 'fix'] as const
    const codes = Object.keys(ERRORS) as (keyof typeof ERRORS)[]
    expect(
      codes.filter((code) =>
        parts.some((part) => `${braces(CHINESE_ERRORS[code][part])}` !== `${braces(ERRORS[code][part])}`),
      ),
    ).toEqual([])
    const rules = Object.keys(FINDINGS) as (keyof typeof FINDINGS)[]
    expect(
      rules.filter((rule) => `${braces(findings[rule].says)}` !== `${braces(FINDINGS[rule].says)}`),
    ).toEqual([])
    expect(
      rules.filter((rule) => `${braces(findings[rule].remedy)}` !== `${braces(FINDINGS[rule].remedy)}`),
    ).toEqual([])
  })
})

test('no component has words of its own', () => {
  const root = fileURLToPath(new URL('../../../../renderer', import.meta.url))
  const found = globSync('**/*.tsx', { cwd: root }).flatMap((file) => {
    const source = readFileSync(`${root}/${file}`, 'utf8')
    const between = source.match(/(?<![=\-<\w\]])>\s*[A-Za-z][^<>{}()=;]*<\//g) ?? []
    const attributes = source.match(/\b(aria-label|placeholder|title|alt|label)="[^"]*[A-Za-z][^"]*"/g) ?? []
    return [...between, ...attributes].map((text) => `${file}: ${text}`)
  })
  expect(found).toEqual([])
})
