/** Owns how the words of an empty room begin: a picture and a heading. */

import type { LucideIcon } from 'lucide-react'
import './empty-head.css'

export function EmptyHead({ icon: Icon, title }: { icon: LucideIcon; title: string }) {
  return (
    <>
      <Icon className="empty-head__picture" aria-hidden />
      <h2 className="empty-head__title">{title}</h2>
    </>
  )
}
