/** Owns the notes on the takes on screen, along their time: a click goes there. */

import { Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import type { ClipNote } from '#shared/judging.ts'
import { keepUndo } from '../../../stores/judging-store.ts'
import { useVoting } from '../../../stores/voting-store.ts'
import { attempt, studio } from '../../../studio.ts'
import { IconButton } from '../../../ui/button.tsx'
import { goTo } from '../note-moment.ts'
import { letterOf } from '../take-name.ts'

export function Notes({ clips }: { clips: readonly Clip[] }) {
  const { t } = useTranslation()
  const notes = useNotes(clips)
  if (notes.length === 0) return null
  return (
    <section className="notes" aria-label={t('judging.notes')}>
      <h2 className="notes__title">{t('judging.notes')}</h2>
      <ul>
        {notes.map(({ place, note }) => (
          <li key={note.id} className="note">
            <button type="button" className="note__moment" onClick={() => goTo(place, note.atMs)}>
              {letterOf(place)} · {timecode(note.atMs)}
            </button>
            <span className="note__text">{note.text}</span>
            <IconButton
              label={t('judging.removeNote', { text: note.text })}
              size="small"
              onPress={() => void remove(note)}
            >
              <Trash2 />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** `1:03.250` */
export function timecode(atMs: number): string {
  const seconds = Math.floor(atMs / 1_000)
  const rest = String(seconds % 60).padStart(2, '0')
  return `${Math.floor(seconds / 60)}:${rest}.${String(Math.round(atMs % 1_000)).padStart(3, '0')}`
}

type PlacedNote = { place: number; note: ClipNote }

function useNotes(clips: readonly Clip[]): readonly PlacedNote[] {
  const [notes, setNotes] = useState<readonly PlacedNote[]>([])
  const revision = useVoting((state) => state.notesRevision)
  const ids = clips.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision means that notes have changed
  useEffect(() => {
    let isWanted = true
    const all = ids.split(' ').map(async (id, place) => {
      const answer = await attempt(studio.clips.notes({ id }))
      return answer.ok ? answer.value.map((note) => ({ place, note })) : []
    })
    void Promise.all(all).then((found) => isWanted && setNotes(found.flat()))
    return () => {
      isWanted = false
    }
  }, [ids, revision])
  return notes
}

/** What notes are called now that were taken away and came back: they are written anew. */
const renamed = new Map<string, string>()

function nameNow(id: string): string {
  const next = renamed.get(id)
  return next === undefined ? id : nameNow(next)
}

async function write({ clipId, atMs, text }: Pick<ClipNote, 'clipId' | 'atMs' | 'text'>): Promise<string> {
  const { id } = await studio.clips.addNote({ clipId, atMs: Math.round(atMs), text })
  return id
}

async function unwrite(id: string): Promise<void> {
  await studio.clips.removeNote({ id: nameNow(id) })
}

/** Writes a note down; U takes it back. */
export async function addNote(clipId: string, atMs: number, text: string): Promise<void> {
  const id = await write({ clipId, atMs, text })
  keepUndo(() => unwrite(id))
}

async function remove(note: ClipNote): Promise<void> {
  const answer = await attempt(unwrite(note.id))
  if (!answer.ok) return
  keepUndo(async () => void renamed.set(nameNow(note.id), await write(note)))
}
