/** Owns the settings: their pages, and saving what is changed on them. */

import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Settings, SettingsPatch } from '#shared/settings.ts'
import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { SETTINGS_PAGES, type SettingsPage } from '../../stores/view-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { AboutPage } from './about-page.tsx'
import { BudgetPage } from './budget-page.tsx'
import { DefaultsPage } from './defaults-page.tsx'
import { LookPage } from './look-page.tsx'
import { PacePage } from './pace-page.tsx'
import { PricesPage } from './prices-page.tsx'
import { ServicePage } from './service-page.tsx'
import './settings.css'

/** What every page gets: the settings as they are, and how to change some. */
export type PageProps = { settings: Settings; onChange(patch: SettingsPatch): Promise<boolean> }

const PAGES = {
  service: ServicePage,
  prices: PricesPage,
  budget: BudgetPage,
  pace: PacePage,
  defaults: DefaultsPage,
  look: LookPage,
  about: AboutPage,
} satisfies Record<SettingsPage, (props: PageProps) => unknown>

export function SettingsDialog({ page, onClose }: { page: SettingsPage; onClose(): void }) {
  const { t } = useTranslation()
  const { problem } = useWords()
  const settings = useStudio((state) => state.settings)
  const [error, setError] = useState<AppErrorData | null>(null)
  if (!settings) return null
  const onChange = async (patch: SettingsPatch) => {
    const answer = await attempt(studio.settings.update(patch))
    if (answer.ok) useStudio.setState({ settings: answer.value })
    setError(answer.ok ? null : answer.error)
    return answer.ok
  }
  return (
    <Dialog title={t('settings.title')} closeLabel={t('frame.close')} size="large" onClose={onClose}>
      <Tabs
        className="settings"
        orientation="vertical"
        defaultSelectedKey={page}
        // What could not be kept on one page is nothing to the next one.
        onSelectionChange={() => setError(null)}
      >
        <TabList className="settings__pages" aria-label={t('settings.pages')}>
          {SETTINGS_PAGES.map((one) => (
            <Tab key={one} id={one} className="settings__tab">
              {t(`settings.page.${one}`)}
            </Tab>
          ))}
        </TabList>
        {SETTINGS_PAGES.map((one) => {
          const Page = PAGES[one]
          return (
            <TabPanel key={one} id={one} className="settings__page">
              {error ? <Problem {...problem(error)} /> : null}
              <Page settings={settings} onChange={onChange} />
            </TabPanel>
          )
        })}
      </Tabs>
    </Dialog>
  )
}
