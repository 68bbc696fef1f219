import { formatDay } from '../../../src/core/numbers/days.js'
import { createRandom } from '../../core/createRandom.js'
import {
  type Company,
  type DemandClass,
  type Good,
  HISTORY_MONTHS,
  LOOP_MONTHS,
  type Machine,
  type OpenOrder,
  type Part,
  partUse,
} from './company.js'
import { drawDemand } from './drawDemand.js'
import { monthStart, placeOf } from './months.js'

const GOODS: { readonly [name in DemandClass]: number } = {
  smooth: 6,
  seasonal: 8,
  lumpy: 4,
  intermittent: 4,
  launch: 2,
  dying: 1,
  promoted: 3,
  step: 2,
}
/** Least and most units a month, where they are not 50 to 200. */
const LEVELS: { readonly [name in DemandClass]?: readonly [number, number] } = {
  lumpy: [20, 80],
  intermittent: [4, 15],
}
/** Goods that are bought as they are sold, with the days from an order to its receipt. */
const TRADED: { readonly [goodId: string]: number } = { 'smooth-6': 20, 'seasonal-8': 45, 'lumpy-4': 30, 'step-2': 75 }
const PARTS = 37
/** Shortest and longest days from an order to its receipt, of parts. */
const [SHORTEST, LONGEST] = [10, 90]
const LOADS = [0.82, 0.89, 0.95]
const OVERTIME_SHARE = 0.15

/** How a company is drawn. */
export interface CompanyOptions {
  readonly seed: number
  /** Ten times the hours. Default false. */
  readonly areHoursAmple?: boolean
  /** Parts that come within the month; traded goods keep their lead times. Default false. */
  readonly arePartsAmple?: boolean
  /** Multiplies how far demand strays from its course, above 0; default 1. */
  readonly noise?: number
}

/** Draws a company of 30 goods (four of them traded), 37 bought parts and three machines: the same seed, the same company. */
export function drawCompany({
  seed,
  areHoursAmple = false,
  arePartsAmple = false,
  noise = 1,
}: CompanyOptions): Company {
  const random = createRandom(seed * 7919)
  const between = (low: number, high: number): number => low + (high - low) * random()
  const parts = Array.from({ length: PARTS }, (_, n): Part => ({
    id: `P${String(n + 1).padStart(2, '0')}`,
    purchaseCost: Math.round(between(3, 15) * 100) / 100,
    // More long ones than short ones: the root of a number between 0 and 1.
    leadTimeDays: arePartsAmple ? 0 : Math.round(SHORTEST + (LONGEST - SHORTEST) * Math.sqrt(n / (PARTS - 1))),
  }))
  const peakMonth = between(5, 10)
  const goods = (Object.keys(GOODS) as DemandClass[]).flatMap((demandClass) =>
    Array.from({ length: GOODS[demandClass] }, (_, n) => drawGood(`${demandClass}-${n + 1}`, demandClass)),
  )

  function drawGood(id: string, demandClass: DemandClass): Good {
    const [least, most] = LEVELS[demandClass] ?? [50, 200]
    const level = between(least, most)
    const partCount = 2 + Math.floor(random() * 2)
    const first = Math.floor(random() * parts.length)
    const own = Array.from({ length: partCount }, (_, n) => ({
      // Steps of 11 meet each of the 37 parts once.
      partId: (parts[(first + 11 * n) % parts.length] as Part).id,
      quantityPer: random() < 0.7 ? 1 : 2,
    }))
    const machine = Math.floor(random() * LOADS.length)
    const hours = [{ machineId: `M${machine + 1}`, perUnit: Math.round(between(0.1, 0.5) * 100) / 100 }]
    if (random() < 0.4) {
      const next = (machine + 1) % LOADS.length
      hours.push({ machineId: `M${next + 1}`, perUnit: Math.round(between(0.05, 0.25) * 100) / 100 })
    }
    const cost =
      own.reduce((sum, { partId, quantityPer }) => sum + quantityPer * costOf(partId), 0) +
      hours.reduce((sum, { perUnit }) => sum + perUnit * 24, 0)
    const days = TRADED[id]
    return {
      id,
      demandClass,
      price: Math.round(cost * between(1.7, 3)),
      unmetDemand: demandClass === 'intermittent' || demandClass === 'promoted' ? 'lost' : 'backlog',
      parts: days === undefined ? own : [],
      hours: days === undefined ? hours : [],
      ...(days !== undefined && { bought: { purchaseCost: Math.round(cost * 100) / 100, leadTimeDays: days } }),
      ...drawDemand({ demandClass, level, peakMonth, noise }, random),
    }
  }

  function costOf(partId: string): number {
    return parts.find(({ id }) => id === partId)?.purchaseCost ?? 0
  }

  const machines = LOADS.map((load, n): Machine => {
    const id = `M${n + 1}`
    const capacityHours = Math.round((areHoursAmple ? 10 : 1) * hoursNeeded(goods, id, load))
    return { id, capacityHours, overtimeHours: Math.round(capacityHours * OVERTIME_SHARE), costPerHour: 24 }
  })
  return { seed, goods, parts, machines, opening: openingOf(goods, parts) }
}

/**
 * Hours a month at which the demand of the loop loads a machine this much on the mean, and at which no first so many
 * months ask for more than regular hours and half of the overtime give: else not even who knows all demand could serve it.
 */
function hoursNeeded(goods: readonly Good[], machineId: string, load: number): number {
  let [sum, most] = [0, 0]
  for (let step = 0; step < LOOP_MONTHS; step += 1) {
    for (const { hours, demand } of goods) {
      for (const line of hours) if (line.machineId === machineId) sum += line.perUnit * (demand[placeOf(step)] ?? 0)
    }
    most = Math.max(most, sum / (step + 1))
  }
  return Math.max(sum / LOOP_MONTHS / load, most / (1 + OVERTIME_SHARE / 2))
}

/** Half a month's stock of everything, and for each month that begins within a lead time the order that it needs. */
function openingOf(goods: readonly Good[], parts: readonly Part[]): Company['opening'] {
  const onHand = new Map<string, number>()
  const openOrders: OpenOrder[] = []
  const today = monthStart(HISTORY_MONTHS)
  const recent = ({ demand }: Good): number =>
    demand.slice(HISTORY_MONTHS - 3, HISTORY_MONTHS).reduce((a, b) => a + b, 0) / 3
  const open = (id: string, leadTimeDays: number, need: (unitsOf: (good: Good) => number) => number): void => {
    onHand.set(id, Math.ceil(0.5 * need(recent)))
    for (let step = 0; monthStart(placeOf(step)) < today + leadTimeDays; step += 1) {
      const place = placeOf(step)
      const quantity = need(({ demand }) => demand[place] ?? 0)
      if (quantity > 0) {
        openOrders.push({ id: `opening-${id}-${step}`, itemId: id, quantity, dueDate: formatDay(monthStart(place)) })
      }
    }
  }
  for (const good of goods) open(good.id, good.bought?.leadTimeDays ?? 0, (unitsOf) => unitsOf(good))
  for (const { id, leadTimeDays } of parts) open(id, leadTimeDays, (unitsOf) => partUse(goods, id, unitsOf))
  return { onHand, openOrders }
}
