/** Owns what is shown while files are dragged over the page. */

import { useTranslation } from 'react-i18next'
import { useStudio } from '../../stores/studio-store.ts'
import { useView } from '../../stores/view-store.ts'

export function DropVeil() {
  const { t } = useTranslation()
  const projectId = useView((view) => view.projectId)
  const project = useStudio(({ projects }) => projects.find((one) => one.id === projectId)?.name ?? '')
  return (
    <div className="drop-veil">
      <p className="drop-veil__card">{t('board.drop', { project })}</p>
    </div>
  )
}
