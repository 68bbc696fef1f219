import fc from 'fast-check'
import { type Calendar, createCalendar } from '../../src/core/time/calendar.js'
import type { PaymentTerms } from '../../src/core/time/terms.js'
import type {
  FixedAsset,
  LedgerInput,
  LedgerOpening,
  PurchaseFlow,
  SalesFlow,
  StockFlow,
} from '../../src/finance/types.js'

type Gen = fc.GeneratorValue

/** What a generated company uses: the histogram of the deep run counts these. */
export function featuresOf(input: LedgerInput): string[] {
  const features: string[] = [`currency ${input.currency}`, `rounding ${input.rounding ?? 'default'}`]
  const add = (feature: string, present: boolean): void => {
    if (present) features.push(feature)
  }
  add('wide buckets', new Set(input.calendar.periods.map(({ unit }) => unit)).size > 1)
  add('weeks', input.calendar.periods[0]?.unit === 'week')
  add('several fiscal years', new Set(input.calendar.periods.map(({ fiscalYear }) => fiscalYear)).size > 1)
  const facility = input.creditFacilities?.[0]
  add('credit line', facility !== undefined)
  add('credit limit', facility?.limit !== undefined)
  add('no credit line', facility === undefined)
  add('tax', input.taxes !== undefined)
  const opens = (holds: (row: LedgerOpening) => boolean): boolean => input.openingBalances.some(holds)
  add(
    'opening with a due day',
    opens(({ dueDate }) => dueDate !== undefined),
  )
  add(
    'opening of a market',
    opens(({ marketId }) => marketId !== undefined),
  )
  add(
    'opening of a supplier',
    opens(({ supplierId }) => supplierId !== undefined),
  )
  add(
    'order with a price',
    (input.purchases ?? []).some(({ orderId }) => orderId !== undefined),
  )
  add(
    'subcontract',
    (input.purchases ?? []).some(({ kind }) => kind === 'subcontract'),
  )
  add(
    'lot with a book value',
    (input.stock ?? []).some(({ openingLots = [] }) => openingLots.some(({ unitCost }) => unitCost !== undefined)),
  )
  add(
    'stock that is written down',
    (input.stock ?? []).some(({ realizable }) => realizable !== undefined),
  )
  add(
    'units in work',
    (input.stock ?? []).some(({ startedUnits }) => startedUnits !== undefined),
  )
  for (const { inventoryClass } of input.stock ?? []) features.push(`class ${inventoryClass}`)
  add(
    'market',
    (input.sales ?? []).some(({ marketId }) => marketId !== undefined),
  )
  add(
    'component',
    (input.stock ?? []).some(({ issues = [] }) => issues.length > 0),
  )
  add(
    'rate of revenue',
    (input.overheads ?? []).some(({ rateOfRevenue }) => rateOfRevenue !== undefined),
  )
  add(
    'asset before the plan',
    (input.assets ?? []).some(({ acquiredDate: acquired }) => acquired < '2027'),
  )
  add(
    'asset in the plan',
    (input.assets ?? []).some(({ acquiredDate: acquired }) => acquired >= '2027'),
  )
  add(
    'disposal',
    (input.assets ?? []).some(({ disposedDate: disposed }) => disposed !== undefined),
  )
  add('net days', input.customerTerms !== undefined && 'netDays' in input.customerTerms)
  add('profile', input.customerTerms !== undefined && 'profile' in input.customerTerms)
  return features
}

const whole = (g: Gen, min: number, max: number): number => g(fc.integer, { min, max })
const chance = (g: Gen): boolean => whole(g, 0, 1) === 1
const pick = <T>(g: Gen, values: readonly T[]): T => values[whole(g, 0, values.length - 1)] as T
/** Quarters of a unit: exact in binary, so that units balance exactly. */
const units = (g: Gen, most: number): number => whole(g, 0, most * 4) / 4
const cents = (g: Gen, most: number): number => whole(g, 0, most * 100) / 100
const micros = (g: Gen, most: number): number => whole(g, 0, most * 1_000_000) / 1_000_000

