/** Owns the saved clips on screen: windows over the takes of one shot. */

import { create } from 'zustand'
import type { Clip } from '#shared/clip.ts'
import type { Rows } from './row-windows.ts'

export const useClips = create<Rows<Clip>>()(() => ({ byId: {}, windows: {} }))

/** Key of the window over the clips of one shot. */
export function shotClipsKey(projectId: string, shotId: string): string {
  return `${projectId}/${shotId}`
}
