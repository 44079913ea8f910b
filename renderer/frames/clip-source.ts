/** Owns opening a clip's file for exact work: its frame table, its pictures in order, its sound. */

import {
  ALL_FORMATS,
  AudioBufferSink,
  EncodedPacketSink,
  Input,
  type InputVideoTrack,
  UrlSource,
  type VideoSample,
  VideoSampleSink,
  type WrappedAudioBuffer,
} from 'mediabunny'
import { type FrameTable, makeFrameTable, type PacketFacts, timeOf } from './frame-table.ts'

/** Why a clip cannot be shown: its file is not there, is no readable clip, or no decoder here takes it. */
export type ClipFault = 'missing' | 'unreadable' | 'undecodable'

/** Thrown by {@link openClipSource}. */
export class ClipFaultError extends Error {
  readonly fault: ClipFault
  constructor(fault: ClipFault, cause?: unknown) {
    super(fault, { cause })
    this.fault = fault
  }
}

export type ClipSource = {
  table: FrameTable
  /** Size of the picture as it is shown, px. */
  width: number
  height: number
  /** Pictures in order of presentation from the key frame at or before a frame on; each must be closed. */
  pictures(fromFrame: number): AsyncGenerator<VideoSample, void, unknown>
  /** Sound from a moment on, s from the first frame; undefined for a silent clip. */
  sound: ((fromSeconds: number) => AsyncGenerator<WrappedAudioBuffer, void, unknown>) | undefined
  close(): void
}

/** So little after a frame's start that it is still that frame, s; keeps rounding from choosing the one before. */
const INSIDE_SECONDS = 0.000_1

/** A file of this machine that cannot be read twice will not be there the third time. */
const RETRIES = { getRetryDelay: (attempts: number) => (attempts < 2 ? 0.2 : null) }

/** Opens a clip by its address. Reads the container's index wherever in the file it lies, by Range requests. */
export async function openClipSource(url: string): Promise<ClipSource> {
  await expectFile(url)
  const input = new Input({ source: new UrlSource(url, RETRIES), formats: ALL_FORMATS })
  try {
    return await readSource(input)
  } catch (thrown) {
    input.dispose()
    throw thrown instanceof ClipFaultError ? thrown : new ClipFaultError('unreadable', thrown)
  }
}

/** The frame table of a clip alone. @throws ClipFaultError */
export async function readFrameTable(url: string): Promise<FrameTable> {
  await expectFile(url)
  const input = new Input({ source: new UrlSource(url, RETRIES), formats: ALL_FORMATS })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (!video) throw new ClipFaultError('unreadable')
    return await readTable(video)
  } finally {
    input.dispose()
  }
}

async function expectFile(url: string): Promise<void> {
  const answer = await fetch(url, { headers: { Range: 'bytes=0-0' } }).catch(() => undefined)
  await answer?.body?.cancel()
  if (!answer?.ok) throw new ClipFaultError('missing')
}

async function readSource(input: Input): Promise<ClipSource> {
  const video = await input.getPrimaryVideoTrack()
  if (!video) throw new ClipFaultError('unreadable')
  const decoder = await decoderFor(video)
  const table = await readTable(video)
  const sink = new VideoSampleSink(video, decoder)
  const audio = await input.getPrimaryAudioTrack()
  const audioSink = audio && (await audio.canDecode()) ? new AudioBufferSink(audio) : undefined
  return {
    table,
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    pictures: (frame) => sink.samples(table.origin + timeOf(table, frame) + INSIDE_SECONDS),
    sound: audioSink && ((seconds) => audioSink.buffers(table.origin + seconds)),
    close: () => input.dispose(),
  }
}

/** Software decoders first: theirs are frames one may keep by the hundred; those of hardware come from a small pool. */
async function decoderFor(video: InputVideoTrack) {
  if (typeof VideoDecoder === 'undefined') throw new ClipFaultError('undecodable')
  const config = await video.getDecoderConfig()
  if (!config) throw new ClipFaultError('undecodable')
  for (const hardwareAcceleration of ['prefer-software', 'no-preference'] as const) {
    const { supported } = await VideoDecoder.isConfigSupported({ ...config, hardwareAcceleration })
    if (supported) return { hardwareAcceleration }
  }
  throw new ClipFaultError('undecodable')
}

async function readTable(video: InputVideoTrack): Promise<FrameTable> {
  const packets: PacketFacts[] = []
  for await (const packet of new EncodedPacketSink(video).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    packets.push({
      timestamp: packet.timestamp,
      duration: packet.duration,
      isKey: packet.type === 'key',
    })
  }
  if (packets.length === 0) throw new ClipFaultError('unreadable')
  return makeFrameTable(packets)
}