function calendarOf(g: Gen): Calendar {
  switch (whole(g, 0, 3)) {
    case 0:
      return createCalendar({ start: '2027-01-01', months: whole(g, 1, 5) })
    case 1:
      return createCalendar({ start: '2027-10-01', months: 6, quarters: 2, fiscalYearStartMonth: pick(g, [1, 4]) })
    case 2:
      return createCalendar({ start: '2027-01-04', weeks: whole(g, 1, 9) })
    default:
      return createCalendar({ start: '2027-07-01', months: 2, fiscalYearStartMonth: 8 })
  }
}

function termsOf(g: Gen): { terms?: PaymentTerms } {
  switch (whole(g, 0, 3)) {
    case 0:
      return {}
    case 1:
      return { terms: { netDays: whole(g, 0, 100) } }
    case 2:
      return { terms: { profile: [0.2, 0.7, 0.1] } }
    default:
      return { terms: { profile: [0, 1 / 3, 2 / 3] } }
  }
}

const named = <Key extends string>(key: Key, { terms }: { terms?: PaymentTerms }): { [K in Key]?: PaymentTerms } =>
  (terms === undefined ? {} : { [key]: terms }) as { [K in Key]?: PaymentTerms }

/** Work that runs ahead of what is complete: in units that stay in work for a while, some of them at the end. */
function unitsInWork(
  g: Gen,
  produced: readonly number[],
): { readonly startedUnits: number[]; readonly equivalentUnits: number[] } {
  let [begun, done] = [0, 0]
  const startedUnits: number[] = []
  const equivalentUnits: number[] = []
  for (const made of produced) {
    const doneNow = Math.max(done - made, whole(g, 0, 8) / 8)
    const begunNow = Math.max(begun - made, Math.ceil(doneNow))
    startedUnits.push(made + begunNow - begun)
    equivalentUnits.push(made + doneNow - done)
    begun = begunNow
    done = doneNow
  }
  return { startedUnits, equivalentUnits }
}

