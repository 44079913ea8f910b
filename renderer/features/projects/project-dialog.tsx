/** Owns making a project and giving one another name. */

import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError, type AppErrorData } from '#shared/app-error.ts'
import { PARAMETER_LIMITS } from '#shared/happyhorse.ts'
import { PROJECT_NAME_MAX } from '#shared/project.ts'
import { drawSeed } from '../../deeds/draw-seed.ts'
import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { openProject, useView } from '../../stores/view-store.ts'
import { attempt, studio } from '../../studio.ts'
import { readSeed } from '../../typing/read-seed.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Problem } from '../../ui/problem.tsx'
import { notify } from '../../ui/toaster.tsx'

type ProjectDialogProps = { isRename: boolean; pickFolder(): Promise<string | undefined>; onClose(): void }

export function ProjectDialog({ isRename, pickFolder, onClose }: ProjectDialogProps) {
  const { t } = useTranslation()
  const words = useWords()
  const { name, setName, folder, setFolder, seed, setSeed, error, save } = useProjectForm(isRename, onClose)
  return (
    <Dialog
      title={t(isRename ? 'frame.project.rename' : 'frame.project.new')}
      closeLabel={t('frame.close')}
      size="small"
      onClose={onClose}
    >
      <div className="dialog__body">
        <TextField
          label={t('frame.project.name')}
          value={name}
          onChange={setName}
          onSubmit={save}
          maxLength={PROJECT_NAME_MAX}
          autoFocus
        />
        {isRename ? null : (
          <FolderField folder={folder} onChange={setFolder} onSubmit={save} pickFolder={pickFolder} />
        )}
        {isRename ? <SeedLine seed={seed} onChange={setSeed} onSubmit={save} /> : null}
        {error ? <Problem {...words.problem(error)} /> : null}
      </div>
      <footer className="dialog__foot">
        <Button onPress={onClose}>{t('frame.cancel')}</Button>
        <Button kind="primary" isDisabled={!name.trim()} onPress={save}>
          {t(isRename ? 'frame.save' : 'frame.project.create')}
        </Button>
      </footer>
    </Dialog>
  )
}

function useProjectForm(isRename: boolean, onClose: () => void) {
  const { t } = useTranslation()
  // Not a state: a second press comes before the next frame.
  const isSaving = useRef(false)
  const projectId = useView((view) => view.projectId)
  const current = useStudio(({ projects }) => projects.find((one) => one.id === projectId))
  const [name, setName] = useState(isRename ? (current?.name ?? '') : '')
  const [folder, setFolder] = useState('')
  const [seed, setSeed] = useState(isRename ? String(current?.seed ?? '') : '')
  const [error, setError] = useState<AppErrorData | null>(null)
  const make = async () => {
    const place = folder.trim()
    const before = useStudio.getState().projects
    const made = await studio.projects.create({ name, ...(place ? { folder: place } : {}) })
    openProject(made.id)
    // A folder is one project: the one that is there keeps its name.
    if (before.some(({ id }) => id === made.id))
      notify({ text: t('frame.project.known', { name: made.name }) })
  }
  const change = async (id: string) => {
    const wanted = seed.trim() === '' ? null : readSeed(seed)
    // Looked at first: of two changes none is made when one of them cannot be.
    if (wanted === undefined) {
      const detail = t('inspector.seedBad', { max: PARAMETER_LIMITS.seed.max })
      throw new AppError('bad-request', { detail })
    }
    await studio.projects.rename({ id, name })
    await studio.projects.setSeed({ id, seed: wanted })
  }
  const save = async () => {
    if (!name.trim() || isSaving.current) return
    isSaving.current = true
    const answer = await attempt(isRename && current ? change(current.id) : make())
    isSaving.current = false
    if (answer.ok) onClose()
    else setError(answer.error)
  }
  return { name, setName, folder, setFolder, seed, setSeed, error, save }
}

type SeedLineProps = { seed: string; onChange(seed: string): void; onSubmit(): void }

/** Seed lock of the whole project: takes that bring no seed of their own get this one. */
function SeedLine({ seed, onChange, onSubmit }: SeedLineProps) {
  const { t } = useTranslation()
  const note = t('experiments.projectSeedNote')
  return (
    <div className="row-of-fields">
      <TextField
        label={t('experiments.projectSeedLabel')}
        value={seed}
        onChange={onChange}
        onSubmit={onSubmit}
        note={note}
        placeholder={t('inspector.seedAny')}
      />
      <Button onPress={() => onChange(String(drawSeed()))}>{t('inspector.seedNew')}</Button>
    </div>
  )
}

type FolderFieldProps = {
  folder: string
  onChange(folder: string): void
  onSubmit(): void
  pickFolder: ProjectDialogProps['pickFolder']
}

function FolderField({ folder, onChange, onSubmit, pickFolder }: FolderFieldProps) {
  const { t } = useTranslation()
  const note = t('frame.project.folderNote')
  return (
    <div className="row-of-fields">
      <TextField
        label={t('frame.project.folder')}
        value={folder}
        onChange={onChange}
        onSubmit={onSubmit}
        note={note}
      />
      <Button onPress={async () => onChange((await pickFolder()) ?? folder)}>
        {t('frame.project.choose')}
      </Button>
    </div>
  )
}
