import type { ProductionRecord } from '../../../production/types.js'
import { linesOver } from '../facts/billsAround.js'
import { type Check, type Checker, startCheck } from '../checks.js'
import type { Facts, Placed } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { servedRecord } from '../customers/refusal.js'
import { askedOfItems, type Asked } from '../customers/servedDemand.js'
import { serveItem } from '../customers/soldUnits.js'
import { fromHand, spareUnits } from './spareUnits.js'
import { isMore } from './isMore.js'
import { minimumUnits } from '../stock/stockLimits.js'
import { type CauseTracer, type ProvenCause, traceCauses } from './traceCause.js'
import { unitMoney } from '../customers/unitMoney.js'

/** What may keep a booked order from being served. */
const LIMITS: ReadonlySet<ProvenCause['code']> = new Set([
  'lead-time',
  'firm-supply',
  'supply-limit',
  'maximum-stock',
  'full-resource',
  'whole-units-late',
])

/**
 * Who is refused pays less than his unit costs, at its cheapest or, before a booked order, in what supply is left, and gets only what lies there and nobody else wants; who has ordered is served, and what
 * lies there goes to customers before it is kept for others.
 */
export function checkRefused(facts: Facts): Check {
  const check = startCheck(
    'orders-before-loss',
    'Only forecast that does not pay is refused and gets stock that nobody else wants; orders are served unless a limit is in the way; who waits, or would go away, gets what lies there.',
  )
  let tracer: ReturnType<typeof traceCauses> | undefined
  const causeOf = (itemId: string, t: number): ProvenCause => (tracer ??= traceCauses(facts)).causeOf(itemId, t)
  for (const placed of facts.rows.records.values()) {
    checkUnits(check, facts, placed)
    checkOvertaken(check, facts, placed, {
      overtakenAt: (itemId, t) => (tracer ??= traceCauses(facts)).overtakenAt(itemId, t),
      dearestOf: (itemId) => (tracer ??= traceCauses(facts)).dearestOf(itemId),
    })
    checkOrders(check, facts, placed, causeOf)
    checkShelf(check, facts, placed)
    checkQueue(check, facts, placed)
  }
  return check.result()
}

function checkUnits(check: Checker, facts: Facts, { row: record, name }: Placed<ProductionRecord>): void {
  const { itemId } = record
  const { power } = gridOf(facts.items.get(itemId))
  const refusal = unitMoney(facts).get(itemId)?.refusal
  const isAny = refusal !== undefined && refusal.parts.size > 0
  for (const field of ['refused', 'refusedShipped'] as const) {
    const own: unknown = record[field]
    const isRight = isAny ? Array.isArray(own) && own.length === facts.count : own === undefined
    const wrong = `${name}.${field} must be there where something is refused, with a number for every period, and only there.`
    check.holds(`${name}.${field}`, isRight, own === undefined ? 0 : 1, isAny ? 1 : 0, wrong)
  }
  if (!isAny) return
  const sold = spareUnits(facts).get(itemId)
  for (let t = 0; t < facts.count; t++) {
    check.cell(name, 'refused', t, record.refused?.[t], (refusal.units[t] ?? 0) / power)
    check.cell(name, 'refusedShipped', t, record.refusedShipped?.[t], (sold?.[t] ?? 0) / power)
  }
}

/**
 * Who is refused for what supply is left, and not for his price alone, would be served at a loss: one more, held or waited for, costs no less than it brings,
 * or, where others have taken all of it, what was on offer costs more.
 */
function checkOvertaken(
  check: Checker,
  facts: Facts,
  { row: { itemId }, name }: Placed<ProductionRecord>,
  { overtakenAt, dearestOf }: Pick<CauseTracer, 'overtakenAt' | 'dearestOf'>,
): void {
  const { power } = gridOf(facts.items.get(itemId))
  const units = new Map<number, number>()
  for (const part of unitMoney(facts).get(itemId)?.refusal?.overtaken ?? [])
    units.set(part.t, (units.get(part.t) ?? 0) + part.units)
  for (const [t, refused] of units) {
    const { price = 0, selling = 0, saved = 0, cost = 0 } = overtakenAt(itemId, t) ?? {}
    const brings = price - selling + saved
    const isLoss = cost === Infinity ? isMore(dearestOf(itemId) - brings, brings) : !isMore(brings - cost, cost)
    check.claim(isLoss, () => {
      const path = `${name}.refused[${t}]`
      const more = cost === Infinity ? 'no supply on offer costs more' : `one more would cost ${cost}`
      const message = `${path}: ${refused / power} are refused that bring ${brings} each, and ${more}.`
      return { path, actual: refused / power, expected: 0, message }
    })
  }
}

