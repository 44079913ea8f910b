/** Owns the API key of one service: written, checked for free, removed; never read back. */

import { CircleCheck } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import type { ServiceId } from '#shared/settings.ts'
import { useWords } from '../../locales/words.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Problem } from '../../ui/problem.tsx'
import { notify } from '../../ui/toaster.tsx'

type Check = { state: 'none' | 'asking' | 'ok' } | { state: 'bad'; error: AppErrorData }

export function KeyField({ service }: { service: ServiceId }) {
  const { t } = useWords()
  const { key, setKey, isSet, storedIn, check, store, remove, ask } = useKey(service)
  const typed = key.trim()
  return (
    <div className="key">
      <TextField
        label={t('settings.service.key')}
        type="password"
        value={key}
        onChange={setKey}
        onSubmit={() => typed && void store()}
        placeholder={t(isSet ? 'settings.service.keySet' : 'settings.service.keyNone')}
        note={`${t('settings.service.keyNote')} ${storedIn ? t(`settings.service.storedIn.${storedIn}`) : ''}`}
      />
      <div className="key__buttons">
        <Button kind="primary" isDisabled={!typed} onPress={store}>
          {t('settings.service.keySave')}
        </Button>
        <Button
          isDisabled={!typed && !isSet}
          isPending={check.state === 'asking'}
          pendingLabel={t('settings.service.checking')}
          onPress={ask}
        >
          {t('settings.service.check')}
        </Button>
        {isSet ? (
          <Button kind="ghost" onPress={remove}>
            {t('settings.service.keyRemove')}
          </Button>
        ) : null}
        <span className="field__note">{t('settings.service.checkNote')}</span>
      </div>
      <CheckResult check={check} />
    </div>
  )
}

/** What is typed, what is stored, and what can be done with both. */
function useKey(service: ServiceId) {
  const { t } = useWords()
  const [key, setKey] = useState('')
  const [check, setCheck] = useState<Check>({ state: 'none' })
  const { isSet, storedIn, reload } = useStoredKey(service)
  const change = async (command: Promise<unknown>, done: string) => {
    const answer = await attempt(command)
    if (!answer.ok) return setCheck({ state: 'bad', error: answer.error })
    setKey('')
    // What was said of a key before says nothing of this one.
    setCheck({ state: 'none' })
    reload()
    notify({ text: done })
  }
  const store = () =>
    change(studio.settings.setKey({ service, key: key.trim() }), t('settings.service.keyStored'))
  const remove = () => change(studio.settings.removeKey({ service }), t('settings.service.keyRemoved'))
  const ask = async () => {
    setCheck({ state: 'asking' })
    const typed = key.trim()
    const answer = await attempt(studio.settings.checkKey({ service, ...(typed ? { key: typed } : {}) }))
    const error = answer.ok ? answer.value.error : answer.error
    if (answer.ok && answer.value.ok) setCheck({ state: 'ok' })
    else
      setCheck({ state: 'bad', error: error ?? { code: 'key-refused', values: { code: '', message: '' } } })
  }
  return { key, setKey, isSet, storedIn, check, store, remove, ask }
}

/** Whether a key is stored, and where; the key itself never comes here. */
function useStoredKey(service: ServiceId) {
  const [keys, setKeys] = useState<{ storedIn: 'system' | 'file'; services: ServiceId[] } | null>(null)
  const reload = useCallback(() => {
    void attempt(studio.settings.keys()).then((answer) => answer.ok && setKeys(answer.value))
  }, [])
  useEffect(reload, [reload])
  return { isSet: keys?.services.includes(service) ?? false, storedIn: keys?.storedIn, reload }
}

function CheckResult({ check }: { check: Check }) {
  const { t, problem } = useWords()
  switch (check.state) {
    case 'none':
      return null
    case 'asking':
      return <p role="status">{t('settings.service.checking')}</p>
    case 'ok':
      return (
        <p role="status" className="key__ok">
          <CircleCheck size={15} aria-hidden /> {t('settings.service.checkOk')}
        </p>
      )
    case 'bad':
      return <Problem {...problem(check.error)} />
  }
}
