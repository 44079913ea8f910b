/** Owns a picture that may be late or missing: quiet ground until it is there, a mark when it never comes. */

import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import './picture.css'

type PictureProps = {
  /** Null when it is known that there is none. */
  src: string | null
  alt?: string
  fit?: 'contain' | 'cover'
  onLoad?(): void
}

/** Decoration unless `alt` is given: cards and rows carry the name in text. */
export function Picture({ src, alt = '', fit = 'contain', onLoad }: PictureProps) {
  const [failed, setFailed] = useState<string | null>(null)
  if (src === null || failed === src) return <ImageOff className="picture__missing" aria-hidden />
  return (
    <img
      className={`picture picture--${fit}`}
      src={src}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
      {...(onLoad ? { onLoad } : {})}
      onError={() => setFailed(src)}
    />
  )
}
