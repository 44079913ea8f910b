/** Owns what the votes say: who leads and how surely, rankings with intervals, how steady the rater was, what was mixed up. */

import { Download, ListPlus, TriangleAlert, Trophy, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Judging, JudgingResults } from '#shared/judging.ts'
import { useWords } from '../../../locales/words.ts'
import { ActionButton } from '../../../ui/action-context.tsx'
import { Button } from '../../../ui/button.tsx'
import { useFieldList } from '../differences/differences.tsx'
import { resultsCsv, resultsJson, saveText } from './export-results.ts'
import { PresetName, TakeName } from './judged-names.tsx'
import { Ranking } from './ranking.tsx'
import './results.css'

/** Votes added at once. */
const MORE = 10

type ResultsProps = { results: JudgingResults; onExtend(votes: number): void }

export function Results({ results, onExtend }: ResultsProps) {
  const { t, moment } = useWords()
  const { judging, presets, takes } = results
  return (
    <section className="results" aria-label={t('judging.results.title')}>
      <header className="results__head">
        <div>
          <h2 className="results__title">{t('judging.results.title')}</h2>
          <p className="quiet">
            {t(`judging.mode.${judging.mode}`)} · {t('judging.results.votes', { count: judging.votes })} ·{' '}
            {moment(judging.startedAt)}
          </p>
        </div>
        <Buttons results={results} onExtend={onExtend} />
      </header>
      <Lead results={results} />
      {presets.rows.length > 1 ? (
        <Ranking
          title={t('judging.results.presets')}
          rows={presets.rows.map((row, place) => ({
            ...{ key: String(place), standing: row },
            name: <PresetName place={place} presets={presets.rows} />,
          }))}
        />
      ) : null}
      <Ranking
        title={t('judging.results.takes')}
        rows={takes.rows.map((row) => ({
          ...{ key: row.clip.id, standing: row },
          name: <TakeName take={row} presets={presets.rows.length} />,
        }))}
      />
      <p className="results__how quiet">{t('judging.results.how')}</p>
      <Caveats results={results} />
    </section>
  )
}

function Buttons({ results, onExtend }: ResultsProps) {
  const { t } = useWords()
  const more = Math.min(MORE, results.judging.more)
  const name = `gallop-judging-${new Date(results.judging.startedAt).toISOString().slice(0, 10)}`
  return (
    <div className="results__buttons">
      {more > 0 ? (
        <Button icon={<ListPlus aria-hidden />} onPress={() => onExtend(more)}>
          {t('judging.results.more', { count: more })}
        </Button>
      ) : null}
      <ActionButton action="judge.undo" icon={<Undo2 aria-hidden />} />
      <Button
        icon={<Download aria-hidden />}
        onPress={() => saveText(`${name}.csv`, resultsCsv(results), 'text/csv;charset=utf-8')}
      >
        {t('judging.results.csv')}
      </Button>
      <Button
        icon={<Download aria-hidden />}
        onPress={() => saveText(`${name}.json`, resultsJson(results), 'application/json')}
      >
        {t('judging.results.json')}
      </Button>
      <ActionButton action="judge.leave" kind="primary" />
    </div>
  )
}

/** The one sentence that matters, and no more than the votes allow. */
function Lead({ results }: { results: JudgingResults }) {
  const { t } = useWords()
  const { judging, presets, takes } = results
  const hasPresets = presets.rows.length > 1
  const { lead } = hasPresets ? presets : takes
  if (lead.kind === 'clear') {
    const row = takes.rows[lead.at]
    return (
      <Told icon={<Trophy aria-hidden />} tone="good">
        {t('judging.results.clear')}{' '}
        {hasPresets ? (
          <PresetName place={lead.at} presets={presets.rows} />
        ) : row ? (
          <TakeName take={row} presets={1} />
        ) : null}
      </Told>
    )
  }
  return (
    <Told icon={<TriangleAlert aria-hidden />} tone="warn">
      {t(`judging.results.${lead.kind}`)}{' '}
      {lead.kind === 'open' ? <Missing moreVotes={lead.moreVotes} judging={judging} /> : null}
    </Told>
  )
}

/** How many votes are missing, and whether these takes can give them. */
function Missing({ moreVotes, judging }: { moreVotes: number | null; judging: Judging }) {
  const { t } = useWords()
  if (moreVotes === null) return <>{t('judging.results.tooSmall')}</>
  const about = t('judging.results.about', { count: moreVotes })
  const { more, mode } = judging
  if (moreVotes <= more) return <>{about}</>
  const few = mode === 'champion' ? t('judging.results.goBlind') : t('judging.results.allSeen')
  const left = more > 0 ? t('judging.results.newTakes', { count: more }) : few
  return (
    <>
      {about} {left}
    </>
  )
}

function Told({ icon, tone, children }: { icon: ReactNode; tone: 'good' | 'warn'; children: ReactNode }) {
  return (
    <p className={`told told--${tone}`}>
      {icon}
      <span>{children}</span>
    </p>
  )
}

/** What a reader of the rankings must know. */
function Caveats({ results: { rater, confounds, presets } }: { results: JudgingResults }) {
  const { t } = useWords()
  const listed = useFieldList()
  const few = presets.rows.length > 1 && presets.rows.some(({ takes }) => takes < 3)
  return (
    <div className="caveats">
      <h3 className="caveats__title">{t('judging.results.rater')}</h3>
      <p>
        {rater.repeats === 0
          ? t('judging.results.noRepeats')
          : t('judging.results.repeats', { count: rater.repeats, agreed: rater.agreed })}
      </p>
      {rater.sided > 0 ? <p>{t('judging.results.sides', { count: rater.sided, left: rater.left })}</p> : null}
      <h3 className="caveats__title">{t('judging.results.confounds')}</h3>
      <p>
        {confounds.confounded === 0
          ? t('judging.results.clean')
          : t('judging.results.mixed', {
              count: confounds.confounded,
              votes: confounds.votes,
              fields: listed(confounds.fields),
            })}
      </p>
      {few ? <p>{t('judging.results.fewTakes')}</p> : null}
    </div>
  )
}
