/** Owns a client of the HappyHorse service for tests: short waits, no proxy, closed with the test. */

import { onTestFinished } from 'vitest'
import {
  type ClientOptions,
  type HappyHorseClient,
  openClient,
  type SubmitRequest,
} from '#electron/engine/happyhorse/client.ts'
import type { Profile } from '#electron/engine/happyhorse/profile.ts'

export function serviceClient(options: Partial<ClientOptions> = {}): HappyHorseClient {
  const timeouts = { connectMs: 2_000, submitMs: 2_000, replyMs: 2_000, bodyMs: 2_000, ...options.timeouts }
  const client = openClient({ proxy: '', proxyEnvironment: {}, ...options, timeouts })
  onTestFinished(() => client.close())
  return client
}

export function profileAt(origin: string, extra: Partial<Profile> = {}): Profile {
  return { service: 'custom', baseUrl: `${origin}/api/v1`, key: 'sk-secret', temporaryUpload: true, ...extra }
}

export const REQUEST: SubmitRequest = {
  model: 'happyhorse-1.1-i2v',
  prompt: 'mist is drifting',
  imageUrl: 'data:image/png;base64,AAAA',
  resolution: '720P',
  durationSeconds: 5,
  watermark: false,
  seed: 7,
}
