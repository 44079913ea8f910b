/** Owns the question how several stills become an experiment, and what one table of them all would level. */

import { useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Shot } from '#shared/shot.ts'
import { type Layout, levelledIn } from '../../deeds/new-experiment.ts'
import { useWords } from '../../locales/words.ts'
import { problemOf } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'

type NewExperimentDialogProps = {
  shots: readonly Shot[]
  create(layout: Layout): Promise<void>
  onClose(): void
}

export function NewExperimentDialog({ shots, create, onClose }: NewExperimentDialogProps) {
  const { t, problem } = useWords()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<AppErrorData | null>(null)
  const choose = async (layout: Layout) => {
    setBusy(true)
    try {
      await create(layout)
      onClose()
    } catch (thrown) {
      setFailure(problemOf(thrown))
      setBusy(false)
    }
  }
  const count = shots.length
  return (
    <Dialog
      title={t('experiments.new.title', { count })}
      size="small"
      closeLabel={t('frame.close')}
      onClose={onClose}
    >
      <div className="dialog__body">
        <section className="new-experiment">
          <p>{t('experiments.new.each', { count })}</p>
          <Button kind="primary" isDisabled={isBusy} onPress={() => void choose('each')}>
            {t('experiments.new.makeEach', { count })}
          </Button>
        </section>
        <section className="new-experiment">
          <p>{t('experiments.new.one', { count })}</p>
          <Levelled shots={shots} />
          <Button isDisabled={isBusy} onPress={() => void choose('one')}>
            {t('experiments.new.makeOne')}
          </Button>
        </section>
        {failure ? <Problem {...problem(failure)} /> : null}
      </div>
    </Dialog>
  )
}

function Levelled({ shots }: { shots: readonly Shot[] }) {
  const { t, language } = useWords()
  const fields = levelledIn(shots)
  if (fields.length === 0) return null
  const names = new Intl.ListFormat(language).format(fields.map((one) => t(`words.recipe.${one}`)))
  return <p role="status">{t('experiments.new.levelled', { names, name: shots[0]?.still.name ?? '' })}</p>
}
