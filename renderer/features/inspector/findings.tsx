/** Owns the findings of one still, each with what was measured and what to do. */

import { Ban, CircleAlert, Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Finding, FindingLevel } from '#shared/finding.ts'
import { useWords } from '../../locales/words.ts'

const ICONS: Record<FindingLevel, ReactNode> = {
  block: <Ban aria-hidden />,
  warn: <CircleAlert aria-hidden />,
  fix: <Wrench aria-hidden />,
}

export function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t, finding } = useWords()
  if (findings.length === 0) return null
  return (
    <ul className="findings" aria-label={t('inspector.findings')}>
      {findings.map((one) => {
        const { says, remedy } = finding(one)
        return (
          <li key={one.rule} className={`finding finding--${one.level}`}>
            {ICONS[one.level]}
            <span>
              <strong className="visually-hidden">{t(`board.level.${one.level}`)}: </strong>
              {says}. <span className="quiet">{remedy}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
