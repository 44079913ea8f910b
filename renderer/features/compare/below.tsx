/** Owns the place under the panes: voting while a session is under way, else ratings, what differs, and notes. */

import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { useCompare } from '../../stores/compare-store.ts'
import { useVoting } from '../../stores/voting-store.ts'
import { Differences } from './differences/differences.tsx'
import { Notes } from './judging/notes.tsx'
import { OpenSession } from './judging/open-session.tsx'
import { RatingBar } from './judging/rating-bar.tsx'
import { VoteBar } from './judging/vote-bar.tsx'
import './judging/judging.css'

/** Takes in the order of the panes. */
export function Below({ clips }: { clips: readonly Clip[] }) {
  const { t } = useTranslation()
  const session = useVoting((state) => state.session)
  const showsDifferences = useVoting((state) => state.showsDifferences)
  const isBlind = useCompare((state) => state.isBlind)
  return (
    <div className="below">
      {session ? <VoteBar session={session} /> : <RatingBar clips={clips} />}
      {isBlind ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        <div className="below__more" role="group" aria-label={t('judging.below')} tabIndex={0}>
          {session ? null : <OpenSession />}
          {showsDifferences ? <Differences clips={clips} /> : null}
          <Notes clips={clips} />
        </div>
      )}
    </div>
  )
}
