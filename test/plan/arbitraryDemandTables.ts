import type fc from 'fast-check'
import { createCalendar, formatDay, parseDay } from '../../src/core/time/calendar.js'
import type { PlanInput } from '../../src/schema/index.js'

type Gen = fc.GeneratorValue
type Rows<K extends keyof PlanInput> = NonNullable<PlanInput[K]> extends readonly (infer Row)[] ? Row[] : never
type Series = { readonly itemId: string; readonly marketId?: string }

/** Which of the tables and options of demand a generated company uses. */
export function demandFeaturesOf(input: PlanInput): string[] {
  const features = new Set<string>()
  const add = (feature: string, present: boolean): void => {
    if (present) features.add(feature)
  }
  for (const table of [
    'transactions',
    'stockOuts',
    'hierarchy',
    'launches',
    'successions',
    'events',
    'drivers',
    'opportunities',
    'views',
    'overrides',
  ] as const) {
    add(table, (input[table] ?? []).length > 0)
  }
  const {
    transactions = [],
    launches = [],
    events = [],
    views = [],
    overrides = [],
    opportunities = [],
    drivers = [],
    forecasting = {},
  } = input
  add('today before the plan', input.asOf !== undefined)
  add(
    'sale returned',
    transactions.some(({ quantity }) => quantity < 0),
  )
  add(
    'sale in another unit',
    transactions.some(({ unit }) => unit !== undefined),
  )
  add(
    'launch by like items',
    launches.some(({ likeItems }) => likeItems !== undefined),
  )
  add(
    'launch by the Bass model',
    launches.some(({ marketSize }) => marketSize !== undefined),
  )
  add(
    'event by rate',
    events.some(({ upliftRate }) => upliftRate !== undefined),
  )
  add(
    'event by units',
    events.some(({ upliftUnits }) => upliftUnits !== undefined),
  )
  add(
    'event that is estimated',
    events.some(({ upliftRate, upliftUnits }) => upliftRate === undefined && upliftUnits === undefined),
  )
  add(
    'event that repeats another',
    events.some(({ repeats }) => repeats !== undefined),
  )
  add(
    'event in the history',
    events.some(({ firstDate }) => firstDate < input.calendar.start),
  )
  add(
    'event in the plan',
    events.some(({ lastDate }) => lastDate >= input.calendar.start),
  )
  add(
    'event of everything',
    events.some(({ itemId, marketId }) => itemId === undefined && marketId === undefined),
  )
  add(
    'opportunity overdue',
    opportunities.some(({ closeDate }) => closeDate < (input.asOf ?? input.calendar.start)),
  )
  add(
    'view with a gap',
    views.some(({ quantities }) => quantities?.includes(null)),
  )
  add(
    'view with a weight',
    views.some(({ weight }) => weight !== undefined),
  )
  add(
    'view with a past',
    views.some(({ past }) => past !== undefined),
  )
  add(
    'view of the forecast',
    views.some(({ contributor }) => contributor === 'statistical'),
  )
  add(
    'override to zero',
    overrides.some(({ quantity }) => quantity === 0),
  )
  add(
    'override expired',
    overrides.some(({ expiryDate }) => expiryDate !== undefined && expiryDate < (input.asOf ?? input.calendar.start)),
  )
  for (const kind of ['quantity', 'change', 'changeRate'] as const)
    add(
      `override by ${kind}`,
      overrides.some((override) => override[kind] !== undefined),
    )
  add(
    'override with a deviation',
    overrides.some(({ stdDev }) => stdDev !== undefined),
  )
  add(
    'driver of everything',
    drivers.some(({ itemId, marketId }) => itemId === undefined && marketId === undefined),
  )
  add(
    'driver planned ahead',
    drivers.some(({ periodId }) => periodId >= input.calendar.start.slice(0, 7)),
  )
  add(
    'driver of steps of its own',
    drivers.some(({ value }) => value !== 1),
  )
  add('zeros kept', forecasting.zeros === 'keep')
  add('outliers looked for', forecasting.outliers !== undefined)
  add('level shifts looked for', forecasting.levelShifts !== undefined)
  add('working days', forecasting.workingDays === true)
  add(`reconciliation ${forecasting.reconciliation ?? 'default'}`, (input.hierarchy ?? []).length > 0)
  return [...features]
}

