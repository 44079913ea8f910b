/** Owns a clip that moves as soon as a pointer is over it: only one that is known not to flash; of another it says why it rests. */

import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { HOST_PATHS } from '#shared/host.ts'
import { FLASH } from '#shared/measures.ts'
import { useFlashSafety } from './flash-safety.ts'
import './moving-clip.css'

/** `children` move. They lie over a still picture, which stays while the clip is measured. */
export function MovingClip({ clipId, children }: { clipId: string; children: ReactNode }) {
  const { t } = useTranslation()
  const [safety] = useFlashSafety(useMemo(() => [clipId], [clipId]))
  if (safety === 'safe') return children
  if (safety !== 'flashing') return null
  return (
    <span className="resting-clip">
      <TriangleAlert aria-hidden />
      {t('measures.held.resting', { most: FLASH.perSecondMax })}
    </span>
  )
}

/** The whole clip over and over, without its sound. */
export function LoopingClip({ clipId, className }: { clipId: string; className: string }) {
  return (
    <MovingClip clipId={clipId}>
      <video className={className} src={HOST_PATHS.file('clip', clipId)} autoPlay loop muted playsInline />
    </MovingClip>
  )
}
