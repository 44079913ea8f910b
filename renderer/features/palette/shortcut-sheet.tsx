/** Owns the sheet of all shortcuts. */

import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import './palette.css'

const GROUPS = [
  'general',
  'board',
  'experiments',
  'queue',
  'compare',
  'library',
  'judging',
  'player',
] as const
export type ShortcutEntry = {
  id: string
  group: (typeof GROUPS)[number]
  label: string
  keys: readonly string[]
}

export function ShortcutSheet({ entries, onClose }: { entries: readonly ShortcutEntry[]; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('frame.shortcuts.title')} closeLabel={t('frame.close')} size="large" onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, and nothing in it takes the focus */}
      <section className="dialog__body" tabIndex={0} aria-label={t('frame.shortcuts.title')}>
        <div className="shortcuts">
          {GROUPS.map((group) => (
            <section key={group} className="shortcuts__group">
              <h3 className="shortcuts__head">{t(`frame.shortcuts.group.${group}`)}</h3>
              <dl>
                {entries
                  .filter((entry) => entry.group === group)
                  .map(({ id, label, keys }) => (
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
