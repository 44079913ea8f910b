/** Owns the bar over the grid: words to look for, order, how many, how large, and what to do with what is selected. */

import { Minus, Plus, SplitSquareHorizontal, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { CLIP_SORTS } from '#shared/clip-question.ts'
import { LIBRARY_SEARCH_ID } from '../../actions/library-actions.ts'
import { ask, setText, useLibrary } from '../../stores/library-store.ts'
import { setTilePx, TILE_PX, useView } from '../../stores/view-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { ChoiceField } from '../../ui/fields.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Slider } from '../../ui/slider.tsx'

/** Typing draws the field anew, an answer the count: each part looks at its own alone. */
export const LibraryBar = memo(function LibraryBar() {
  return (
    <div className="library-bar">
      <Words />
      <SortChoice />
      <span className="library-bar__space" />
      <Found />
      <TileSize />
    </div>
  )
})

function Found() {
  const { t } = useTranslation()
  const total = useLibrary((state) => state.total)
  const selected = useLibrary((state) => state.selected.length)
  return (
    <>
      <span className="library-bar__count quiet" role="status">
        {total === null ? null : t('library.count', { count: total })}
        {selected > 0 ? ` · ${t('library.selected', { count: selected })}` : null}
      </span>
      {selected > 0 ? (
        <>
          <ActionButton action="library.compare" iconOnly icon={<SplitSquareHorizontal />} />
          <ActionButton action="library.trash" iconOnly icon={<Trash2 />} />
        </>
      ) : null}
    </>
  )
}

function TileSize() {
  const { t } = useTranslation()
  const tilePx = useView((view) => view.tilePx)
  return (
    <div className="library-bar__size">
      <ActionButton action="tiles.smaller" iconOnly size="small" icon={<Minus />} />
      <Slider bare label={t('library.size')} value={tilePx} {...TILE_PX} onChange={setTilePx} />
      <ActionButton action="tiles.larger" iconOnly size="small" icon={<Plus />} />
    </div>
  )
}

function Words() {
  const { t } = useTranslation()
  const text = useLibrary(({ filter }) => filter.text ?? '')
  const words = { label: t('library.search'), hint: t('library.searchHint') }
  return <SearchBox {...words} id={LIBRARY_SEARCH_ID} value={text} onChange={setText} />
}

function SortChoice() {
  const { t } = useTranslation()
  const sort = useLibrary((state) => state.sort)
  const choices = CLIP_SORTS.map((id) => ({ id, label: t(`library.sort.${id}`) }))
  return (
    <div className="library-bar__sort">
      <ChoiceField
        label={t('library.sorted')}
        value={sort}
        choices={choices}
        onChange={(next) => ask({ sort: next })}
      />
    </div>
  )
}
