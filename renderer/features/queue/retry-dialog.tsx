/** Owns the question a retry asks when it costs money: so many takes, at this price. */

import { useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import { formatMoney } from '#shared/cost.ts'
import { useWords } from '../../locales/words.ts'
import { PaidBeforeNote } from '../../prices/price-notes.tsx'
import type { Retried, RetryOffer, RetryWish } from '../../stores/view-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'

type RetryDialogProps = {
  wish: RetryWish
  /** The price as it was when the user asked for the retry. */
  offer: RetryOffer
  onDone(done: Retried): void
  onClose(): void
}

export function RetryDialog({ wish, offer: first, onDone, onClose }: RetryDialogProps) {
  const { t, problem: problemProps } = useWords()
  const [offer, setOffer] = useState(first)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<AppErrorData | null>(null)
  const agree = async () => {
    setBusy(true)
    const answer = await attempt(studio.jobs.retry({ ...wish, agreed: offer.cost }))
    if (answer.ok) {
      onDone(answer.value)
      return onClose()
    }
    setFailure(answer.error)
    // Only a price that has changed is asked for again.
    const anew = answer.error.code === 'estimate-changed' ? await askPrice(wish) : undefined
    if (anew?.ok) setOffer(anew.value)
    setBusy(false)
  }
  return (
    <Dialog title={t('queue.retry.title')} size="small" closeLabel={t('frame.close')} onClose={onClose}>
      <div className="dialog__body">
        <p>{t('queue.retry.text')}</p>
        <PaidBeforeNote estimate={offer} />
        {offer.leftOut > 0 ? (
          <p className="quiet">
            {t(wish.all ? 'queue.retryLeftOutOfAll' : 'queue.retryLeftOut', { count: offer.leftOut })}
          </p>
        ) : null}
        {failure ? <Problem {...problemProps(failure)} /> : null}
        <Button kind="primary" isDisabled={isBusy || offer.clips === 0} onPress={() => void agree()}>
          {t('queue.retry.button', { count: offer.clips, cost: formatMoney(offer.cost) })}
        </Button>
      </div>
    </Dialog>
  )
}

const askPrice = (wish: RetryWish) => attempt(studio.jobs.retryEstimate(wish))
