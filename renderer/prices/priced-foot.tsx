/** Owns the foot of a panel that spends: what stands beside the price, the button that says it, and the line below. */

import { type ReactNode, useId } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Estimate } from '#shared/contract.ts'
import { useWords } from '../locales/words.ts'
import type { ReadyAction } from '../ui/action-context.tsx'
import { Button } from '../ui/button.tsx'
import { FitNote, PriceProblem } from './price-notes.tsx'

type PricedFootProps = {
  action: ReadyAction
  label: string
  estimate: Pick<Estimate, 'fits' | 'clips'> | null
  /** The estimate belongs to older input; a new one is on its way. */
  isPending: boolean
  /** A price is worked out or a press is under way. Not disabled meanwhile: a disabled button would lose the focus. */
  isBusy: boolean
  /** The price changed after the user agreed. */
  changed: boolean
  error: AppErrorData | null
  /** Below the button: what it leaves out, why it cannot, or its keys. */
  note: string | null | undefined
  /** Above all of it. */
  children?: ReactNode
}

export function PricedFoot({ action, label, estimate, isPending, isBusy, ...rest }: PricedFootProps) {
  const { t } = useWords()
  const { changed, error, note, children } = rest
  const noteId = useId()
  return (
    <footer className="inspector__foot">
      {children}
      {changed ? (
        <p className="inspector__changed" role="alert">
          {t('inspector.reason.changed')}
        </p>
      ) : null}
      {estimate && !isPending ? <FitNote estimate={estimate} /> : null}
      {error ? <PriceProblem error={error} /> : null}
      <Button
        kind="primary"
        size="large"
        isDisabled={!action.isEnabled && !isBusy}
        isPending={isBusy}
        pendingLabel={label}
        onPress={action.run}
        aria-describedby={noteId}
      >
        <span className="inspector__queue-label">{label}</span>
      </Button>
      <p id={noteId} className="field__note">
        {note}
      </p>
    </footer>
  )
}
