/** Owns one export under way: started, told how far it is, stopped, and what came of it. */

import { useEffect, useRef, useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import type { ExportWish } from '#shared/comparison-contract.ts'
import { useWords } from '../../../locales/words.ts'
import { useStudio } from '../../../stores/studio-store.ts'
import { hostBridge, problemOf, studio } from '../../../studio.ts'
import { notify } from '../../../ui/toaster.tsx'

/** `onDone` is called when there is nothing more to say. Leaving the dialog stops what is under way. */
export function useExport(onDone: () => void) {
  const { t } = useWords()
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<AppErrorData | null>(null)
  const line = useRef<AbortController>(undefined)
  const canReveal = useStudio(({ host }) => host?.capabilities.reveal ?? false)
  useEffect(() => () => line.current?.abort(), [])

  const tellDone = (path: string, held: number) => {
    const name = path.split(/[/\\]/).at(-1) ?? path
    const reveal = { label: t('exporting.reveal'), run: () => void hostBridge()?.reveal(path) }
    const copy = { label: t('exporting.copyPath'), run: () => void navigator.clipboard.writeText(path) }
    const text = held > 0 ? t('exporting.doneHeld', { name, count: held }) : t('exporting.done', { name })
    notify({ text, action: canReveal ? reveal : copy })
    onDone()
  }
  const start = async (wish: ExportWish) => {
    line.current = new AbortController()
    const { signal } = line.current
    setProblem(null)
    setShare(0)
    try {
      for await (const event of await studio.comparisons.export(wish, { signal })) {
        if (signal.aborted) return
        if (event.kind === 'progress') setShare(event.share)
        if (event.kind === 'failed') setProblem(event.error)
        if (event.kind === 'done') return tellDone(event.path, event.held)
      }
    } catch (thrown) {
      if (!signal.aborted) setProblem(problemOf(thrown))
    } finally {
      setShare(null)
    }
  }
  const stop = () => {
    line.current?.abort()
    notify({ text: t('exporting.stopped') })
  }
  return {
    share: share ?? 0,
    isBusy: share !== null,
    problem,
    start: (wish: ExportWish) => void start(wish),
    stop,
  }
}
