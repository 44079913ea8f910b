/** Owns the caps of single batches: what each has spent, what it would come to, and another cap for it. */

import { useCallback, useEffect, useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import type { BatchBudget } from '#shared/budget.ts'
import { formatMoney, MICROS } from '#shared/cost.ts'
import type { Job } from '#shared/job.ts'
import { useWords } from '../../locales/words.ts'
import { CAP_FORMAT, CAP_RANGE } from '../../prices/cap-units.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { isJustCorrected } from '../../ui/corrections.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { notify } from '../../ui/toaster.tsx'
import './history.css'

type BatchCapsDialogProps = { jobIds: readonly string[]; onClose(): void }

export function BatchCapsDialog({ jobIds, onClose }: BatchCapsDialogProps) {
  const { t } = useWords()
  return (
    <Dialog title={t('queue.cap.title')} size="small" closeLabel={t('frame.close')} onClose={onClose}>
      <div className="dialog__body">
        {jobIds.map((id) => (
          <BatchCap key={id} jobId={id} onSet={jobIds.length === 1 ? onClose : undefined} />
        ))}
      </div>
    </Dialog>
  )
}

type Facts = { job: Job; batch: BatchBudget }

function useFacts(jobId: string) {
  const [facts, setFacts] = useState<Facts | null>(null)
  const [error, setError] = useState<AppErrorData | null>(null)
  const ask = useCallback(() => {
    void attempt(studio.jobs.history({ id: jobId })).then((answer) => {
      if (answer.ok) setFacts(answer.value)
      setError(answer.ok ? null : answer.error)
    })
  }, [jobId])
  // What could not be asked is asked again once somebody answers.
  const isLost = useStudio(({ connection }) => connection === 'lost')
  // biome-ignore lint/correctness/useExhaustiveDependencies: nobody answers while the connection is lost
  useEffect(ask, [ask, isLost])
  return { facts, error, ask, setError }
}

function BatchCap({ jobId, onSet }: { jobId: string; onSet: (() => void) | undefined }) {
  const { t, problem } = useWords()
  const { facts, error, ask, setError } = useFacts(jobId)
  const set = async (capMicros: number | null, done: string) => {
    const answer = await attempt(studio.jobs.capBatches({ ids: [jobId], capMicros }))
    if (!answer.ok) return setError(answer.error)
    notify({ text: done })
    onSet?.()
    ask()
  }
  return (
    <section className="batch-cap">
      {error ? <Problem {...problem(error)} /> : null}
      {facts ? (
        <BatchCapForm
          key={facts.batch.capMicros}
          {...facts}
          onCap={(micros, cap) => void set(micros, t('queue.cap.done', { cap }))}
          onRemove={() => void set(null, t('queue.cap.removed'))}
        />
      ) : null}
    </section>
  )
}

type BatchCapFormProps = Facts & { onCap(micros: number, words: string): void; onRemove(): void }

function BatchCapForm({ job, batch, onCap, onRemove }: BatchCapFormProps) {
  const { t } = useWords()
  const { currency } = job.estimate
  const money = (micros: number) => formatMoney({ currency, micros })
  const [micros, setMicros] = useState(Math.max(batch.wholeMicros, batch.capMicros ?? 0))
  return (
    <>
      <h3 className="batch-cap__name">{t('queue.cap.batch', { name: job.stillName, take: job.take })}</h3>
      <p className="quiet">
        {t('queue.cap.facts', {
          spent: money(batch.spentMicros + batch.doubtedMicros),
          reserved: money(batch.reservedMicros),
        })}
        {batch.queued > 0 ? ` · ${t('queue.cap.queued', { count: batch.queued })}` : null}
      </p>
      <NumberField
        label={t('queue.cap.field')}
        value={micros / MICROS}
        {...CAP_RANGE}
        format={{ ...CAP_FORMAT, currency }}
        onChange={(units) => setMicros(Math.round(units * MICROS))}
        note={`${capWords(batch, money, t)} ${t('queue.cap.whole', { whole: money(batch.wholeMicros) })}`}
      />
      <div className="batch-cap__buttons">
        <Button
          kind="primary"
          isDisabled={micros === batch.capMicros}
          onPress={() => isJustCorrected() || onCap(micros, money(micros))}
        >
          {t('queue.cap.set', { cap: money(micros) })}
        </Button>
        {batch.isOwn ? <Button onPress={onRemove}>{t('queue.cap.remove')}</Button> : null}
      </div>
    </>
  )
}

function capWords(
  { capMicros, isOwn }: BatchBudget,
  money: (micros: number) => string,
  t: ReturnType<typeof useWords>['t'],
): string {
  if (capMicros === null) return t('queue.cap.none')
  return t(isOwn ? 'queue.cap.own' : 'queue.cap.settings', { cap: money(capMicros) })
}
