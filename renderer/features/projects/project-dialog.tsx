/** Owns making a project and giving one another name. */

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppErrorData } from '#shared/app-error.ts'
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
  const { name, setName, folder, setFolder, error, save } = useProjectForm(isRename, onClose)
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
    if (!isRename) openProject(answer.value.id)
    onClose()
  }
  return { name, setName, folder, setFolder, error, save }
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
