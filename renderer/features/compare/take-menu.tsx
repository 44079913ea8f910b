/** Owns the name of a pane, which opens the list of takes that can be put there instead. */

import { ChevronDown } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { swapTake, useCompare } from '../../stores/compare-store.ts'
import { openDialog } from '../../stores/view-store.ts'
import { letterOf, takeName } from './take-name.ts'
import { useTakesOf } from './use-rows.ts'

type TakeMenuProps = { place: number; clip: Clip | undefined }

export function TakeMenu({ place, clip }: TakeMenuProps) {
  const { t } = useTranslation()
  const isBlind = useCompare((state) => state.isBlind)
  const name = takeName(t, place, clip, isBlind)
  if (isBlind) return <strong className="take-name">{name}</strong>
  return (
    <MenuTrigger>
      <Button
        className="button button--ghost button--small take-name"
        aria-label={t('compare.swap', { name })}
      >
        <TakeWords place={place} clip={clip} />
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu" offset={4}>
        <OtherTakes place={place} clip={clip} />
      </Popover>
    </MenuTrigger>
  )
}

/** The still's name gives way first, then the take; the seed stays readable. */
function TakeWords({ place, clip }: TakeMenuProps) {
  const { t } = useTranslation()
  return (
    <>
      <b className="take-name__letter">{letterOf(place)}</b>
      {clip ? (
        <>
          <span className="take-name__still">{clip.stillName}</span>
          <span className="take-name__take">{t('player.take', { take: clip.take })} ·</span>
          <span className="take-name__seed">
            <span className="take-name__word">{t('player.seed')} </span>
            {clip.seed}
          </span>
        </>
      ) : null}
    </>
  )
}

function OtherTakes({ place, clip }: TakeMenuProps) {
  const { t } = useTranslation()
  const takes = [...(useTakesOf(clip?.projectId, clip?.shotId)?.rows ?? [])].sort((a, b) => a.take - b.take)
  const shown = useCompare((state) => state.clipIds)
  const choose = (key: unknown) => {
    if (key === 'more') openDialog({ kind: 'takes', place })
    else swapTake(place, String(key))
  }
  return (
    <Menu className="menu__list" aria-label={t('compare.otherTakes')} onAction={choose}>
      {takes.map((one) => {
        const words = t('compare.takeSeed', { take: one.take, seed: one.seed })
        const at = shown.indexOf(one.id)
        return (
          <MenuItem
            key={one.id}
            id={one.id}
            className="menu__item"
            textValue={words}
            isDisabled={at === place}
          >
            {words}
            {at >= 0 ? (
              <span className="menu__note">{t('compare.inPane', { letter: letterOf(at) })}</span>
            ) : null}
          </MenuItem>
        )
      })}
      {takes.length > 0 ? <Separator className="menu__line" /> : null}
      <MenuItem id="more" className="menu__item">
        {t('compare.more')}
      </MenuItem>
    </Menu>
  )
}
