/** Owns an error in a toast. */

import { useTranslation } from 'react-i18next'
import type { AppErrorData } from '#shared/app-error.ts'
import { rawFacts, useWords } from '../../locales/words.ts'
import { Problem } from '../../ui/problem.tsx'

export function ProblemNotice({ error }: { error: AppErrorData }) {
  const { t } = useTranslation()
  const words = useWords().error(error)
  return (
    <Problem
      {...words}
      action={undefined}
      tone="plain"
      raw={rawFacts(error)}
      labels={{ details: t('frame.details'), copy: t('frame.copyReport') }}
      onCopy={(text) => void navigator.clipboard.writeText(text)}
    />
  )
}
