/** Owns the palette: every action that can run now, found by typing. */

import { Search } from 'lucide-react'
import {
  Dialog as AriaDialog,
  Autocomplete,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './palette.css'

export type PaletteEntry = { id: string; label: string; keys?: string; run(): void }

export function Palette({ entries, onClose }: { entries: readonly PaletteEntry[]; onClose(): void }) {
  const { t } = useTranslation()
  const { contains } = useFilter({ sensitivity: 'base' })
  const matches = (text: string, typed: string) => typed.split(/\s+/).every((word) => contains(text, word))
  return (
    <ModalOverlay className="veil veil--top" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="dialog palette">
        <AriaDialog className="dialog__box" aria-label={t('frame.palette.title')}>
          <Autocomplete filter={matches}>
            <SearchField className="palette__search" aria-label={t('frame.palette.placeholder')} autoFocus>
              <Search aria-hidden />
              <Input className="palette__input" placeholder={t('frame.palette.placeholder')} />
            </SearchField>
            <Menu
              className="menu__list palette__list"
              aria-label={t('frame.palette.list')}
              items={entries}
              renderEmptyState={() => <p className="palette__none">{t('frame.palette.none')}</p>}
            >
              {(entry) => (
                <MenuItem
                  id={entry.id}
                  className="menu__item palette__item"
                  textValue={entry.label}
                  onAction={() => {
                    onClose()
                    entry.run()
                  }}
                >
                  <span className="palette__label">{entry.label}</span>
                  {entry.keys ? <kbd className="kbd">{entry.keys}</kbd> : null}
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
