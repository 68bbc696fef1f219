import fc from 'fast-check'
import { createCalendar } from '../../src/core/time/calendar.js'
import type { PaymentTerms } from '../../src/core/time/terms.js'
import { addCosting, addMargins, costingFeaturesOf } from './arbitraryCosting.js'
import { addDemandTables, demandFeaturesOf } from './arbitraryDemandTables.js'
import { addRows, rowFeaturesOf } from './arbitraryRows.js'
import { addWorkCalendars, workFeaturesOf } from './arbitraryWorkCalendars.js'
import type { DemandHistory, GivenForecast, PlanInput, PlanItem, PlanResource } from '../../src/schema/index.js'

type Gen = fc.GeneratorValue
type Mutable<T> = { -readonly [Field in keyof T]: T[Field] }

/** What a generated company uses: the histogram of the deep run counts these. */
export function featuresOf(input: PlanInput): string[] {
  const features = new Set<string>([
    `currency ${input.currency ?? 'default'}`,
    `rounding ${input.rounding ?? 'default'}`,
  ])
  const add = (feature: string, present: boolean): void => {
    if (present) features.add(feature)
  }
  const { calendar, finance = {}, policy = {} } = input
  const start = calendar.start
  add('one period', createCalendar(calendar).periods.length === 1)
  add('wide buckets', calendar.months !== undefined && calendar.quarters !== undefined)
  add('weeks', calendar.weeks !== undefined)
  add('days', calendar.days !== undefined)
  add(
    'week 53',
    createCalendar(calendar).periods.some(({ id }) => id.endsWith('-W53')),
  )
  add(
    'starts within a fiscal year',
    calendar.fiscalYearStartMonth !== undefined && Number(start.slice(5, 7)) !== calendar.fiscalYearStartMonth,
  )
  for (const item of input.items) {
    add('service', item.kind === 'service')
    add(`unmet demand ${item.unmetDemand ?? policy.unmetDemand ?? 'default'}`, true)
    for (const field of [
      'firmSupply',
      'supplyLimit',
      'minimumStock',
      'maximumStock',
      'safetyStock',
      'yieldShare',
      'lotSize',
      'leadTimeDays',
      'lostSaleCostPerUnit',
      'supplierId',
    ] as const) {
      add(field, item[field] !== undefined)
    }
    add('quantity decimals', (item.quantityDecimals ?? 0) > 0)
    add('no price', item.id === 'chair' && item.price === undefined)
    add('bought at changing prices', Array.isArray(item.purchaseCost))
    add('no cost', item.id === 'cloth' && item.purchaseCost === undefined)
  }
  add('two levels', (input.billOfMaterials ?? []).length > 2)
  add(
    'scrap',
    (input.billOfMaterials ?? []).some(({ scrapShare }) => scrapShare !== undefined),
  )
  add(
    'line not valid',
    (input.billOfMaterials ?? []).some(({ lastDate }) => lastDate !== undefined),
  )
  add(
    'overtime',
    (input.resources ?? []).some(({ overtimeHours }) => overtimeHours !== undefined),
  )
  add(
    'hours paid by capacity',
    (input.resources ?? []).some(({ paidHours }) => paidHours === 'capacity'),
  )
  add(
    'overhead rate given',
    (input.resources ?? []).some(({ fixedOverheadPerHour }) => fixedOverheadPerHour !== undefined),
  )
  add('markets', (input.markets ?? []).length > 0)
  add('price of a market', (input.prices ?? []).length > 0)
  add(
    'terms of a market',
    (input.markets ?? []).some(({ terms }) => terms !== undefined),
  )
  for (const { start: from, quantities } of input.history ?? []) {
    add(
      `history of ${/W/.test(from) ? 'weeks' : /Q/.test(from) ? 'quarters' : /^\d{4}$/.test(from) ? 'years' : from.length === 10 ? 'days' : 'months'}`,
      true,
    )
    add('history of one bucket', quantities.length === 1)
    add(
      'history of nulls',
      quantities.every((quantity) => quantity === null),
    )
    add(
      'history of zeros',
      quantities.every((quantity) => quantity === 0),
    )
    add('history with gaps', quantities.includes(null) && quantities.some((quantity) => quantity !== null))
  }
  add('given forecast', (input.forecasts ?? []).length > 0)
  add(
    'given forecast with a deviation',
    (input.forecasts ?? []).some(({ stdDev }) => stdDev !== undefined),
  )
  add(
    'given forecast with quantiles',
    (input.forecasts ?? []).some(({ quantiles }) => quantiles !== undefined),
  )
  add(
    'no demand',
    (input.forecasts ?? []).some(({ quantities }) => quantities.every((quantity) => quantity === 0)),
  )
  add(
    'backlog before the plan',
    (input.stock ?? []).some(({ backlog }) => (backlog ?? 0) > 0),
  )
  for (const order of input.openOrders ?? []) {
    add('order overdue', order.dueDate < start)
    add('order beyond the plan', order.dueDate > '2029')
    add('order in the plan', order.dueDate >= start && order.dueDate < '2029')
    add('order in another unit', order.unit !== undefined)
  }
  for (const order of input.customerOrders ?? []) {
    add("customer's order before the plan", order.requestedDate < start)
    add("customer's order in the plan", order.requestedDate >= start && order.requestedDate < '2029')
    add("customer's order beyond the plan", order.requestedDate > '2029')
    add("customer's order at a price of its own", order.price !== undefined)
    add("customer's order with a priority", order.priority !== undefined)
    add("customer's order of a market without a forecast", order.itemId === 'lamp' && order.marketId !== undefined)
  }
  add(
    'orders consume other periods',
    (input.customerOrders ?? []).length > 0 &&
      (policy.consumeBackwardPeriods ?? 0) + (policy.consumeForwardPeriods ?? 0) > 0,
  )
  add('assumed cost', (input.assumedUnitCosts ?? []).length > 0)
  add('firm periods', (policy.firmPeriods ?? 0) > 0)
  add('tax', finance.tax !== undefined)
  add('tax loss', finance.tax?.openingLoss !== undefined)
  add('credit line', finance.creditLine !== undefined)
  add('credit limit', finance.creditLine?.limit !== undefined)
  add('credit drawn before the plan', Number(finance.openingCreditLine ?? 0) > 0)
  add(
    'commission',
    (finance.overheads ?? []).some(({ rateOfRevenue }) => rateOfRevenue !== undefined),
  )
  for (const asset of finance.assets ?? []) {
    add('asset before the plan', asset.acquiredDate < start)
    add('asset in the plan', asset.acquiredDate >= start)
    add('disposal', asset.disposedDate !== undefined)
  }
  for (const terms of [finance.customerTerms, finance.supplierTerms, finance.payrollTerms]) {
    add('net days', terms !== undefined && 'netDays' in terms)
    add('profile', terms !== undefined && 'profile' in terms)
  }
  for (const feature of [
    ...demandFeaturesOf(input),
    ...rowFeaturesOf(input),
    ...workFeaturesOf(input),
    ...costingFeaturesOf(input),
  ])
    features.add(feature)
  return [...features]
}

