/** Owns making a draft final: the same seed and words, larger or longer, and how well drafts have foretold finals so far. */

import { useEffect, useState } from 'react'
import { modelFacts, PARAMETER_LIMITS, type Resolution } from '#shared/happyhorse.ts'
import type { Job } from '#shared/job.ts'
import type { DraftScore } from '#shared/retake-contract.ts'
import { useWords } from '../../locales/words.ts'
import { attempt, studio } from '../../studio.ts'
import { withTicket } from '../../tickets.ts'
import { ChoiceField } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { OfferDialog } from './offer-dialog.tsx'
import { useJob, useOffer } from './use-offer.ts'

type PromoteDialogProps = { jobId: string; onClose(): void }

export function PromoteDialog({ jobId, onClose }: PromoteDialogProps) {
  const job = useJob(jobId)
  return job ? <Promote job={job} onClose={onClose} /> : null
}

function Promote({ job, onClose }: { job: Job; onClose(): void }) {
  const { t } = useWords()
  const offered: readonly Resolution[] = modelFacts(job.model)?.resolutions ?? [job.resolution]
  const [resolution, setResolution] = useState<Resolution>(offered.at(-1) ?? job.resolution)
  const [durationSeconds, setDuration] = useState(job.durationSeconds)
  const wish = { jobId: job.id, takes: 1, resolution, durationSeconds }
  const offer = useOffer(wish)
  const { min, max } = PARAMETER_LIMITS.durationSeconds
  return (
    <OfferDialog
      {...offer}
      title={t('experiments.promote.title')}
      queue={(agreed) =>
        withTicket({ ...wish, seed: 'same', promotes: true, agreed } as const, studio.retakes.queue)
      }
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
          min={min}
          max={max}
          format={{ style: 'unit', unit: 'second', unitDisplay: 'narrow' }}
          steps={{ less: t('inspector.durationLess'), more: t('inspector.durationMore') }}
          onChange={setDuration}
        />
      </div>
      <ScoreWords job={job} resolution={resolution} durationSeconds={durationSeconds} />
    </OfferDialog>
  )
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
