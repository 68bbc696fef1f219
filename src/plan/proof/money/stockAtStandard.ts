import type { Ref } from '../../../core/keys/ref.js'
import type { StandardRecord } from '../../costs/planStandards.js'
import type { Facts } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import type { Amounts, MinorAmounts } from '../facts/minorAmounts.js'
import type { MoneyFacts } from '../facts/moneyFacts.js'
import { standardsInForce } from '../facts/standardFacts.js'
import { CONVERSION, grownInWork, revaluedInWork, startedAndWorked, type Units } from './unitsInWork.js'
import type { UnitFlows } from './varianceLayer.js'

/** One item's stock at standard cost, in minor units by period. */
export interface StockExpected {
  readonly itemId: string
  /** Opening stock at standard cost; what of it has book values of its own, and the units of the rest. */
  readonly opening: bigint
  readonly lots: readonly { readonly ref: Ref; readonly units: number; readonly value: bigint }[]
  readonly plainUnits: number
  readonly closing: Amounts
  /** Worth, by a new standard, of the stock that is there when it is set; undefined where none is. */
  readonly revalued: readonly (bigint | undefined)[]
  /** By how much a new standard makes units in work worth more, and fixed overhead in them and in stock. */
  readonly revaluedInWork: Amounts
  readonly fixedInStock: Amounts
  readonly fixedInWork: Amounts
  readonly flows: UnitFlows
  readonly produced: Amounts
  readonly producedUnits: readonly number[]
  /** By how much the value of units in work grows. */
  readonly inWork: Amounts
  /** What of `produced` is paid for outside, and comes into stock with that work. */
  readonly outside: Amounts
  readonly isOutside: boolean
  readonly absorbed: readonly { readonly account: string; readonly amounts: Amounts }[]
  readonly used: readonly { readonly itemId: string; readonly units: readonly number[]; readonly amounts: Amounts }[]
  readonly sold: Amounts
  readonly soldUnits: readonly number[]
  readonly plain: bigint
}

/** Records changed one by one, the same as long as they were. */
function ownRows(
  row: readonly StandardRecord[] | undefined,
  change: (record: StandardRecord) => StandardRecord,
): readonly StandardRecord[] | undefined {
  const known = new Map<StandardRecord, StandardRecord>()
  return row?.map((record) => {
    const changed = known.get(record) ?? change(record)
    known.set(record, changed)
    return changed
  })
}

/** The stock of every item at the standards that hold, and what makes it grow and shrink. */
export function stockExpected(facts: Facts, money: MoneyFacts, amounts: MinorAmounts): StockExpected[] {
  const { input, supply, inventory } = facts.plan
  const standards = standardsInForce(facts)
  const records = new Map(supply.records.map((record) => [record.itemId, record]))
  const projected = new Map(inventory.map((record) => [record.itemId, record]))
  const noWorkOutside = (row: StandardRecord): StandardRecord =>
    facts.sources.get(row.itemId)?.kind === 'subcontract'
      ? row
      : { ...row, thisLevel: { ...row.thisLevel, outsideProcessing: 0 } }
  const unitCost = (itemId: string): Units => standards.get(itemId)?.map((row) => row.unitCost) ?? none
  const none = facts.days.map(() => 0)
  const products = new Map<string, { itemId: string; units: Units }[]>()
  for (const { id } of input.items) {
    for (const { componentId, quantities } of records.get(id)?.components ?? []) {
      const known = products.get(componentId) ?? []
      products.set(componentId, known)
      known.push({ itemId: id, units: quantities })
    }
  }
  return input.items.map(({ id, quantityDecimals }) => {
    const record = records.get(id)
    // Without a supplier who works on it, what a given standard says of work outside is part of what goes in.
    const row = ownRows(standards.get(id), noWorkOutside)
    const atOwn = (element: keyof StandardRecord['thisLevel']): Units =>
      row?.map((one) => one.thisLevel[element]) ?? none
    const costs = unitCost(id)
    const first = costs[0] ?? 0
    const stock = projected.get(id)
    const produced = record?.produced ?? none
    const [started, worked] = startedAndWorked(record, quantityDecimals, none)
    const outside = amounts.cumulative(atOwn('outsideProcessing'), produced)
    const lots = money
      .lots(id)
      .map(({ ref, units, unitCost: own }) => ({ ref, units, value: amounts.product(units, own) }))
    const { power, whole } = gridOf(facts.items.get(id))
    const openingUnits = stock?.opening[0] ?? 0
    const plainUnits = lots.reduce((rest, { units }) => rest - whole(units), whole(openingUnits)) / power
    return {
      itemId: id,
      lots,
      plainUnits,
      plain: amounts.product(plainUnits, first),
      opening: amounts.product(openingUnits, first),
      closing: facts.days.map((_, t) => amounts.product(stock?.closing[t] ?? 0, costs[t] ?? 0)),
      // What is there when the standard changes comes to the new one.
      revalued: facts.days.map((_, t) => {
        if (t === 0 || row?.[t] === row?.[t - 1]) return undefined
        return amounts.product(stock?.closing[t - 1] ?? 0, costs[t] ?? 0)
      }),
      revaluedInWork: revaluedInWork(row, { produced, started, worked }, amounts),
      fixedInStock: facts.days.map((_, t) => {
        const fixed = (s: number): bigint => amounts.product(stock?.closing[t - 1] ?? 0, row?.[s]?.fixedCost ?? 0)
        return t === 0 || row?.[t] === row?.[t - 1] ? 0n : fixed(t) - fixed(t - 1)
      }),
      fixedInWork: revaluedInWork(row, { produced, started, worked }, amounts, true),
      flows: {
        itemId: id,
        started,
        produced,
        sold: record?.shipped ?? none,
        closing: stock?.closing ?? none,
        into: products.get(id) ?? [],
      },
      produced: amounts.cumulative(costs, produced).map((amount, t) => amount - (outside[t] as bigint)),
      producedUnits: produced,
      inWork: grownInWork(row, { produced, started, worked }, amounts),
      outside,
      isOutside: atOwn('outsideProcessing').some((amount) => amount > 0),
      absorbed: CONVERSION.map((element) => ({
        account: `${element}Absorbed`,
        amounts: amounts.cumulative(atOwn(element), worked),
      })),
      used: (record?.components ?? []).map(({ componentId, quantities }) => ({
        itemId: componentId,
        units: quantities,
        amounts: amounts.cumulative(unitCost(componentId), quantities),
      })),
      sold: amounts.cumulative(costs, record?.shipped ?? none),
      soldUnits: record?.shipped ?? none,
    }
  })
}
