/** Owns writing a note on the take in the current pane, at the moment on screen. */

import { useState } from 'react'
import { useWords } from '../../../locales/words.ts'
import { useCompare } from '../../../stores/compare-store.ts'
import { problemOf } from '../../../studio.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { notify } from '../../../ui/toaster.tsx'
import { momentOf } from '../note-moment.ts'
import { letterOf } from '../take-name.ts'
import { addNote, timecode } from './notes.tsx'

export function NoteDialog({ clipId, onClose }: { clipId: string; onClose(): void }) {
  const { t, error } = useWords()
  const [place] = useState(() => useCompare.getState().clipIds.indexOf(clipId))
  const [atMs] = useState(() => momentOf(place))
  const [text, setText] = useState('')
  const save = async () => {
    if (text.trim() === '') return
    try {
      await addNote(clipId, atMs, text.trim())
      onClose()
    } catch (thrown) {
      notify({ tone: 'bad', text: error(problemOf(thrown)).what })
    }
  }
  const title = t('judging.noteTitle', { letter: letterOf(Math.max(0, place)), time: timecode(atMs) })
  return (
    <Dialog title={title} closeLabel={t('frame.close')} size="small" onClose={onClose}>
      <div className="dialog__body">
        <TextField label={t('judging.noteText')} value={text} onChange={setText} onSubmit={save} autoFocus />
      </div>
      <footer className="dialog__foot">
        <Button onPress={onClose}>{t('frame.cancel')}</Button>
        <Button kind="primary" isDisabled={text.trim() === ''} onPress={save}>
          {t('frame.save')}
        </Button>
      </footer>
    </Dialog>
  )
}
