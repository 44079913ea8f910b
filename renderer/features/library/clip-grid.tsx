/** Owns the grid of clips: only rows in sight are there; arrows move, clicks and Shift select. */

import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { askedFilter, useLibrary } from '../../stores/library-store.ts'
import { useView } from '../../stores/view-store.ts'
import { useAction } from '../../ui/action-context.tsx'
import { ClipCard } from './clip-card.tsx'
import { GAP_PX, type GridShape, placeAfter, shapeFor } from './grid-shape.ts'
import { extendTo, moveTo, toggleAt } from './selecting.ts'
import './clip-grid.css'

export const cardId = (place: number) => `clip-${place}`

export function ClipGrid({ total }: { total: number }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const shape = useShape(scroller)
  const cursor = useLibrary((state) => state.cursor)
  const { run: play } = useAction('library.play')
  const { columns, rowPx } = shape
  const rows = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 1,
    paddingStart: GAP_PX / 2,
  })
  // The library measures rows once; another size of cards has to be told.
  useLayoutEffect(() => {
    if (rowPx * columns > 0) rows.measure()
  }, [rows, rowPx, columns])
  useBegunAnew(() => rows.scrollToOffset(0))
  const shown = rows.getVirtualItems()
  useWanted((shown[0]?.index ?? 0) * columns, ((shown.at(-1)?.index ?? 0) + 1) * columns)
  const onKeyDown = (event: KeyboardEvent) => {
    const pageRows = Math.floor((scroller.current?.clientHeight ?? 0) / rowPx)
    const place = placeAfter(event.key, { cursor, total, columns, pageRows })
    if (place === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (event.shiftKey) void extendTo(place)
    else void moveTo(place)
    rows.scrollToIndex(Math.floor(place / columns))
  }
  const isThere = shown.some(({ index }) => index === Math.floor(cursor / columns))
  return (
    <div
      ref={scroller}
      className="clips"
      role="listbox"
      aria-multiselectable
      aria-label={t('library.grid')}
      tabIndex={0}
      {...(isThere ? { 'aria-activedescendant': cardId(cursor) } : {})}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => selectByMouse(event)}
      onDoubleClick={(event) => placeOfEvent(event) !== undefined && play()}
    >
      <div role="presentation" className="clips__all" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, start }) => (
          <Row key={index} row={index} startPx={start} {...shape} total={total} />
        ))}
      </div>
    </div>
  )
}

type RowProps = GridShape & { row: number; startPx: number; total: number }

const Row = memo(function Row({ row, startPx, columns, cardPx, rowPx, total }: RowProps) {
  const first = row * columns
  const places = Array.from({ length: Math.min(columns, total - first) }, (_, column) => first + column)
  return (
    <div
      role="presentation"
      className="clips__row"
      style={{
        height: rowPx - GAP_PX,
        transform: `translateY(${startPx}px)`,
        gridTemplateColumns: `repeat(${columns}, ${cardPx}px)`,
      }}
    >
      {places.map((place) => (
        <ClipCard key={place} id={cardId(place)} place={place} total={total} />
      ))}
    </div>
  )
})

function placeOfEvent(event: MouseEvent): number | undefined {
  const card = event.target instanceof Element ? event.target.closest('[data-place]') : null
  return card instanceof HTMLElement ? Number(card.dataset.place) : undefined
}

function selectByMouse(event: MouseEvent): void {
  const place = placeOfEvent(event)
  if (place === undefined || event.button !== 0) return
  if (event.shiftKey) {
    // Otherwise the browser marks the text between.
    event.preventDefault()
    void extendTo(place)
  } else if (event.ctrlKey || event.metaKey) toggleAt(place)
  else void moveTo(place)
}

/** The grid's shape for the room it has; it follows the window and the size slider. */
function useShape(scroller: React.RefObject<HTMLDivElement | null>): GridShape {
  const tilePx = useView((view) => view.tilePx)
  const [widthPx, setWidthPx] = useState(800)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    setWidthPx(element.clientWidth)
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return shapeFor(widthPx, tilePx)
}

/** Tells which rows are on screen, and that nobody looks once the grid is gone. */
function useWanted(first: number, last: number): void {
  useEffect(() => {
    useLibrary.setState(({ wanted }) =>
      wanted?.[0] === first && wanted[1] === last ? {} : { wanted: [first, last] },
    )
  }, [first, last])
}

/** Runs `reset` when another question is asked: another project on screen is one, too. */
function useBegunAnew(reset: () => void): void {
  const latest = useRef(reset)
  useEffect(() => {
    latest.current = reset
  })
  useEffect(() => {
    const questionNow = () => JSON.stringify([askedFilter(useLibrary.getState()), useLibrary.getState().sort])
    let before = questionNow()
    const look = () => {
      const now = questionNow()
      if (now === before) return
      before = now
      latest.current()
    }
    const stops = [useLibrary.subscribe(look), useView.subscribe(look)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
}
