import {
  type Check,
  list,
  number,
  oneOf,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  SHARE,
  text,
} from '../../core/checking/checks.js'
import type { CompiledStructure } from '../../core/structure/compiledStructure.js'
import { day } from '../../core/time/dayCheck.js'
import type { IssueList } from '../../core/checking/errors.js'
import type { CostRates, JointOutput, PurchaseCost, ResourceRates, UnitCost } from '../types.js'
import type { StandardCost } from '../standards/standardsAt.js'
import { type BoughtShare, mixBought, mixSources, type PlacedSource } from './mixSources.js'
import { givenStandards } from './readStandards.js'

/** Options of {@link rollUpCosts}. */
export interface RollUpOptions {
  readonly rates: CostRates
  /** Day at which bills and rates are read, `YYYY-MM-DD`; without it, those that hold for a time only are refused. */
  readonly asOf?: string
  /** What comes out of the making of items beside them; default nothing. */
  readonly outputs?: readonly JointOutput[]
  /** Standards that are given, as `standardsAt` gives them: their items are not rolled up; default none. */
  readonly standards?: readonly StandardCost[]
}

/** The rates of a roll-up by place of items and resources. */
export interface ReadRates {
  /** Landed cost of one unit by item; NaN where none was given. */
  readonly purchase: Float64Array
  /** Element of the purchase cost by item, where it is given. */
  readonly element: ReadonlyMap<string, NonNullable<PurchaseCost['element']>>
  /** Made items that are bought, too, or instead: how much of them, and at what. */
  readonly bought: ReadonlyMap<number, BoughtShare>
  readonly assumed: Float64Array
  /** Labor, variable and fixed overhead of one hour, by resource. */
  readonly perHour: readonly (readonly [number, number, number])[]
  /** Duty rates that are likely a percentage, by item. */
  readonly likelyPercent: ReadonlyMap<string, number>
}

const cost = number(QUANTITY)

/** Checks of rates, field by field. */
export const costRates: Check = record<CostRates>({
  purchaseCosts: optional(
    list(
      record<PurchaseCost>({
        itemId: text,
        purchaseCost: cost,
        kind: optional(oneOf('buy', 'subcontract')),
        element: optional(oneOf('material', 'outsideProcessing')),
        supplierId: optional(text),
        quotaShare: optional(number(SHARE)),
        priority: optional(number()),
        freightInPerUnit: optional(cost),
        dutyRate: optional(cost),
        otherLandedCostPerUnit: optional(cost),
        firstDate: optional(day),
        lastDate: optional(day),
      }),
    ),
  ),
  resources: optional(
    list(
      record<ResourceRates>({
        resourceId: text,
        costPerHour: cost,
        variableOverheadPerHour: optional(cost),
        fixedOverheadPerHour: optional(cost),
        firstDate: optional(day),
        lastDate: optional(day),
      }),
    ),
  ),
  assumedUnitCosts: optional(list(record<UnitCost>({ itemId: text, unitCost: cost }))),
})

/** Checks of the options, field by field. */
export const rollUpOptions: Check = record<RollUpOptions>({
  rates: costRates,
  asOf: optional(day),
  outputs: optional(
    list(
      record<JointOutput>({
        itemId: text,
        outputItemId: text,
        quantityPer: number(POSITIVE),
        kind: oneOf('coProduct', 'byProduct'),
        costShare: optional(number(SHARE)),
        valuePerUnit: optional(cost),
      }),
    ),
  ),
  standards: optional(givenStandards),
})

interface Validity {
  readonly firstDate?: string
  readonly lastDate?: string
}

/** Whether a rate holds on the day; one that holds for a time only needs the day, and is told where it is missing. */
export function holdsOn(rate: Validity, asOf: string | undefined, at: string, issues: IssueList): boolean {
  const { firstDate, lastDate } = rate
  if (firstDate === undefined && lastDate === undefined) return true
  if (asOf === undefined) {
    const message = 'The rate holds for a time only.'
    issues.add('MISSING_VALUE', at, { firstDate, lastDate }, message, 'Pass asOf, the day at which it is to be read.')
    return false
  }
  if (firstDate !== undefined && lastDate !== undefined && lastDate < firstDate) {
    const message = 'The rate ends before it begins.'
    issues.add('PERIODS_OUT_OF_ORDER', `${at}.lastDate`, lastDate, message, 'Give a day that is not before firstDate.')
  }
  return (firstDate === undefined || firstDate <= asOf) && (lastDate === undefined || lastDate >= asOf)
}

interface Reading {
  readonly path: string
  readonly compiled: CompiledStructure
  readonly issues: IssueList
}

