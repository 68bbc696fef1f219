import { indexById, keyOf } from '../../../core/keys/keys.js'
import type { ProductionItem, ProductionProblem, ShadowPrice } from '../../../production/types.js'
import type { ProvenCustomers } from './checkCustomersFirst.js'
import type { Checker } from '../checks.js'
import type { Facts } from '../facts/facts.js'
import { reaching, within } from '../gridUnits.js'
import { hoursToldBy, NOTHING } from './hoursToldBy.js'
import { servedDemandOf } from '../customers/refusal.js'
import { serviceWeights } from './serviceWeights.js'
import { type Multipliers, overtimeBy, regularBy, type Slopes, slopesOf, unitBy } from './slopes.js'
import { lossOfLeaving, servedIn } from '../customers/queueMoney.js'
import { unitMoney } from '../customers/unitMoney.js'

/** Which limit a shadow price is of. */
const LIMIT_KEY = ['limit', 'itemId', 'sourceId', 'resourceId'] as const
type LimitOf = { readonly [Field in (typeof LIMIT_KEY)[number]]?: ShadowPrice[Field] | undefined }

/** A multiplier below this is noise of the solver, shown as 0. */
const NOISE = 1e-9
const tolerance = (worth: number): number => 2 * NOISE * Math.max(1, Math.abs(worth))

const atPeriod = (value: number | readonly number[] | undefined, t: number): number =>
  value === undefined ? 0 : typeof value === 'number' ? value : (value[t] as number)

/**
 * Worths and shadow prices are slopes of the dual objective at the multipliers of the certificate: the change of
 * (row limits x multipliers + column limits x reduced costs + constant) where a limit is eased by one. One more goes to who would go
 * away, then to all customers: its worth is what it adds to the first program to which it adds anything.
 */
