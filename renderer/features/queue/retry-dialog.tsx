/** Owns the question a retry asks when it costs money: so many takes, at this price. */

import { useCallback, useEffect, useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import { formatMoney, type Money } from '#shared/cost.ts'
import { useWords } from '../../locales/words.ts'
import type { Retried } from '../../stores/view-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'

type Offer = { clips: number; cost: Money; leftOut: number }
type RetryDialogProps = { jobIds: readonly string[]; onDone(done: Retried): void; onClose(): void }

export function RetryDialog({ jobIds, onDone, onClose }: RetryDialogProps) {
  const { t, problem: problemProps } = useWords()
  const { offer, error, ask } = useOffer(jobIds)
  const [failure, setFailure] = useState<AppErrorData | null>(null)
  const agree = async ({ cost }: Offer) => {
    const answer = await attempt(studio.jobs.retry({ ids: [...jobIds], agreed: cost }))
    if (answer.ok) {
      onDone(answer.value)
      onClose()
      return
    }
    setFailure(answer.error)
    if (answer.error.code === 'estimate-changed') ask()
  }
  const failed = failure ?? error
  const label = offer
    ? t('queue.retry.button', { count: offer.clips, cost: formatMoney(offer.cost) })
    : t('queue.retry.pricing')
  return (
    <Dialog title={t('queue.retry.title')} size="small" closeLabel={t('frame.close')} onClose={onClose}>
      <div className="dialog__body">
        <p>{t('queue.retry.text')}</p>
        {offer && offer.leftOut > 0 ? (
          <p className="quiet">{t('queue.retryLeftOut', { count: offer.leftOut })}</p>
        ) : null}
        {failed ? <Problem {...problemProps(failed)} /> : null}
        <Button kind="primary" isDisabled={!offer?.clips} onPress={() => offer && void agree(offer)}>
          {label}
        </Button>
      </div>
    </Dialog>
  )
}

function useOffer(jobIds: readonly string[]) {
  const [offer, setOffer] = useState<Offer | null>(null)
  const [error, setError] = useState<AppErrorData | null>(null)
  const ask = useCallback(() => {
    setOffer(null)
    void attempt(studio.jobs.retryEstimate({ ids: [...jobIds] })).then((answer) => {
      setOffer(answer.ok ? answer.value : null)
      setError(answer.ok ? null : answer.error)
    })
  }, [jobIds])
  useEffect(ask, [ask])
  return { offer, error, ask }
}
