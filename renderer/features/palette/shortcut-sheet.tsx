/** Owns the sheet of all shortcuts. */

import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import './palette.css'

export type ShortcutEntry = { id: string; label: string; keys: readonly string[] }
/** Shortcuts under one heading. */
export type ShortcutGroup = { title: string; entries: readonly ShortcutEntry[] }

export function ShortcutSheet({ groups, onClose }: { groups: readonly ShortcutGroup[]; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('frame.shortcuts.title')} closeLabel={t('frame.close')} size="large" onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, and nothing in it takes the focus */}
      <section className="dialog__body" tabIndex={0} aria-label={t('frame.shortcuts.title')}>
        <div className="shortcuts">
          {groups.map(({ title, entries }) => (
            <section key={title} className="shortcuts__group">
              <h3 className="shortcuts__head">{title}</h3>
              <dl>
                {entries.map(({ id, label, keys }) => (
                  <div key={id} className="shortcuts__row">
                    <dt>{label}</dt>
                    <dd className="shortcuts__keys">
                      {keys.map((one) => (
                        <kbd key={one} className="kbd">
                          {one}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </section>
    </Dialog>
  )
}
