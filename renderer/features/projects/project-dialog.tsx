/** Owns making a project and giving one another name. */

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppErrorData } from '#shared/app-error.ts'
import { drawSeed } from '../../draw-seed.ts'
import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { openProject, useView } from '../../stores/view-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Problem } from '../../ui/problem.tsx'

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
  const projectId = useView((view) => view.projectId)
  const current = useStudio(({ projects }) => projects.find((one) => one.id === projectId))
  const [name, setName] = useState(isRename ? (current?.name ?? '') : '')
  const [folder, setFolder] = useState('')
  const [seed, setSeed] = useState(isRename ? String(current?.seed ?? '') : '')
  const [error, setError] = useState<AppErrorData | null>(null)
  const save = async () => {
    if (!name.trim()) return
    const place = folder.trim()
    const answer = await attempt(
      isRename && current
        ? studio.projects.rename({ id: current.id, name })
        : studio.projects.create({ name, ...(place ? { folder: place } : {}) }),
    )
    if (!answer.ok) return setError(answer.error)
    if (isRename) {
      const wanted = seed.trim() === '' ? null : Number(seed)
      const kept = await attempt(studio.projects.setSeed({ id: answer.value.id, seed: wanted }))
      if (!kept.ok) return setError(kept.error)
    }
    if (!isRename) openProject(answer.value.id)
    onClose()
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
        onChange={(text) => onChange(text.replace(/\D/g, ''))}
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
