import type { Ref } from '../../core/keys/ref.js'
import { group, leaf, mixAndYield } from './leaf.js'
import { budgetedProduction, totalBy } from './quantities.js'
import { isMade, rowsOf, type VarianceReading } from './readVarianceInput.js'
import { atBudgetRate } from './salesLines.js'
import type { StandardValues } from './standardValues.js'
import type { StandardItem, StandardMaterial, Variance } from './varianceTypes.js'

/** Variances of material: what was paid for it, and what was used of it. */
export function materialVariancesOf(
  reading: VarianceReading,
  standards: StandardValues,
  output: ReadonlyMap<string, number>,
): Variance {
  const { bottomUp } = reading
  const budgeted = budgetedProduction(reading)
  const beyond = ({ itemId }: StandardItem): number => (output.get(itemId) ?? 0) - (budgeted.get(itemId) ?? 0)
  return group('material', {}, [
    ...bottomUp.flatMap((item) => priceLeaves(reading, standards, item)),
    ...usageGroups(reading, standards, output),
    ...bottomUp.flatMap((item) => outsideLeaves(reading, item, output.get(item.itemId) ?? 0)),
    ...bottomUp.flatMap((item) => standardLeaves(standards, item, beyond(item))),
  ])
}

/** Units of an item bought, and what they should have cost, at the standards of before and after, and did. */
export interface Purchases {
  readonly units: number
  readonly standardPrice: number
  readonly revisedPrice: number
  readonly amount: number
  readonly atBudgetRate: number
}

/** What was bought of an item. */
export function purchasesOf(reading: VarianceReading, { valueOf }: StandardValues, item: StandardItem): Purchases {
  const rows = rowsOf(reading, 'purchases', item.itemId)
  const converted = atBudgetRate(reading)
  const sum = (value: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + value(row), 0)
  const standardPrice = item.standardPrice ?? valueOf(item.itemId)
  return {
    units: sum(({ units }) => units),
    standardPrice,
    revisedPrice: item.revisedPrice ?? standardPrice,
    amount: sum(({ amount }) => amount),
    atBudgetRate: sum(converted),
  }
}

/** True where what is bought of an item goes into its stock; what is paid for work outside does not. */
export function isStockBought(item: StandardItem): boolean {
  return !isMade(item) || item.standardPrice === undefined
}

/** The share of the price differences of an item that is told: all, or that of the units that have left the stock. */
export function shareTold(reading: VarianceReading, item: StandardItem, bought: number): number {
  if (reading.options.priceAt === 'purchase' || !isStockBought(item)) return 1
  const of = (kind: 'usage' | 'sales'): number =>
    rowsOf(reading, kind, item.itemId).reduce((sum, { units }) => sum + units, 0)
  const opening = reading.input.openingStock?.find(({ itemId }) => itemId === item.itemId)?.units ?? 0
  const there = opening + bought
  return there > 0 ? Math.min(1, Math.max(0, (of('usage') + of('sales')) / there)) : 1
}

function priceLeaves(reading: VarianceReading, standards: StandardValues, item: StandardItem): Variance[] {
  const { units, standardPrice, revisedPrice, amount, atBudgetRate: converted } = purchasesOf(reading, standards, item)
  const opening = reading.input.openingStock?.find(({ itemId }) => itemId === item.itemId)
  const before = reading.options.priceAt === 'use' && isStockBought(item) ? (opening?.priceDifference ?? 0) : 0
  if (units === 0 && amount === 0 && before === 0) return []
  const ref = { itemId: item.itemId }
  const told = shareTold(reading, item, units)
  return [
    ...(item.revisedPrice !== undefined
      ? [leaf('materialPricePlanning', ref, units * (standardPrice - revisedPrice) * told)]
      : []),
    leaf('materialPrice', ref, (before + units * revisedPrice - converted) * told),
    ...(amount !== converted ? [leaf('purchaseCurrency', ref, (converted - amount) * told)] : []),
  ]
}

/** Work outside is used once for each unit made: units paid for beyond that are its usage variance. */
function outsideLeaves(reading: VarianceReading, item: StandardItem, made: number): Variance[] {
  if (isStockBought(item)) return []
  const { itemId, standardPrice = 0 } = item
  const paid = rowsOf(reading, 'purchases', itemId).reduce((sum, { units }) => sum + units, 0)
  if (made === 0 && paid === 0) return []
  const ref = { itemId }
  return [group('materialUsage', ref, [leaf('materialUsageAlone', ref, (made - paid) * standardPrice)])]
}

