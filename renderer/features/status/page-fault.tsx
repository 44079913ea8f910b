/** Owns what stands in place of a page whose drawing failed: the problem, and a way to load it anew. */

import { RotateCw } from 'lucide-react'
import type { FallbackProps } from 'react-error-boundary'
import { toAppError } from '#shared/app-error.ts'
import { useWords } from '../../locales/words.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'

export function PageFault({ error }: FallbackProps) {
  const { t, problem } = useWords()
  return (
    <main className="page-fault">
      <Problem {...problem(toAppError(error).toJSON())} />
      <Button kind="primary" icon={<RotateCw />} onPress={() => location.reload()}>
        {t('frame.reload')}
      </Button>
    </main>
  )
}
