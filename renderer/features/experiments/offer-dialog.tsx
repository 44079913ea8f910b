/** Owns the frame of every dialog that makes takes from a take: what is asked for, its price on the button, what stands in its way. */

import { type ReactNode, useEffect, useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import { formatMoney, type Money } from '#shared/cost.ts'
import { useWords } from '../../locales/words.ts'
import { FitNote } from '../../prices/price-notes.tsx'
import { useStudio } from '../../stores/studio-store.ts'
import { attempt } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { isJustCorrected } from '../../ui/corrections.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { notify } from '../../ui/toaster.tsx'
import type { Offer } from './use-offer.ts'

type OfferDialogProps = {
  title: string
  offer: Offer | null
  error: AppErrorData | null
  /** Queues at the price that is shown. */
  queue(agreed: Money): Promise<{ jobIds: readonly string[] }>
  /** Asks for the price anew. */
  again(): void
  onClose(): void
  children: ReactNode
}

export function OfferDialog({ title, offer, error, queue, again, onClose, children }: OfferDialogProps) {
  const { t, problem } = useWords()
  const rehearsal = useStudio(({ status }) => status?.rehearsal ?? false)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<AppErrorData | null>(null)
  const agree = async () => {
    if (!offer) return
    setBusy(true)
    const answer = await attempt(queue(offer.cost))
    setBusy(false)
    if (answer.ok) {
      notify({ text: t('inspector.queued', { count: answer.value.jobIds.length }) })
      return onClose()
    }
    setFailure(answer.error)
    if (answer.error.code === 'estimate-changed' || answer.error.code === 'experiment-changed') again()
  }
  const { shown, isDearer, press } = usePress(offer, () => void agree())
  const values = { count: shown?.clips ?? 0, cost: shown ? formatMoney(shown.cost) : '' }
  const label = t(rehearsal ? 'inspector.queueRehearsal' : 'inspector.queue', values)
  const bad = failure ?? error ?? offer?.blocked
  return (
    <Dialog title={title} size="small" closeLabel={t('frame.close')} onClose={onClose}>
      <div className="dialog__body">
        {children}
        {isDearer ? (
          <p className="inspector__changed" role="alert">
            {t('inspector.reason.changed')}
          </p>
        ) : null}
        {offer ? <FitNote estimate={offer} /> : null}
        {bad ? <Problem {...problem(bad)} /> : null}
      </div>
      <footer className="dialog__foot">
        <Button onPress={onClose}>{t('frame.cancel')}</Button>
        <Button
          kind="primary"
          isPending={isBusy || (!shown && !error)}
          pendingLabel={t('inspector.queuePending')}
          isDisabled={error !== null || (offer !== null && (offer.clips === 0 || offer.blocked !== null))}
          onPress={press}
        >
          {shown ? label : t('inspector.queuePending')}
        </Button>
      </footer>
    </Dialog>
  )
}

/**
 * A press while the price is worked out counts: a number just typed is told by the very press that leaves its field. It
 * queues at the price that was shown when it was pressed; at any other one it is asked anew.
 */
function usePress(offer: Offer | null, agree: () => void) {
  const [shown, setShown] = useState(offer)
  const [pressedAt, setPressedAt] = useState<Money | null>(null)
  const [isDearer, setDearer] = useState(false)
  if (offer && offer !== shown) setShown(offer)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a press is answered once, by the offer it waited for
  useEffect(() => {
    if (!pressedAt || !offer) return
    setPressedAt(null)
    const isSeen = offer.cost.micros === pressedAt.micros && offer.cost.currency === pressedAt.currency
    setDearer(!isSeen)
    if (isSeen && offer.clips > 0) agree()
  }, [pressedAt, offer])
  return { shown, isDearer, press: () => !isJustCorrected() && setPressedAt(shown?.cost ?? null) }
}
