import type { Plan } from '../../../src/index.js'
import type { Company, Good } from './company.js'
import { mostUnits } from './executeMonth.js'
import type { GoodMonth } from './state.js'

/** Why units that were asked for in a month did not ship in it. */
export const CAUSES = ['part', 'hours', 'choice', 'buffer'] as const
export type Cause = (typeof CAUSES)[number]

/** What a plan says of one good for its first month, kept to be held against what happens. */
export interface Promise {
  readonly goodId: string
  readonly forecast: number
  readonly shipped: number
  /** Units short of the target, of customers' demand and of safety stock. */
  readonly short: number
  /** What stops one more unit: a part that has run out, or hours; else the plan could have made it and chose not to. */
  readonly stoppedBy: Exclude<Cause, 'buffer'>
  /** The part that has run out, the machine that is full. */
  readonly limitId?: string
  /** Whether stock is held back of it while its customers wait or go, in the first month; and in so many months of the plan. */
  readonly isHeldBack: boolean
  readonly monthsHeldBack: number
  /** Months of the plan. */
  readonly months: number
  /** Whether parts and hours for one more unit lie there while its customers wait or go. */
  readonly isHeldInParts: boolean
}

/** Reads the first month of a plan. */
export function readPromises(company: Company, plan: Plan): Promise[] {
  const records = new Map(plan.supply.records.map((record) => [record.itemId, record]))
  const onHand = new Map(plan.supply.records.map(({ itemId, closing }) => [itemId, closing[0] ?? 0]))
  const hoursLeft = new Map(
    plan.supply.resources.map((resource) => [
      resource.resourceId,
      (resource.capacityHours[0] ?? 0) +
        (resource.overtimeLimitHours[0] ?? 0) -
        (resource.regularHours[0] ?? 0) -
        (resource.overtimeHours[0] ?? 0),
    ]),
  )
  // Parts that cannot come within the month; of others the plan could have ordered more.
  const days = plan.calendar.periods[0]?.days ?? 0
  const traded = company.goods.flatMap(({ id, bought }) => (bought === undefined ? [] : [{ id, ...bought }]))
  const late = new Set(
    [...company.parts, ...traded].filter(({ leadTimeDays }) => leadTimeDays >= days).map(({ id }) => id),
  )
  const forecasts = new Map(plan.demand.map(({ itemId, consensus }) => [itemId, consensus[0] ?? 0]))
  return company.goods.map((good): Promise => {
    const record = records.get(good.id)
    if (record === undefined) throw new Error(`no record of ${good.id}: ${plan.status}`)
    const at = (values: readonly number[], month = 0): number => values[month] ?? 0
    const waits = (month: number): boolean => at(record.backlog, month) + at(record.lost, month) > 0
    const isHeld = (month: number): boolean => waits(month) && at(record.closing, month) > 0
    return {
      goodId: good.id,
      forecast: forecasts.get(good.id) ?? 0,
      shipped: at(record.shipped),
      short: at(record.backlog) + at(record.lost) + Math.max(0, at(record.safetyStock) - at(record.closing)),
      ...whatStops(good, late, { onHand, hoursLeft }),
      isHeldBack: isHeld(0),
      monthsHeldBack: record.closing.filter((_, month) => isHeld(month)).length,
      months: record.closing.length,
      isHeldInParts: waits(0) && good.bought === undefined && mostUnits(good, 1, { onHand, hoursLeft }) > 0,
    }
  })
}

function whatStops(
  good: Good,
  late: ReadonlySet<string>,
  left: { readonly onHand: ReadonlyMap<string, number>; readonly hoursLeft: ReadonlyMap<string, number> },
): Pick<Promise, 'stoppedBy' | 'limitId'> {
  // A good that is bought is its own part.
  if (good.bought !== undefined) {
    return late.has(good.id) ? { stoppedBy: 'part', limitId: good.id } : { stoppedBy: 'choice' }
  }
  const part = good.parts.find(
    (line) => late.has(line.partId) && mostUnits({ parts: [line], hours: [] }, 1, left) === 0,
  )
  if (part !== undefined) return { stoppedBy: 'part', limitId: part.partId }
  const machine = good.hours.find((line) => mostUnits({ parts: [], hours: [line] }, 1, left) === 0)
  if (machine !== undefined) return { stoppedBy: 'hours', limitId: machine.machineId }
  return { stoppedBy: 'choice' }
}

/** Units of a month's demand that did not ship in it, by cause: what the plan fell short of first, the rest its buffer. */
export function causesOf(
  { asked, shippedInTime }: GoodMonth,
  { short, stoppedBy, limitId }: Promise,
): { readonly cause: Cause; readonly units: number; readonly limitId?: string }[] {
  const missed = asked - shippedInTime
  const bySupply = Math.min(missed, short)
  return [
    { cause: stoppedBy, units: bySupply, ...(limitId !== undefined && { limitId }) },
    { cause: 'buffer' as const, units: missed - bySupply },
  ].filter(({ units }) => units > 0)
}
