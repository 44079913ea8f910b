/** Owns a bar with its number, for work of which it is known how far it is. */

import { ProgressBar } from 'react-aria-components'
import './progress.css'

/** `share`: 0–1. */
export function Progress({ label, share }: { label: string; share: number }) {
  const percent = Math.round(share * 100)
  return (
    <ProgressBar className="progress" aria-label={label} value={percent}>
      <span className="progress__track">
        <span className="progress__fill" style={{ width: `${percent}%` }} />
      </span>
      <span className="progress__percent">{percent} %</span>
    </ProgressBar>
  )
}
