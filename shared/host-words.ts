/** Owns what hosts say before there is a page, or beside it: at the door, in the system's dialogs and menus. */

import type { AppErrorData, ErrorWords } from './app-error.ts'
import { wordsFor } from './app-error.ts'
import { ERRORS } from './error-words.ts'
import { CHINESE_ERRORS } from './error-words-zh-cn.ts'
import type { Language } from './language.ts'

type HostWords = {
  notOurs: string
  enter: string
  closed: string
  notBuilt: string
  pictures: string
  fileMenu: string
  viewMenu: string
}

const ENGLISH: HostWords = {
  notOurs: 'This address does not lead to Gallop.',
  enter: 'Open the studio',
  closed:
    'This studio lets in only who knows its address. Open the one that Gallop printed where it was started; it ends in ?token=… and works once. If it was used already, a new one has just been printed there.',
  notBuilt: 'The page is not built yet: run “npm run build”, then reload.',
  pictures: 'Pictures',
  fileMenu: 'File',
  viewMenu: 'View',
}

const CHINESE: HostWords = {
  notOurs: '这个地址不通向 Gallop。',
  enter: '打开工作室',
  closed:
    '只有知道地址的人才能进入这个工作室。请打开 Gallop 启动处显示的地址；它以 ?token=… 结尾，只能使用一次。如果已经用过，那里刚刚显示了一个新地址。',
  notBuilt: '页面尚未构建：请运行“npm run build”，然后重新加载。',
  pictures: '图片',
  fileMenu: '文件',
  viewMenu: '视图',
}

export const HOST_WORDS: Record<Language, HostWords> = { en: ENGLISH, 'zh-CN': CHINESE }

/** Words an error where there is no page to do it. */
export function errorWordsIn(language: Language, error: AppErrorData): ErrorWords {
  return language === 'zh-CN' ? wordsFor(error, { ...ERRORS, ...CHINESE_ERRORS }) : wordsFor(error)
}