/** Two purchased parts, a product made of them and a product bought ready to sell; units balance by construction. */
function goodsOf(g: Gen, count: number): { stock: StockFlow[]; purchases: PurchaseFlow[]; sales: SalesFlow[] } {
  const over = <T>(f: (t: number) => T): T[] => Array.from({ length: count }, (_, t) => f(t))
  const none = over(() => 0)
  const produced = over(() => units(g, 30))
  const perUnit = [1, 2.5]
  // Dear enough, now and then, for a profit and its tax.
  const topPrice = pick(g, [90, 3000])
  const sales: SalesFlow[] = []
  const sell = (itemId: string, available: (t: number, soldBefore: number) => number): number[] => {
    const markets = chance(g) ? [undefined] : ['east', 'west']
    const rows = markets.map(() => [] as number[])
    let soldBefore = 0
    const sold = over((t) => {
      let left = available(t, soldBefore)
      let total = 0
      for (const row of rows) {
        const quantity = Math.min(units(g, 20), left)
        left -= quantity
        total += quantity
        row.push(quantity)
      }
      soldBefore += total
      return total
    })
    markets.forEach((marketId, m) => {
      sales.push({
        itemId,
        ...(marketId !== undefined && { marketId }),
        units: rows[m] as number[],
        price: over(() => (chance(g) ? cents(g, topPrice) : String(cents(g, topPrice)))),
        ...termsOf(g),
      })
    })
    return sold
  }
  const flow = (itemId: string, fields: Partial<StockFlow> & Pick<StockFlow, 'inventoryClass'>): StockFlow => {
    const openingUnits = fields.openingUnits ?? 0
    const lot = Math.floor(openingUnits / 2)
    return {
      itemId,
      standardCost: micros(g, 40),
      openingUnits: 0,
      closingUnits: none,
      ...(lot > 0 &&
        chance(g) && {
          openingLots: [{ lotId: 'old', units: lot, unitCost: cents(g, 40) }, { units: openingUnits - lot }],
        }),
      ...(chance(g) && {
        realizable: [openingUnits, ...(fields.closingUnits ?? none)].map((there) => {
          const own = Math.floor(there / 2)
          return [
            { units: own, leavingUnits: whole(g, 0, own), amount: cents(g, 200) },
            { units: Math.floor(there) - own, costShare: whole(g, 0, 4) / 4 },
          ]
        }),
      }),
      ...fields,
    }
  }
  const purchases: PurchaseFlow[] = []
  /** Some of it, now and then, by an order with a price of its own. */
  const buy = (itemId: string, quantities: readonly number[], kind?: 'subcontract'): void => {
    const ordered = quantities.map((quantity, t) => (t === 0 && kind === undefined ? Math.floor(quantity / 2) : 0))
    const supplier = { ...(chance(g) && { supplierId: pick(g, ['acme', 'bolt']) }), ...termsOf(g) }
    const withOrder = chance(g) && ordered.some((quantity) => quantity > 0)
    if (withOrder) {
      purchases.push({ itemId, orderId: 'o1', units: ordered, unitCost: over(() => cents(g, 50)), ...supplier })
    }
    purchases.push({
      itemId,
      ...(kind && { kind }),
      units: withOrder ? quantities.map((quantity, t) => quantity - (ordered[t] as number)) : quantities,
      unitCost: over(() => cents(g, 50)),
      ...supplier,
    })
  }
  const running = (opening: number, into: readonly number[], out: readonly number[]): number[] => {
    let balance = opening
    return over((t) => (balance += (into[t] as number) - (out[t] as number)))
  }

  const stock: StockFlow[] = []
  const issued = perUnit.map((quantity) =>
    produced.map((made) => made * quantity + (made > 0 ? whole(g, 0, 2) / 4 : 0)),
  )
  perUnit.forEach((_, n) => {
    const opening = units(g, 40)
    const used = issued[n] as number[]
    let onHand = opening
    const purchased = over((t) => {
      const quantity = Math.max(units(g, 20), (used[t] as number) - onHand)
      onHand += quantity - (used[t] as number)
      return quantity
    })
    buy(`part${n}`, purchased)
    stock.push(
      flow(`part${n}`, {
        inventoryClass: pick(g, ['material', 'workInProgress']),
        openingUnits: opening,
        closingUnits: running(opening, purchased, used),
      }),
    )
  })
  const madeOpening = units(g, 20)
  const inflow = running(madeOpening, produced, none)
  const sold = sell('product', (t, before) => (inflow[t] as number) - before)
  const isOutside = chance(g)
  if (isOutside) buy('product', produced, 'subcontract')
  stock.push(
    flow('product', {
      inventoryClass: 'finishedGoods',
      ...(isOutside && { outsideProcessing: micros(g, 5) }),
      labor: micros(g, 5),
      variableOverhead: micros(g, 3),
      fixedOverhead: micros(g, 4),
      openingUnits: madeOpening,
      producedUnits: produced,
      ...(chance(g) && unitsInWork(g, produced)),
      soldUnits: sold,
      issues: perUnit.map((_, n) => ({ componentId: `part${n}`, units: issued[n] as number[] })),
      closingUnits: running(madeOpening, produced, sold),
    }),
  )
  const bought = over(() => units(g, 10))
  const resold = sell('resale', (t, before) => (running(0, bought, none)[t] as number) - before)
  buy('resale', bought)
  stock.push(
    flow('resale', { inventoryClass: 'merchandise', soldUnits: resold, closingUnits: running(0, bought, resold) }),
  )
  return { stock, purchases, sales }
}

