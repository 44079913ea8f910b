/** Owns choosing the still of a row or column among all that are on the Board, however many: by a part of its name. */

import { type KeyboardEvent, useEffect, useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { SOUGHT_CHARACTERS } from '#shared/clip-question.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import type { Shot } from '#shared/shot.ts'
import { useWords } from '../../locales/words.ts'
import { thumbnailOf } from '../../stores/shots-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Picture } from '../../ui/picture.tsx'
import { SearchBox } from '../../ui/search-box.tsx'

/** Found ones that are shown at once. */
const SHOWN = 60

type StillEditorProps = { shotId: string; sheet: ExperimentSheet; onChange(id: string): void }

export function StillEditor({ shotId, sheet, onChange }: StillEditorProps) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const found = useFound(sheet.experiment.projectId, text)
  // Its own may have been taken off the board meanwhile, or be far down.
  const own = text === '' ? sheet.shots.find(({ id }) => id === shotId) : undefined
  const rows = found?.rows.filter(({ id }) => id !== own?.id) ?? []
  const shots = own ? [own, ...rows] : rows
  const takeFirst = (event: KeyboardEvent) => {
    const [first] = shots
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    if (first && text !== '') onChange(first.id)
  }
  return (
    <>
      <div data-finds onKeyDownCapture={takeFirst}>
        <SearchBox
          label={t('experiments.still.find')}
          hint={t('experiments.still.hint')}
          value={text}
          onChange={(next) => setText(next.slice(0, SOUGHT_CHARACTERS))}
        />
      </div>
      <ListBox
        className="still-list"
        aria-label={t('experiments.still.list')}
        items={shots}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[shotId]}
        onSelectionChange={(keys) => {
          const [id] = [...keys]
          if (id !== undefined) onChange(String(id))
        }}
        renderEmptyState={() => (found ? <p className="quiet">{t('experiments.still.none')}</p> : null)}
      >
        {(shot) => (
          <ListBoxItem id={shot.id} textValue={shot.still.name} className="menu__item still-list__one">
            <span className="still-list__picture">
              <Picture src={thumbnailOf(shot.still)} fit="cover" />
            </span>
            <span className="still-list__name">{shot.still.name}</span>
          </ListBoxItem>
        )}
      </ListBox>
      {found && found.total > found.rows.length ? (
        <p className="field__note" role="status">
          {t('experiments.still.more', { shown: found.rows.length, count: found.total })}
        </p>
      ) : null}
    </>
  )
}

/** What of the Board has the text in its name; the answer before stands until the next is there. */
function useFound(projectId: string, text: string) {
  const [found, setFound] = useState<{ rows: readonly Shot[]; total: number }>()
  useEffect(() => {
    let isOld = false
    void attempt(studio.shots.find({ projectId, text, limit: SHOWN })).then((answer) => {
      if (answer.ok && !isOld) setFound(answer.value)
    })
    return () => {
      isOld = true
    }
  }, [projectId, text])
  return found
}
