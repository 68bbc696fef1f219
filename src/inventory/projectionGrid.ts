import type { IssueList } from '../core/errors.js'
import { findScale, gridScale, isOnGrid, MOST_GRID_UNITS, tooFine, toGrid } from '../core/quantityGrid.js'
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

/** What goes into stock or is asked of it: each alone and in total a number of grid units that a double can hold. */
const FLOWS = ['receipts', 'demand', 'dependentDemand', 'shipments'] as const
const BEFORE = { receipts: 'onHand', demand: 'backlog', dependentDemand: undefined, shipments: undefined } as const

/** A quantity, or the total of a field with what was there before, and where it stands. */
interface Placed {
  readonly field: string
  readonly quantity: number
}

function quantities(item: ProjectionItem): Placed[] {
  return [
    { field: 'onHand', quantity: item.onHand },
    { field: 'backlog', quantity: item.backlog ?? 0 },
    ...FLOWS.flatMap((field) => (item[field] ?? []).map((quantity, t) => ({ field: `${field}[${t}]`, quantity }))),
  ]
}

function totals(item: ProjectionItem): Placed[] {
  return FLOWS.map((field) => {
    const before = BEFORE[field]
    const first = before === undefined ? 0 : (item[before] ?? 0)
    return { field, quantity: (item[field] ?? []).reduce((sum, quantity) => sum + quantity, first) }
  })
}

function gridOf(scale: number): ProjectionGrid {
  return { scale, noise: 0, read: (quantity) => toGrid(quantity, scale) }
}

/**
 * The grid of an item: as it is given, or the coarsest on which all its quantities are. Quantities off a given grid, and
 * more grid units than a double can hold, are added to the list.
 */
export function projectionGrid(item: ProjectionItem, path: string, issues: IssueList): ProjectionGrid {
  const { quantityDecimals } = item
  const all = quantities(item)
  if (quantityDecimals === undefined) {
    const found = findScale(all.map(({ quantity }) => quantity))
    return found === undefined ? NO_GRID : gridOf(found)
  }
  const scale = gridScale(quantityDecimals)
  const before = issues.issues.length
  const refuseTooMuch = ({ field, quantity }: Placed): void => {
    const { message, remedy } = tooFine(item.itemId, scale)
    if (quantity * scale > MOST_GRID_UNITS) issues.add('OUT_OF_RANGE', `${path}.${field}`, quantity, message, remedy)
  }
  for (const placed of all) {
    refuseTooMuch(placed)
    if (isOnGrid(placed.quantity, scale)) continue
    issues.add(
      'OUT_OF_RANGE',
      `${path}.${placed.field}`,
      placed.quantity,
      `Item '${item.itemId}' is counted with ${quantityDecimals} decimals.`,
      'Round the quantity, or raise quantityDecimals of the item.',
    )
  }
  // A total of which a part is too much already would only repeat it.
  if (issues.issues.length === before) totals(item).forEach(refuseTooMuch)
  return issues.issues.length === before ? gridOf(scale) : NO_GRID
}
