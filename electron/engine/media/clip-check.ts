/** Owns the check of a clip inside the media thread: what the file says, and whether its frames are there and decode. */

import { EncodedPacketSink, type InputVideoTrack, VideoSampleSink } from 'mediabunny'
import { broken, withClip } from './open-clip.ts'
import type { ClipFactsWithoutHash } from './probe.ts'

/** Frames decoded at most to reach the last one. HappyHorse clips have one key frame, so theirs is only read. */
const LAST_FRAME_MAX_DECODES = 48

/**
 * Facts of a clip. The first frame is decoded, every frame's data is read, the last frame is decoded where a key
 * frame is near. @throws AppError `download-broken` when it is no playable MP4 with frames.
 */
export function checkClip(path: string): Promise<ClipFactsWithoutHash> {
  return withClip(path, async ({ input, video, bytes }) => {
    const { packetCount, averagePacketRate } = await video.computePacketStats(undefined, {
      metadataOnly: true,
    })
    const videoCodec = await video.getCodec()
    if (packetCount === 0 || !videoCodec) throw broken('the file has no frames')
    const frameRate = (await checkFrames(video, packetCount)) ?? averagePacketRate
    const audio = await input.getPrimaryAudioTrack()
    return {
      bytes,
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      durationMs: Math.round((await input.computeDuration()) * 1000),
      frames: packetCount,
      frameRate: Math.round(frameRate * 1000) / 1000,
      videoCodec,
      audioCodec: audio ? await audio.getCodec() : null,
    }
  })
}

/**
 * A file cut short may still open and announce every frame; only reading them tells. Returns frames a second from
 * first to last, for the length of the last one is not always told; undefined for a single frame.
 */
async function checkFrames(video: InputVideoTrack, announced: number): Promise<number | undefined> {
  const packets = new EncodedPacketSink(video)
  let read = 0
  let sinceKey = 0
  let last = 0
  for await (const packet of packets.packets()) {
    if (packet.data.length > 0) read += 1
    sinceKey = packet.type === 'key' ? 1 : sinceKey + 1
    last = Math.max(last, packet.timestamp)
  }
  if (read < announced) throw broken(`only ${read} of its ${announced} frames are there`)
  const frames = new VideoSampleSink(video)
  const first = await video.getFirstTimestamp()
  await checkFrame(frames, first, 'first')
  if (sinceKey <= LAST_FRAME_MAX_DECODES) await checkFrame(frames, last, 'last')
  return last > first ? (read - 1) / (last - first) : undefined
}

async function checkFrame(frames: VideoSampleSink, timestamp: number, which: string): Promise<void> {
  const frame = await frames.getSample(timestamp)
  if (!frame) throw broken(`the ${which} frame does not decode`)
  frame.close()
}
