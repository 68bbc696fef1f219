import { indexById } from '../../core/keys/keys.js'
import { decimalSum } from '../../core/money/money.js'
import { gridScale } from '../../core/numbers/quantityGrid.js'
import type { CompiledStructure } from '../../core/structure/compiledStructure.js'
import { compileStructure } from '../../core/structure/compileStructure.js'
import { perPeriod } from '../../core/time/series.js'
import { toStructure } from '../../plan/costs/planStandards.js'
import { unitHours } from '../../plan/supply/unitHours.js'
import { billDate } from '../../schema/reading/billDate.js'
import type { StockLevel } from '../../schema/rows/supplyTypes.js'
import { type Closing, givenRows, unitsOfKind } from './closing.js'

/** Supply to be made that was given for the closed periods, and that they did not bring. */
export interface LateWork {
  /** Units by item that the next plan's first period can still make beside what was planned for it. */
  readonly open: ReadonlyMap<string, number>
  /** Units by item that it cannot: they are planned anew. */
  readonly anew: ReadonlyMap<string, number>
}

/** Less than this share of a unit is arithmetic. */
const NOISE = 1e-9

/** Units given as firm supply of the closed periods that the actuals do not show as made, by item. */
function lateUnits(closing: Closing): readonly (readonly [string, number])[] {
  const { open, closed, told } = closing
  if (!told.has('sales')) return []
  const made = unitsOfKind(closing, 'output')
  const bought = new Set(open.normal.sources.flatMap(({ itemId, kind }) => (kind === 'buy' ? [itemId] : [])))
  const services = new Set(open.normal.items.flatMap(({ id, kind }) => (kind === 'service' ? [id] : [])))
  return givenRows(open, 'sources').flatMap(({ itemId, firmSupply }): (readonly [string, number])[] => {
    if (firmSupply === undefined || bought.has(itemId) || services.has(itemId)) return []
    const fixed = firmSupply.slice(0, closed.length).map((units) => units ?? 0)
    const units = Math.max(0, decimalSum([...fixed, -(made.get(itemId) ?? 0)]))
    return units > 0 ? [[itemId, units]] : []
  })
}

/**
 * What becomes of fixed work that is late: it is done in the first period of the next plan, as far as the hours and the parts reach
 * that the plan before leaves there. More than that nobody could make, and a plan that must would have no answer. A minimum stock stays
 * where it is, also one of a later period, for more need not come before it. Parts that are late themselves come first: they are there
 * for what they go into.
 */
export function lateWork(closing: Closing, stock: readonly StockLevel[]): LateWork {
  const { plan, closed, from, to } = closing
  const late = lateUnits(closing)
  const [open, anew] = [new Map<string, number>(), new Map<string, number>()]
  if (late.length === 0) return { open, anew }
  const { normal } = closing.open
  const t = closed.length
  // Of a period that the plan did not have nothing is known.
  const isKnown = plan !== undefined && to.periods[0]?.id === from.periods[t]?.id
  const hours = new Map(
    (plan?.supply.resources ?? []).map((row) => [
      row.resourceId,
      (row.capacityHours[t] ?? 0) +
        (row.overtimeLimitHours[t] ?? 0) -
        (row.regularHours[t] ?? 0) -
        (row.overtimeHours[t] ?? 0),
    ]),
  )
  const parts = new Map<string, number>()
  const add = (itemId: string, units: number): void => void parts.set(itemId, (parts.get(itemId) ?? 0) + units)
  for (const { itemId, onHand } of stock) add(itemId, onHand)
  for (const record of plan?.supply.records ?? []) {
    const came = [record.produced, record.purchased, record.scheduledReceipts].map((units) => units[t] ?? 0)
    add(record.itemId, decimalSum(came) - (record.shipped[t] ?? 0))
    for (const { componentId, quantities } of record.components) add(componentId, -(quantities[t] ?? 0))
  }
  for (const { itemId, minimumStock = 0 } of normal.stockPolicies)
    add(itemId, -Math.max(0, ...perPeriod(minimumStock, from, 'level').slice(t)))
  const items = indexById(normal.items, 'id')
  const structure = compileStructure(toStructure(normal), { asOf: billDate(normal.asOf, normal.calendar.start) })
  const levelOf = (itemId: string): number => structure.lowLevelCode[structure.itemIndex.get(itemId) ?? 0] ?? 0
  const partsFirst = [...late].sort(([a], [b]) => levelOf(b) - levelOf(a))
  const hoursOf = unitHours(normal)
  const partsOf = billsOf(structure)
  for (const [itemId, units] of partsFirst) {
    const needs = [
      ...hoursOf(itemId).map(([id, per]) => ({ left: hours, id, per })),
      ...partsOf(itemId).map(([id, per]) => ({ left: parts, id, per })),
    ]
    const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
    const most = Math.min(units, ...needs.map(({ left, id, per }) => Math.max(0, left.get(id) ?? 0) / per))
    const fits = !isKnown ? 0 : Math.floor(most * scale + NOISE) / scale
    for (const { left, id, per } of needs) left.set(id, (left.get(id) ?? 0) - fits * per)
    add(itemId, fits)
    if (fits > 0) open.set(itemId, fits)
    if (units > fits) anew.set(itemId, decimalSum([units, -fits]))
  }
  return { open, anew }
}

/** Units of each part in one good unit of an item. */
function billsOf({
  itemIds,
  itemIndex,
  componentStart,
  component,
  componentQuantity,
}: CompiledStructure): (itemId: string) => readonly (readonly [string, number])[] {
  return (itemId) => {
    const i = itemIndex.get(itemId) ?? 0
    const first = componentStart[i] ?? 0
    return [...component.subarray(first, componentStart[i + 1])].flatMap((place, n): (readonly [string, number])[] => {
      const per = componentQuantity[first + n] ?? 0
      return per > 0 ? [[itemIds[place] as string, per]] : []
    })
  }
}
