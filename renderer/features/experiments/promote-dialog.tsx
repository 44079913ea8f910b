/** Owns making a draft final: the same seed and words, larger or longer, and how well drafts have foretold finals so far. */

import { useEffect, useState } from 'react'
import { modelFacts, PARAMETER_LIMITS, RESOLUTIONS, type Resolution } from '#shared/happyhorse.ts'
import type { Job } from '#shared/job.ts'
import type { DraftScore } from '#shared/retake-contract.ts'
import { withTicket } from '../../deeds/tickets.ts'
import { useWords } from '../../locales/words.ts'
import { attempt, studio } from '../../studio.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ChoiceField } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { OfferDialog } from './offer-dialog.tsx'
import { useJob, useOffer } from './use-offer.ts'

type PromoteDialogProps = { jobId: string; onClose(): void }
type JobDialogProps = { job: Job; onClose(): void }

export function PromoteDialog({ jobId, onClose }: PromoteDialogProps) {
  const job = useJob(jobId)
  if (!job) return null
  const offered = largerThan(job)
  if (offered.length === 0) return <NothingLarger job={job} onClose={onClose} />
  return <Promote job={job} offered={offered} onClose={onClose} />
}

function NothingLarger({ job: { resolution, durationSeconds }, onClose }: JobDialogProps) {
  const { t } = useWords()
  return (
    <Dialog
      title={t('experiments.promote.title')}
      size="small"
      closeLabel={t('frame.close')}
      onClose={onClose}
    >
      <div className="dialog__body">
        <p>{t('experiments.promote.largest', { resolution, seconds: durationSeconds })}</p>
      </div>
    </Dialog>
  )
}

function Promote({ job, offered, onClose }: JobDialogProps & { offered: readonly Resolution[] }) {
  const { t } = useWords()
  const [resolution, setResolution] = useState<Resolution>(offered.at(-1) ?? job.resolution)
  const least = leastSeconds(job, resolution)
  const [wanted, setWanted] = useState(job.durationSeconds)
  const durationSeconds = Math.max(least, wanted)
  const wish = { jobId: job.id, takes: 1, promotes: true, resolution, durationSeconds }
  const offer = useOffer(wish)
  return (
    <OfferDialog
      {...offer}
      title={t('experiments.promote.title')}
      queue={(agreed) => withTicket({ ...wish, seed: 'same', agreed } as const, studio.retakes.queue)}
      onClose={onClose}
    >
      <p>
        {t('experiments.promote.text', {
          name: t('player.title', { name: job.stillName, take: job.take }),
          seed: job.seed,
          resolution: job.resolution,
          seconds: job.durationSeconds,
        })}
      </p>
      <div className="pair pair--even">
        <ChoiceField
          label={t('inspector.resolution')}
          value={resolution}
          choices={offered.map((id) => ({ id, label: id }))}
          onChange={(id) => setResolution(id)}
        />
        <NumberField
          label={t('inspector.duration')}
          value={durationSeconds}
          min={least}
          max={MOST_SECONDS}
          format={{ style: 'unit', unit: 'second', unitDisplay: 'narrow' }}
          steps={{ less: t('inspector.durationLess'), more: t('inspector.durationMore') }}
          onChange={setWanted}
        />
      </div>
      <ScoreWords job={job} resolution={resolution} durationSeconds={durationSeconds} />
    </OfferDialog>
  )
}

const { min: FEWEST_SECONDS, max: MOST_SECONDS } = PARAMETER_LIMITS.durationSeconds

/** Resolutions a final may have: higher ones, and that of the draft while it can be longer. */
function largerThan({ model, resolution, durationSeconds }: Job): readonly Resolution[] {
  const rank = (one: Resolution) => RESOLUTIONS.indexOf(one)
  const canBeLonger = durationSeconds < MOST_SECONDS
  const offered: readonly Resolution[] = modelFacts(model)?.resolutions ?? []
  return offered.filter((one) => rank(one) > rank(resolution) || (one === resolution && canBeLonger))
}

/** At the resolution of its draft a final is longer. */
function leastSeconds(job: Job, resolution: Resolution): number {
  return resolution === job.resolution ? job.durationSeconds + 1 : FEWEST_SECONDS
}

/** Below this many judged finals a share would say more than is known. */
const ENOUGH = 8

type Wish = { job: Job; resolution: Resolution; durationSeconds: number }

/** How often a final of this kind was like its draft; with few of them, only how many. */
function ScoreWords({ job, resolution, durationSeconds }: Wish) {
  const { t } = useWords()
  const scores = useScores()
  const longer = durationSeconds > job.durationSeconds ? 'longer' : 'shorter'
  const duration = durationSeconds === job.durationSeconds ? 'same' : longer
  const own = scores?.find(
    (one) => one.from === job.resolution && one.to === resolution && one.duration === duration,
  )
  if (!scores) return null
  const { judged = 0, alike = 0 } = own ?? {}
  const kind = t('experiments.promote.kind', {
    from: job.resolution,
    to: resolution,
    duration: t(`experiments.promote.duration.${duration}`),
  })
  const words = judged === 0 ? 'none' : judged < ENOUGH ? 'few' : 'share'
  const percent = judged === 0 ? 0 : Math.round((100 * alike) / judged)
  return (
    <p className="quiet">
      {t(`experiments.promote.score.${words}`, { kind, alike, count: judged, percent })}
    </p>
  )
}

function useScores(): readonly DraftScore[] | undefined {
  const [scores, setScores] = useState<readonly DraftScore[]>()
  useEffect(() => {
    void attempt(studio.drafts.scores()).then((answer) => {
      if (answer.ok) setScores(answer.value)
    })
  }, [])
  return scores
}
