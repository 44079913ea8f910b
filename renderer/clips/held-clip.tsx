/** Owns a clip that flashes more than is safe: still pictures of it, why it does not play, and a button that lets it. */

import { Play, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { FLASH } from '#shared/measures.ts'
import { openClipSource } from '../frames/clip-source.ts'
import { coverMarks } from '../frames/paint.ts'
import { showAnyway } from '../stores/flash-store.ts'
import { Button } from '../ui/button.tsx'
import './held-clip.css'

/** Pictures in a strip, spread evenly over the clip. */
const PICTURES = 6
const PICTURE_PX = 240

/** `isCovered` hides the corners with marks. */
export function HeldClip({ clip, isCovered = false }: { clip: Pick<Clip, 'id'>; isCovered?: boolean }) {
  const { t } = useTranslation()
  const strip = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const stop = new AbortController()
    const canvases = [...(strip.current?.querySelectorAll('canvas') ?? [])]
    drawStrip(clip.id, canvases, isCovered, stop.signal).catch(() => {})
    return () => stop.abort()
  }, [clip.id, isCovered])
  return (
    <div className="held-clip">
      <div className="held-clip__box">
        <div ref={strip} className="held-clip__pictures" role="img" aria-label={t('measures.held.strip')}>
          {Array.from({ length: PICTURES }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pictures in order, none comes or goes
            <canvas key={at} className="held-clip__picture" />
          ))}
        </div>
        <p className="held-clip__why">
          <TriangleAlert aria-hidden />
          <span className="held-clip__words">{t('measures.held.why', { most: FLASH.perSecondMax })}</span>
        </p>
        <Button icon={<Play />} onPress={() => showAnyway(clip.id)}>
          {t('measures.held.play')}
        </Button>
      </div>
    </div>
  )
}

/** Draws pictures of a clip, one after the other, as they are decoded. */
async function drawStrip(
  clipId: string,
  canvases: readonly HTMLCanvasElement[],
  isCovered: boolean,
  signal: AbortSignal,
): Promise<void> {
  const source = await openClipSource(new URL(HOST_PATHS.file('clip', clipId), location.href).href)
  const frames = source.table.times.length
  const wanted = canvases.map((_, at) => Math.floor(((at + 0.5) * frames) / canvases.length))
  let frame = 0
  try {
    for await (const picture of source.pictures(0)) {
      const canvas = canvases[wanted.indexOf(frame)]
      frame += 1
      if (canvas) {
        canvas.width = PICTURE_PX
        canvas.height = Math.round((PICTURE_PX * picture.displayHeight) / picture.displayWidth)
        const context = canvas.getContext('2d')
        if (context) {
          picture.draw(context, 0, 0, canvas.width, canvas.height)
          const box = { x: 0, y: 0, width: canvas.width, height: canvas.height }
          if (isCovered) coverMarks(context, box)
        }
      }
      picture.close()
      if (signal.aborted) return
    }
  } finally {
    source.close()
  }
}