const whole = (g: Gen, min: number, max: number): number => g(fc.integer, { min, max })
const oneIn = (g: Gen, n: number): boolean => whole(g, 1, n) === 1
const pick = <T>(g: Gen, values: readonly T[]): T => values[whole(g, 0, values.length - 1)] as T
const cents = (g: Gen, most: number): number => whole(g, 0, most * 100) / 100
const maybe = <T extends object>(g: Gen, n: number, make: () => T): T | Record<never, never> =>
  oneIn(g, n) ? make() : {}

function calendarOf(g: Gen): PlanInput['calendar'] {
  const year = maybe(g, 3, () => ({ fiscalYearStartMonth: pick(g, [4, 7, 10]) }))
  switch (whole(g, 0, 6)) {
    case 0:
      return { start: '2027-01-01', months: 1, ...year }
    case 1:
      return { start: '2027-04-01', months: 3, quarters: pick(g, [1, 2]), ...year }
    case 2:
      return { start: '2026-12-21', weeks: whole(g, 1, 5), ...year }
    case 3:
      return { start: '2027-03-01', days: whole(g, 2, 6), holidays: ['2027-03-02'], ...year }
    default:
      return { start: pick(g, ['2027-01-01', '2027-02-01', '2027-06-01']), months: whole(g, 2, 5), ...year }
  }
}

