/** Owns the project picker in the top bar. */

import { ChevronDown } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../stores/studio-store.ts'
import { openProject, useView } from '../../stores/view-store.ts'
import { useAction } from '../../ui/action-context.tsx'
import './projects.css'

export function ProjectMenu() {
  const { t } = useTranslation()
  const projectId = useView((view) => view.projectId)
  const name = useStudio(({ projects }) => projects.find((one) => one.id === projectId)?.name)
  if (name === undefined) return null
  return (
    <MenuTrigger>
      <Button className="button button--ghost project-button" aria-label={t('frame.project.menu', { name })}>
        <span className="project-button__name">{name}</span>
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu" offset={4}>
        <Projects />
      </Popover>
    </MenuTrigger>
  )
}

function Projects() {
  const { t } = useTranslation()
  const projects = useStudio((state) => state.projects)
  const projectId = useView((view) => view.projectId)
  const actions = [useAction('project.create'), useAction('project.rename')]
  return (
    <Menu className="menu__list" aria-label={t('frame.project.label')}>
      {projects.map(({ id, name, folder }) => (
        <MenuItem key={id} id={id} className="menu__item" textValue={name} onAction={() => openProject(id)}>
          <span className={id === projectId ? 'project-item project-item--open' : 'project-item'}>
            {name}
          </span>
          <span className="menu__note">{folder}</span>
        </MenuItem>
      ))}
      <Separator className="menu__line" />
      {actions.map(({ id, label, run }) => (
        <MenuItem key={id} className="menu__item" onAction={run}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  )
}
