/** Owns the commands on settings and keys. */

import { parseApiKey } from '#shared/api-key.ts'
import { AppError, type AppErrorData, toAppError } from '#shared/app-error.ts'
import { DEFAULT_MODEL, normalizeBaseUrl } from '#shared/happyhorse.ts'
import { parseProxy } from '#shared/proxy-address.ts'
import { SERVICES, type SettingsPatch, WORKSPACE_ID } from '#shared/settings.ts'
import { errorOf } from '../pipeline/step.ts'
import { goOnUnderCaps } from './caps.ts'
import { command, type Studio } from './studio-context.ts'

export function settingsCommands(studio: Studio) {
  const { tables, ports, changes, services, scheduler } = studio
  // Whether a key is set is part of the status, and the vault tells nobody by itself.
  const keysChanged = () => {
    changes.touch({ table: 'settings' })
    scheduler.learnQuotas(services.gatesInUse())
    // Jobs that waited for their key look whether this is it.
    tables.keyPrints.wake(ports.clock.now())
    scheduler.nudge()
  }
  return {
    update: command.settings.update.handler(({ input }) => update(studio, input)),
    setKey: command.settings.setKey.handler(({ input }) => {
      ports.vault.set(input.service, parseApiKey(input.key))
      keysChanged()
      return { storedIn: ports.vault.storedIn }
    }),
    removeKey: command.settings.removeKey.handler(({ input }) => {
      ports.vault.remove(input.service)
      keysChanged()
    }),
    keys: command.settings.keys.handler(() => ({
      storedIn: ports.vault.storedIn,
      services: SERVICES.filter((service) => ports.vault.get(service) !== undefined),
    })),
    confirmAccount: command.settings.confirmAccount.handler(() => confirmAccount(studio)),
    checkKey: command.settings.checkKey.handler(({ input }) => checkKey(studio, input.service, input.key)),
  }
}

/** Nothing is kept that could only fail later, with takes waiting for it. @throws AppError `proxy-malformed`, `address-malformed`, `workspace-malformed` */
function checkAddresses({ proxy, customBaseUrl, workspaceId }: SettingsPatch): void {
  if (proxy !== undefined) parseProxy(proxy)
  if (customBaseUrl && !normalizeBaseUrl(customBaseUrl)) {
    throw new AppError('address-malformed', { text: customBaseUrl })
  }
  if (workspaceId !== undefined && !WORKSPACE_ID.test(workspaceId)) {
    throw new AppError('workspace-malformed', { text: workspaceId })
  }
}

function update(studio: Studio, patch: SettingsPatch) {
  checkAddresses(patch)
  const { tables, services, scheduler } = studio
  const kept = tables.settings.settings()
  const { defaults, caps, ...rest } = patch
  const told = <Part extends object>(part: Part | undefined) =>
    Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined))
  tables.settings.saveSettings({
    ...{ ...kept, ...told(rest) },
    caps: { ...kept.caps, ...told(caps) },
    defaults: { ...kept.defaults, ...told(defaults) },
  })
  if (caps) goOnUnderCaps(studio)
  if (patch.service || patch.workspaceId !== undefined || patch.customBaseUrl !== undefined)
    scheduler.learnQuotas(services.gatesInUse())
  scheduler.nudge()
  return tables.settings.settings()
}

/** The user's word that the keys in use are of the accounts that made what waits: from here on they look after it. */
function confirmAccount({ tables, services, scheduler, ports }: Studio): void {
  for (const wait of tables.keyPrints.waits()) {
    const key = services.keyOf(wait)
    if (key) tables.keyPrints.repin(wait.keyPrint, services.printOf(key), ports.clock.now())
  }
  scheduler.nudge()
}

/** Asks for the model list, which is free. A key that is not given is the stored one. */
async function checkKey(
  { services, client }: Studio,
  service: (typeof SERVICES)[number],
  key: string | undefined,
): Promise<{ ok: boolean; error?: AppErrorData }> {
  try {
    const profile = await services.profileOf(services.pin(service), key)
    const outcome = await client().models(profile, DEFAULT_MODEL)
    if (outcome.kind !== 'ok') return { ok: false, error: errorOf(outcome) }
    if (outcome.offered) return { ok: true }
    const values = { code: 'ModelNotFound', message: `${DEFAULT_MODEL} is not in the list` }
    return { ok: false, error: { code: 'model-not-found', values } }
  } catch (thrown) {
    return { ok: false, error: toAppError(thrown).toJSON() }
  }
}