function termsOf(g: Gen): PaymentTerms {
  return oneIn(g, 2) ? { netDays: whole(g, 0, 90) } : { profile: pick(g, [[1], [0.2, 0.7, 0.1], [0, 1 / 3, 2 / 3]]) }
}

/** A history that ends where the plan starts, or some days before. */
function historyOf(g: Gen, itemId: string, start: string, decimals: number): DemandHistory {
  const power = 10 ** decimals
  const most = pick(g, [4, 30])
  const kind = whole(g, 0, 9)
  const value = (): number | null => {
    if (kind === 0) return 0
    if (kind === 1) return null
    if (kind === 2 && oneIn(g, 3)) return null
    return oneIn(g, 6) ? 0 : whole(g, 0, most * power) / power
  }
  const [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))]
  const buckets = pick(g, ['months', 'months', 'months', 'weeks', 'quarters', 'years', 'days'] as const)
  const count = pick(g, [1, 2, 5, 14, 26])
  const values = Array.from({ length: count }, value)
  const two = (n: number): string => String(n).padStart(2, '0')
  switch (buckets) {
    case 'weeks':
      // 26 weeks from week 20 end before the last weeks of the year.
      return { itemId, start: '2026-W20', quantities: values }
    case 'quarters':
      return { itemId, start: '2019-Q2', quantities: values }
    case 'years':
      return { itemId, start: `${year - count}`, quantities: values.map((one) => (one === null ? null : one)) }
    case 'days':
      return { itemId, start: '2026-11-10', quantities: values, ...maybe(g, 3, () => ({ seasonLength: 5 })) }
    default: {
      const first = year * 12 + month - 1 - count - (oneIn(g, 4) ? 1 : 0)
      return { itemId, start: `${Math.floor(first / 12)}-${two((first % 12) + 1)}`, quantities: values }
    }
  }
}

function limitsOf(g: Gen, count: number, decimals: number, canBeShort: boolean): Partial<PlanItem> {
  const unit = 10 ** -decimals
  const quantity = (most: number): number => Number((whole(g, 0, most) * unit).toFixed(decimals))
  return {
    ...maybe(g, 5, () => ({
      supplyLimit: oneIn(g, 2) ? whole(g, 10, 60) : Array.from({ length: count }, () => whole(g, 0, 60)),
    })),
    ...maybe(g, 6, () => ({
      safetyStock: oneIn(g, 2) ? whole(g, 0, 9) : Array.from({ length: count }, () => whole(g, 0, 9)),
    })),
    ...maybe(g, canBeShort ? 9 : 25, () => ({
      minimumStock: Array.from({ length: count }, (_, t) => (t > 0 && oneIn(g, 2) ? whole(g, 0, 4) : 0)),
    })),
    ...maybe(g, 9, () => ({ maximumStock: whole(g, 40, 300) })),
    ...maybe(g, 8, () => ({ firmSupply: Array.from({ length: count }, () => (oneIn(g, 2) ? quantity(20) : null)) })),
  }
}

function unmetOf(g: Gen): Partial<PlanItem> {
  const unmetDemand = pick(g, ['backlog', 'backlog', 'lost', 'forbidden', undefined] as const)
  return {
    ...(unmetDemand !== undefined && { unmetDemand }),
    ...maybe(g, 5, () => ({ lostSaleCostPerUnit: cents(g, 9) })),
  }
}

