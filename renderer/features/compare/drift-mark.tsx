/** Owns the proof of exactness: what was measured of the panes while they played, on demand. */

import { Activity } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Drift } from '../../frames/drift.ts'
import { useDeck, useDeckState } from './deck-store.ts'

/** How often the numbers are read while they are open. */
const READ_MS = 500
/** Below this share of the speed asked for, the machine is too slow for so many takes. */
const SLOW = 0.9

export function DriftMark() {
  const { t } = useTranslation()
  const isWaiting = useDeckState((state) => state.isWaiting, false)
  return (
    <DialogTrigger>
      <Button className={isWaiting ? 'drift drift--waiting' : 'drift'} aria-label={t('compare.drift.label')}>
        <Activity aria-hidden />
        {isWaiting ? <span>{t('compare.drift.waiting')}</span> : null}
      </Button>
      <Popover className="drift-box" offset={4}>
        <Dialog aria-label={t('compare.drift.label')}>
          <Numbers />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Numbers() {
  const { t } = useTranslation()
  const deck = useDeck((store) => store.deck)
  const [drift, setDrift] = useState<Drift | null>(deck?.drift() ?? null)
  useEffect(() => {
    const timer = setInterval(() => setDrift(deck?.drift() ?? null), READ_MS)
    return () => clearInterval(timer)
  }, [deck])
  if (!drift || drift.looks === 0) return <p className="quiet">{t('compare.drift.none')}</p>
  return (
    <dl className="drift-box__facts">
      <dt>{t('compare.drift.together')}</dt>
      <dd>{t('compare.drift.share', { percent: (drift.together * 100).toFixed(1), looks: drift.looks })}</dd>
      <dt>{t('compare.drift.farthest')}</dt>
      <dd>{t('compare.drift.frames', { count: drift.farthest })}</dd>
      <dt>{t('compare.drift.pace')}</dt>
      <dd>{t('compare.drift.percent', { percent: Math.round(drift.pace * 100) })}</dd>
      {drift.pace < SLOW ? <dd className="drift-box__slow">{t('compare.drift.slow')}</dd> : null}
    </dl>
  )
}
