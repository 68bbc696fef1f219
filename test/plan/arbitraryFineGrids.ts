import fc from 'fast-check'
import type { PlanInput, PlanItem, StockLevel } from '../../src/schema/index.js'

type Gen = fc.GeneratorValue

const whole = (g: Gen, min: number, max: number): number => g(fc.integer, { min, max })
const oneIn = (g: Gen, n: number): boolean => whole(g, 1, n) === 1
const pick = <T>(g: Gen, values: readonly T[]): T => values[whole(g, 0, values.length - 1)] as T
const maybe = <T extends object>(g: Gen, n: number, make: () => T): T | Record<never, never> =>
  oneIn(g, n) ? make() : {}

/** A quantity of so many decimals, up to `most`: written in its digits, as a file has it. */
const quantity = (g: Gen, most: number, decimals: number): number =>
  Number(`${whole(g, 0, most)}.${String(whole(g, 0, 10 ** decimals - 1)).padStart(decimals, '0')}`)

const UNITS = ['each', 'kg', 'l', 'm', 'bag'] as const

/** What a generated company uses. */
export function gridFeaturesOf(input: PlanInput): string[] {
  const features = new Set<string>([`currency ${input.currency ?? 'default'}`])
  for (const item of input.items) {
    features.add(item.quantityDecimals === undefined ? 'decimals by unit' : `${item.quantityDecimals} decimals`)
    for (const field of ['yieldShare', 'firmSupply', 'minimumStock', 'maximumStock', 'supplyLimit'] as const)
      if (item[field] !== undefined) features.add(field)
    if (item.unmetDemand !== undefined) features.add(`unmet ${item.unmetDemand}`)
  }
  for (const { scrapShare, unit } of input.billOfMaterials ?? []) {
    if (scrapShare !== undefined) features.add('scrap')
    if (unit !== undefined) features.add('bill in another unit')
  }
  if ((input.openOrders ?? []).length > 0) features.add('orders')
  if ((input.openOrders ?? []).some(({ unit }) => unit !== undefined)) features.add('orders in packs')
  if ((input.stock ?? []).some(({ unitCost }) => unitCost !== undefined)) features.add('lots at their own cost')
  if ((input.forecasts ?? []).some(({ quantities }) => quantities.some((value) => value > 1e6)))
    features.add('large quantities')
  if ((input.markets ?? []).length > 0) features.add('markets')
  return [...features]
}

