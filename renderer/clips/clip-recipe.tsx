/** Owns what is known of a clip: its recipe, its cost, its file, and what can be done with it. */

import { Copy, CopyPlus, Dices, FolderOpen, ImageDown, Lock, Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Clip } from '#shared/clip.ts'
import { formatMoney } from '#shared/cost.ts'
import { copyText } from '../deeds/copying.ts'
import { saveFrame } from '../deeds/saved-frames.ts'
import { useWords } from '../locales/words.ts'
import { editShots, useShots } from '../stores/shots-store.ts'
import { useStudio } from '../stores/studio-store.ts'
import { hostBridge } from '../studio.ts'
import { ActionButton } from '../ui/action-context.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { notify } from '../ui/toaster.tsx'
import { ClipHints } from './clip-strip.tsx'
import { Promotions } from './promotions.tsx'
import './clip-recipe.css'

export function ClipRecipe({ clip }: { clip: Clip }) {
  const { t, model, moment } = useWords()
  const sizes = {
    width: clip.width,
    height: clip.height,
    rate: Number(clip.frameRate.toFixed(2)),
    seconds: (clip.durationMs / 1_000).toFixed(2),
    megabytes: (clip.bytes / 1_000_000).toFixed(1),
  }
  return (
    <div className="recipe">
      <dl className="recipe__facts">
        <Row name={t('player.prompt')}>{clip.prompt || t('player.noPrompt')}</Row>
        <Row name={t('player.seed')}>
          <span className="mono">{clip.seed}</span>
          <CopyButton label={t('player.copySeed')} text={String(clip.seed)} />
          <UseSeed clip={clip} />
        </Row>
        <Row name={t('player.model')}>
          {model(clip.model)} · {clip.resolution}
        </Row>
        <Row name={t('player.settings')}>{t('player.sizes', sizes)}</Row>
        <Row name={t('measures.title')}>
          <ClipHints clipId={clip.id} />
        </Row>
        <Row name={t('player.cost')}>{formatMoney(clip.cost)}</Row>
        <Row name={t('player.saved')}>{moment(clip.savedAt)}</Row>
        <Row name={t('player.file')}>
          <ClipFile clip={clip} />
          <CopyButton label={t('player.copyPath')} text={clip.path} />
        </Row>
      </dl>
      <Promotions clip={clip} />
      <TakeButtons />
      <FileButtons clip={clip} />
    </div>
  )
}

/** The file's path; on the desktop it can be dragged out of the window. */
function ClipFile({ clip }: { clip: Clip }) {
  const canDrag = useStudio(({ host }) => host?.capabilities.dragOut ?? false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons beside it do by keyboard what dragging does by mouse
    <span
      className="recipe__path mono"
      draggable={canDrag}
      onDragStart={(event) => {
        event.preventDefault()
        hostBridge()?.dragOut(clip.id)
      }}
    >
      {clip.path}
    </span>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="recipe__row">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function CopyButton({ label, text }: { label: string; text: string }) {
  return (
    <IconButton label={label} size="small" onPress={() => void copyText(text)}>
      <Copy />
    </IconButton>
  )
}

/** Takes the clip's seed over for the next takes of its shot. */
function UseSeed({ clip }: { clip: Clip }) {
  const { t } = useWords()
  const isOnBoard = useShots((state) => clip.shotId in state.byId)
  if (!isOnBoard) return null
  const take = () => {
    editShots([clip.shotId], { seed: clip.seed, seedLocked: true })
    notify({ text: t('player.seedUsed', { seed: clip.seed }) })
  }
  return (
    <IconButton label={t('player.useSeed')} size="small" onPress={take}>
      <Lock />
    </IconButton>
  )
}

/** What is made from a take: with one change, on new seeds, as the final of a draft. */
function TakeButtons() {
  return (
    <div className="recipe__buttons">
      <ActionButton action="take.branch" icon={<CopyPlus />} />
      <ActionButton action="take.newSeeds" icon={<Dices />} />
      <ActionButton action="take.promote" icon={<Trophy />} />
    </div>
  )
}

function FileButtons({ clip }: { clip: Clip }) {
  const { t } = useWords()
  const canReveal = useStudio(({ host }) => host?.capabilities.reveal ?? false)
  return (
    <div className="recipe__buttons">
      {canReveal ? (
        <Button icon={<FolderOpen />} onPress={() => void hostBridge()?.reveal(clip.path)}>
          {t('player.reveal')}
        </Button>
      ) : null}
      <Button icon={<ImageDown />} onPress={() => void saveFrame(clip.id, 'first')}>
        {t('player.firstFrame')}
      </Button>
      <Button icon={<ImageDown />} onPress={() => void saveFrame(clip.id, 'last')}>
        {t('player.lastFrame')}
      </Button>
    </div>
  )
}
