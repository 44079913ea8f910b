/** Owns a ranking: a table whose rows have a dot and its whiskers on one scale from 0 to 100 %. */

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StandingRow } from '#shared/judging.ts'

export type RankingRow = { key: string; name: ReactNode; standing: StandingRow }

type RankingProps = { title: string; rows: readonly RankingRow[] }

/** Best first. */
export function Ranking({ title, rows }: RankingProps) {
  const { t } = useTranslation()
  const isApart = new Set(rows.map(({ standing }) => standing.group)).size > 1
  return (
    <table className="ranking">
      <caption className="ranking__title">{title}</caption>
      <Head />
      <tbody>
        {rows.map(({ key, name, standing }) => (
          <tr key={key}>
            <th scope="row" className="ranking__name">
              {name}
              {isApart ? (
                <span className="quiet"> · {t('judging.results.group', { group: standing.group + 1 })}</span>
              ) : null}
            </th>
            <td className="ranking__chart">
              <Whisker standing={standing} />
            </td>
            <td className="ranking__share">
              <Share standing={standing} />
            </td>
            <td className="ranking__count">{standing.wins}</td>
            <td className="ranking__count">{standing.losses}</td>
            <td className="ranking__count">{standing.ties}</td>
            <td className="ranking__count">{standing.bothBad}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Head() {
  const { t } = useTranslation()
  return (
    <thead>
      <tr>
        <th scope="col">{t('judging.results.what')}</th>
        <th scope="col">
          <span className="visually-hidden">{t('judging.results.chart')}</span>
          <Scale />
        </th>
        <th scope="col">{t('judging.results.preferred')}</th>
        <th scope="col" className="ranking__count">
          {t('judging.results.won')}
        </th>
        <th scope="col" className="ranking__count">
          {t('judging.results.lost')}
        </th>
        <th scope="col" className="ranking__count">
          {t('judging.results.tied')}
        </th>
        <th scope="col" className="ranking__count">
          {t('judging.results.bothBad')}
        </th>
      </tr>
    </thead>
  )
}

const percent = (share: number) => Math.round(share * 100)

function Share({ standing: { chance, low, high, wins, losses, ties, bothBad } }: { standing: StandingRow }) {
  const { t } = useTranslation()
  if (wins + losses + ties + bothBad === 0)
    return <span className="quiet">{t('judging.results.unseen')}</span>
  return (
    <>
      <b>{t('judging.results.percent', { percent: percent(chance) })}</b>{' '}
      <span className="quiet">
        {t('judging.results.interval', { low: percent(low), high: percent(high) })}
      </span>
    </>
  )
}

/** Only how it looks; the numbers stand beside it. */
function Whisker({ standing: { chance, low, high } }: { standing: StandingRow }) {
  const at = (share: number) => `${share * 100}%`
  return (
    <svg className="whisker" width="100%" height="22" aria-hidden="true">
      <line className="whisker__middle" x1="50%" x2="50%" y1="0" y2="22" />
      <line className="whisker__line" x1={at(low)} x2={at(high)} y1="11" y2="11" />
      <line className="whisker__line" x1={at(low)} x2={at(low)} y1="7" y2="15" />
      <line className="whisker__line" x1={at(high)} x2={at(high)} y1="7" y2="15" />
      <circle className="whisker__dot" cx={at(chance)} cy="11" r="5" />
    </svg>
  )
}

function Scale() {
  return (
    <span className="scale" aria-hidden>
      <span className="scale__mark scale__mark--first" style={{ left: 0 }}>
        0
      </span>
      <span className="scale__mark" style={{ left: '50%' }}>
        50
      </span>
      <span className="scale__mark scale__mark--last" style={{ left: '100%' }}>
        100
      </span>
    </span>
  )
}
