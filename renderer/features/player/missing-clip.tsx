/** Owns what the player says of a clip whose file is gone, and the ways to find it again. */

import { FileQuestion, FolderSearch, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import { useWords } from '../../locales/words.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { notify } from '../../ui/toaster.tsx'

type MissingClipProps = { clip: Clip; pickFolder(): Promise<string | undefined>; onFound(): void }

export function MissingClip({ clip, pickFolder, onFound }: MissingClipProps) {
  const { t, error } = useWords()
  const [isBusy, setBusy] = useState(false)
  const find = async (path?: string) => {
    setBusy(true)
    const answer = await attempt(studio.clips.find({ projectId: clip.projectId, ...(path ? { path } : {}) }))
    setBusy(false)
    if (!answer.ok) return notify({ tone: 'bad', text: error(answer.error).what })
    const { found, missing } = answer.value
    const rest = missing > 0 ? ` · ${t('rescue.missing.still', { count: missing })}` : ''
    notify({
      text: found > 0 ? t('rescue.missing.found', { count: found }) + rest : t('rescue.missing.none'),
    })
    onFound()
  }
  const choose = async () => {
    const path = await pickFolder()
    if (path) await find(path)
  }
  return (
    <div className="missing" role="alert">
      <FileQuestion className="missing__picture" aria-hidden />
      <h3 className="missing__title">{t('rescue.missing.title')}</h3>
      <p className="missing__text">{t('rescue.missing.text', { path: clip.path })}</p>
      <div className="missing__buttons">
        <Button kind="primary" icon={<FolderSearch />} isDisabled={isBusy} onPress={choose}>
          {t('rescue.missing.find')}
        </Button>
        <Button icon={<RefreshCw />} isDisabled={isBusy} onPress={() => find()}>
          {t('rescue.missing.look')}
        </Button>
      </div>
    </div>
  )
}