/** Of what goes away if it is not served, at least as much is served as lies there, or comes, without anything new. */
function checkShelf(check: Checker, facts: Facts, { row: record, name }: Placed<ProductionRecord>): void {
  const { itemId } = record
  const item = facts.items.get(itemId)
  const isPart = linesOver(facts).has(itemId)
  if (facts.policies.get(itemId)?.unmetDemand !== 'lost' || item?.kind === 'service' || isPart) return
  const { power } = gridOf(item)
  let [least, shipped] = [0, 0]
  fromHand(facts, record).forEach((units, t) => {
    least += units
    shipped += Math.round(((record.shipped[t] ?? 0) - (record.refusedShipped?.[t] ?? 0)) * power)
    check.claim(shipped >= least, () => {
      const path = `${name}.shipped[${t}]`
      const message = `${path}: ${shipped / power} are shipped so far to those who are served, and ${least / power} lay there for them.`
      return { path, actual: shipped / power, expected: least / power, message }
    })
  })
}

/** Nobody waits beside a unit above minimum stock that lies there until one is shipped anyway: whatever he pays, it costs nothing more. */
function checkQueue(check: Checker, facts: Facts, { row: record, name }: Placed<ProductionRecord>): void {
  const { itemId } = record
  const item = facts.items.get(itemId)
  const { unmetDemand } = facts.policies.get(itemId) ?? {}
  if (unmetDemand === 'lost' || unmetDemand === 'forbidden' || item?.kind === 'service') return
  const { power, whole } = gridOf(item)
  const { demand, shipped } = servedRecord(facts, record)
  let waiting = whole(facts.stock.get(itemId)?.backlog)
  const open = facts.days.map((_, t) => (waiting += whole(demand[t]) - whole(shipped[t])))
  let spare = Number.MAX_VALUE
  for (let t = facts.count - 1; t >= 0; t--) {
    if (t + 1 < facts.count && whole(shipped[t + 1]) > 0) spare = Number.MAX_VALUE
    spare = Math.min(spare, whole(record.closing[t]) - minimumUnits(facts, itemId, t))
    const least = Math.min(spare, open[t] ?? 0)
    check.claim(least < 1, () => {
      const path = `${name}.closing[${t}]`
      const message = `${path}: ${least / power} that nobody takes before more is shipped lie there while ${(open[t] ?? 0) / power} are waited for.`
      return { path, actual: record.closing[t], expected: ((record.closing[t] ?? 0) * power - least) / power, message }
    })
  }
}

/** Orders, and what was late before the plan, that are lost or still open at its end, have a limit that holds them back. */
function checkOrders(
  check: Checker,
  facts: Facts,
  { row: record, name }: Placed<ProductionRecord>,
  causeOf: (itemId: string, t: number) => ProvenCause,
): void {
  const { asked } = askedOfItems(facts).get(record.itemId) ?? { asked: [] }
  const open = new Map<Asked, number>()
  for (const part of asked) if ((part.t < 0 || part.order !== undefined) && part.units > 0) open.set(part, part.units)
  if (open.size === 0) return
  serveItem(facts, record, (part, _, units) => {
    const left = open.get(part)
    if (left !== undefined) open.set(part, left - units)
  })
  for (const [{ order, t }, units] of open) {
    const cause = units === 0 ? undefined : causeOf(record.itemId, Math.max(0, t)).code
    const wrong = `${name}: ${order === undefined ? 'what was late before the plan' : `order '${order.id}'`} is not served, for no limit but ${cause}.`
    check.holds(name, cause === undefined || LIMITS.has(cause), cause, null, wrong)
  }
}
