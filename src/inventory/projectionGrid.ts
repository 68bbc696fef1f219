import type { IssueList } from '../core/checking/errors.js'
import { findScale, gridScale, isOnGrid, MOST_GRID_UNITS, tooFine, toGrid } from '../core/numbers/quantityGrid.js'
import type { ProjectionItem } from './types.js'

/** How the quantities of one item are added up. */
export interface ProjectionGrid {
  /** Grid units in one stock unit; 1 where the item has no grid. */
  readonly scale: number
  /** Differences of this size, relative to the quantities they come from, are noise of floating point; 0 on a grid. */
  readonly noise: number
  /** The quantity in the units that are added up. */
  read(quantity: number): number
}

/** Quantities that are no grid's are added up as they are; sums of many of them are off in their last digits. */
const NO_GRID: ProjectionGrid = { scale: 1, noise: 1e-12, read: (quantity) => quantity }

/** What goes into stock or is asked of it, with what was there of it before. */
const FLOWS = [
  ['receipts', 'onHand'],
  ['demand', 'backlog'],
  ['dependentDemand', undefined],
  ['shipments', undefined],
] as const

const NONE: readonly number[] = []

function gridOf(scale: number): ProjectionGrid {
  return { scale, noise: 0, read: (quantity) => toGrid(quantity, scale) }
}

function* quantitiesOf(item: ProjectionItem): Generator<number> {
  yield item.onHand
  yield item.backlog ?? 0
  for (const [field] of FLOWS) yield* item[field] ?? NONE
}

/**
 * The grid of an item: as it is given, or the coarsest on which all its quantities are. Quantities off a given grid, and
 * more grid units than a double can hold, are added to the list.
 */
export function projectionGrid(item: ProjectionItem, path: string, issues: IssueList): ProjectionGrid {
  const { quantityDecimals } = item
  if (quantityDecimals === undefined) {
    const found = findScale(quantitiesOf(item))
    return found === undefined ? NO_GRID : gridOf(found)
  }
  const scale = gridScale(quantityDecimals)
  const before = issues.issues.length
  const refuseTooMuch = (quantity: number, place: string): void => {
    const { message, remedy } = tooFine(item.itemId, scale)
    issues.add('OUT_OF_RANGE', `${path}.${place}`, quantity, message, remedy)
  }
  const refuseOffGrid = (quantity: number, place: string): void =>
    issues.add(
      'OUT_OF_RANGE',
      `${path}.${place}`,
      quantity,
      `Item '${item.itemId}' is counted with ${quantityDecimals} decimals.`,
      'Round the quantity, or raise quantityDecimals of the item.',
    )
  const check = (quantity: number, field: string, t?: number): void => {
    const place = (): string => (t === undefined ? field : `${field}[${t}]`)
    if (quantity * scale > MOST_GRID_UNITS) refuseTooMuch(quantity, place())
    else if (!isOnGrid(quantity, scale)) refuseOffGrid(quantity, place())
  }
  check(item.onHand, 'onHand')
  check(item.backlog ?? 0, 'backlog')
  for (const [field] of FLOWS) (item[field] ?? NONE).forEach((quantity, t) => check(quantity, field, t))
  // A total of which a part is wrong already would only repeat it.
  if (issues.issues.length > before) return NO_GRID
  for (const [field, first] of FLOWS) {
    const start = first === undefined ? 0 : (item[first] ?? 0)
    const total = (item[field] ?? NONE).reduce((sum, quantity) => sum + quantity, start)
    if (total * scale > MOST_GRID_UNITS) refuseTooMuch(total, field)
  }
  return issues.issues.length > before ? NO_GRID : gridOf(scale)
}
