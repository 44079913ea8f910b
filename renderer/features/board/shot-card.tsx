/** Owns one shot on the board: its still, what preflight found, its takes, and its newest clip on hover. */

import { Ban, CircleAlert, Film, LoaderCircle, Wrench } from 'lucide-react'
import { type ReactNode, use, useEffect, useRef } from 'react'
import { Focusable, GridListItem } from 'react-aria-components'
import type { Finding, FindingLevel } from '#shared/finding.ts'
import { HOST_PATHS } from '#shared/host.ts'
import type { Shot } from '#shared/shot.ts'
import { useWords } from '../../locales/words.ts'
import { hasThumbnail, isBlocked } from '../../stores/shots-store.ts'
import { Tip } from '../../ui/button.tsx'
import { Picture } from '../../ui/picture.tsx'
import { BoardContext } from './board-context.ts'
import './shot-card.css'

/** A pointer that rests this long wants to see the clip; one that passes by does not. */
const HOVER_PAUSE_MS = 350

const MARKS: Record<FindingLevel, ReactNode> = {
  block: <Ban aria-hidden />,
  warn: <CircleAlert aria-hidden />,
  fix: <Wrench aria-hidden />,
}

export function ShotCard({ shot }: { shot: Shot }) {
  const { t } = useWords()
  const { playing, onPlaying, lastId, onLast } = use(BoardContext)
  const isPlaying = playing === shot.id
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (shot.id === lastId) onLast()
  }, [shot.id, lastId, onLast])
  useEffect(() => () => clearTimeout(timer.current), [])
  const hover = (isHovered: boolean) => {
    clearTimeout(timer.current)
    if (!isHovered) onPlaying(null)
    else if (shot.clipId && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      timer.current = setTimeout(() => onPlaying(shot.id), HOVER_PAUSE_MS)
    }
  }
  const blocked = isBlocked(shot)
  return (
    <GridListItem
      id={shot.id}
      textValue={shot.still.name}
      className={blocked ? 'shot shot--blocked' : 'shot'}
      onHoverChange={hover}
    >
      <div className="shot__picture">
        {shot.still.inspectedAt === null ? (
          <span className="shot__checking">{t('board.checking')}</span>
        ) : (
          <Picture src={hasThumbnail(shot.still) ? HOST_PATHS.file('thumbnail', shot.still.id) : null} />
        )}
        {isPlaying && shot.clipId ? (
          <video
            className="shot__clip"
            src={HOST_PATHS.file('clip', shot.clipId)}
            autoPlay
            loop
            muted
            playsInline
          />
        ) : null}
        <Marks findings={shot.still.findings} />
        <BlockReason findings={shot.still.findings} />
        {shot.live > 0 ? (
          <span className="shot__live">
            <LoaderCircle aria-hidden />
            {t('board.live', { count: shot.live })}
          </span>
        ) : null}
      </div>
      <div className="shot__caption">
        <span className="shot__name">{shot.still.name}</span>
        {shot.takes > 0 ? (
          <span className="shot__takes">
            {shot.clipId ? <Film aria-label={t('board.playsOnHover')} /> : null}
            {t('board.takes', { count: shot.takes })}
          </span>
        ) : null}
      </div>
    </GridListItem>
  )
}

/** One mark for each level found, most serious first; its text says what and what to do. */
function Marks({ findings }: { findings: readonly Finding[] }) {
  const { t, finding } = useWords()
  const levels = (['block', 'warn', 'fix'] as const).filter((level) =>
    findings.some((one) => one.level === level),
  )
  if (levels.length === 0) return null
  return (
    <span className="shot__marks">
      {levels.map((level) => {
        const texts = findings.filter((one) => one.level === level).map(finding)
        const words = texts.map(({ says, remedy }) => `${says}. ${remedy}`).join(' ')
        return (
          <Tip key={level} label={words}>
            <Focusable>
              <span
                role="img"
                tabIndex={-1}
                className={`mark mark--${level}`}
                aria-label={`${t(`board.level.${level}`)}: ${words}`}
              >
                {MARKS[level]}
              </span>
            </Focusable>
          </Tip>
        )
      })}
    </span>
  )
}

/** Why a blocked still cannot be sent, in plain sight. */
function BlockReason({ findings }: { findings: readonly Finding[] }) {
  const { finding } = useWords()
  const block = findings.find((one) => one.level === 'block')
  return block ? <span className="shot__reason">{finding(block).says}</span> : null
}