/** How far off a given forecast is said to be, where it says so. */
function errorOf(g: Gen, quantities: readonly number[]): Partial<GivenForecast> {
  const over = <T>(make: (quantity: number) => T): T[] => quantities.map(make)
  switch (whole(g, 0, 4)) {
    case 0:
      return { stdDev: oneIn(g, 2) ? whole(g, 0, 9) : over(() => whole(g, 0, 9)) }
    case 1:
      return { quantiles: [{ probability: 0.9, quantities: over((quantity) => quantity + whole(g, 0, 9)) }] }
    case 2: {
      const low = over(() => whole(g, 0, 20))
      const high = low.map((quantity) => quantity + whole(g, 0, 20))
      const both = [
        { probability: 0.5, quantities: low },
        { probability: pick(g, [0.95, 0.975]), quantities: high },
      ]
      return { quantiles: oneIn(g, 2) ? both : both.reverse() }
    }
    default:
      return {}
  }
}

function companyOf(g: Gen): PlanInput {
  const calendar = calendarOf(g)
  const { periods } = createCalendar(calendar)
  const count = periods.length
  const { start } = calendar
  const over = <T>(make: (t: number) => T): T[] => periods.map((_, t) => make(t))
  const money = (most: number): number | string => (oneIn(g, 2) ? cents(g, most) : cents(g, most).toFixed(2))
  const decimals = { chair: 0, seat: pick(g, [0, 0, 1, 4]), cloth: pick(g, [0, 2, 3, 6]), lamp: pick(g, [0, 0, 1, 5]) }
  const withService = oneIn(g, 2)
  const withSeat = oneIn(g, 2)
  const withLamp = oneIn(g, 2)

  const items: Mutable<PlanItem>[] = [
    {
      id: 'chair',
      ...(oneIn(g, 6) ? {} : { price: oneIn(g, 3) ? over(() => money(300)) : money(300) }),
      ...maybe(g, 3, () => ({ leadTimeDays: whole(g, 0, 20) })),
      ...maybe(g, 6, () => ({ fillRateShare: pick(g, [0.8, 0.98]) })),
      ...maybe(g, 3, () => ({ yieldShare: whole(g, 80, 100) / 100 })),
      ...maybe(g, 4, () => ({ lotSize: whole(g, 1, 12) })),
      ...unmetOf(g),
      ...limitsOf(g, count, 0, false),
    },
    {
      id: 'cloth',
      ...(oneIn(g, 6) ? {} : { purchaseCost: oneIn(g, 3) ? over(() => money(20)) : money(20) }),
      quantityDecimals: decimals.cloth,
      unit: 'm',
      units: [{ unit: 'roll', stockUnits: 25 }],
      ...maybe(g, 3, () => ({ leadTimeDays: whole(g, 0, 60) })),
      ...maybe(g, 6, () => ({ leadTimeStdDevDays: whole(g, 1, 9) })),
      ...maybe(g, 2, () => ({ supplierId: 'mill' })),
      ...limitsOf(g, count, decimals.cloth, false),
    },
  ]
  const billOfMaterials = [
    {
      itemId: withSeat ? 'seat' : 'chair',
      componentId: 'cloth',
      quantityPer: whole(g, 1, 400) / 100,
      ...maybe(g, 3, () => ({ scrapShare: whole(g, 0, 20) / 100 })),
    },
    ...(oneIn(g, 6)
      ? [{ itemId: 'chair', componentId: 'cloth', quantityPer: 9, firstDate: '2020-01-01', lastDate: '2021-01-01' }]
      : []),
  ]
  const operations = [
    {
      itemId: 'chair',
      resourceId: 'bench',
      runHoursPerUnit: whole(g, 0, 300) / 100,
      ...maybe(g, 3, () => ({ setupHours: whole(g, 0, 4) })),
    },
  ]
  if (withSeat) {
    items.push({
      id: 'seat',
      quantityDecimals: decimals.seat,
      ...maybe(g, 3, () => ({ leadTimeDays: whole(g, 0, 12) })),
      ...limitsOf(g, count, decimals.seat, true),
    })
    billOfMaterials.push({ itemId: 'chair', componentId: 'seat', quantityPer: pick(g, [1, 1, 2, 0.5]) })
    if (oneIn(g, 2)) billOfMaterials.push({ itemId: 'chair', componentId: 'cloth', quantityPer: 0.3 })
    operations.push({ itemId: 'seat', resourceId: pick(g, ['bench', 'saw']), runHoursPerUnit: whole(g, 0, 100) / 100 })
  }
  if (withLamp) {
    items.push({
      id: 'lamp',
      quantityDecimals: decimals.lamp,
      price: money(90),
      purchaseCost: money(60),
      ...maybe(g, 3, () => ({ leadTimeDays: whole(g, 0, 40) })),
      ...maybe(g, 3, () => ({ supplierId: 'mill' })),
      ...unmetOf(g),
      ...limitsOf(g, count, decimals.lamp, true),
    })
  }
  if (withService) {
    items.push({ id: 'repair', kind: 'service', price: money(80), ...unmetOf(g) })
    operations.push({ itemId: 'repair', resourceId: 'bench', runHoursPerUnit: whole(g, 1, 200) / 100 })
    if (oneIn(g, 2)) billOfMaterials.push({ itemId: 'repair', componentId: 'cloth', quantityPer: 0.1 })
  }

  const scale = periods[0]?.unit === 'day' ? 0.05 : periods[0]?.unit === 'week' ? 0.25 : 1
  const resourceOf = (id: string, hours: number): PlanResource => ({
    id,
    capacityHours: oneIn(g, 2)
      ? 1 + Math.round(whole(g, 0, hours) * scale)
      : over(() => 1 + Math.round(whole(g, 0, hours) * scale)),
    ...maybe(g, 2, () => ({ overtimeHours: whole(g, 0, 20) })),
    ...maybe(g, 2, () => ({ costPerHour: cents(g, 30) })),
    ...maybe(g, 4, () => ({ overtimeCostPerHour: cents(g, 45) })),
    ...maybe(g, 3, () => ({ variableOverheadPerHour: cents(g, 6) })),
    ...maybe(g, 4, () => ({ fixedOverheadPerHour: cents(g, 12) })),
  })

  const withMarkets = oneIn(g, 2)
  const history: DemandHistory[] = []
  const forecasts: GivenForecast[] = []
  const ask = (itemId: string, grid: number, marketId?: string): void => {
    const named = marketId === undefined ? {} : { marketId }
    if (oneIn(g, 2)) history.push({ ...historyOf(g, itemId, start, grid), ...named })
    else {
      const isIdle = oneIn(g, 6)
      const quantities = over(() => (isIdle ? 0 : oneIn(g, 3) ? cents(g, 30) : whole(g, 0, 30)))
      forecasts.push({ itemId, ...named, quantities, ...errorOf(g, quantities) })
    }
  }
  if (withMarkets) for (const market of ['home', 'abroad']) ask('chair', 0, market)
  else ask('chair', 0)
  const lampGoesByNoMarket = !(oneIn(g, 3) && withMarkets)
  if (withLamp) ask('lamp', decimals.lamp, lampGoesByNoMarket ? undefined : 'home')
  if (withService) ask('repair', 0)

  const stockOf = (
    itemId: string,
    grid: number,
    canWait: boolean,
  ): { itemId: string; onHand: number; backlog?: number } => ({
    itemId,
    onHand: whole(g, 0, 60 * 10 ** grid) / 10 ** grid,
    ...(canWait && oneIn(g, 4) && { backlog: whole(g, 0, 5) }),
  })
  const stock = [
    stockOf('chair', 0, true),
    ...(oneIn(g, 2) ? [stockOf('cloth', decimals.cloth, false)] : []),
    ...(withLamp && oneIn(g, 2) ? [stockOf('lamp', decimals.lamp, true)] : []),
  ]
  const openOrders = oneIn(g, 3)
    ? Array.from({ length: whole(g, 1, 3) }, (_, n) => ({
        id: `order ${n}`,
        itemId: 'cloth',
        quantity: whole(g, 1, 4),
        dueDate: pick(g, ['2026-12-01', '2030-01-01', '2027-02-10', '2027-03-03', '2027-06-20', start]),
        ...maybe(g, 3, () => ({ unit: 'roll' })),
      }))
    : []

  const isLate = (itemId: string): boolean => stock.some((row) => row.itemId === itemId && (row.backlog ?? 0) > 0)
  const orderOf = (itemId: string, grid: number, n: number): NonNullable<PlanInput['customerOrders']>[number] => ({
    id: `demand ${whole(g, 0, 9)}`,
    line: `${n}`,
    itemId,
    ...(withMarkets && (itemId === 'chair' || oneIn(g, 2)) && { marketId: pick(g, ['home', 'abroad']) }),
    quantity: whole(g, 1, 40 * 10 ** grid) / 10 ** grid,
    requestedDate: pick(g, [
      ...(isLate(itemId) ? [] : ['2026-11-20', '2026-12-31']),
      start,
      start,
      '2027-07-05',
      '2027-12-01',
      '2030-01-01',
    ]),
    ...maybe(g, 3, () => ({ price: money(300) })),
    ...maybe(g, 4, () => ({ priority: whole(g, 1, 2) })),
    ...maybe(g, 6, () => ({ promisedDate: '2028-01-31' })),
  })
  const customerOrders = oneIn(g, 3)
    ? Array.from({ length: whole(g, 1, 6) }, (_, n) =>
        withLamp && lampGoesByNoMarket && oneIn(g, 2) ? orderOf('lamp', decimals.lamp, n) : orderOf('chair', 0, n),
      )
    : []

  return {
    ...maybe(g, 2, () => ({ currency: pick(g, ['USD', 'JPY', 'KWD', 'EUR']) })),
    ...maybe(g, 3, () => ({ rounding: pick(g, ['halfEven', 'halfUp'] as const) })),
    calendar,
    items,
    billOfMaterials,
    operations,
    resources: [resourceOf('bench', 120), resourceOf('saw', 80)],
    ...(withMarkets && {
      markets: ['home', 'abroad'].map((id) => ({ id, ...maybe(g, 3, () => ({ terms: termsOf(g) })) })),
      prices: oneIn(g, 2)
        ? [{ itemId: 'chair', marketId: 'abroad', price: oneIn(g, 2) ? money(300) : over(() => money(300)) }]
        : [],
    }),
    suppliers: [{ id: 'mill', ...maybe(g, 2, () => ({ terms: termsOf(g) })) }],
    history,
    forecasts,
    stock,
    openOrders,
    customerOrders,
    ...maybe(g, 4, () => ({ assumedUnitCosts: [{ itemId: 'cloth', unitCost: cents(g, 9), reason: 'last invoice' }] })),
    policy: {
      ...maybe(g, 2, () => (oneIn(g, 3) ? { fillRateShare: 0.95 } : { serviceLevelShare: pick(g, [0.8, 0.99]) })),
      ...maybe(g, 4, () => ({ reviewDays: whole(g, 0, 40) })),
      ...maybe(g, 5, () => ({ scarceHours: 'buffer' as const })),
      ...maybe(g, 4, () => ({ holdingCostRatePerYear: whole(g, 0, 40) / 100 })),
      ...maybe(g, 4, () => ({ unmetDemand: pick(g, ['backlog', 'lost'] as const) })),
      ...maybe(g, 6, () => ({ backlogCostRatePerYear: cents(g, 3) })),
      ...maybe(g, 6, () => ({ safetyStockPenaltyRatePerYear: cents(g, 6) })),
      ...maybe(g, 10, () => ({ firmPeriods: 1 })),
      ...maybe(g, 4, () => ({ consumeBackwardPeriods: whole(g, 0, 2), consumeForwardPeriods: whole(g, 0, 2) })),
    },
    forecasting: {
      model: pick(g, ['theta', 'naive', 'seasonalNaive', 'mean', 'drift', 'exponentialSmoothing'] as const),
    },
    finance: {
      ...maybe(g, 2, () => ({ openingCash: whole(g, 0, 9_000) })),
      ...maybe(g, 2, () => ({ openingReceivables: money(4_000), openingPayables: money(3_000) })),
      ...maybe(g, 3, () => ({ openingWagesPayable: money(400), openingTaxPayable: whole(g, -200, 500) })),
      ...maybe(g, 4, () => ({ openingCreditLine: whole(g, 0, 4_000) })),
      ...maybe(g, 3, () => ({ shareCapital: 5_000 })),
      ...maybe(g, 2, () => ({ customerTerms: termsOf(g) })),
      ...maybe(g, 2, () => ({ supplierTerms: termsOf(g) })),
      ...maybe(g, 2, () => ({ payrollTerms: termsOf(g) })),
      ...maybe(g, 2, () => ({
        overheads: [
          {
            id: 'rent',
            function: pick(g, ['production', 'selling', 'administration'] as const),
            amount: oneIn(g, 2) ? money(900) : over(() => money(900)),
            ...maybe(g, 2, () => ({ terms: termsOf(g) })),
          },
          ...(oneIn(g, 2)
            ? [
                {
                  id: 'commission',
                  function: pick(g, ['selling', 'administration'] as const),
                  rateOfRevenue: whole(g, 0, 80) / 1000,
                },
              ]
            : []),
        ],
      })),
      ...maybe(g, 2, () => ({
        assets: ['press', 'van'].slice(0, whole(g, 1, 2)).map((id) => ({
          id,
          cost: money(9_000),
          lifeMonths: whole(g, 1, 60),
          acquiredDate: pick(g, ['2025-03', '2026-06-15', '2027-02', '2027-03-03', '2027-06-20']),
          ...maybe(g, 2, () => ({
            disposedDate: pick(g, ['2027-06-25', '2027-07', '2028-01']),
            proceeds: money(2_000),
          })),
          ...maybe(g, 2, () => ({ function: pick(g, ['production', 'selling', 'administration'] as const) })),
          ...maybe(g, 3, () => ({ terms: termsOf(g) })),
        })),
      })),
      ...maybe(g, 3, () => ({ minimumCash: whole(g, 0, 2_000) })),
      ...maybe(g, 2, () => ({
        creditLine: {
          ...maybe(g, 2, () => ({ limit: whole(g, 0, 8_000) })),
          ...maybe(g, 2, () => ({ interestRatePerYear: whole(g, 0, 25) / 100 })),
        },
      })),
      ...maybe(g, 2, () => ({
        tax: {
          rateShare: whole(g, 0, 50) / 100,
          ...maybe(g, 2, () => ({ openingLoss: whole(g, 0, 2_000) })),
          ...maybe(g, 2, () => ({ terms: termsOf(g) })),
        },
      })),
    },
  }
}

const PAID_HOURS = ['worked', 'capacity', 'capacity'] as const

/** A small company of any kind that the planner knows. */
export const arbitraryPlanInput: fc.Arbitrary<PlanInput> = fc.gen().map((g) => {
  const company = companyOf(g)
  const planned = oneIn(g, 2) ? addDemandTables(g, company, fc.integer) : company
  const inRows = oneIn(g, 2) ? addRows(g, planned, fc.integer) : planned
  const { length } = createCalendar(inRows.calendar).periods
  const costed = addCosting(g, addWorkCalendars(g, inRows, fc.integer, length), fc.integer, length)
  const atWork = addMargins(g, costed, fc.integer)
  if (!oneIn(g, 3)) return atWork
  return { ...atWork, resources: (atWork.resources ?? []).map((row) => ({ ...row, paidHours: pick(g, PAID_HOURS) })) }
})
