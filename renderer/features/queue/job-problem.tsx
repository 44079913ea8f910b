/** Owns the problem of one job, with the button that does what it advises. */

import { useTranslation } from 'react-i18next'
import type { AppErrorData } from '#shared/app-error.ts'
import type { FixAction } from '#shared/error-words.ts'
import type { Job } from '#shared/job.ts'
import { useWords } from '../../locales/words.ts'
import { openDialog } from '../../stores/view-store.ts'
import { Problem } from '../../ui/problem.tsx'

type JobProblemProps = { job: Job; error: AppErrorData; onRetry(ids: readonly string[]): Promise<void> }

export function JobProblem({ job, error, onRetry }: JobProblemProps) {
  const { t } = useTranslation()
  const words = useWords()
  const { action } = words.error(error)
  const deed = deedFor(action, job, onRetry)
  const label = deed && action ? t(`words.action.${action}`) : undefined
  return (
    <div className="history__problem">
      <Problem {...words.problem(error)} action={label} onAction={deed} />
    </div>
  )
}

/** What the button does here; undefined where the advice is not a click. */
function deedFor(
  action: FixAction | undefined,
  job: Job,
  onRetry: JobProblemProps['onRetry'],
): (() => void) | undefined {
  if (action === 'open-settings') return () => openDialog({ kind: 'settings', page: 'service' })
  if (action === 'retry' && job.state === 'failed') return () => void onRetry([job.id])
  if (action === 'open-job' && job.state === 'unconfirmed')
    return () => openDialog({ kind: 'settle', jobId: job.id })
  return undefined
}
