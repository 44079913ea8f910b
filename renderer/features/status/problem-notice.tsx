/** Owns an error in a toast. */

import type { AppErrorData } from '#shared/app-error.ts'
import { useWords } from '../../locales/words.ts'
import { Problem } from '../../ui/problem.tsx'

export function ProblemNotice({ error }: { error: AppErrorData }) {
  const { problem } = useWords()
  return <Problem {...problem(error)} tone="plain" />
}