/** A company with some of the tables of demand on top of its histories and forecasts. */
export function addDemandTables(g: Gen, base: PlanInput, integer: typeof fc.integer): PlanInput {
  const whole = (min: number, max: number): number => g(integer, { min, max })
  const oneIn = (n: number): boolean => whole(1, n) === 1
  const pick = <T>(values: readonly T[]): T => values[whole(0, values.length - 1)] as T
  const maybe = <T extends object>(n: number, make: () => T): T | Record<never, never> => (oneIn(n) ? make() : {})
  const { periods } = createCalendar(base.calendar)
  const start = parseDay(periods[0]?.start) as number
  const end = parseDay(periods.at(-1)?.end) as number
  const day = (from: number, to: number): string => formatDay(start + whole(from, to))
  const periodId = (): string => pick(periods).id
  const power = (itemId: string): number => 10 ** (base.items.find(({ id }) => id === itemId)?.quantityDecimals ?? 0)
  const units = (itemId: string, most: number): number => whole(0, most * power(itemId)) / power(itemId)

  const history = [...(base.history ?? [])]
  const transactions: Rows<'transactions'> = []
  if (history.length > 0 && oneIn(3)) {
    const [{ itemId, marketId }] = history.splice(whole(0, history.length - 1), 1) as readonly Series[] as readonly [
      Series,
    ]
    const span = periods[0]?.unit === 'day' ? 20 : periods[0]?.unit === 'week' ? 120 : 500
    for (let n = whole(1, 25); n > 0; n--) {
      transactions.push({
        itemId,
        ...(marketId !== undefined && { marketId }),
        date: day(-span, 2),
        quantity: units(itemId, 20) * (oneIn(9) ? -1 : 1),
        ...maybe(4, () => ({ unit: 'half dozen' })),
        // Two sales of a day need ids of their own.
        id: `sale ${n}`,
      })
    }
  }
  const series: Series[] = [...history, ...transactions, ...(base.forecasts ?? [])].map(({ itemId, marketId }) => ({
    itemId,
    ...(marketId !== undefined && { marketId }),
  }))
  const stool: Series = {
    itemId: 'stool',
    ...(oneIn(3) && pick(series).marketId !== undefined ? { marketId: 'home' } : {}),
  }
  const launches: Rows<'launches'> = []
  if (oneIn(3)) {
    const from = pick([periodId(), pick(['2026-11', '2027-Q2', '2026-W50', '2027-03', '2030'])])
    launches.push({
      ...(oneIn(5) ? pick(series) : stool),
      start: from,
      ...(oneIn(2)
        ? {
            marketSize: whole(0, 300),
            innovation: whole(0, 20) / 100,
            imitation: whole(0, 60) / 100,
            ...maybe(4, () => ({ initialAdopters: 0 })),
          }
        : {
            likeItems: ['a', 'b'].slice(0, whole(1, 2)).map((id) => ({
              id,
              history: Array.from({ length: whole(1, 9) }, (_, n) => (n === 0 ? 3 : whole(0, 30))),
              ...maybe(3, () => ({ weight: whole(1, 3) })),
            })),
            ...maybe(3, () => ({ total: whole(0, 400) })),
            ...maybe(4, () => ({ lifePeriods: whole(1, 12) })),
            ...maybe(4, () => ({ phaseIn: [whole(1, 10) / 10, 0.9] })),
          }),
    })
  }
  const successions: Rows<'successions'> = []
  if (oneIn(3)) {
    const { itemId: predecessorId, marketId } = pick(series)
    // A launch without a market would leave open which demand the successor inherits.
    if (
      launches.every((launch) => launch.itemId !== 'stool' || marketId !== undefined || launch.marketId === undefined)
    ) {
      successions.push({
        predecessorId,
        successorId: 'stool',
        ...(marketId !== undefined && { marketId }),
        ...maybe(2, () => ({ phaseOutShare: oneIn(2) ? whole(0, 10) / 10 : periods.map(() => whole(0, 10) / 10) })),
        ...maybe(2, () => ({ transferShare: whole(0, 10) / 10 })),
        ...maybe(2, () => ({ cannibalizationShare: whole(0, 10) / 10 })),
      })
    }
  }
  const events: Rows<'events'> = Array.from({ length: pick([0, 0, 1, 3]) }, (_, n) => {
    const first = whole(-70, end - start + 5)
    const isSilent = first < 0 && oneIn(3)
    const byUnits = !isSilent && oneIn(3)
    const target: { itemId?: string; marketId?: string } = byUnits || oneIn(2) ? pick(series) : {}
    return {
      id: `event ${n}`,
      ...target,
      firstDate: formatDay(start + first),
      lastDate: formatDay(start + first + whole(0, 40)),
      ...(byUnits ? { upliftUnits: whole(-15, 40) } : isSilent ? {} : { upliftRate: whole(-10, 25) / 10 }),
    }
  })
  const silent = events.find(({ upliftRate, upliftUnits }) => upliftRate === undefined && upliftUnits === undefined)
  if (silent !== undefined) {
    for (let n = whole(0, 2); n > 0; n--) {
      const first = n === 1 ? whole(0, end - start - 1) : whole(-200, -1)
      events.push({
        id: `again ${n}`,
        ...(silent.itemId !== undefined && { itemId: silent.itemId }),
        firstDate: formatDay(start + first),
        lastDate: formatDay(start + first + whole(0, 40)),
        repeats: silent.id,
      })
    }
  }
  const drivers: Rows<'drivers'> = []
  const driven = new Set<string>()
  for (const driverId of oneIn(3) ? ['price', 'promotion'].slice(0, whole(1, 2)) : []) {
    for (let n = whole(1, 12); n > 0; n--) {
      const target: { itemId?: string; marketId?: string } = oneIn(2) ? {} : pick(series)
      const bucket = oneIn(3) ? periodId() : day(oneIn(2) ? -400 : -60, -1).slice(0, oneIn(2) ? 7 : 10)
      const key = [driverId, target.itemId, target.marketId, bucket].join()
      if (driven.has(key)) continue
      driven.add(key)
      drivers.push({ driverId, ...target, periodId: bucket, value: driverId === 'price' ? whole(0, 9) : 1 })
    }
  }
  const opportunities: Rows<'opportunities'> = Array.from({ length: pick([0, 0, 1, 4]) }, (_, n) => ({
    id: `lead ${n}`,
    ...pick(series),
    quantity: whole(0, 30),
    closeDate: day(-20, end - start + 5),
    ...(oneIn(2) ? { stageId: 'proposal' } : { probability: whole(0, 10) / 10 }),
  }))
  const views: Rows<'views'> = []
  if (oneIn(3)) {
    const target = pick(series)
    const isPast =
      oneIn(2) && history.some(({ itemId, marketId }) => itemId === target.itemId && marketId === target.marketId)
    const most =
      history.find(({ itemId, marketId }) => itemId === target.itemId && marketId === target.marketId)?.quantities
        .length ?? 0
    const weighted = oneIn(2)
    for (const contributor of ['sales', 'finance', 'statistical'].slice(oneIn(3) ? 1 : 0, whole(2, 3))) {
      views.push({
        contributor,
        ...target,
        ...(contributor === 'statistical' ? {} : { quantities: periods.map(() => (oneIn(4) ? null : whole(0, 30))) }),
        ...(weighted && { weight: whole(1, 3) }),
        ...(isPast &&
          contributor !== 'statistical' && {
            past: Array.from({ length: whole(1, Math.min(6, most)) }, () => (oneIn(6) ? null : whole(0, 30))),
          }),
      })
    }
  }
  const overrides: Rows<'overrides'> = []
  const fixed = new Set<string>()
  for (let n = pick([0, 0, 1, 3]); n > 0; n--) {
    const target = pick(series)
    const period = periodId()
    const cell = `${target.itemId} ${target.marketId} ${period}`
    const kind = fixed.has(cell) ? 'change' : pick(['quantity', 'quantity', 'change', 'changeRate'] as const)
    if (kind === 'quantity') fixed.add(cell)
    overrides.push({
      id: `override ${n}`,
      ...target,
      periodIds: [period],
      [kind]:
        kind === 'quantity'
          ? oneIn(3)
            ? 0
            : units(target.itemId, 30)
          : kind === 'change'
            ? whole(-20, 20)
            : whole(-10, 15) / 10,
      reason: 'as agreed',
      owner: 'Ann',
      ...maybe(3, () => ({ expiryDate: pick(['2026-01-31', '2030-01-31']) })),
      ...maybe(3, () => ({ stdDev: whole(0, 8) })),
    })
  }
  const stockOuts: Rows<'stockOuts'> = Array.from({ length: pick([0, 0, 0, 2]) }, (_, n) => {
    const first = whole(-90, 3)
    return {
      id: `empty ${n}`,
      itemId: pick(series).itemId,
      firstDate: formatDay(start + first),
      lastDate: formatDay(start + first + whole(0, 40)),
    }
  })
  const inTree = [...new Set(series.map(({ itemId }) => itemId))]
  const withTree = oneIn(3)
  const hierarchy: Rows<'hierarchy'> = withTree ? [{ id: 'all' }, ...inTree.map((id) => ({ id, parentId: 'all' }))] : []
  return {
    ...base,
    ...maybe(5, () => ({ asOf: day(-12, 0) })),
    items: [
      ...base.items.map((item) =>
        item.id === transactions[0]?.itemId ? { ...item, units: [{ unit: 'half dozen', stockUnits: 6 }] } : item,
      ),
      {
        id: 'stool',
        price: whole(1, 90),
        purchaseCost: whole(1, 50),
        ...maybe(3, () => ({ leadTimeDays: whole(0, 40) })),
      },
    ],
    history,
    transactions,
    stockOuts,
    hierarchy,
    launches,
    successions,
    events,
    drivers,
    opportunities,
    pipelineStages: [{ id: 'proposal', probability: whole(0, 10) / 10 }],
    views,
    overrides,
    forecasting: {
      ...base.forecasting,
      ...maybe(5, () => ({ workingDays: true })),
      ...maybe(5, () => ({ zeros: 'keep' as const })),
      ...maybe(5, () => ({ outliers: pick(['replace', 'report'] as const) })),
      ...maybe(5, () => ({ levelShifts: pick(['adjust', 'report'] as const) })),
      ...(withTree && !oneIn(6)
        ? { reconciliation: pick(['bottomUp', 'topDown', 'ols', 'wlsVariance', 'mintShrink', 'none'] as const) }
        : {}),
      ...maybe(5, () => ({ launchErrorRate: whole(0, 10) / 10 })),
      ...maybe(5, () => ({ pipelineLeadTimeDays: whole(0, 30) })),
      ...maybe(5, () => ({ overdueOpportunities: pick(['today', 'leaveOut'] as const) })),
    },
  }
}
