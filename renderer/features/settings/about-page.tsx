/** Owns where things are on disk, and which version this is. */

import { Copy, FolderOpen } from 'lucide-react'
import { copyText } from '../../deeds/copying.ts'
import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { useView } from '../../stores/view-store.ts'
import { hostBridge } from '../../studio.ts'
import { IconButton } from '../../ui/button.tsx'

export function AboutPage() {
  const { t } = useWords()
  const projectId = useView((view) => view.projectId)
  const project = useStudio(({ projects }) => projects.find((one) => one.id === projectId))
  const facts = useStudio((state) => state.facts)
  return (
    <>
      {project ? (
        <Folder label={t('settings.about.project', { name: project.name })} path={project.folder} />
      ) : null}
      {facts ? <Folder label={t('settings.about.data')} path={facts.dataFolder} /> : null}
      {facts ? <p className="quiet">{t('settings.about.version', { version: facts.version })}</p> : null}
    </>
  )
}

function Folder({ label, path }: { label: string; path: string }) {
  const { t } = useWords()
  const canReveal = useStudio(({ host }) => host?.capabilities.reveal ?? false)
  return (
    <section className="place">
      <h3 className="field__label">{label}</h3>
      <div className="place__row">
        <span className="mono place__path">{path}</span>
        <IconButton label={`${t('settings.about.copyPath')}: ${label}`} onPress={() => void copyText(path)}>
          <Copy />
        </IconButton>
        {canReveal ? (
          <IconButton
            label={`${t('settings.about.reveal')}: ${label}`}
            onPress={() => void hostBridge()?.reveal(path)}
          >
            <FolderOpen />
          </IconButton>
        ) : null}
      </div>
    </section>
  )
}
