/** Owns the lines under the top bar for what takes long: how far each is, and the button that stops it. */

import { Hourglass, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLongWork } from '../../stores/long-work-store.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import './notices.css'

export function LongWorks() {
  const { t } = useTranslation()
  const works = useLongWork((state) => state.works)
  return works.map(({ id, text, share, isStopping, stop }) => (
    <div key={id} className="notice">
      <Hourglass size={15} aria-hidden />
      <span className="notice__count">{text}</span>
      <Progress label={text} share={share} />
      <Button size="small" icon={<Square />} isDisabled={isStopping} onPress={stop}>
        {t('frame.stop')}
      </Button>
    </div>
  ))
}
