/** Owns the ties between a draft and its finals in the player: which is which, and whether the draft foretold the final. */

import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ToggleButton } from 'react-aria-components'
import type { Clip } from '#shared/clip.ts'
import type { Promotion } from '#shared/retake-contract.ts'
import { useWords } from '../locales/words.ts'
import { attempt, studio } from '../studio.ts'

export function Promotions({ clip: { jobId } }: { clip: Clip }) {
  const { t } = useWords()
  const { promotions, judge } = usePromotions(jobId)
  if (promotions.length === 0) return null
  return (
    <section className="recipe__promotions" aria-label={t('experiments.promote.ties')}>
      {promotions.map((one) =>
        one.jobId === jobId ? (
          <Final key={one.jobId} promotion={one} onJudge={judge} />
        ) : (
          <p key={one.jobId} className="quiet">
            {t('experiments.promote.finalIs', {
              take: one.take,
              resolution: one.resolution,
              seconds: one.durationSeconds,
              state: t(`words.state.${one.state}`),
            })}
          </p>
        ),
      )}
    </section>
  )
}

type FinalProps = { promotion: Promotion; onJudge(jobId: string, isAlike: boolean | null): void }

function Final({ promotion: { jobId, draftTake, isAlike }, onJudge }: FinalProps) {
  const { t } = useWords()
  const say = (word: boolean) => onJudge(jobId, isAlike === word ? null : word)
  return (
    <>
      <p>{t('experiments.promote.draftIs', { take: draftTake })}</p>
      <div className="recipe__buttons">
        <ToggleButton
          className="button button--plain button--small verdict"
          isSelected={isAlike === true}
          onChange={() => say(true)}
        >
          <ThumbsUp />
          {t('experiments.promote.alike')}
        </ToggleButton>
        <ToggleButton
          className="button button--plain button--small verdict"
          isSelected={isAlike === false}
          onChange={() => say(false)}
        >
          <ThumbsDown />
          {t('experiments.promote.unlike')}
        </ToggleButton>
      </div>
    </>
  )
}

function usePromotions(jobId: string) {
  const [promotions, setPromotions] = useState<readonly Promotion[]>([])
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again
  useEffect(() => {
    let isOld = false
    void attempt(studio.drafts.of({ jobId })).then((answer) => {
      if (answer.ok && !isOld) setPromotions(answer.value)
    })
    return () => {
      isOld = true
    }
  }, [jobId, round])
  const judge = async (id: string, isAlike: boolean | null) => {
    await attempt(studio.drafts.judge({ jobId: id, isAlike }))
    setRound((one) => one + 1)
  }
  return { promotions, judge: (id: string, isAlike: boolean | null) => void judge(id, isAlike) }
}
