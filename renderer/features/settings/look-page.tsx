/** Owns theme and language. */

import { LANGUAGES } from '#shared/language.ts'
import { LANGUAGE_NAMES } from '../../locales/i18n.ts'
import { useWords } from '../../locales/words.ts'
import { ChoiceField } from '../../ui/fields.tsx'
import type { PageProps } from './settings-dialog.tsx'

const THEMES = ['system', 'dark', 'light'] as const

export function LookPage({ settings, onChange }: PageProps) {
  const { t } = useWords()
  return (
    <>
      <ChoiceField
        label={t('settings.look.theme')}
        value={settings.theme}
        choices={THEMES.map((id) => ({ id, label: t(`settings.look.themes.${id}`) }))}
        onChange={(theme) => void onChange({ theme })}
      />
      <ChoiceField
        label={t('settings.look.language')}
        value={settings.language}
        choices={[
          { id: 'system', label: t('settings.look.languageSystem') },
          ...LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] })),
        ]}
        onChange={(language) => void onChange({ language })}
      />
    </>
  )
}
