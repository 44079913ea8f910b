/** Owns test videos without a codec: real MP4 containers whose frames hold no picture. */

import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny'

/** An empty AVC decoder record: enough for a container, nothing for a decoder. */
const DECODER_RECORD = Uint8Array.of(1, 0x42, 0, 0x1f, 0xff, 0xe0, 0)
const FRAME = Uint8Array.of(0, 0, 0, 1, 0x65)

/** A video of `seconds` at `fps`, in px; readable as a container only. */
export async function videoOf(facts: {
  width: number
  height: number
  seconds: number
  fps: number
}): Promise<Buffer> {
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat(), target })
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source)
  await output.start()
  const decoderConfig = {
    codec: 'avc1.42001f',
    codedWidth: facts.width,
    codedHeight: facts.height,
    description: DECODER_RECORD,
  }
  const length = 1 / facts.fps
  for (let frame = 0; frame < Math.round(facts.seconds * facts.fps); frame += 1) {
    await source.add(new EncodedPacket(FRAME, 'key', frame * length, length), { decoderConfig })
  }
  await output.finalize()
  if (!target.buffer) throw new Error('the container stayed empty')
  return Buffer.from(target.buffer)
}
