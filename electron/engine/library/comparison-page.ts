/** Owns the page that plays a comparison in any browser, offline: plain HTML with its own style and script, and clips beside it. */

import { PLAYER_SCRIPT } from './comparison-player.ts'

/** Everything the page says. */
export type PageWords = Record<
  | 'title'
  | 'play'
  | 'pause'
  | 'back'
  | 'on'
  | 'position'
  | 'sound'
  | 'silent'
  | 'keys'
  | 'wipeKeys'
  | 'flashes'
  | 'anyway'
  | 'recipe',
  string
>

export type PageClip = {
  /** Relative to the page. */
  src: string
  /** Names the clip where nothing else does. */
  name: string
  lines: readonly string[]
  /** How much it runs ahead of the common clock. */
  aheadMs: number
  /** When each of its frames is shown and when the last one ends, s of the file's own time. */
  times: readonly number[]
  end: number
  width: number
  height: number
  isHeard: boolean
  /** Flashes more than is safe: it rests until the reader asks for it. */
  isFlashing: boolean
}

export type ComparisonPage = {
  lang: string
  layout: 'grid' | 'wipe'
  words: PageWords
  clips: readonly PageClip[]
  /** First the headings, then a row for each clip; none when the labels are off. */
  table: readonly (readonly string[])[]
}

/** The whole page as one file. Names and prompts are the user's: none of them is ever markup. */
export function comparisonPage({ lang, layout, words, clips, table }: ComparisonPage): string {
  const facts = clips.map(({ aheadMs, times, end, isHeard, isFlashing }) => ({
    ...{ ahead: aheadMs / 1000, times: times.map(short), end: short(end), isHeard, isFlashing },
  }))
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${safe(words.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${safe(words.title)}</h1>
<main class="${layout}" style="--columns:${columnsFor(clips.length)}">
${clips.map((clip, place) => figure(clip, place, words)).join('\n')}
</main>
<div class="bar">
<button id="back" aria-label="${safe(words.back)}">◂❘</button>
<button id="play" aria-label="${safe(words.play)}">▶</button>
<button id="on" aria-label="${safe(words.on)}">❘▸</button>
<input id="at" type="range" min="0" max="1" step="any" value="0" aria-label="${safe(words.position)}">
<output id="time"></output>
</div>
<p class="keys">${safe(words.keys)}${layout === 'wipe' ? ` ${safe(words.wipeKeys)}` : ''}</p>
${table.length > 0 ? tableOf(words.recipe, table) : ''}
<script type="application/json" id="facts">${inScript({ clips: facts, words })}</script>
<script>${PLAYER_SCRIPT}</script>
</body>
</html>
`
}

function figure(clip: PageClip, place: number, words: PageWords): string {
  const lines = clip.lines.map((line) => `<span>${safe(line)}</span>`).join('')
  return `<figure>
<video src="${safe(clip.src)}" aria-label="${safe(clip.name)}" muted playsinline preload="auto" style="aspect-ratio:${clip.width}/${clip.height}"></video>
${clip.isFlashing ? held(place, words) : ''}<figcaption>${lines}<button class="sound" data-place="${place}" aria-pressed="${clip.isHeard}">${safe(words.sound)}</button></figcaption>
</figure>`
}

function held(place: number, words: PageWords): string {
  return `<div class="held" data-place="${place}"><span>${safe(words.flashes)}</span><button>${safe(words.anyway)}</button></div>
`
}

/** Microseconds are all that containers know. */
function short(seconds: number): number {
  return Number(seconds.toFixed(6))
}

function tableOf(title: string, [head = [], ...rows]: readonly (readonly string[])[]): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    row.map((text) => `<${tag}>${safe(text)}</${tag}>`).join('')
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n')
  return `<h2>${safe(title)}</h2>
<div class="table"><table>
<thead><tr>${cells('th', head)}</tr></thead>
<tbody>${body}</tbody>
</table></div>`
}

/** Columns in which so many clips are seen largest on a wide screen. */
export function columnsFor(count: number): number {
  return count <= 3 ? count : count === 4 ? 2 : 3
}

const MARKUP: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function safe(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => MARKUP[letter] ?? letter)
}

/** JSON that no text in it can end. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

const STYLE = `
:root{color-scheme:dark light;--ground:#121212;--text:#ececec;--quiet:#ababab;--line:#333;--accent:#f2a45c}
@media (prefers-color-scheme:light){:root{--ground:#ededed;--text:#1b1b1b;--quiet:#4c4c4c;--line:#c4c4c4;--accent:#a8540b}}
*{box-sizing:border-box}
body{margin:0;padding:16px 20px 32px;background:var(--ground);color:var(--text);font:14px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
h1{margin:0 0 12px;font-size:16px}h2{margin:28px 0 8px;font-size:14px}
main.grid{display:grid;grid-template-columns:repeat(var(--columns),minmax(0,1fr));gap:8px}
main.wipe{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));max-width:1400px;margin:auto;--wipe:50%}
main.wipe figure{display:contents}
main.wipe video,main.wipe .held,main.wipe::after{grid-row:1;grid-column:1/-1}
main.wipe figure+figure video{height:0;min-height:100%;max-height:none;clip-path:inset(0 0 0 var(--wipe))}
main.wipe::after{content:"";z-index:1;width:2px;margin-left:calc(var(--wipe) - 1px);background:#fff;box-shadow:0 0 3px #000}
main.wipe figure:first-child video{max-height:calc(100vh - 16rem)}
main.wipe figcaption{grid-row:2;min-width:0}
main.wipe figure+figure figcaption{align-items:flex-end;text-align:right}
main.wipe .held{z-index:2;justify-self:start;align-self:center}main.wipe figure+figure .held{justify-self:end}
figure{position:relative;margin:0;min-width:0}
video{display:block;width:100%;max-height:76vh;background:#000;object-fit:contain}
figcaption{display:flex;flex-direction:column;align-items:flex-start;padding:6px 2px}
figcaption span{max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:var(--quiet)}
figcaption span:first-child{color:var(--text);font-weight:600}
button{min-height:32px;padding:2px 12px;border:1px solid var(--line);border-radius:6px;background:none;color:inherit;font:inherit;cursor:pointer}
button:hover,button[aria-pressed=true]{border-color:var(--accent)}
button:focus-visible,input:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.held{display:flex;flex-wrap:wrap;gap:8px;align-items:center;max-width:44ch;margin:8px;padding:8px 12px;border-radius:6px;background:#000c;color:#fff}
main.grid .held{position:absolute;top:0;left:0}
.sound{margin-top:4px;font-size:12px;min-height:26px}
.bar{position:sticky;bottom:0;display:flex;gap:8px;align-items:center;margin-top:8px;padding:10px 0;background:var(--ground)}
.bar input{flex:1;accent-color:var(--accent)}
output{min-width:9em;text-align:right;font-variant-numeric:tabular-nums}
.keys{margin:0;color:var(--quiet);font-size:12px}
.table{overflow-x:auto}table{border-collapse:collapse;font-size:13px}
th,td{padding:6px 14px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}th{color:var(--quiet);font-weight:500}
`
