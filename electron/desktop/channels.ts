/** Owns the names of the messages between preload and main. Types and texts only: the preload is bundled alone. */

export const CHANNELS = {
  connect: 'gallop:connect',
  port: 'gallop:port',
  pickFiles: 'gallop:pick-files',
  pickFolder: 'gallop:pick-folder',
  reveal: 'gallop:reveal',
  openExternal: 'gallop:open-external',
  notify: 'gallop:notify',
  dragOut: 'gallop:drag-out',
  setMenu: 'gallop:set-menu',
  menuAction: 'gallop:menu-action',
  leaving: 'gallop:leaving',
  saved: 'gallop:saved',
} as const
