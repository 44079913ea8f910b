/** Owns how a rating looks: as many stars, said as words. */

import { Star } from 'lucide-react'
import { memo } from 'react'
import './stars.css'

const PLACES = [1, 2, 3, 4, 5] as const

/** @param rating 1 to 5 */
export const Stars = memo(function Stars({ rating, label }: { rating: number; label: string }) {
  return (
    <span className="stars" role="img" aria-label={label}>
      {PLACES.map((place) => (
        <Star key={place} aria-hidden className={place <= rating ? 'stars__on' : 'stars__off'} />
      ))}
    </span>
  )
})
