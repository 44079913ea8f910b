/** Owns one shot on the board: its still, what preflight found, its takes, and its newest clip on hover. */

import { Ban, CircleAlert, FileQuestion, Film, LoaderCircle, Wrench } from 'lucide-react'
import { type ReactNode, use, useEffect, useRef } from 'react'
import { Focusable, GridListItem } from 'react-aria-components'
import type { Finding, FindingLevel } from '#shared/finding.ts'
import type { Shot } from '#shared/shot.ts'
import { LoopingClip } from '../../clips/moving-clip.tsx'
import { useWords } from '../../locales/words.ts'
import { isBlocked, thumbnailOf } from '../../stores/shots-store.ts'
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
  const { lastId, onLast } = use(BoardContext)
  const hover = useHoverPlay(shot)
  useEffect(() => {
    if (shot.id === lastId) onLast()
  }, [shot.id, lastId, onLast])
  return (
    <GridListItem
      id={shot.id}
      textValue={shot.still.name}
      className={isBlocked(shot) ? 'shot shot--blocked' : 'shot'}
      onHoverChange={hover}
    >
      <ShotPicture shot={shot} />
      <ShotCaption shot={shot} />
    </GridListItem>
  )
}

/** Plays the newest clip of a shot the pointer rests on; never where the system asks for less motion. */
function useHoverPlay({ id, clipId }: Shot): (isHovered: boolean) => void {
  const { onPlaying } = use(BoardContext)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (isHovered) => {
    clearTimeout(timer.current)
    if (!isHovered) onPlaying(null)
    else if (clipId && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      timer.current = setTimeout(() => onPlaying(id), HOVER_PAUSE_MS)
    }
  }
}

function ShotPicture({ shot: { id, still, clipId, live, missing } }: { shot: Shot }) {
  const { t } = useWords()
  const { playing } = use(BoardContext)
  return (
    <div className="shot__picture">
      {still.inspectedAt === null ? (
        <span className="shot__checking">{t('board.checking')}</span>
      ) : (
        <Picture src={thumbnailOf(still)} />
      )}
      {playing === id && clipId ? <LoopingClip clipId={clipId} className="shot__clip" /> : null}
      <Marks findings={still.findings} missing={missing} />
      <BlockReason findings={still.findings} />
      {live > 0 ? (
        <span className="shot__live">
          <LoaderCircle aria-hidden />
          {t('board.live', { count: live })}
        </span>
      ) : null}
    </div>
  )
}

function ShotCaption({ shot: { still, takes, clipId } }: { shot: Shot }) {
  const { t } = useWords()
  return (
    <div className="shot__caption">
      <span className="shot__name">{still.name}</span>
      {takes > 0 ? (
        <span className="shot__takes">
          {clipId ? <Film aria-label={t('board.playsOnHover')} /> : null}
          {t('board.takes', { count: takes })}
        </span>
      ) : null}
    </div>
  )
}

/** One mark for each level found, most serious first, and one for clips out of sight; its text says what and what to do. */
function Marks({ findings, missing }: { findings: readonly Finding[]; missing: number }) {
  const { t, finding } = useWords()
  const levels = (['block', 'warn', 'fix'] as const).filter((level) =>
    findings.some((one) => one.level === level),
  )
  if (levels.length === 0 && missing === 0) return null
  return (
    <span className="shot__marks">
      {levels.map((level) => {
        const texts = findings.filter((one) => one.level === level).map(finding)
        const words = texts.map(({ says, remedy }) => `${says}. ${remedy}`).join(' ')
        return (
          <Mark key={level} level={level} words={words} label={`${t(`board.level.${level}`)}: ${words}`}>
            {MARKS[level]}
          </Mark>
        )
      })}
      {missing > 0 ? (
        <Mark level="warn" words={t('rescue.missing.onCard', { count: missing })}>
          <FileQuestion aria-hidden />
        </Mark>
      ) : null}
    </span>
  )
}

type MarkProps = { level: FindingLevel; words: string; label?: string; children: ReactNode }

function Mark({ level, words, label = words, children }: MarkProps) {
  return (
    <Tip label={words}>
      <Focusable>
        <span role="img" tabIndex={-1} className={`picture-mark mark--${level}`} aria-label={label}>
          {children}
        </span>
      </Focusable>
    </Tip>
  )
}

/** Why a blocked still cannot be sent, in plain sight. */
function BlockReason({ findings }: { findings: readonly Finding[] }) {
  const { finding } = useWords()
  const block = findings.find((one) => one.level === 'block')
  return block ? <span className="shot__reason">{finding(block).says}</span> : null
}
