/** Owns how a problem is shown: what, why, what to do, a button that does it, and the raw facts one click away. */

import { CircleAlert } from 'lucide-react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import { Button } from './button.tsx'
import './problem.css'

export type ProblemWords = {
  what: string
  why: string
  fix: string
  /** Code, request id and values, for those who want them. */
  raw: string
  labels: { details: string; copy: string }
  /** Words of the button, when there is one. */
  action?: string | undefined
}

type ProblemProps = ProblemWords & {
  tone?: 'card' | 'banner' | 'plain'
  onAction?: (() => void) | undefined
  onCopy(text: string): void
}

/** One problem, in plain words. */
export function Problem({
  what,
  why,
  fix,
  raw,
  labels,
  action,
  tone = 'card',
  onAction,
  onCopy,
}: ProblemProps) {
  return (
    // A toast is announced by its own region.
    <div className={`problem problem--${tone}`} {...(tone === 'plain' ? {} : { role: 'alert' })}>
      <CircleAlert className="problem__icon" aria-hidden />
      <div className="problem__words">
        <strong className="problem__what">{what}</strong>
        <p>{why}</p>
        <p className="problem__fix">{fix}</p>
        <Disclosure className="problem__details">
          <AriaButton slot="trigger" className="problem__toggle">
            {labels.details}
          </AriaButton>
          <DisclosurePanel>
            <pre className="problem__raw">{raw}</pre>
            <Button size="small" onPress={() => onCopy([what, why, fix, raw].join('\n'))}>
              {labels.copy}
            </Button>
          </DisclosurePanel>
        </Disclosure>
      </div>
      {action && onAction ? (
        <Button kind={tone === 'banner' ? 'primary' : 'plain'} onPress={onAction}>
          {action}
        </Button>
      ) : null}
    </div>
  )
}
