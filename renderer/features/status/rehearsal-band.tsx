/** Owns the marks that say that nothing is charged: an edge over the whole window and a band in the top bar. */

import { Clapperboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../stores/studio-store.ts'

const useRehearsal = () => useStudio(({ status }) => status?.rehearsal ?? false)

export function RehearsalEdge() {
  return useRehearsal() ? <div className="rehearsal-edge" aria-hidden /> : null
}

export function RehearsalBand() {
  const { t } = useTranslation()
  if (!useRehearsal()) return null
  return (
    <p className="rehearsal-band" role="note">
      <Clapperboard size={15} aria-hidden />
      <span>
        {t('frame.rehearsal')} <span className="rehearsal-band__more">{t('frame.rehearsalMore')}</span>
      </span>
    </p>
  )
}
