/** Owns how a faulty answer leaves: refused, as a page, lost, cut in half, sent twice, or late. */

import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Refusal } from './refusal.ts'
import type { ReplyFault } from './scenarios.ts'

const PAGE = '<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>'

type Call = Context<{ Bindings: HttpBindings; Variables: { requestId: string; apiKeyId: string } }>

/** The reply to a good call: its body goes out as it is unless a fault is played on it. */
export function answer(call: Call, reply: object): Response {
  const { requestId } = call.var
  return call.json({ request_id: requestId, ...reply }, 200, { 'x-request-id': requestId })
}

export function answerRefusal(call: Call, { status, code, message }: Refusal): Response {
  const requestId = call.var.requestId
  return call.json({ code, message, request_id: requestId }, status, { 'x-request-id': requestId })
}

/** Answers with a fault; `reply` is what a good answer would have said, for the faults that say part of it. */
export async function playFault(call: Call, fault: ReplyFault, reply: object): Promise<Response> {
  switch (fault.kind) {
    case 'none':
      return answer(call, reply)
    case 'late':
      await pause(fault.ms)
      return answer(call, reply)
    case 'refuse':
    case 'refuse-made':
      return answerRefusal(call, fault.refusal)
    case 'html':
      return call.html(PAGE, fault.status)
    default:
      await breakReply(call.env.outgoing, fault.kind, { request_id: call.var.requestId, ...reply })
      return RESPONSE_ALREADY_SENT
  }
}

/** Ends the connection without a word, whatever is still on its way in. */
export function hangUp(call: Call): Response {
  call.env.outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}

/** `twice`: a whole reply, and once more behind it what nobody asked for, as a confused proxy sends it. */
async function breakReply(outgoing: ServerResponse, kind: 'drop' | 'half' | 'twice', reply: object) {
  const body = JSON.stringify(reply)
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`
  const { socket } = outgoing
  if (!socket || kind === 'drop') return void outgoing.destroy()
  const said = kind === 'half' ? head + body.slice(0, body.length / 2) : head + body + head + body
  await new Promise<void>((resolve) => socket.write(said, () => resolve()))
  outgoing.destroy()
}
