/** Owns the start of the page: languages, the line to the engine, the list of actions, then the first frame. */

import i18next from 'i18next'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from 'react-error-boundary'
import './theme/tokens.css'
import './theme/base.css'
import './theme/frame.css'
import type { AppErrorData } from '#shared/app-error.ts'
import { languageOf } from '#shared/language.ts'
import { makeActions } from './actions.ts'
import { App } from './app.tsx'
import { makeCommands } from './deeds/commands.ts'
import { startTakes } from './deeds/takes.ts'
import { PageFault } from './features/status/page-fault.tsx'
import { ProblemNotice } from './features/status/problem-notice.tsx'
import { listenForDrops } from './intake/drops.ts'
import { makeImporting } from './intake/importing.ts'
import { setLanguage, startLanguages } from './locales/i18n.ts'
import { useStudio } from './stores/studio-store.ts'
import { askHost, hostBridge, problemOf, studio } from './studio.ts'
import { startEdits } from './sync/edits.ts'
import { startExperiments } from './sync/experiments.ts'
import { nameFirstProject } from './sync/first-project.ts'
import { startLibrary } from './sync/library.ts'
import { lookAgainOnReturn, lookNowOnline } from './sync/look-again.ts'
import { startSync } from './sync.ts'
import { followTheme } from './theme/follow-theme.ts'
import { notify, unsay } from './ui/toaster.tsx'

const page = new AbortController()

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    signal.addEventListener('abort', wake, { once: true })
  })
}

function onProblem(error: AppErrorData): void {
  // That nobody answers is said once, whatever was tried.
  const about = error.code === 'host-away' ? { about: error.code } : {}
  notify({ tone: 'bad', text: <ProblemNotice error={error} />, ...about })
}

function startParts() {
  const onThrown = (thrown: unknown) => onProblem(problemOf(thrown))
  const edits = startEdits(studio, onThrown, page.signal)
  const takes = startTakes(studio, edits, page.signal)
  const experiments = startExperiments(studio, edits, onThrown, page.signal)
  // Whoever types and leaves at once finds what was typed.
  const saveAll = () => Promise.allSettled([edits.flush(), experiments.flush()])
  window.addEventListener('pagehide', () => void saveAll(), { signal: page.signal })
  hostBridge()?.onLeaving(saveAll)
  const importing = makeImporting({
    say: (text, bad) => notify({ text, tone: bad ? 'bad' : 'plain' }),
    onProblem,
  })
  const commands = makeCommands({
    importing,
    takes,
    experiments,
    say: (text, action, about) =>
      notify({ text, ...(action ? { action } : {}), ...(about ? { about } : {}) }),
    unsay,
    onProblem,
  })
  return { actions: makeActions(commands), importing, commands }
}

function followLanguage(): void {
  useStudio.subscribe(({ settings }, before) => {
    if (!settings || settings === before.settings) return
    setLanguage(languageOf(settings.language, navigator.language))
    if (before.settings) return
    nameFirstProject(studio, i18next.t('frame.project.first')).catch((thrown) => onProblem(problemOf(thrown)))
  })
}

async function start(): Promise<void> {
  const { actions, importing, commands } = startParts()
  listenForDrops(importing.takeTransfer, page.signal)
  const language = languageOf('system', navigator.language)
  await startLanguages(language)
  setLanguage(language)
  followTheme(page.signal)
  followLanguage()
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no #root')
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary FallbackComponent={PageFault}>
        <App actions={actions} deeds={commands} />
      </ErrorBoundary>
    </StrictMode>,
  )
  startSync({ studio, sleep }, page.signal)
  startLibrary(studio, page.signal)
  lookAgainOnReturn(page.signal)
  lookNowOnline(studio, page.signal)
  useStudio.setState({ host: await askHost() })
}

void start()
