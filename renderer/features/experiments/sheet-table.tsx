/** Owns the table of an experiment: headings and cells as one grid that is walked with arrow keys. */

import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react'
import type { Cell } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { useWords } from '../../locales/words.ts'
import { editHeading, type Place, togglePicked, useExperiments } from '../../stores/experiments-store.ts'
import { playedClip, useCells } from '../../stores/open-cells.ts'
import { openDialog } from '../../stores/view-store.ts'
import type { OnUpdate } from '../../sync/experiments.ts'
import { AxisHeading } from './axis-heading.tsx'
import { SheetCell } from './sheet-cell.tsx'
import { useKeepNoise } from './use-noise.ts'

type SheetTableProps = { sheet: ExperimentSheet; onUpdate: OnUpdate }

export function SheetTable({ sheet, onUpdate }: SheetTableProps) {
  const { t } = useWords()
  const { rows, columns, name } = sheet.experiment
  const cells = useCells()
  useKeepNoise(sheet.experiment, cells)
  const table = useRef<HTMLTableElement>(null)
  const size = { row: rows.values.length, column: columns.values.length }
  const onKeyDown = useGridKeys(table, size, cells)
  const at = (row: number, column: number) => cells[row * size.column + column]
  return (
    <div className="sheet-scroll">
      <FocusBack table={table} />
      <table
        ref={table}
        className={`sheet sheet--${columns.field}`}
        style={{ '--columns': size.column } as CSSProperties}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys walk its cells, and Space chooses them
        role="grid"
        aria-multiselectable
        aria-label={t('experiments.table', { name })}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th className="sheet__corner" scope="col">
              <span>{t(`experiments.axis.${columns.field}`)} →</span>
              <span>{t(`experiments.axis.${rows.field}`)} ↓</span>
            </th>
            {columns.values.map((value, place) => (
              <AxisHeading
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; two may hold the same value
                key={place}
                axis="columns"
                {...{ sheet, value, place, onUpdate }}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.values.map((value, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; two may hold the same value
            <tr key={row}>
              <AxisHeading axis="rows" place={row} {...{ sheet, value, onUpdate }} />
              {columns.values.map((_, column) => {
                const cell = at(row, column)
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                return cell ? <SheetCell key={column} cell={cell} /> : null
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const STEPS: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(-1, value))

/** Arrow keys walk over headings and cells; Space chooses, Enter opens. */
function useGridKeys(
  table: React.RefObject<HTMLTableElement | null>,
  size: Place,
  cells: readonly Cell[],
): (event: KeyboardEvent) => void {
  return (event) => {
    const { at } = useExperiments.getState()
    if (!(event.target instanceof HTMLElement) || event.target.dataset.place === undefined) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const step = STEPS[event.key]
    const cell = cells.find(({ row, column }) => row === at.row && column === at.column)
    if (step) {
      const next = {
        row: clamp(at.row + step.row, size.row - 1),
        column: clamp(at.column + step.column, size.column - 1),
      }
      // The corner holds nothing.
      if (next.row === -1 && next.column === -1) return
      useExperiments.setState({ at: next })
      focusPlace(table.current, next)
    } else if (event.key === ' ' && cell) togglePicked(cell)
    else if (event.key === 'Enter') openPlace(at, cell)
    else return
    event.preventDefault()
  }
}

/** Back from an editor, the focus is on its heading again. By itself, so that a letter typed there draws no cell anew. */
function FocusBack({ table }: { table: React.RefObject<HTMLTableElement | null> }) {
  const isEditing = useExperiments((state) => state.editing !== null)
  const before = useRef(isEditing)
  useEffect(() => {
    if (before.current && !isEditing) focusPlace(table.current, useExperiments.getState().at)
    before.current = isEditing
  }, [isEditing, table])
  return null
}

/** Opens the clip of a cell, or the editor of a heading. */
export function openPlace(at: Place, cell: Cell | undefined): void {
  const clipId = playedClip(cell?.job)
  if (cell?.job && clipId) openDialog({ kind: 'player', shotId: cell.job.shotId, clipId })
  else if (at.row === -1) editHeading('columns', at.column)
  else if (at.column === -1) editHeading('rows', at.row)
}

function focusPlace(table: HTMLTableElement | null, { row, column }: Place): void {
  const element = table?.querySelector<HTMLElement>(`[data-place="${row}/${column}"]`)
  element?.focus()
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