function readUnitCosts(
  lines: readonly { readonly itemId: string; readonly cost: number }[],
  { path, compiled, issues }: Reading,
): Float64Array {
  const costs = new Float64Array(compiled.itemIds.length).fill(Number.NaN)
  const seen = new Set<string>()
  lines.forEach((line, n) => {
    const item = knownItem(line.itemId, `${path}[${n}]`, { path, compiled, issues })
    if (seen.has(line.itemId)) {
      const message = `Item '${line.itemId}' is there twice.`
      issues.add('DUPLICATE_ID', `${path}[${n}].itemId`, line.itemId, message, 'Keep one cost for each item.')
    }
    seen.add(line.itemId)
    if (item !== undefined) costs[item] = line.cost
  })
  return costs
}

function knownItem(itemId: string, at: string, { compiled, issues }: Reading): number | undefined {
  const item = compiled.itemIndex.get(itemId)
  if (item === undefined) {
    const message = `There is no item '${itemId}'.`
    issues.add('UNKNOWN_ID', `${at}.itemId`, itemId, message, 'Add it to items, or correct the id.')
  }
  return item
}

function readPurchases(
  rows: readonly PurchaseCost[],
  asOf: string | undefined,
  reading: Reading,
): Pick<ReadRates, 'purchase' | 'element' | 'bought' | 'likelyPercent'> {
  const { compiled, path, issues } = reading
  const purchase = new Float64Array(compiled.itemIds.length).fill(Number.NaN)
  const element = new Map<string, NonNullable<PurchaseCost['element']>>()
  const likelyPercent = new Map<string, number>()
  const byItem = new Map<string, PlacedSource[]>()
  const complete = new Map<string, PlacedSource[]>()
  rows.forEach((row, place) => {
    const at = `${path}[${place}]`
    const item = knownItem(row.itemId, at, reading)
    if (!holdsOn(row, asOf, at, issues)) return
    if (row.dutyRate !== undefined && row.dutyRate >= 1) likelyPercent.set(row.itemId, row.dutyRate)
    const isComplete = row.kind === 'buy' && item !== undefined && isMade(compiled, item)
    const own = row.element ?? (row.kind === 'subcontract' ? 'outsideProcessing' : undefined)
    if (own !== undefined && !isComplete) element.set(row.itemId, own)
    const sources = isComplete ? complete : byItem
    const before = sources.get(row.itemId)
    if (before === undefined) sources.set(row.itemId, [{ row, place }])
    else before.push({ row, place })
  })
  for (const [itemId, sources] of byItem) {
    const item = compiled.itemIndex.get(itemId)
    const landed = mixSources(sources, path, issues)
    if (item !== undefined) purchase[item] = landed
  }
  const bought = new Map<number, BoughtShare>()
  for (const [itemId, sources] of complete) {
    const item = compiled.itemIndex.get(itemId)
    if (item !== undefined) bought.set(item, mixBought(sources, path, issues))
  }
  return { purchase, element, bought, likelyPercent }
}

/** Whether an item has a bill or a routing. */
export function isMade({ componentStart, operationStart }: CompiledStructure, item: number): boolean {
  return componentStart[item] !== componentStart[item + 1] || operationStart[item] !== operationStart[item + 1]
}

/** Reads the rates of a roll-up; what is wrong with them is told. */
export function readRates({ rates, asOf }: RollUpOptions, compiled: CompiledStructure, issues: IssueList): ReadRates {
  const path = 'options.rates'
  const found = new Map<string, readonly [number, number, number]>()
  ;(rates.resources ?? []).forEach((resource, n) => {
    const at = `${path}.resources[${n}]`
    if (!holdsOn(resource, asOf, at, issues)) return
    if (found.has(resource.resourceId)) {
      const message = `Resource '${resource.resourceId}' is there twice.`
      issues.add('DUPLICATE_ID', `${at}.resourceId`, resource.resourceId, message, 'Keep one line for each resource.')
    }
    const variable = resource.variableOverheadPerHour ?? 0
    const fixed = resource.fixedOverheadPerHour ?? 0
    found.set(resource.resourceId, [resource.costPerHour, variable, fixed])
  })
  const perHour = compiled.resourceIds.map((id): readonly [number, number, number] => {
    const hourly = found.get(id)
    if (hourly === undefined) {
      const message = `Operations run on resource '${id}', which has no rates.`
      issues.add('MISSING_VALUE', `${path}.resources`, id, message, `Add { resourceId: '${id}', costPerHour: ... }.`)
    }
    return hourly ?? [0, 0, 0]
  })
  const assumed = (rates.assumedUnitCosts ?? []).map(({ itemId, unitCost }) => ({ itemId, cost: unitCost }))
  return {
    ...readPurchases(rates.purchaseCosts ?? [], asOf, { path: `${path}.purchaseCosts`, compiled, issues }),
    assumed: readUnitCosts(assumed, { path: `${path}.assumedUnitCosts`, compiled, issues }),
    perHour,
  }
}
