/** Owns the player as its user sees it: the picture, its controls, the other takes. */

import type { Page } from 'playwright'

export function playerOf(page: Page) {
  const dialog = page.getByRole('dialog', { name: /· take \d+$/ })
  const video = dialog.getByLabel('Clip', { exact: true })
  return {
    dialog,
    video,
    /** `frame 12 of 123` */
    frame: dialog.getByText(/frame \d+ of \d+/),
    control: (name: string) => dialog.getByRole('button', { name, exact: true }),
    close: dialog.getByRole('button', { name: 'Close' }),
    /** Pictures handed to the screen so far. */
    framesShown: () =>
      video.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames),
    seconds: () => video.evaluate((element: HTMLVideoElement) => element.currentTime),
    isMuted: () => video.evaluate((element: HTMLVideoElement) => element.muted),
    isPaused: () => video.evaluate((element: HTMLVideoElement) => element.paused),
    /** The picture on screen, shrunk to 16 × 16: RGB values, row by row. */
    picture: () =>
      video.evaluate((element: HTMLVideoElement) => {
        const canvas = document.createElement('canvas')
        canvas.width = 16
        canvas.height = 16
        const context = canvas.getContext('2d')
        context?.drawImage(element, 0, 0, 16, 16)
        const { data } = context?.getImageData(0, 0, 16, 16) ?? { data: [] }
        return [...data].filter((_, at) => at % 4 !== 3)
      }),
  }
}
