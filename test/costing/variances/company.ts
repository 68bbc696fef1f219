import type {
  Actual,
  StandardItem,
  VarianceInput,
  VarianceOptions,
} from '../../../src/costing/variances/varianceTypes.js'
import { createRandom } from '../../../src/math/createRandom.js'

/** A company of up to three levels with all that a tree of variances can be asked about, out of a seed. */
export function companyOf(seed: number): { input: VarianceInput; options: VarianceOptions } {
  const random = createRandom(seed)
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  const money = (low: number, high: number): number => whole(low * 100, high * 100) / 100
  const chance = (share: number): boolean => random() < share
  const maybe = <T>(share: number, value: () => T): T | undefined => (chance(share) ? value() : undefined)
  const given = <T extends object>(fields: T): T =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

  const raw = Array.from({ length: whole(1, 3) }, (_, n): StandardItem => {
    return given({
      itemId: `raw${n}`,
      standardPrice: money(1, 9),
      revisedPrice: maybe(0.3, () => money(1, 9)),
    }) as never
  })
  const grades = ['crew', 'expert'].slice(0, whole(1, 2))
  const resources = grades.map(
    (resourceId) =>
      given({
        resourceId,
        costPerHour: money(10, 30),
        revisedCostPerHour: maybe(0.3, () => money(10, 30)),
        expectedIdleShare: maybe(0.3, () => whole(1, 20) / 100),
      }) as { resourceId: string; costPerHour: number },
  )
  const make = (itemId: string, parts: readonly string[]): StandardItem => {
    const isMix = chance(0.3)
    const isLaborMix = chance(0.3)
    return given({
      itemId,
      standardPrice: maybe(0.15, () => money(1, 5)),
      standardCost: parts.length > 0 ? maybe(0.2, () => money(5, 90)) : undefined,
      materials: parts.map((part) =>
        given({
          itemId: part,
          quantityPer: whole(1, 40) / 10,
          revisedQuantityPer: maybe(0.2, () => whole(1, 40) / 10),
          mixGroup: isMix ? 'mix' : undefined,
        }),
      ),
      labor: grades
        .filter(() => chance(0.7))
        .map((resourceId) =>
          given({
            resourceId,
            hoursPer: whole(0, 20) / 10,
            revisedHoursPer: maybe(0.2, () => whole(0, 20) / 10),
            mixGroup: isLaborMix ? 'grades' : undefined,
          }),
        ),
    }) as never
  }
  const parts = Array.from({ length: whole(0, 2) }, (_, n) => make(`part${n}`, [raw[n % raw.length]?.itemId ?? '']))
  const goods = Array.from({ length: whole(1, 3) }, (_, n) =>
    make(
      `good${n}`,
      [...raw, ...parts].map(({ itemId }) => itemId).filter((_, m) => m === 0 || chance(0.5)),
    ),
  )
  const items = [...goods, ...parts, ...raw]
  const markets = ['home', 'abroad'].slice(0, whole(1, 2))
  const isByMarket = chance(0.5)
  const sales = goods
    .filter((_, n) => n === 0 || chance(0.8))
    .flatMap(({ itemId }) =>
      (isByMarket ? markets : [undefined]).map(
        (marketId) =>
          given({
            itemId,
            marketId,
            units: chance(0.1) ? 0 : whole(0, 500),
            price: money(20, 200),
            revisedUnits: maybe(0.2, () => whole(0, 500)),
            revisedPrice: maybe(0.2, () => money(20, 200)),
          }) as VarianceInput['budget']['sales'][number],
      ),
    )
  const overheads: VarianceInput['overheads'] = [
    { overheadId: 'energy', behavior: 'variable' as const, costPerHour: money(0, 9) },
    { overheadId: 'packing', behavior: 'variable' as const, costPerUnit: money(0, 3) },
    { overheadId: 'hall', behavior: 'fixed' as const, costPerHour: money(0, 9), budgetAmount: money(0, 9000) },
    { overheadId: 'license', behavior: 'fixed' as const, costPerUnit: money(0, 3), budgetAmount: money(0, 900) },
    { overheadId: 'freight', behavior: 'selling' as const, costPerUnit: money(0, 3) },
    { overheadId: 'commission', behavior: 'selling' as const, rateOfRevenue: whole(0, 10) / 100 },
    { overheadId: 'office', behavior: 'period' as const, budgetAmount: money(0, 5000) },
  ].filter(() => chance(0.6))

  const actuals: Actual[] = []
  const periods = ['2027-01', '2027-02'].slice(0, whole(1, 2))
  for (const periodId of periods) {
    const add = (row: Omit<Actual, 'periodId'>): void => void actuals.push(given({ periodId, ...row }) as Actual)
    for (const { itemId } of goods) {
      for (const marketId of markets) {
        if (chance(0.7)) add({ kind: 'sales', itemId, marketId, units: whole(0, 400), amount: money(0, 40_000) })
      }
    }
    for (const item of [...goods, ...parts]) {
      const forItemId = item.itemId
      if (chance(0.9)) add({ kind: 'output', itemId: forItemId, units: whole(0, 500) })
      for (const line of item.materials ?? []) {
        if (chance(0.9)) add({ kind: 'usage', itemId: line.itemId, forItemId, units: whole(0, 900) })
      }
      for (const resourceId of grades) {
        if (chance(0.7)) add({ kind: 'hours', resourceId, forItemId, hours: whole(0, 500), amount: money(0, 9000) })
      }
      if (item.standardPrice !== undefined || chance(0.1)) {
        add({ kind: 'purchases', itemId: forItemId, supplierId: 'shop', units: whole(0, 500), amount: money(0, 2000) })
      }
    }
    if (chance(0.2)) add({ kind: 'usage', itemId: 'raw0', units: whole(0, 9) })
    if (chance(0.2)) add({ kind: 'usage', itemId: 'raw0', forItemId: 'good0', units: whole(0, 9) })
    for (const { itemId } of raw) {
      add({ kind: 'purchases', itemId, supplierId: 'far', units: whole(0, 2000), amount: money(0, 9000) })
      if (chance(0.3)) add({ kind: 'stockCount', itemId, units: whole(0, 2000) })
    }
    for (const resourceId of grades) {
      if (chance(0.5)) add({ kind: 'hours', resourceId, hours: whole(0, 50), amount: money(0, 900) })
    }
    for (const { overheadId } of overheads) add({ kind: 'overhead', overheadId, amount: money(0, 5000) })
    if (chance(0.3)) add({ kind: 'backlog', itemId: 'good0', units: whole(0, 50) })
  }
  const seen = new Set<string>()
  const budgetMarkets = markets.filter((marketId) => sales.some((line) => line.marketId === marketId))
  const hasMarkets = budgetMarkets.length > 0 && chance(0.4)
  const input: VarianceInput = given({
    items,
    resources,
    overheads,
    budget: given({
      sales,
      production: maybe(0.3, () => goods.map(({ itemId }) => ({ itemId, units: whole(0, 500) }))),
      markets: hasMarkets
        ? budgetMarkets.map((marketId) => ({ marketId, budgetUnits: whole(500, 2000), actualUnits: whole(500, 2000) }))
        : undefined,
    }) as VarianceInput['budget'],
    actuals: actuals.filter((row) => {
      const { units: _, hours: __, amount: ___, ...key } = row
      const text = JSON.stringify(key)
      return !seen.has(text) && seen.add(text) !== undefined
    }),
    openingStock: raw.map(({ itemId }) => ({ itemId, units: whole(0, 500), priceDifference: money(-50, 50) })),
    exchangeRates: [
      { marketId: 'abroad', budgetRate: 1.25, actualRate: money(1, 2) },
      { supplierId: 'far', budgetRate: 0.5, actualRate: money(0.3, 0.9) },
    ].filter(() => chance(0.5)),
  }) as VarianceInput
  const cuts = hasMarkets
    ? (['averagePrice', 'budgetMix'] as const)
    : (['averagePrice', 'budgetMix', 'volumeOnly'] as const)
  const options: VarianceOptions = {
    costing: chance(0.5) ? 'absorption' : 'variable',
    priceAt: chance(0.5) ? 'purchase' : 'use',
    idleTime: chance(0.5) ? 'apart' : 'inEfficiency',
    salesMix: cuts[whole(0, cuts.length - 1)] ?? 'averagePrice',
  }
  return { input, options }
}
