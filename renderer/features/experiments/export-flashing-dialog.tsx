/** Owns the question before an experiment with takes that flash leaves the studio as a video. */

import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlashingChoice as Chosen } from '#shared/comparison-contract.ts'
import { FlashingChoice } from '../../clips/flashing-choice.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

type ExportFlashingDialogProps = { count: number; start(choice: Chosen): Promise<void>; onClose(): void }

export function ExportFlashingDialog({ count, start, onClose }: ExportFlashingDialogProps) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState<Chosen>('held')
  return (
    <Dialog
      title={t('actions.experiments.exportVideo')}
      size="small"
      closeLabel={t('frame.close')}
      onClose={onClose}
    >
      <div className="dialog__body">
        <FlashingChoice
          which={t('exporting.flashing.takes', { count })}
          value={choice}
          onChange={setChoice}
        />
      </div>
      <footer className="dialog__foot">
        <Button
          kind="primary"
          icon={<Download />}
          onPress={() => {
            onClose()
            void start(choice)
          }}
        >
          {t('exporting.start')}
        </Button>
      </footer>
    </Dialog>
  )
}
