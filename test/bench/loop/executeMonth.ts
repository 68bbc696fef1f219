import { formatDay } from '../../../src/core/numbers/days.js'
import type { Company, Good } from './company.js'
import { monthStart, placeOf } from './months.js'
import { type CompanyState, type Decision, type GoodMonth, type MonthResult, placeOrders } from './state.js'

const take = (map: Map<string, number>, id: string, units: number): void => void map.set(id, (map.get(id) ?? 0) + units)

/** Hours that are not there for lack of a binary fraction are. */
const HOUR_NOISE = 1e-6

/** Units of a good that hours and parts are there for, at the most so many. */
export function mostUnits(
  { parts, hours }: Pick<Good, 'parts' | 'hours'>,
  units: number,
  {
    onHand,
    hoursLeft,
  }: { readonly onHand: ReadonlyMap<string, number>; readonly hoursLeft: ReadonlyMap<string, number> },
): number {
  let most = units
  for (const { partId, quantityPer } of parts)
    most = Math.min(most, Math.floor((onHand.get(partId) ?? 0) / quantityPer))
  for (const { machineId, perUnit } of hours) {
    most = Math.min(most, Math.floor(((hoursLeft.get(machineId) ?? 0) + HOUR_NOISE) / perUnit))
  }
  return Math.max(0, most)
}

/** Takes parts and hours for units of a good. */
export function useFor(
  { parts, hours }: Pick<Good, 'parts' | 'hours'>,
  units: number,
  { onHand, hoursLeft }: { readonly onHand: Map<string, number>; readonly hoursLeft: Map<string, number> },
): void {
  for (const { partId, quantityPer } of parts) take(onHand, partId, -units * quantityPer)
  for (const { machineId, perUnit } of hours) take(hoursLeft, machineId, -units * perUnit)
}

/**
 * One month as it really goes: what is due is received, the decision is made as far as parts and hours are there, and
 * then customers get what there is, those who wait first. Changes the state to that at the close.
 */
export function executeMonth(company: Company, state: CompanyState, decision: Decision, step: number): MonthResult {
  const place = placeOf(step)
  const { onHand, backlog } = state
  placeOrders(state, decision, step)
  const received = receive(state, formatDay(monthStart(place + 1)))

  const hoursLeft = new Map(
    company.machines.map(({ id, capacityHours, overtimeHours }) => [id, capacityHours + overtimeHours]),
  )
  const goodOf = new Map(company.goods.map((good) => [good.id, good]))
  const produced = new Map<string, number>()
  let notExecuted = 0
  for (const { goodId, units } of decision.production) {
    const good = goodOf.get(goodId) as Good
    const made = mostUnits(good, units, { onHand, hoursLeft })
    useFor(good, made, { onHand, hoursLeft })
    take(onHand, goodId, made)
    take(produced, goodId, made)
    notExecuted += units - made
  }

  const goods = company.goods.map(({ id, demand, unmetDemand }): GoodMonth => {
    const [asked, waiting, there] = [demand[place] ?? 0, backlog.get(id) ?? 0, onHand.get(id) ?? 0]
    const shippedLate = Math.min(waiting, there)
    const shippedInTime = Math.min(asked, there - shippedLate)
    const short = asked - shippedInTime
    const lost = unmetDemand === 'lost' ? short : 0
    onHand.set(id, there - shippedLate - shippedInTime)
    backlog.set(id, waiting - shippedLate + short - lost)
    return { goodId: id, asked, shippedInTime, shippedLate, lost, backlog: waiting - shippedLate + short - lost }
  })
  const hours = new Map(
    company.machines.map(({ id, capacityHours, overtimeHours }) => [
      id,
      capacityHours + overtimeHours - (hoursLeft.get(id) ?? 0),
    ]),
  )
  return { goods, closing: new Map(onHand), received, produced, hours, notExecuted }
}

/** Puts what is due before a day into stock. */
function receive(state: CompanyState, before: string): Map<string, number> {
  const received = new Map<string, number>()
  for (const { itemId, quantity, dueDate } of state.openOrders) {
    if (dueDate < before) {
      take(received, itemId, quantity)
      take(state.onHand, itemId, quantity)
    }
  }
  state.openOrders = state.openOrders.filter(({ dueDate }) => dueDate >= before)
  return received
}