/** Goods weighed and measured to any fineness: mixed from others, bought in packs, kept in lots, sold in several markets. */
export const arbitraryFineGrids: fc.Arbitrary<PlanInput> = fc.gen().map((g): PlanInput => {
  const count = pick(g, [1, 2, 3, 6, 12])
  const over = <T>(make: (t: number) => T): T[] => Array.from({ length: count }, (_, t) => make(t))
  const size = pick(g, [1, 1, 20, 1_000, 100_000, 2_000_000])
  const markets = oneIn(g, 3) ? ['home', 'abroad', 'web'].slice(0, whole(g, 2, 3)) : []
  const grids = new Map<string, number>()
  const unit = (id: string): Pick<PlanItem, 'id' | 'unit' | 'units' | 'quantityDecimals'> => {
    const name = pick(g, UNITS)
    const isMeasured = name !== 'each' && name !== 'bag'
    const isLeft = oneIn(g, 4)
    const decimals = isLeft ? (isMeasured ? 3 : 0) : whole(g, 0, 6)
    grids.set(id, decimals)
    return {
      id,
      unit: name,
      ...(!isLeft && { quantityDecimals: decimals }),
      units: [
        { unit: 'drum', stockUnits: pick(g, [25, 0.1, 2.5, 1_000]) },
        { unit: 'odd', stockUnits: pick(g, [0.45359237, 1 / 3, 0.7, 3.785411784]) },
      ],
    }
  }
  const limits = (id: string): Partial<PlanItem> => {
    const decimals = grids.get(id) as number
    return {
      ...maybe(g, 6, () => ({ minimumStock: quantity(g, 3 * size, 6) })),
      ...maybe(g, 8, () => ({ maximumStock: quantity(g, 400 * size, 6) + 20 * size })),
      ...maybe(g, 6, () => ({ supplyLimit: quantity(g, 200 * size, 6) })),
      ...maybe(g, 8, () => ({ firmSupply: over(() => (oneIn(g, 2) ? quantity(g, 30 * size, decimals) : null)) })),
      ...maybe(g, 5, () => ({ safetyStock: over(() => quantity(g, 9 * size, 6)) })),
      ...maybe(g, 5, () => ({ leadTimeDays: whole(g, 0, 40) })),
    }
  }
  const cost = (): number => pick(g, [whole(g, 1, 4_000) / 100, whole(g, 1, 99_999) / 1e6, 3.1])
  const bought = ['pigment', 'base'].slice(0, whole(g, 1, 2))
  const items: PlanItem[] = [
    {
      ...unit('paint'),
      price: cost() * 9 + 1,
      ...maybe(g, 2, () => ({ yieldShare: pick(g, [0.921, 0.97, 1 / 3, 0.9999]) })),
      ...maybe(g, 2, () => ({ unmetDemand: pick(g, ['backlog', 'lost', 'forbidden'] as const) })),
      ...limits('paint'),
    },
    ...bought.map((id): PlanItem => ({ ...unit(id), purchaseCost: cost(), ...limits(id) })),
  ]
  const withMix = oneIn(g, 2)
  if (withMix) items.push({ ...unit('mix'), ...maybe(g, 2, () => ({ yieldShare: 0.985 })), ...limits('mix') })
  const billOfMaterials = bought.map((componentId) => ({
    itemId: withMix ? 'mix' : 'paint',
    componentId,
    quantityPer: pick(g, [0.3, 0.7, 0.123456, 1 / 7, 2, 0.05]),
    ...maybe(g, 3, () => ({ scrapShare: pick(g, [0.02, 0.07, 1 / 30]) })),
    ...maybe(g, 5, () => ({ unit: 'odd' })),
  }))
  if (withMix) billOfMaterials.push({ itemId: 'paint', componentId: 'mix', quantityPer: pick(g, [1, 0.9, 1.1, 0.333]) })
  const forecastOf = (): number[] => over(() => (oneIn(g, 6) ? 0 : quantity(g, 30 * size, pick(g, [0, 2, 6]))))
  const stock = items.flatMap(({ id }): StockLevel[] => {
    const decimals = grids.get(id) as number
    const rows = Array.from({ length: whole(g, 0, 3) }, (_, n): StockLevel => ({
      itemId: id,
      lotId: `lot ${n}`,
      onHand: quantity(g, 40 * size, decimals),
      ...maybe(g, 4, () => ({ unitCost: cost() })),
    }))
    const late = id === 'paint' && oneIn(g, 3) ? { backlog: quantity(g, 5 * size, decimals) } : {}
    return rows.length > 0 ? [{ ...(rows[0] as StockLevel), ...late }, ...rows.slice(1)] : []
  })
  const pigment = grids.get('pigment') as number
  return {
    currency: pick(g, ['USD', 'JPY', 'KWD']),
    rounding: pick(g, ['halfEven', 'halfUp'] as const),
    calendar: { start: '2027-01-01', months: count },
    items,
    billOfMaterials,
    operations: [{ itemId: 'paint', resourceId: 'mill', runHoursPerUnit: pick(g, [0, 0.01, 1 / 3]) }],
    resources: [{ id: 'mill', capacityHours: pick(g, [10, 1e3, 1e5]) * Math.sqrt(size), costPerHour: 18 }],
    markets: markets.map((id) => ({ id })),
    forecasts:
      markets.length === 0
        ? [{ itemId: 'paint', quantities: forecastOf() }]
        : markets.map((marketId) => ({ itemId: 'paint', marketId, quantities: forecastOf() })),
    stock,
    ...maybe(g, 2, () => ({
      openOrders: Array.from({ length: whole(g, 1, 3) }, (_, n) => ({
        id: `order ${n}`,
        itemId: 'pigment',
        dueDate: pick(g, ['2026-12-01', '2027-01-15', '2027-02-10']),
        ...(oneIn(g, 2) ? { unit: 'drum', quantity: 10 * whole(g, 1, 4) } : { quantity: quantity(g, 9, pigment) + 1 }),
        ...maybe(g, 2, () => ({ unitCost: cost() })),
      })),
    })),
    finance: { openingCash: 1_000, overheads: [{ id: 'rent', function: 'production', amount: 900 }] },
  }
})
