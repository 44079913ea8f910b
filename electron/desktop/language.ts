/** Owns the language of what the desktop says beside the page. */

import { app } from 'electron'
import type { Engine } from '#electron/engine/engine.ts'
import { type Language, languageOf } from '#shared/language.ts'

/** The system's, as long as no studio is open that could tell another one. */
export function systemLanguage(): Language {
  return languageOf('system', app.getLocale())
}

/** The one on the page. */
export async function studioLanguage(engine: Engine): Promise<Language> {
  const { settings } = await engine.commands.studio.snapshot()
  return languageOf(settings.language, app.getLocale())
}
