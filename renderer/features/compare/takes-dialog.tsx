/** Owns choosing what is compared: the saved takes of the project, two to nine of them, or one for a pane. */

import { useState } from 'react'
import { GridLayout, GridList, GridListItem, Size, Virtualizer } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { useClips } from '../../stores/clips-store.ts'
import { COMPARED, openCompare, swapTake, useCompare } from '../../stores/compare-store.ts'
import { useView } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Picture } from '../../ui/picture.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useClipRows, useTakesWith } from './use-rows.ts'

const LAYOUT = {
  // A seed of ten digits is read whole.
  minItemSize: new Size(184, 142),
  maxItemSize: new Size(220, 142),
  minSpace: new Size(8, 8),
  maxHorizontalSpace: 8,
}

const NONE: readonly string[] = []
const NO_TAKES: readonly Clip[] = []

/** What is on screen can be left out as well, where it is of another project or older than all that are listed. */
function withShown(takes: readonly Clip[], shown: readonly (Clip | undefined)[]): readonly Clip[] {
  const listed = new Set(takes.map(({ id }) => id))
  const others = shown.flatMap((clip) => (clip?.trashedAt === null && !listed.has(clip.id) ? clip : []))
  return [...others, ...takes]
}

/** Without takes that were thrown away: nobody sees them in the list. */
function kept(ids: readonly string[]): readonly string[] {
  const { byId } = useClips.getState()
  return ids.filter((id) => (byId[id]?.trashedAt ?? null) === null)
}

type TakesDialogProps = {
  /** The pane to fill; null: all of them anew. */
  place: number | null
  onClose(): void
}

export function TakesDialog({ place, onClose }: TakesDialogProps) {
  const { t } = useTranslation()
  const projectId = useView((view) => view.projectId)
  const [words, setWords] = useState('')
  const offered = useTakesWith(projectId, words)
  const shown = useCompare((state) => state.clipIds)
  const onScreen = useClipRows(place === null ? shown : NONE)
  const listed = offered?.rows ?? NO_TAKES
  const takes = words.trim() ? listed : withShown(listed, onScreen)
  const [chosen, setChosen] = useState<readonly string[]>(() => (place === null ? kept(shown) : NONE))
  const least = place === null ? COMPARED.least : 1
  const most = place === null ? COMPARED.most : 1
  const take = () => {
    const [only] = chosen
    if (place === null) openCompare(chosen)
    else if (only) swapTake(place, only)
    onClose()
  }
  return (
    <Dialog title={t('compare.chooseTitle')} closeLabel={t('frame.close')} size="large" onClose={onClose}>
      <div className="takes__bar">
        <SearchBox
          label={t('library.search')}
          hint={t('library.searchHint')}
          value={words}
          onChange={setWords}
        />
        {offered && offered.total > listed.length ? (
          <span className="quiet">
            {t('compare.newestOf', { count: listed.length, total: offered.total })}
          </span>
        ) : null}
      </div>
      {offered && takes.length === 0 ? (
        <p className="takes__none">{t(words.trim() ? 'library.none.title' : 'compare.noTakes')}</p>
      ) : null}
      <Virtualizer layout={GridLayout} layoutOptions={LAYOUT}>
        <GridList
          className="takes"
          aria-label={t('player.takes')}
          layout="grid"
          items={takes}
          selectionMode={most === 1 ? 'single' : 'multiple'}
          selectionBehavior="toggle"
          // It closes the dialog; what was chosen is not lost to it first.
          escapeKeyBehavior="none"
          selectedKeys={chosen}
          onSelectionChange={(keys) => {
            const ids = keys === 'all' ? takes.map(({ id }) => id) : [...keys].map(String)
            setChosen(ids.slice(0, most))
          }}
        >
          {(clip) => (
            <GridListItem
              id={clip.id}
              className="takes__one"
              textValue={t('compare.take', {
                letter: '',
                still: clip.stillName,
                take: clip.take,
                seed: clip.seed,
              })}
            >
              <span className="takes__picture">
                <Picture src={HOST_PATHS.file('poster', clip.id)} fit="cover" />
              </span>
              <span className="takes__still">{clip.stillName}</span>
              <span className="takes__seed quiet">
                {t('compare.takeSeed', { take: clip.take, seed: clip.seed })}
              </span>
            </GridListItem>
          )}
        </GridList>
      </Virtualizer>
      <footer className="takes__foot">
        <span className="quiet" role="status">
          {t('compare.chosen', { count: chosen.length, most })}
        </span>
        <Button kind="primary" isDisabled={chosen.length < least} onPress={take}>
          {place === null ? t('compare.compareThem', { count: chosen.length }) : t('compare.putHere')}
        </Button>
      </footer>
    </Dialog>
  )
}
