/** Owns the commands on the studio as a whole: snapshot, changes, pause. */

import { recoveryNow } from '../recovery-report.ts'
import { command, type Studio } from './studio-context.ts'

export function studioCommands(studio: Studio) {
  const { tables, changes, ports, scheduler } = studio
  return {
    snapshot: command.studio.snapshot.handler(() => ({
      revision: changes.revision,
      status: studio.status(),
      settings: tables.settings.settings(),
      projects: tables.projects.all(),
      facts: { dataFolder: studio.dataFolder, version: studio.version },
    })),
    watch: command.studio.watch.handler(({ signal }) => changes.watch(signal)),
    pause: command.studio.pause.handler(() => {
      if (tables.settings.pause()?.byUser) return
      tables.settings.savePause({ byUser: true, error: null, since: ports.clock.now() })
    }),
    resume: command.studio.resume.handler(() => {
      tables.settings.savePause(null)
      scheduler.release()
    }),
    lookNow: command.studio.lookNow.handler(() => scheduler.lookNow()),
    recovery: command.studio.recovery.handler(() => recoveryNow(tables)),
    dismissRecovery: command.studio.dismissRecovery.handler(() => tables.settings.saveRecovery(null)),
  }
}
