/** Owns the word about money that may be gone: a task that was lost sight of counts until the user has seen the bill. */

import { formatMoney } from '#shared/cost.ts'
import type { Job } from '#shared/job.ts'
import { useWords } from '../../locales/words.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'

export function Doubt({ job: { id, doubtedMicros, estimate } }: { job: Job }) {
  const { t } = useWords()
  return (
    <div className="history__doubt">
      <p>{t('queue.doubt.text', { cost: formatMoney({ ...estimate, micros: doubtedMicros }) })}</p>
      <Button size="small" onPress={() => void attempt(studio.jobs.clearDoubt({ ids: [id] }))}>
        {t('queue.doubt.clear')}
      </Button>
    </div>
  )
}
