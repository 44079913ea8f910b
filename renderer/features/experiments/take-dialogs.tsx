/** Owns the dialogs that run a recipe again: on new seeds, unchanged to see how far equal seeds differ, or because its clip is gone. */

import { useState } from 'react'
import type { Money } from '#shared/cost.ts'
import type { ExperimentEstimate } from '#shared/experiment-contract.ts'
import { withTicket } from '../../deeds/tickets.ts'
import { useWords } from '../../locales/words.ts'
import { studio } from '../../studio.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { OfferDialog } from './offer-dialog.tsx'
import { useJob, useOffer } from './use-offer.ts'

/** Most takes of one wish. */
const MOST_TAKES = 100
const FIRST_TAKES = 3

type TakeDialogProps = { jobId: string; onClose(): void }

/** “New seeds, same recipe × N.” */
export function NewSeedsDialog({ jobId, onClose }: TakeDialogProps) {
  const { t } = useWords()
  const [takes, setTakes] = useState(FIRST_TAKES)
  const job = useJob(jobId)
  const wish = { jobId, takes }
  const offer = useOffer(wish)
  const name = job ? t('player.title', { name: job.stillName, take: job.take }) : ''
  return (
    <OfferDialog
      {...offer}
      title={t('experiments.newSeeds.title')}
      queue={(agreed) => withTicket({ ...wish, seed: 'new', agreed } as const, studio.retakes.queue)}
      onClose={onClose}
    >
      <p>{t('experiments.newSeeds.text', { name })}</p>
      <NumberField
        label={t('experiments.newSeeds.takes')}
        value={takes}
        min={1}
        max={MOST_TAKES}
        steps={{ less: t('inspector.takesLess'), more: t('inspector.takesMore') }}
        onChange={setTakes}
      />
    </OfferDialog>
  )
}

type RepeatDialogProps = TakeDialogProps & { experimentId: string; cost: Money }

/** Asks for agreement to the price of a repeat run. */
export function RepeatDialog({ experimentId, jobId, cost, onClose }: RepeatDialogProps) {
  const { t } = useWords()
  const [offer, setOffer] = useState({ clips: 1, cost, fits: null, blocked: null })
  const again = () =>
    void studio.experiments
      .repeatEstimate({ id: experimentId, jobId })
      .then((anew) => setOffer({ ...offer, cost: anew.cost }))
  return (
    <OfferDialog
      title={t('experiments.repeat.title')}
      offer={offer}
      error={null}
      again={again}
      queue={(agreed) => withTicket({ id: experimentId, jobId, agreed }, studio.experiments.repeat)}
      onClose={onClose}
    >
      <p>{t('experiments.repeat.text')}</p>
    </OfferDialog>
  )
}

type RunAnewDialogProps = {
  experimentId: string
  cells: readonly { row: number; column: number }[]
  estimate: ExperimentEstimate
  onClose(): void
}

/** Asks for agreement to the price of cells whose clips were paid for once and cannot be seen any more. */
export function RunAnewDialog({
  experimentId: id,
  cells: meant,
  estimate: first,
  onClose,
}: RunAnewDialogProps) {
  const { t } = useWords()
  const [estimate, setEstimate] = useState(first)
  const cells = [...meant]
  const again = () => void studio.experiments.estimate({ id, cells }).then(setEstimate)
  const { clips, cost, fits, blocked, revision } = estimate
  return (
    <OfferDialog
      title={t('experiments.runAnew.title', { count: cells.length })}
      offer={{ clips, cost, fits, blocked: clips === 0 ? (blocked[0]?.error ?? null) : null }}
      error={null}
      again={again}
      queue={(agreed) => studio.experiments.run({ id, cells, agreed, revision })}
      onClose={onClose}
    >
      <p>{t('experiments.runAnew.text', { count: cells.length })}</p>
    </OfferDialog>
  )
}
