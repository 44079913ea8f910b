/** Owns what a prompt asks for, in English or Chinese: which camera move, which weather, which light. */

const CAMERA = {
  still:
    /\b(static|fixed|locked[- ]?(off|down)?|stationary|tripod|still) (camera|shot|frame)|camera (is |stays? |remains? )*(static|still|fixed|locked)|no camera (movement|motion)|固定(镜头|机位)|镜头(固定|静止|不动)|静止镜头|机位固定/,
  orbit: /\borbit|\b(circl|arc|rotat|revolv)\w* (around|about)|环绕|围绕|绕着|旋转镜头/,
  pushIn:
    /\b(push|doll(y|ie)|zoom|track|mov|creep|glid)\w*(-|\s+)(slowly\s+|gently\s+|quickly\s+)?(in\b|into|closer|forward|toward)|close[- ]?up|推近|推进|推镜|拉近|前推|靠近|特写/,
  pullOut:
    /\b(pull|doll(y|ie)|zoom|track|mov|glid)\w*(-|\s+)(slowly\s+|gently\s+|quickly\s+)?(out\b|back|away)|拉远|后拉|拉镜|远离|后退/,
  panLeft:
    /\b(pan|truck|slid|track|mov)\w*\s+(slowly\s+|gently\s+)?((to|towards?)\s+)?(the\s+)?left|(向|往)?左(平)?(移|摇)|向左平移/,
  panRight:
    /\b(pan|truck|slid|track|mov)\w*\s+(slowly\s+|gently\s+)?((to|towards?)\s+)?(the\s+)?right|(向|往)?右(平)?(移|摇)|向右平移/,
  tiltUp:
    /\b(tilt|crane|ris|pedestal|boom)\w*\s+(slowly\s+)?up|camera (is )?ris(es|ing)|上摇|升镜|(镜头|镜)(上升|升起|上移)/,
  tiltDown:
    /\b(tilt|crane|pedestal|boom)\w*\s+(slowly\s+)?down|camera (is )?(lower|descend)|下摇|降镜|(镜头|镜)(下降|下移)/,
  pan: /\bpan(s|ning)?\b|\btrucking\b|tracking shot|平移|横移|摇镜|跟拍/,
  handheld: /hand-?held|shaky|camera shake|手持|晃动镜头/,
} as const

const SCENE = {
  mist: /\bmist|\bfog|\bhaz[ey]|\bsmok|雾|霭|烟/,
  snow: /\bsnow|blizzard|雪/,
  rain: /\brain(?!bow)|drizzl|\bstorm|雨(?!虹)/,
  leaves: /\bleaf|\bleaves|\bautumn|\bfall foliage|叶/,
  petals: /petal|blossom|sakura|花瓣|樱/,
  embers: /\bember|\bspark(s|\b)|\bfire(?!fl)|\bflame|bonfire|火/,
  dust: /\bdust|pollen|particle|\bsand|尘|沙/,
  steam: /\bsteam|vapou?r|蒸汽|热气/,
  fireflies: /firefl|glow-?worm|萤/,
  wind: /\bwind|breez|\bsway|flutter|\bblow|rustl|\bgust|风|飘动|摇曳|摆动/,
  water: /\bwater|\bocean|\bsea\b|\briver|\blake|\bwave|rippl|\bpond|stream|海|湖|河|水|波浪|涟漪/,
  clouds: /\bcloud|\bsky\b|\bskies|云|天空/,
  speed:
    /\bdriv|\bspeed|\brac(e|es|ing)\b|\brun(s|ning)?\b|gallop|\bwalk|\brid(e|es|ing)\b|行驶|飞驰|奔|跑|走/,
  sun: /\bsun|golden|\bdawn|\bdusk|\bmorning|twilight|日出|日落|阳光|夕阳|黄昏|清晨|晨光/,
  flicker: /\bneon|flicker|candle|\bfire(?!fl)|\blamp|lantern|\btorch|\blightning|霓虹|闪烁|烛|灯|火/,
  sweep:
    /light (sweep|ray|beam|shaft)|\bray of|spotlight|\bglint|shimmer|headlight|reflection|光束|光线|反光|闪光/,
  night: /\bnight|midnight|moonl|\bdark|夜|月光/,
} as const

export type CameraMove = keyof typeof CAMERA
export type SceneCue = keyof typeof SCENE

/** What the words ask for; `camera` is undefined when they leave it open. `pace` is 0.75 slow, 1 or 1.35 fast. */
export type PromptCues = { camera: CameraMove | undefined; scene: ReadonlySet<SceneCue>; pace: number }

const NEGATION = /(\b(no|without|not|never|any)\s+([a-z]+\s+)?|没有|无|不要|不)$/
const SLOW = /\bslow|\bgentl|\bsubtl|\bcalm|缓|慢|轻轻/
const FAST = /\bfast|\bquick|\brapid|\bswift|快速|迅速|急/

export function readPrompt(prompt: string): PromptCues {
  const text = prompt.toLowerCase()
  const camera = (Object.keys(CAMERA) as CameraMove[]).find((move) => CAMERA[move].test(text))
  const scene = (Object.keys(SCENE) as SceneCue[]).filter((cue) => asksFor(text, SCENE[cue]))
  const pace = SLOW.test(text) ? 0.75 : FAST.test(text) ? 1.35 : 1
  return { camera, scene: new Set(scene), pace }
}

/** "no snow" is not a wish for snow; "no rain, only snow" still is one for snow. */
function asksFor(text: string, words: RegExp): boolean {
  for (const match of text.matchAll(new RegExp(words, 'g'))) {
    if (!NEGATION.test(text.slice(0, match.index))) return true
  }
  return false
}
