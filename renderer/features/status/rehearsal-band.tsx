/** Owns the marks that say that nothing new is charged: an edge over the whole window and a band in the top bar. */

import { Clapperboard } from 'lucide-react'
import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'

const useRehearsal = () => useStudio(({ status }) => status?.rehearsal ?? false)

export function RehearsalEdge() {
  return useRehearsal() ? <div className="rehearsal-edge" aria-hidden /> : null
}

/** Where jobs go: the rehearsal, unmistakably, or the service that charges for them. */
export function RehearsalBand() {
  const { t, service: name } = useWords()
  const service = useStudio(({ status }) => status?.service)
  const charged = useStudio(({ status }) => status?.charged ?? 0)
  const isRehearsal = useRehearsal()
  if (!service) return null
  if (!isRehearsal) {
    return (
      <p className="live-band">
        <span className="live-band__dot" aria-hidden />
        {t('frame.status.service.live', { name: name(service) })}
      </p>
    )
  }
  const more = charged > 0 ? t('frame.rehearsalCharged', { count: charged }) : t('frame.rehearsalMore')
  return (
    <p className="rehearsal-band" role="note" title={`${t('frame.rehearsal')} ${more}`}>
      <Clapperboard size={15} aria-hidden />
      <span className="rehearsal-band__words">
        <span className={charged > 0 ? 'rehearsal-band__word' : ''}>{t('frame.rehearsal')}</span>{' '}
        {/* What was queued before goes where it was agreed to go; a narrow window says that as well. */}
        {charged > 0 ? more : <span className="rehearsal-band__more">{more}</span>}
      </span>
    </p>
  )
}
