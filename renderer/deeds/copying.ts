/** Owns copying a text: what is on the clipboard cannot be seen, so it is said. */

import i18next from 'i18next'
import { notify } from '../ui/toaster.tsx'

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  notify({ text: i18next.t('frame.copied'), about: 'copied' })
}