/** What is made comes into stock at the standard of the books, whatever its materials, labor and overheads add up to. */
function standardLeaves({ valueOf, rolledOf }: StandardValues, item: StandardItem, beyond: number): Variance[] {
  const { itemId, standardCost } = item
  if (standardCost === undefined || beyond === 0) return []
  return [leaf('standardDifference', { itemId }, beyond * (valueOf(itemId) - rolledOf(itemId)))]
}

function usageGroups(
  reading: VarianceReading,
  { valueOf }: StandardValues,
  output: ReadonlyMap<string, number>,
): Variance[] {
  const usage = rowsOf(reading, 'usage')
  const used = totalBy(usage, ['itemId', 'forItemId'], ({ units }) => units)
  const groups = reading.bottomUp.flatMap((item) => {
    const { itemId: forItemId, materials = [] } = item
    const made = output.get(forItemId) ?? 0
    const lines = materials.map((line) => ({ line, used: used.get({ itemId: line.itemId, forItemId }) }))
    const beside = new Set(
      usage
        .filter((row) => row.forItemId === forItemId && !materials.some(({ itemId }) => itemId === row.itemId))
        .map(({ itemId = '' }) => itemId),
    )
    // What the standard does not know should not have been used at all.
    const extra = [...beside].map((itemId) => ({
      line: { itemId, quantityPer: 0 },
      used: used.get({ itemId, forItemId }),
    }))
    const leaves = [...lines, ...extra].flatMap((one) => usageLeaves(one, made, valueOf(one.line.itemId)))
    const mixes = [...mixesOf(lines)].flatMap((mix) => mixLeaves(mix, made, valueOf))
    const all = [...leaves, ...mixes]
    return all.length === 0 ? [] : [group('materialUsage', { itemId: forItemId }, all)]
  })
  const aimless = usage.filter(({ forItemId }) => forItemId === undefined)
  const lost = totalBy(aimless, ['itemId'], ({ units }) => units)
  const ids = [...new Set(aimless.map(({ itemId = '' }) => itemId))]
  if (ids.length === 0) return groups
  const leaves = ids.map((itemId) => leaf('materialUsageAlone', { itemId }, -lost.get({ itemId }) * valueOf(itemId)))
  return [...groups, group('materialUsage', {}, leaves)]
}

interface UsedLine {
  readonly line: StandardMaterial
  readonly used: number
}

function usageLeaves({ line, used }: UsedLine, made: number, value: number): Variance[] {
  if (made === 0 && used === 0) return []
  const ref: Ref = { itemId: line.itemId }
  const revised = line.revisedQuantityPer ?? line.quantityPer
  const planning =
    line.revisedQuantityPer === undefined
      ? []
      : [leaf('materialUsagePlanning', ref, made * (line.quantityPer - revised) * value)]
  if (line.mixGroup !== undefined) return planning
  return [...planning, leaf('materialUsageAlone', ref, (made * revised - used) * value)]
}

function mixesOf(lines: readonly UsedLine[]): Iterable<readonly UsedLine[]> {
  const mixes = new Map<string, UsedLine[]>()
  for (const one of lines) {
    if (one.line.mixGroup === undefined) continue
    const mix = mixes.get(one.line.mixGroup)
    if (mix === undefined) mixes.set(one.line.mixGroup, [one])
    else mix.push(one)
  }
  return mixes.values()
}

function mixLeaves(mix: readonly UsedLine[], made: number, valueOf: StandardValues['valueOf']): Variance[] {
  if (made === 0 && mix.every(({ used }) => used === 0)) return []
  const parts = mix.map(({ line, used }) => ({
    line,
    standard: made * (line.revisedQuantityPer ?? line.quantityPer),
    actual: used,
    unitValue: valueOf(line.itemId),
  }))
  return mixAndYield(parts).flatMap(({ line: { itemId }, mix: amount, yield: rest }) => [
    leaf('materialMix', { itemId }, amount),
    leaf('materialYield', { itemId }, rest),
  ])
}
