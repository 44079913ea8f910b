/** Owns the Library: every saved clip, sifted and sorted; what stands there while there is none. */

import { Clapperboard, SearchX } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { isSifted, useLibrary } from '../../stores/library-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { EmptyHead } from '../../ui/empty-head.tsx'
import { ClipGrid } from './clip-grid.tsx'
import { FilterChips } from './filter-chips.tsx'
import './library.css'
import { LibraryBar } from './library-bar.tsx'

export function Library() {
  const total = useLibrary((state) => state.total)
  const sifted = useLibrary(isSifted)
  useEffect(() => {
    useLibrary.setState(({ wanted }) => (wanted ? {} : { wanted: [0, 0] }))
    return () => useLibrary.setState({ wanted: null })
  }, [])
  const isEmpty = total === 0
  return (
    <section className="library">
      {isEmpty && !sifted ? null : <LibraryBar />}
      <FilterChips />
      {isEmpty ? sifted ? <NothingFits /> : <EmptyLibrary /> : null}
      {total ? <ClipGrid total={total} /> : null}
    </section>
  )
}

function NothingFits() {
  const { t } = useTranslation()
  return (
    <div className="library-empty">
      <EmptyHead icon={SearchX} title={t('library.none.title')} />
      <p className="quiet">{t('library.none.text')}</p>
      <ActionButton action="library.clearFilter" />
    </div>
  )
}

function EmptyLibrary() {
  const { t } = useTranslation()
  const scope = useLibrary((state) => state.scope)
  return (
    <div className="library-empty">
      <EmptyHead icon={Clapperboard} title={t('library.empty.title')} />
      <p className="quiet library-empty__text">{t('library.empty.text')}</p>
      <div className="library-empty__buttons">
        <ActionButton action="room.board" kind="primary" />
        {scope === 'project' ? <ActionButton action="library.allProjects" /> : null}
      </div>
    </div>
  )
}
