/** Owns the way into an MP4: codecs registered once and late, every failure told as a broken download. */

import { stat } from 'node:fs/promises'
import { FilePathSource, Input, type InputVideoTrack, MP4 } from 'mediabunny'
import { AppError, reasonOf } from '#shared/app-error.ts'

export type OpenClip = { input: Input; video: InputVideoTrack; bytes: number }

let codecs: Promise<void> | undefined

/** The codecs are some 100 MB of native code: loaded when the first clip is opened, not when the studio starts. */
function loadCodecs(): Promise<void> {
  codecs ??= import('@mediabunny/server').then(({ registerMediabunnyServer }) =>
    // Graphics hardware differs in its rounding and its faults; one frame at a time gains nothing from it.
    registerMediabunnyServer({ hardwareContext: null }),
  )
  return codecs
}

/**
 * Opens a clip, hands it on, and closes it whatever happens.
 * @throws AppError `download-broken` when it is no MP4 with a video track or breaks while it is read, `disk-refused`
 * when the file cannot be reached.
 */
export async function withClip<Result>(
  path: string,
  use: (clip: OpenClip) => Promise<Result>,
): Promise<Result> {
  const { size: bytes } = await stat(path).catch((error: unknown) => {
    throw new AppError(
      'disk-refused',
      { detail: error instanceof Error ? error.message : path },
      { cause: error },
    )
  })
  await loadCodecs()
  const input = new Input({ source: new FilePathSource(path), formats: [MP4] })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (!video) throw broken('the file has no video track')
    return await use({ input, video, bytes })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw broken(`the file does not open as MP4 (${reasonOf(error)})`, error)
  } finally {
    input.dispose()
  }
}

export function broken(detail: string, cause?: unknown): AppError {
  return new AppError('download-broken', { detail }, { cause })
}
