/** Owns the bar over the panes: layout and what belongs to it, zoom, which takes, how exactly the panes follow. */

import {
  BetweenVerticalStart,
  Blend,
  Contrast,
  Download,
  Grid2x2,
  Maximize,
  Minus,
  Plus,
  SquareSplitHorizontal,
  ToggleLeft,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { LAYOUTS, type Layout, layOut, useCompare } from '../../stores/compare-store.ts'
import { ActionButton, useAction } from '../../ui/action-context.tsx'
import { Tip } from '../../ui/button.tsx'
import { DriftMark } from './drift-mark.tsx'
import { OverlayTools } from './overlay-tools.tsx'

const PICTURES: Record<Layout, ReactNode> = {
  grid: <Grid2x2 aria-hidden />,
  wipe: <SquareSplitHorizontal aria-hidden />,
  blink: <ToggleLeft aria-hidden />,
  difference: <Contrast aria-hidden />,
  onion: <Blend aria-hidden />,
}

/** Takes in the order of the panes; undefined while they are on their way. */
export function CompareBar({ clips }: { clips: readonly (Clip | undefined)[] }) {
  const { t } = useTranslation()
  const layout = useCompare((state) => state.layout)
  return (
    <div className="compare-bar">
      <ToggleButtonGroup
        className="layouts"
        aria-label={t('compare.layout')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[layout]}
        onSelectionChange={([key]) => {
          const chosen = LAYOUTS.find((one) => one === key)
          if (chosen) layOut(chosen)
        }}
      >
        {LAYOUTS.map((one) => (
          <LayoutButton key={one} layout={one} />
        ))}
      </ToggleButtonGroup>
      <OverlayTools clips={clips} />
      <span className="compare-bar__space" />
      <DriftMark />
      <ZoomTools />
      <ActionButton action="compare.export" iconOnly icon={<Download />} />
      <ActionButton action="compare.choose" kind="ghost" icon={<BetweenVerticalStart />} />
    </div>
  )
}

function LayoutButton({ layout }: { layout: Layout }) {
  const { t } = useTranslation()
  const { label, keys } = useAction(`compare.layout.${layout}`)
  return (
    <Tip label={label} keys={keys}>
      <ToggleButton id={layout} className="layouts__one">
        {PICTURES[layout]}
        {t(`compare.layouts.${layout}`)}
      </ToggleButton>
    </Tip>
  )
}

function ZoomTools() {
  const { t } = useTranslation()
  const scale = useCompare((state) => state.zoom.scale)
  return (
    <span className="zoom-tools">
      <ActionButton action="compare.zoomOut" iconOnly size="small" icon={<Minus />} isDisabled={scale <= 1} />
      <span className="zoom-tools__scale">{t('compare.zoom', { percent: Math.round(scale * 100) })}</span>
      <ActionButton action="compare.zoomIn" iconOnly size="small" icon={<Plus />} isDisabled={scale >= 8} />
      <ActionButton
        action="compare.whole"
        iconOnly
        size="small"
        icon={<Maximize />}
        isDisabled={scale === 1}
      />
    </span>
  )
}