function assetsOf(g: Gen): FixedAsset[] {
  return ['press', 'van', 'roof'].slice(0, whole(g, 0, 3)).map((id) => {
    const cost = cents(g, 9000)
    const old = chance(g)
    const acquired = old
      ? pick(g, ['2025-03', '2026-12-20', '2026-06-01'])
      : pick(g, ['2027-01', '2027-02-10', '2027-08', '2027-11-30', '2028-02'])
    const disposed = pick(g, [undefined, undefined, '2028-04', '2028-03-15', ...(old ? ['2027-02'] : [])])
    return {
      id,
      cost,
      salvageValue: Math.floor(cost / 7),
      lifeMonths: whole(g, 1, 60),
      acquiredDate: acquired,
      ...(disposed !== undefined && { disposedDate: disposed, proceeds: cents(g, 3000) }),
      function: pick(g, ['production', 'administration'] as const),
      ...termsOf(g),
    }
  })
}

function openingsOf(g: Gen): LedgerOpening[] {
  const day = (): { dueDate?: string } =>
    chance(g) ? { dueDate: pick(g, ['2026-11-30', '2027-01-20', '2027-02-01', '2027-11-15', '2030-01-01']) } : {}
  return [
    { account: 'cash', amount: whole(g, -5000, 20_000) },
    { account: 'receivables', amount: whole(g, 0, 3000), ...day() },
    ...(chance(g) ? [{ account: 'receivables', marketId: 'east', amount: whole(g, -100, 900), ...termsOf(g) }] : []),
    { account: 'payables', amount: whole(g, 0, 3000), ...day() },
    ...(chance(g) ? [{ account: 'payables', supplierId: 'acme', amount: whole(g, 0, 900), ...day() }] : []),
    { account: 'wagesPayable', amount: whole(g, 0, 500), ...day() },
    { account: 'taxPayable', amount: whole(g, -200, 500), ...day() },
    { account: 'creditFacilities', amount: chance(g) ? whole(g, 0, 4000) : 0 },
    { account: 'shareCapital', amount: 5000 },
  ]
}

function companyOf(g: Gen): LedgerInput {
  const calendar = calendarOf(g)
  const count = calendar.periods.length
  const over = <T>(f: () => T): T[] => Array.from({ length: count }, f)
  const { stock, purchases, sales } = goodsOf(g, count)
  return {
    calendar,
    currency: pick(g, ['USD', 'JPY', 'KWD']),
    ...(chance(g) && { rounding: pick(g, ['halfEven', 'halfUp'] as const) }),
    openingBalances: openingsOf(g),
    stock,
    purchases,
    sales,
    labor: ['bench', 'paint'].slice(0, whole(g, 0, 2)).map((resourceId) => ({
      resourceId,
      regularHours: over(() => whole(g, 0, 1600) / 10),
      overtimeHours: over(() => whole(g, 0, 300) / 10),
      costPerHour: over(() => cents(g, 30)),
      overtimeCostPerHour: over(() => cents(g, 45)),
      variableOverheadPerHour: over(() => cents(g, 6)),
    })),
    overheads: [
      {
        id: 'rent',
        function: pick(g, ['production', 'selling', 'administration'] as const),
        amounts: over(() => cents(g, 900)),
        ...termsOf(g),
      },
      ...(chance(g)
        ? [
            {
              id: 'commission',
              function: pick(g, ['selling', 'administration'] as const),
              rateOfRevenue: micros(g, 1),
              ...termsOf(g),
            },
          ]
        : []),
    ],
    assets: assetsOf(g),
    ...named('customerTerms', termsOf(g)),
    ...named('supplierTerms', termsOf(g)),
    ...named('payrollTerms', termsOf(g)),
    minimumCash: whole(g, 0, 2000),
    ...(chance(g) && {
      creditFacilities: [
        { id: 'bank', ...(chance(g) && { limit: whole(g, 0, 8000) }), interestRatePerYear: micros(g, 1) / 4 },
      ],
    }),
    ...(chance(g) && {
      taxes: [{ id: 'profit', rateShare: micros(g, 1), openingLoss: whole(g, 0, 2000), ...termsOf(g) }],
    }),
  }
}

/** A small company of any kind that the ledger knows. */
export const arbitraryCompany: fc.Arbitrary<LedgerInput> = fc.gen().map(companyOf)
