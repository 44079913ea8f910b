/** Owns who is let in to the browser host: this machine's own addresses, one-time tokens, one strict cookie. */

import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { HOST_WORDS } from '#shared/host-words.ts'
import { acceptedLanguage } from '#shared/language.ts'

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]'])

export type DoorOptions = {
  /** Worth of the cookie; kept over restarts so that an open page finds its way back. */
  secret: string
  cookieName: string
  /** Someone without a cookie came after the last token had been used; a new one lets them in. */
  onNewToken?: (token: string) => void
}

export type Door = {
  /** A token that lets one browser in, once. */
  mint(): string
  guard: MiddlewareHandler
}

/** Makes the door. Every request passes its guard. */
export function openDoor(options: DoorOptions): Door {
  const tokens = new Set<string>()
  const mint = () => {
    const token = randomBytes(24).toString('base64url')
    tokens.add(token)
    return token
  }
  const guard: MiddlewareHandler = async (context, next) => {
    if (!fromThisMachine(context)) return context.text(wordsIn(context).notOurs, 403)
    const cookie = getCookie(context, options.cookieName)
    const known = cookie !== undefined && same(cookie, options.secret)
    // Messengers and virus scanners look ahead with HEAD: only who comes in uses a token up.
    const comesIn = context.req.path === '/' && context.req.method === 'GET'
    const token = comesIn ? context.req.query('token') : undefined
    if (token !== undefined && (known || tokens.delete(token))) {
      if (!known) setCookie(context, options.cookieName, options.secret, COOKIE)
      return letIn(context)
    }
    if (known) return next()
    if (comesIn && tokens.size === 0) options.onNewToken?.(mint())
    return context.html(closedPage(context), 401, { 'Cache-Control': 'no-store' })
  }
  return { mint, guard }
}

const COOKIE = { path: '/', httpOnly: true, sameSite: 'Strict' } as const

/**
 * A page on the way instead of a redirect: a strict cookie would not travel on a redirect that began on another site.
 */
function letIn(context: Context) {
  return context.html(openPage(context), 200, { 'Cache-Control': 'no-store' })
}

function openPage(context: Context) {
  return html`<!doctype html>
<html lang="${languageOf(context)}"><head><meta charset="utf-8"><title>Gallop</title>
<meta name="color-scheme" content="dark light"><meta http-equiv="refresh" content="0;url=/"></head>
<body><a href="/">${wordsIn(context).enter}</a></body></html>`
}

function closedPage(context: Context) {
  return html`<!doctype html>
<html lang="${languageOf(context)}"><head><meta charset="utf-8"><title>Gallop</title><meta name="color-scheme" content="dark light"></head>
<body><h1>Gallop</h1>
<p>${wordsIn(context).closed}</p>
</body></html>`
}

/** The setting is not asked: who stands before the door may be anybody. */
function languageOf(context: Context) {
  return acceptedLanguage(context.req.header('Accept-Language'))
}

function wordsIn(context: Context) {
  return HOST_WORDS[languageOf(context)]
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Refuses names of other machines that were pointed here (DNS rebinding) and pages of other sites. The port is
 * left open: people reach a headless machine through a tunnel that has another one.
 */
function fromThisMachine(context: Context): boolean {
  const host = context.req.header('Host') ?? ''
  const named = URL.parse(`http://${host}`)
  if (!named || named.host !== host.toLowerCase().replace(/:80$/, '') || !LOOPBACK_NAMES.has(named.hostname))
    return false
  const origin = context.req.header('Origin')
  if (origin !== undefined) return origin === named.origin
  return context.req.method === 'GET' || context.req.method === 'HEAD'
}
