/** Owns the composition: frame, rooms, panels and dialogs, and the keys and drops that reach all of them. */

import type { TFunction } from 'i18next'
import { Search, Settings as SettingsIcon } from 'lucide-react'
import { useEffect } from 'react'
import { Button, I18nProvider, Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { LIVE_STATES } from '#shared/job-machine.ts'
import { useKeys } from './actions/use-keys.ts'
import { useNativeMenu } from './actions/use-native-menu.ts'
import { useIsMac, useReadyActions } from './actions/use-ready-actions.ts'
import type { Action, ActionDeeds } from './actions.ts'
import { ACTION_GROUPS, projectActions } from './actions.ts'
import { Board } from './features/board/board.tsx'
import { BoardRail } from './features/board/board-rail.tsx'
import { DropVeil } from './features/board/drop-veil.tsx'
import { Compare } from './features/compare/compare.tsx'
import { ExportDialog } from './features/compare/export/export-dialog.tsx'
import { NoteDialog } from './features/compare/judging/note-dialog.tsx'
import { TakesDialog } from './features/compare/takes-dialog.tsx'
import { ExperimentList } from './features/experiments/experiment-list.tsx'
import { ExperimentSide } from './features/experiments/experiment-side.tsx'
import { Experiments } from './features/experiments/experiments.tsx'
import { ExportFlashingDialog } from './features/experiments/export-flashing-dialog.tsx'
import { NewExperimentDialog } from './features/experiments/new-experiment-dialog.tsx'
import { PromoteDialog } from './features/experiments/promote-dialog.tsx'
import { NewSeedsDialog, RepeatDialog, RunAnewDialog } from './features/experiments/take-dialogs.tsx'
import { Inspector } from './features/inspector/inspector.tsx'
import { ClipSide } from './features/library/clip-side.tsx'
import { Library } from './features/library/library.tsx'
import { LibraryRail } from './features/library/library-rail.tsx'
import { Palette } from './features/palette/palette.tsx'
import { ShortcutSheet } from './features/palette/shortcut-sheet.tsx'
import { Player } from './features/player/player.tsx'
import { FolderPicker } from './features/projects/folder-picker.tsx'
import { ProjectDialog } from './features/projects/project-dialog.tsx'
import { ProjectMenu } from './features/projects/project-menu.tsx'
import { BatchCapsDialog } from './features/queue/batch-caps-dialog.tsx'
import { JobHistory } from './features/queue/job-history.tsx'
import { Queue } from './features/queue/queue.tsx'
import { RetryDialog } from './features/queue/retry-dialog.tsx'
import { SettleDialog } from './features/queue/settle-dialog.tsx'
import { SettingsDialog } from './features/settings/settings-dialog.tsx'
import { LongWorks } from './features/status/long-works.tsx'
import { Notices } from './features/status/notices.tsx'
import { RecoveryNotice } from './features/status/recovery-notice.tsx'
import { RehearsalBand, RehearsalEdge } from './features/status/rehearsal-band.tsx'
import { StatusBar } from './features/status/status-bar.tsx'
import { useDrops } from './intake/drops.ts'
import { pickFolder } from './intake/importing.ts'
import { writeKeys } from './keyboard.ts'
import { useStudio } from './stores/studio-store.ts'
import { closeDialog, type DialogState, ROOMS, type Room, useView } from './stores/view-store.ts'
import { ActionButton, ActionsProvider, useAction } from './ui/action-context.tsx'
import { Toaster } from './ui/toaster.tsx'

export type AppProps = { actions: readonly Action[]; deeds: ActionDeeds }

/** The whole studio. */
export function App({ actions, deeds }: AppProps) {
  const { t, i18n } = useTranslation()
  const ready = useReadyActions(actions)
  const isDragging = useDrops((drops) => drops.isOver)
  const room = useView((view) => view.room)
  const isReady = useStudio((state) => state.status !== null)
  useKeys(actions)
  useNativeMenu(actions, ready)
  useEffect(() => {
    document.title = t('frame.title')
  }, [t])
  return (
    <I18nProvider locale={i18n.language}>
      <ActionsProvider ready={ready}>
        <Tabs
          className="frame"
          selectedKey={room}
          onSelectionChange={(key) => useView.setState({ room: key as Room })}
        >
          <header className="frame__top">
            <RehearsalEdge />
            <TopBar />
          </header>
          <div className="frame__notice">
            <RecoveryNotice />
            <LongWorks />
            <Notices onResume={() => void deeds.setPaused(false)} />
          </div>
          {isReady ? <RoomParts room={room} deeds={deeds} /> : <Starting />}
          <footer className="frame__status">
            <StatusBar />
          </footer>
        </Tabs>
        <Dialogs actions={actions} />
        {isDragging ? <DropVeil /> : null}
        <Toaster label={t('frame.notices')} closeLabel={t('frame.close')} />
      </ActionsProvider>
    </I18nProvider>
  )
}

function Starting() {
  const { t } = useTranslation()
  return (
    <main className="frame__room starting" aria-busy>
      {t('frame.starting')}
    </main>
  )
}

const SIDE_LABELS = {
  board: 'inspector.label',
  experiments: 'experiments.side',
  queue: 'queue.history.label',
  compare: 'queue.history.label',
  library: 'library.side.label',
} as const satisfies Record<Room, string>

function RoomParts({ room, deeds }: { room: Room; deeds: ActionDeeds }) {
  const { t } = useTranslation()
  return (
    <>
      {room === 'board' || room === 'experiments' || room === 'library' ? (
        <nav
          className="frame__rail"
          aria-label={t(room === 'experiments' ? 'experiments.list' : 'board.rail')}
        >
          {room === 'board' ? <BoardRail /> : null}
          {room === 'experiments' ? <ExperimentList /> : null}
          {room === 'library' ? <LibraryRail /> : null}
        </nav>
      ) : null}
      <main className="frame__room">
        <TabPanel id="board" className="frame__panel">
          <Board />
        </TabPanel>
        <TabPanel id="experiments" className="frame__panel">
          <Experiments onUpdate={deeds.updateExperiment} />
        </TabPanel>
        <TabPanel id="queue" className="frame__panel">
          <Queue
            onRetry={deeds.retryJobs}
            onCancel={deeds.cancelJobs}
            onHide={deeds.hideJobs}
            onMove={deeds.moveTo}
          />
        </TabPanel>
        <TabPanel id="compare" className="frame__panel">
          <Compare voting={deeds.voting} />
        </TabPanel>
        <TabPanel id="library" className="frame__panel">
          <Library />
        </TabPanel>
      </main>
      {room === 'compare' ? null : <Side room={room} deeds={deeds} />}
    </>
  )
}

function Side({ room, deeds }: { room: Room; deeds: ActionDeeds }) {
  const { t } = useTranslation()
  return (
    <aside className="frame__side" aria-label={t(SIDE_LABELS[room])}>
      {room === 'board' ? <Inspector /> : null}
      {room === 'queue' ? <JobHistory onRetry={deeds.retryJobs} /> : null}
      {room === 'library' ? <ClipSide /> : null}
      {room === 'experiments' ? <ExperimentSide onUpdate={deeds.updateExperiment} /> : null}
    </aside>
  )
}

function TopBar() {
  const { t } = useTranslation()
  const live = useStudio(({ status }) =>
    LIVE_STATES.reduce((sum, state) => sum + (status?.counts[state] ?? 0), 0),
  )
  return (
    <div className="topbar">
      <h1 className="topbar__mark">{t('frame.title')}</h1>
      <ProjectMenu />
      <TabList className="rooms" aria-label={t('frame.rooms')}>
        {ROOMS.map((one) => (
          <Tab key={one} id={one} className="rooms__tab" aria-label={t(`frame.room.${one}`)}>
            {t(`frame.room.${one}`)}
            {one === 'queue' && live > 0 ? <span className="rooms__count">{live}</span> : null}
          </Tab>
        ))}
      </TabList>
      <span className="topbar__space" />
      <PaletteButton />
      <ActionButton action="settings.open" iconOnly icon={<SettingsIcon />} />
      <RehearsalBand />
    </div>
  )
}

/** Looks like the field it opens. */
function PaletteButton() {
  const { label, keys, run } = useAction('palette.open')
  return (
    <Button className="palette-button" aria-label={label} onPress={run}>
      <Search aria-hidden />
      <span className="palette-button__words">{label}</span>
      <kbd className="kbd">{keys}</kbd>
    </Button>
  )
}

function Dialogs({ actions }: { actions: readonly Action[] }) {
  const dialogs = useView((view) => view.dialogs)
  return dialogs.map((dialog) => <OpenDialog key={dialog.id} dialog={dialog} actions={actions} />)
}

function OpenDialog({ dialog, actions }: { dialog: DialogState; actions: readonly Action[] }) {
  const { t } = useTranslation()
  const isMac = useIsMac()
  const onClose = closeDialog
  switch (dialog.kind) {
    case 'palette':
      return <Palette entries={paletteEntries(actions, t, isMac)} onClose={onClose} />
    case 'shortcuts':
      return <ShortcutSheet groups={shortcutGroups(actions, t, isMac)} onClose={onClose} />
    case 'settings':
      return <SettingsDialog page={dialog.page} onClose={onClose} />
    case 'player':
      return (
        <Player
          shotId={dialog.shotId}
          clipId={dialog.clipId}
          clipIds={dialog.clipIds}
          pickFolder={pickFolder}
          onClose={onClose}
        />
      )
    case 'takes':
      return <TakesDialog place={dialog.place} onClose={onClose} />
    case 'export':
      return <ExportDialog onClose={onClose} />
    case 'note':
      return <NoteDialog clipId={dialog.clipId} onClose={onClose} />
    case 'settle':
      return <SettleDialog jobId={dialog.jobId} onClose={onClose} />
    case 'retry':
      return <RetryDialog {...dialog} onClose={onClose} />
    case 'batchCaps':
      return <BatchCapsDialog jobIds={dialog.jobIds} onClose={onClose} />
    case 'newSeeds':
      return <NewSeedsDialog jobId={dialog.jobId} onClose={onClose} />
    case 'promote':
      return <PromoteDialog jobId={dialog.jobId} onClose={onClose} />
    case 'repeat':
      return <RepeatDialog {...dialog} onClose={onClose} />
    case 'runAnew':
      return <RunAnewDialog {...dialog} onClose={onClose} />
    case 'exportFlashing':
      return <ExportFlashingDialog {...dialog} onClose={onClose} />
    case 'newExperiment':
      return <NewExperimentDialog {...dialog} onClose={onClose} />
    case 'project':
      return <ProjectDialog isRename={dialog.rename} pickFolder={pickFolder} onClose={onClose} />
    case 'folder':
      return <FolderPicker forPictures={dialog.forPictures} onAnswer={dialog.answer} onClose={onClose} />
  }
}

/** What has something to do now, then the other projects. */
function paletteEntries(actions: readonly Action[], t: TFunction, isMac: boolean) {
  const ready = actions.filter((one) => one.group !== 'player' && one.id !== 'palette.open' && one.when())
  return [
    ...ready.map(({ id, keys: [keys] = [], run }) => ({
      id,
      label: t(`actions.${id}`),
      ...(keys ? { keys: writeKeys(keys, isMac) } : {}),
      run: () => void run(),
    })),
    ...projectActions((name) => t('frame.project.menu', { name })),
  ]
}

function shortcutGroups(actions: readonly Action[], t: TFunction, isMac: boolean) {
  return ACTION_GROUPS.map((group) => ({
    title: t(`frame.shortcuts.group.${group}`),
    entries: actions.flatMap(({ id, group: own, keys }) =>
      keys && own === group
        ? [{ id, label: t(`actions.${id}`), keys: keys.map((one) => writeKeys(one, isMac)) }]
        : [],
    ),
  }))
}
