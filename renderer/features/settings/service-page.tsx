/** Owns where jobs go: the service, its address, its key, and the deliberate step from rehearsal to paid work. */

import { useState } from 'react'
import { normalizeBaseUrl, REGION_IDS, regionBaseUrl } from '#shared/happyhorse.ts'
import { SERVICES, type ServiceId } from '#shared/settings.ts'
import { useWords } from '../../locales/words.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceField, TextField } from '../../ui/fields.tsx'
import { notify } from '../../ui/toaster.tsx'
import { KeyField } from './key-field.tsx'
import type { PageProps } from './settings-dialog.tsx'

export function ServicePage({ settings, onChange }: PageProps) {
  const { t, service: name } = useWords()
  const [service, setService] = useState<ServiceId>(settings.service)
  return (
    <>
      <ChoiceField
        label={t('settings.service.label')}
        value={service}
        choices={SERVICES.map((id) => ({ id, label: name(id) }))}
        onChange={(next) => setService(next)}
        note={t('settings.service.inUse', { name: name(settings.service) })}
      />
      {service === 'rehearsal' ? <p className="quiet">{t('settings.service.rehearsalNote')}</p> : null}
      {service === 'rehearsal' ? null : (
        <Address key={service} service={service} settings={settings} onChange={onChange} />
      )}
      {service === 'rehearsal' ? null : <KeyField key={`key/${service}`} service={service} />}
      <Saved
        label={t('settings.service.proxy')}
        note={t('settings.service.proxyNote')}
        value={settings.proxy}
        onSave={(proxy) => onChange({ proxy })}
      />
      <SwitchOver service={service} settings={settings} onChange={onChange} />
    </>
  )
}

function Address({ service, settings, onChange }: PageProps & { service: Exclude<ServiceId, 'rehearsal'> }) {
  const { t, service: name } = useWords()
  if (service === 'custom') {
    return (
      <>
        <Saved
          label={t('settings.service.baseUrl')}
          note={t('settings.service.baseUrlNote')}
          value={settings.customBaseUrl}
          onSave={(text) => onChange({ customBaseUrl: normalizeBaseUrl(text) ?? text })}
        />
        <ChoiceField
          label={t('settings.service.priceRegion')}
          value={settings.customPriceRegion}
          choices={REGION_IDS.map((id) => ({ id, label: name(id) }))}
          onChange={(customPriceRegion) => void onChange({ customPriceRegion })}
        />
      </>
    )
  }
  const url = regionBaseUrl(service, settings.workspaceId || undefined)
  return (
    <Saved
      label={t('settings.service.workspace')}
      note={`${t('settings.service.workspaceNote')} ${url ? t('settings.service.address', { url }) : t('settings.service.addressMissing')}`}
      value={settings.workspaceId}
      onSave={(workspaceId) => onChange({ workspaceId })}
    />
  )
}

type SavedProps = { label: string; note: string; value: string; onSave(text: string): Promise<unknown> }

/** A text that is saved when the user leaves it or presses Enter. */
function Saved({ label, note, value, onSave }: SavedProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const save = async () => {
    if (typed !== null && typed !== value) await onSave(typed)
    setTyped(null)
  }
  return (
    <TextField
      label={label}
      note={note}
      value={typed ?? value}
      onChange={setTyped}
      onBlur={save}
      onSubmit={save}
    />
  )
}

/** Paid work begins with this button alone, and it says so. */
function SwitchOver({ service, settings, onChange }: PageProps & { service: ServiceId }) {
  const { t, service: name } = useWords()
  if (service === settings.service) return null
  // Any address but the rehearsal's own may charge, also one that we do not know.
  const isLive = service !== 'rehearsal'
  const go = async () => {
    if (await onChange({ service })) notify({ text: t('settings.service.switched', { name: name(service) }) })
  }
  return (
    <div className="settings__switch">
      {isLive ? <p>{t('settings.service.liveWarning')}</p> : null}
      <Button kind={isLive ? 'danger' : 'primary'} onPress={go}>
        {service === 'rehearsal'
          ? t('settings.service.toRehearsal')
          : t('settings.service.toLive', { name: name(service) })}
      </Button>
    </div>
  )
}
