/** Owns the offer to go on with a session of this project: what it is about, how far it is, and the way to be rid of it. */

import { Scale, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useOpenSession } from '../../../stores/voting-store.ts'
import { ActionButton, useAction } from '../../../ui/action-context.tsx'
import { Button, Tip } from '../../../ui/button.tsx'
import { SessionName } from './judged-names.tsx'

export function OpenSession() {
  const { t } = useTranslation()
  const session = useOpenSession()
  const { label, keys, run } = useAction('judge.resume')
  if (!session) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="open-session" role="group" aria-label={t('judging.begun')}>
      <Scale className="open-session__icon" aria-hidden />
      <span className="open-session__name">
        <b>{t('judging.begun')}</b> · <SessionName session={session} />
      </span>
      <Tip label={label} keys={keys}>
        <Button size="small" onPress={run}>
          {t('judging.resume', { vote: session.votes + 1, planned: session.planned })}
        </Button>
      </Tip>
      <ActionButton action="judge.dismiss" iconOnly size="small" icon={<X />} />
    </div>
  )
}
