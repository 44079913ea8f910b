/** Owns what stands beside a price: what may be paid for twice, the cap that will stop part of it, and why there is none. */

import type { AppErrorData } from '#shared/app-error.ts'
import type { Estimate } from '#shared/contract.ts'
import { formatMoney } from '#shared/cost.ts'
import { useWords } from '../locales/words.ts'
import { openDialog } from '../stores/view-store.ts'
import { Problem } from '../ui/problem.tsx'

/** A cap that will stop these takes is told before they are queued. */
export function FitNote({ estimate: { fits, clips } }: { estimate: Pick<Estimate, 'fits' | 'clips'> }) {
  const { t } = useWords()
  if (!fits) return null
  const values = { cap: formatMoney(fits.cap), takes: fits.takes, clips }
  return <p className="inspector__changed">{t(`inspector.fits.${fits.window}`, values)}</p>
}

/** Takes whose clips were lost with the money, or may have been, are told before they are paid for again. */
export function PaidBeforeNote({ estimate: { paidBefore, clips } }: { estimate: PaidBefore }) {
  const { t } = useWords()
  if (paidBefore === 0) return null
  const words = clips === 1 ? 'inspector.paidBeforeOnly' : 'inspector.paidBefore'
  return <p className="inspector__changed">{t(words, { count: paidBefore, clips })}</p>
}

type PaidBefore = { paidBefore: number; clips: number }

/** Why there is no price or nothing was queued, with the way to the settings that mend it. */
export function PriceProblem({ error }: { error: AppErrorData }) {
  const words = useWords()
  const isSettings = words.error(error).action === 'open-settings'
  const page = error.code === 'price-unknown' ? 'prices' : 'service'
  return (
    <Problem
      {...words.problem(error)}
      action={isSettings ? words.t('words.action.open-settings') : undefined}
      onAction={() => openDialog({ kind: 'settings', page })}
    />
  )
}