export function checkWorth(
  check: Checker,
  facts: Facts,
  {
    problem,
    stock: { primal, ...multipliers },
    customers,
  }: {
    readonly problem: ProductionProblem
    readonly stock: Multipliers & { readonly primal: readonly number[] }
    readonly customers: ProvenCustomers | undefined
  },
): void {
  const { plan, count } = facts
  const { map } = multipliers
  const last = slopesOf(multipliers)
  const isLost = (itemId: string): boolean => facts.policies.get(itemId)?.unmetDemand === 'lost'
  /** Programs before the last: who goes away, then all customers. */
  const before = [customers?.losses, customers].flatMap((parts) => {
    if (parts === undefined) return []
    const { production, proven, itemIds } = parts
    const has = (id: string): boolean => itemIds.has(id) && (parts === customers || isLost(id))
    return [{ slopes: slopesOf({ map: production.map, ...proven }), has }]
  })
  const first = (worth: (slopes: Slopes) => number, least = NOTHING): number => {
    const found = before.map(({ slopes }) => worth(slopes)).find((own) => own > least)
    return found ?? worth(last)
  }
  const compare = (name: string, field: string, t: number, actual: unknown, worth: number): void =>
    check.cell(name, field, t, actual, worth, tolerance(worth))
  const itemBase = new Map(map.itemIds.map((id, i) => [id, i * count]))
  const resourceBase = new Map(map.resourceIds.map((id, r) => [id, r * count]))
  const money = unitMoney(facts)

  for (const { row: record, name } of facts.rows.records.values()) {
    const base = itemBase.get(record.itemId) ?? Number.NaN
    for (let t = 0; t < count; t++) {
      const cost = money.get(record.itemId)?.made[t] ?? 0
      const worth = first((slopes) => unitBy(slopes, base + t), cost + NOTHING * Math.max(1, cost))
      compare(name, 'worthOfOneUnit', t, record.worthOfOneUnit[t], worth)
    }
  }
  const programs = [...before.map(({ slopes }) => slopes), last]
  const toldBy = hoursToldBy(facts, { last, primal, before: programs.slice(0, -1) })
  const byHours = (place: number): Slopes => programs[toldBy(place)] ?? last
  const worthOfHour = (place: number): number => regularBy(byHours(place), place)
  const worthOfOvertime = (place: number): number => overtimeBy(byHours(place), place)
  for (const { row: record, name } of facts.rows.resources.values()) {
    const base = resourceBase.get(record.resourceId) ?? Number.NaN
    for (let t = 0; t < count; t++) {
      compare(name, 'worthOfOneHour', t, record.worthOfOneHour[t], worthOfHour(base + t))
      compare(name, 'worthOfOneOvertimeHour', t, record.worthOfOneOvertimeHour[t], worthOfOvertime(base + t))
    }
  }

  /** Whether it was decided that who is served last of a period goes away. */
  const left = new Set(
    (plan.supply.certificate.openRanges ?? []).flatMap(({ itemId, periodId, least }) =>
      least > 0 ? [JSON.stringify([itemId, periodId])] : [],
    ),
  )
  const isLeft = (itemId: string, t: number): boolean =>
    left.has(JSON.stringify([itemId, plan.calendar.periods[t]?.id]))
  const weights = serviceWeights(facts)
  const sources = indexById(problem.sources ?? [], 'itemId')
  const worthOfSource = new Map<string, (t: number) => number>()
  const expected = new Map<string, number[]>()
  const put = (of: LimitOf, worth: (t: number) => number): void => {
    const values = Array.from({ length: count }, (_, t) => worth(t))
    if (values.some((value) => Math.abs(value) >= NOISE)) expected.set(keyOf(of, LIMIT_KEY), values)
  }
  for (const [resourceId, base] of resourceBase) {
    put({ limit: 'capacity', resourceId }, (t) => worthOfHour(base + t))
    put({ limit: 'overtime', resourceId }, (t) => worthOfOvertime(base + t))
  }
  problem.items.forEach((item) => {
    const itemId = item.id
    const source = sources.get(itemId)
    const sourceId = source?.id
    const base = itemBase.get(itemId) ?? Number.NaN
    const isFirm = (t: number): boolean => (source?.firmSupply?.[t] ?? null) !== null || t < (problem.firmPeriods ?? 0)
    const grid = 10 ** (item.quantityDecimals ?? 0)
    const minimum = (t: number): number => reaching(atPeriod(item.minimumStock, t), grid)
    const maximum = (t: number): number => within(atPeriod(item.maximumStock, t), grid)
    const isAsked = (item.backlog ?? 0) > 0 || servedDemandOf(facts, itemId).some((quantity) => quantity > 0)
    if (isAsked) put({ limit: 'demand', itemId }, (t) => worthOfDemand(item, t, base + t))
    const worthOf = (t: number): number =>
      first(({ map: { supply }, slope }) => {
        const worth = slope(supply[base + t])
        return isFirm(t) ? worth : source?.supplyLimit === undefined ? 0 : Math.max(0, worth)
      })
    if (source?.supplyLimit !== undefined)
      put({ limit: 'supply', itemId, sourceId }, (t) => (isFirm(t) ? 0 : worthOf(t)))
    put({ limit: 'firmSupply', itemId, sourceId }, (t) => (isFirm(t) ? worthOf(t) : 0))
    worthOfSource.set(itemId, worthOf)
    if (item.minimumStock !== undefined) {
      put({ limit: 'minimumStock', itemId }, (t) => {
        if (minimum(t) === 0) return 0
        return first(({ map: { shortfall, stock }, slope }) => {
          const missing = shortfall[base + t] as number
          return Math.max(0, missing >= 0 ? slope(missing) : -slope(stock[base + t]))
        })
      })
    }
    if (item.maximumStock !== undefined && item.kind !== 'service') {
      put({ limit: 'maximumStock', itemId }, (t) => {
        const isTargetCut = atPeriod(item.safetyStock, t) > maximum(t)
        const cut = isTargetCut ? (weights.get(itemId)?.missing?.[t] ?? 0) : 0
        return first(({ map: { stock }, slope }) =>
          Math.max(0, slope(stock[base + t]) + (stock === map.stock ? cut : 0)),
        )
      })
    }
  })

  /** One more unit asked for: it eases whatever the demand stands in, a row or the upper limit of a column. */
  function worthOfDemand(item: ProductionItem, t: number, place: number): number {
    const unitOf = money.get(item.id)
    const margin = (unitOf?.value[t] ?? 0) - (unitOf?.selling[t] ?? 0)
    // Who asks for more is a customer.
    const served = before.find(({ has }) => has(item.id))
    const { map: own, dual, slope } = served?.slopes ?? last
    const unit = dual(own.balance[place])
    if (item.unmetDemand === 'lost') {
      const lost = (served === undefined ? weights : money).get(item.id)?.lost[t] ?? 0
      // Lost unless it is worth shipping; where something comes within the period, the days before cannot wait for it.
      const rows = own.arrival[place] ?? []
      const early = rows.reduce((sum, { row }) => sum + dual(row), 0)
      const close = (facts.starts[t] ?? 0) + (facts.days[t] ?? 0)
      const later = rows.reduce((sum, { row, day }) => sum + (dual(row) * (close - day)) / (facts.days[t] ?? 0), 0)
      const newest = servedIn(facts, item.id, t).at(-1)
      const promised = newest === undefined ? 0 : (unitOf?.refusal?.lifts.get(newest) ?? 0)
      const loss = newest === undefined || unitOf === undefined ? margin : lossOfLeaving(unitOf, newest)
      const alone = loss + lost - unit - early
      // Of several prices in a period one more is of who is served last.
      const column = own.unserved[place] ?? -1
      return (isLeft(item.id, t) ? 0 : Math.max(0, column >= 0 ? slope(column) : alone)) - lost - promised + later
    }
    // What waits keeps its price; a unit more of it also widens its part of what can be left at the end.
    const kept = margin + Math.max(0, slope(own.unserved[place]))
    const row = own.demand[place] as number
    return row >= 0 ? kept + dual(row) : kept - unit
  }

  for (const { row, name } of facts.rows.sources.values()) {
    const worth = worthOfSource.get(row.itemId)
    for (let t = 0; t < count; t++) compare(name, 'worth', t, row.worth[t], worth?.(t) ?? Number.NaN)
  }

  const seen = new Set<string>()
  plan.supply.shadowPrices.forEach((price, n) => {
    const { values } = price
    const key = keyOf(price, LIMIT_KEY)
    const name = `supply.shadowPrices[${n}]`
    const own = expected.get(key)
    const isOurs = !seen.has(key) && (own !== undefined || values.every((value) => Math.abs(value) <= 2 * NOISE))
    const wrong = `${name}: the worth of '${key}' is there twice, or there is no such limit.`
    for (const field of LIMIT_KEY) {
      if (price[field] !== undefined) check.holds(`${name}.${field}`, isOurs, price[field], null, wrong)
    }
    seen.add(key)
    check.number(`${name}.values.length`, values.length, count)
    for (let t = 0; t < count; t++) compare(name, 'values', t, values[t], own?.[t] ?? 0)
  })
  for (const key of expected.keys()) {
    check.holds('supply.shadowPrices', seen.has(key), null, key, `The worth of '${key}' is missing.`)
  }
}
