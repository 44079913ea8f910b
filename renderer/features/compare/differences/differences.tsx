/** Owns the table of what differs between the takes on screen, each against the first, and the verdict on it. */

import { CircleCheck, Equal, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Clip } from '#shared/clip.ts'
import { formatMoney } from '#shared/cost.ts'
import { type ComparedRecipe, differencesAmong, equalsBeside, type RecipeField } from '#shared/differences.ts'
import { useWords } from '../../../locales/words.ts'
import { letterOf } from '../take-name.ts'
import { useApart } from './use-apart.ts'
import { type Recipe, useRecipes } from './use-recipes.ts'
import { WordDiff } from './word-diff.tsx'
import './differences.css'

/** Clips in the order of the panes. */
export function Differences({ clips }: { clips: readonly Clip[] }) {
  const { t } = useWords()
  const known = useRecipes(clips)
  const recipes = clips.map((clip) => known.get(clip.id))
  if (!recipes.every((one) => one !== undefined)) return null
  const fields = differencesAmong(recipes.map(({ job }): ComparedRecipe => job))
  const columns = clips.map((clip, place) => ({ clip, recipe: recipes[place] as Recipe }))
  return (
    <section className="differences" aria-label={t('judging.differences.title')}>
      <Badge fields={fields} />
      <table className="differences__table">
        <thead>
          <tr>
            <td />
            {clips.map((clip, place) => (
              <th key={clip.id} scope="col">
                {letterOf(place)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow key={field} field={field} columns={columns} />
          ))}
          <FactRows columns={columns} />
          <ApartRow clips={clips} />
        </tbody>
      </table>
      <Equals fields={fields} />
    </section>
  )
}

/** The names of fields as a sentence has them: “seed and prompt”. */
export function useFieldList(): (fields: readonly RecipeField[]) => string {
  const { t, language } = useWords()
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  return (fields) => list.format(fields.map((field) => t(`words.recipe.${field}`)))
}

/** Says whether what is seen can be put down to one thing. */
function Badge({ fields }: { fields: readonly RecipeField[] }) {
  const { t } = useWords()
  const listed = useFieldList()
  const count = fields.length
  const tone = count === 0 ? 'none' : count === 1 ? 'one' : 'many'
  const icons = {
    none: <Equal aria-hidden />,
    one: <CircleCheck aria-hidden />,
    many: <TriangleAlert aria-hidden />,
  }
  return (
    <p className={`differences__badge differences__badge--${tone}`}>
      {icons[tone]}
      <span>{t(`judging.differences.${tone}`, { count, fields: listed(fields) })}</span>
    </p>
  )
}

type Columns = readonly { clip: Clip; recipe: Recipe }[]

function FieldRow({ field, columns }: { field: RecipeField; columns: Columns }) {
  const words = useFieldWords()
  const { t } = useWords()
  const first = columns[0]?.recipe
  return (
    <Row name={t(`words.recipe.${field}`)}>
      {columns.map(({ clip, recipe }, place) => {
        const isSame = place > 0 && first !== undefined && words(field, first) === words(field, recipe)
        const differs = place > 0 && !isSame
        return (
          <td
            key={clip.id}
            className={differs ? `differences__other differences__other--${field}` : undefined}
          >
            {field === 'prompt' && differs && first ? (
              <WordDiff base={first.job.prompt} text={recipe.job.prompt} />
            ) : (
              <Value isSame={isSame} text={words(field, recipe)} />
            )}
          </td>
        )
      })}
    </Row>
  )
}

/** A value equal to the first one's is only hinted at. */
function Value({ isSame, text }: { isSame: boolean; text: string }) {
  const { t } = useWords()
  if (!isSame) return <>{text}</>
  return <span className="quiet">{t('judging.differences.same', { letter: letterOf(0) })}</span>
}

function useFieldWords(): (field: RecipeField, recipe: Recipe) => string {
  const { t, model } = useWords()
  return (field, { job }) => {
    const values: Record<RecipeField, string> = {
      still: job.stillName,
      // As much of the hash as tells two of them apart.
      firstFrame: job.frameSha256.slice(0, 8) || t('judging.differences.unknown'),
      prompt: job.prompt.trim() || t('player.noPrompt'),
      model: model(job.model),
      resolution: job.resolution,
      durationSeconds: t('inspector.seconds', { count: job.durationSeconds }),
      watermark: t(job.watermark ? 'judging.differences.yes' : 'judging.differences.no'),
      seed: String(job.seed),
    }
    return values[field]
  }
}

/** Cost and time are facts beside the recipe: they follow from it and change nothing in the picture. */
function FactRows({ columns }: { columns: Columns }) {
  const { t, duration } = useWords()
  return (
    <>
      <Row name={t('judging.differences.cost')} isFact>
        {columns.map(({ clip }) => (
          <td key={clip.id}>{formatMoney(clip.cost)}</td>
        ))}
      </Row>
      <Row name={t('judging.differences.time')} isFact>
        {columns.map(({ clip, recipe }) => (
          <td key={clip.id}>
            {recipe.renderMs === null ? t('judging.differences.unknown') : duration(recipe.renderMs)}
          </td>
        ))}
      </Row>
    </>
  )
}

/** How far each take is from the first, greyed where equal seeds are as far apart. */
function ApartRow({ clips }: { clips: readonly Clip[] }) {
  const { t } = useWords()
  const apart = useApart(clips)
  if (!apart) return null
  const noise = apart.noise.toFixed(3)
  return (
    <Row name={t('judging.differences.apart')} isFact>
      {clips.map(({ id }, place) => {
        const distance = place === 0 ? null : (apart.fromFirst[place] ?? null)
        if (distance === null) return <td key={id}>{place === 0 ? '' : t('judging.differences.unknown')}</td>
        const words = distance <= apart.noise ? 'within' : 'beyond'
        return (
          <td key={id} className={`differences__apart--${words}`}>
            {t(`judging.differences.${words}`, { distance: distance.toFixed(3), noise })}
          </td>
        )
      })}
    </Row>
  )
}

function Row({ name, isFact = false, children }: { name: string; isFact?: boolean; children: ReactNode }) {
  return (
    <tr className={isFact ? 'is-fact' : undefined}>
      <th scope="row">{name}</th>
      {children}
    </tr>
  )
}

function Equals({ fields }: { fields: readonly RecipeField[] }) {
  const { t } = useWords()
  const listed = useFieldList()
  const equal = equalsBeside(fields)
  if (equal.length === 0) return null
  return (
    <p className="differences__equal quiet">{t('judging.differences.equal', { fields: listed(equal) })}</p>
  )
}
