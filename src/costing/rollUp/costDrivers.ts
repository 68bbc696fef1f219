import { optional, record, text, throwIfUnreadable } from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { createIssueList } from '../../core/checking/errors.js'
import { operationHours } from '../../core/structure/compileStructure.js'
import { compareText } from '../../core/keys/keys.js'
import type { ProductStructure } from '../../core/structure/structure.js'
import { readStructure } from '../../core/structure/structureChecks.js'
import type { CostRates } from '../types.js'
import { costRates, isMade, readRates } from './readRates.js'
import { rollUpCosts } from './rollUpCosts.js'

/** Whose cost {@link costDrivers} takes apart, at which rates. */
export interface CostDriverOptions {
  readonly rates: CostRates
  readonly itemId: string
  /** Day at which bills and rates are read. */
  readonly asOf?: string
}

/** A price or a rate, and what it makes of an item's cost. */
export interface CostDriver {
  /** The item that is bought, or whose cost is assumed; null of a resource. */
  readonly itemId: string | null
  /** The resource whose hours are paid; null of an item. */
  readonly resourceId: string | null
  /**
   * Units or hours in one good unit of the item looked at, over all ways: what 1.00 more for one of them adds to its
   * cost.
   */
  readonly quantity: number
  /** Landed cost of one unit, or cost of one hour with its overheads. */
  readonly rate: number
  /** Quantity x rate. */
  readonly amount: number
  /** Of the item's cost: by how many percent it rises when this rate rises by one. Null where the item costs nothing. */
  readonly share: number | null
}

/**
 * What an item's cost is made of at the bottom: purchase prices and hourly rates, the largest first.
 *
 * Bills are exploded top-down by effective quantities; amount = units (hours) in one unit of the item x price (rate).
 * The amounts add to its unit cost but for the 6 decimals of cards; share is the elasticity of the cost. Source:
 * Horngren, Cost Accounting, ch. 3, sensitivity analysis; APICS (ASCM) Dictionary, "cost roll-up". By-products and
 * co-products are not looked at.
 *
 * @param structure - items, bills and routings
 * @param options - the item, the rates (major units), the day
 * @returns drivers, the largest amount first
 * @throws SopError as `rollUpCosts`, `UNKNOWN_ID` for an item that there is not
 * @example
 * ```ts
 * import { costDrivers } from 'sop-engine/costing'
 * const drivers = costDrivers(
 *   {
 *     items: [{ id: 'lamp' }, { id: 'shade' }],
 *     billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
 *     operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
 *   },
 *   {
 *     itemId: 'lamp',
 *     rates: {
 *       purchaseCosts: [{ itemId: 'shade', purchaseCost: 15 }],
 *       resources: [{ resourceId: 'bench', costPerHour: 20 }],
 *     },
 *   },
 * )
 * drivers.map(({ itemId, resourceId, amount, share }) => [itemId ?? resourceId, amount, share]) // => [['shade', 15, 0.75], ['bench', 5, 0.25]]
 * ```
 */
export function costDrivers(structure: ProductStructure, options: CostDriverOptions): CostDriver[] {
  const issues = createIssueList()
  record<CostDriverOptions>({ rates: costRates, itemId: text, asOf: optional(day) })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { itemId, ...rest } = options
  // Out of range is told by the roll-up, with all that is wrong with the structure.
  const cards = rollUpCosts(structure, rest)
  const compiled = readStructure(structure, rest.asOf, issues)
  const wanted = compiled.itemIndex.get(itemId)
  if (wanted === undefined) {
    const message = `There is no item '${itemId}'.`
    issues.add('UNKNOWN_ID', 'options.itemId', itemId, message, 'Add it to items, or correct the id.')
  }
  issues.throwIfAny()
  const rates = readRates(rest, compiled, issues)
  const hoursPerUnit = operationHours(compiled)
  const { itemIds, resourceIds, topDown, componentStart, component, componentQuantity } = compiled
  const { operationStart, operationResource } = compiled
  const units = new Map<number, number>([[wanted ?? -1, 1]])
  const hours = new Map<number, number>()
  const drivers: Omit<CostDriver, 'share'>[] = []
  for (const item of topDown) {
    const quantity = units.get(item)
    if (quantity === undefined) continue
    const price = rates.purchase[item] ?? Number.NaN
    const rate = Number.isNaN(price) && !isMade(compiled, item) ? (rates.assumed[item] ?? Number.NaN) : price
    const itemId = itemIds[item] ?? ''
    const bought = rates.bought.get(item) ?? { share: 0, unitCost: 0 }
    const made = quantity * (1 - bought.share)
    const add = (own: number, paid: number): void =>
      void drivers.push({ itemId, resourceId: null, quantity: own, rate: paid, amount: own * paid })
    if (bought.share > 0) add(quantity * bought.share, bought.unitCost)
    if (!Number.isNaN(rate) && made > 0) add(made, rate)
    if (made === 0) continue
    for (let b = componentStart[item] ?? 0; b < (componentStart[item + 1] ?? 0); b++) {
      const part = component[b] ?? -1
      units.set(part, (units.get(part) ?? 0) + made * (componentQuantity[b] ?? 0))
    }
    for (let o = operationStart[item] ?? 0; o < (operationStart[item + 1] ?? 0); o++) {
      const resource = operationResource[o] ?? -1
      hours.set(resource, (hours.get(resource) ?? 0) + made * (hoursPerUnit[o] ?? 0))
    }
  }
  for (const [resource, quantity] of hours) {
    const rate = (rates.perHour[resource] ?? []).reduce((sum, part) => sum + part, 0)
    drivers.push({ itemId: null, resourceId: resourceIds[resource] ?? '', quantity, rate, amount: quantity * rate })
  }
  const total = cards[wanted ?? -1]?.unitCost ?? 0
  return drivers
    .map((driver) => ({ ...driver, share: total > 0 ? driver.amount / total : null }))
    .sort(
      (a, b) =>
        b.amount - a.amount ||
        compareText(a.itemId ?? '', b.itemId ?? '') ||
        compareText(a.resourceId ?? '', b.resourceId ?? ''),
    )
}
