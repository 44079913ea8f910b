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
  const projects = useStudio((state) => state.projects)
  const projectId = useView((view) => view.projectId)
  const create = useAction('project.create')
  const rename = useAction('project.rename')
  const current = projects.find((one) => one.id === projectId)
  if (!current) return null
  return (
    <MenuTrigger>
      <Button
        className="button button--ghost project-button"
        aria-label={t('frame.project.menu', { name: current.name })}
      >
        <span className="project-button__name">{current.name}</span>
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu" offset={4}>
        <Menu className="menu__list" aria-label={t('frame.project.label')}>
          {projects.map((one) => (
            <MenuItem
              key={one.id}
              id={one.id}
              className="menu__item"
              textValue={one.name}
              onAction={() => openProject(one.id)}
            >
              <span className={one.id === projectId ? 'project-item project-item--open' : 'project-item'}>
                {one.name}
              </span>
              <span className="menu__note">{one.folder}</span>
            </MenuItem>
          ))}
          <Separator className="menu__line" />
          <MenuItem className="menu__item" onAction={create.run}>
            {create.label}
          </MenuItem>
          <MenuItem className="menu__item" onAction={rename.run}>
            {rename.label}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
