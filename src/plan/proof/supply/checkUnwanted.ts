import type { ProductionRecord } from '../../../production/types.js'
import { arrivalLimits } from './checkArrival.js'
import { type Check, startCheck } from '../checks.js'
import { type BillFact, type Facts, isMade, itemKey } from '../facts/facts.js'
import { nearest } from '../fraction.js'
import { gridOf, reaching, unitsTaken, within } from '../gridUnits.js'
import { servedRecord } from '../customers/refusal.js'
import { minimumUnits } from '../stock/stockLimits.js'
import { unitMoney } from '../customers/unitMoney.js'
import { costOfOneHour } from '../facts/wageFacts.js'

/** A cost this small, beside a unit that costs 1, is what arithmetic leaves of none. */
const NOTHING = 1e-12

/** Nothing is made or bought that lies above minimum and safety stock to the end of the plan, where leaving a unit of it costs nothing. */
export function checkUnwanted(facts: Facts): Check {
  const check = startCheck(
    'supply-wanted',
    'Nothing is made or bought that nobody wants within the plan, above minimum and safety stock, where leaving it costs nothing.',
  )
  for (const { row: record, name } of facts.rows.records.values()) {
    const own = facts.sources.get(record.itemId)?.kind === 'buy' ? 'purchased' : 'produced'
    for (const t of unwantedIn(facts, record)) {
      check.claim(false, () => {
        const path = `${name}.${own}[${t}]`
        const message = `${path}: a unit of it lies there to the end of the plan, and leaving it costs nothing.`
        return { path, actual: record[own][t], expected: null, message }
      })
    }
  }
  return check.result()
}

/** Periods in which a unit is supplied that could be left. */
function unwantedIn(facts: Facts, record: ProductionRecord): readonly number[] {
  const { plan, sources, count } = facts
  const { itemId } = record
  const { power, whole } = gridOf(facts.items.get(itemId))
  const found: number[] = []
  // Work that goes on over several periods is planned before everything else.
  if (record.workInProgress !== undefined) return found
  let surplus = Number.MAX_VALUE
  for (let t = count - 1; t >= 0; t--) {
    const floor = Math.max(minimumUnits(facts, itemId, t), whole(reaching(record.safetyStock[t] ?? 0, power)))
    surplus = Math.min(surplus, whole(record.closing[t]) - floor)
    if (surplus < 1) return found
    const isFree = (sources.get(itemId)?.firmSupply?.[t] ?? null) === null && t >= plan.input.policy.firmPeriods
    const supply = whole(record.produced[t]) + whole(record.purchased[t])
    if (isFree && supply >= 1 && canBeLeft(facts, record, t)) found.push(t)
  }
  return found
}

/** Whether one less in a period breaks no limit and costs nothing. */
function canBeLeft(facts: Facts, record: ProductionRecord, t: number): boolean {
  const { itemId } = record
  const { power, whole } = gridOf(facts.items.get(itemId))
  const money = unitMoney(facts)
  const later = facts.days.map((_, s) => s).slice(t)
  // It serves who asks before something comes, in its own period where it is there before, and in all later ones.
  const served = servedRecord(facts, record)
  const isInTime = later.every((s) =>
    arrivalLimits(facts, record, { t: s, isServed: true }).every(
      ({ most, tooLate }) => (s === t && tooLate === 'supply') || whole(served.shipped[s]) + 1 <= most,
    ),
  )
  if (!isInTime) return false
  const held = (id: string, s: number): number => money.get(id)?.holding[s] ?? 0
  /** What the next unit of the grid saves, and any unit in the long run: the next one may free no component yet. */
  let saved = (money.get(itemId)?.purchase[t] ?? 0) / power
  let [kept, freed] = [0, 0]
  for (const s of later) saved += held(itemId, s) / power
  if (isMade(facts, itemId)) {
    for (const { resourceId, hours } of facts.routings.get(itemId) ?? []) {
      const resource = facts.resources.get(resourceId)
      // What overtime costs more is saved too, and only makes it better.
      saved += (hours * costOfOneHour(resource, t)) / power
    }
    for (const line of facts.bills.get(itemId) ?? []) {
      const component = facts.rows.records.get(itemKey(line.componentId))?.row
      const grid = gridOf(facts.items.get(line.componentId))
      const maximum = facts.level(facts.policies.get(line.componentId)?.maximumStock ?? Number.MAX_VALUE)
      const ratio = nearest(line.perUnit) / power
      for (const s of later) {
        freed += ratio * held(line.componentId, s)
        const left = leftByOne(facts, record, line, s)
        const isService = facts.items.get(line.componentId)?.kind === 'service'
        const most = isService ? 0 : grid.whole(within(maximum[s] ?? Number.MAX_VALUE, grid.power))
        if (left > 0 && grid.whole(component?.closing[s]) + left > most) return false
        kept += (left * held(line.componentId, s)) / grid.power
      }
    }
  }
  const nothing = NOTHING * Math.max(1, money.get(itemId)?.made[t] ?? 0)
  return saved - kept >= -nothing && saved - freed >= -nothing / power
}

/** Grid units of a component that lie there at a close because one unit less of an item has been made so far. */
function leftByOne(facts: Facts, record: ProductionRecord, { componentId, perUnit }: BillFact, s: number): number {
  const grids = { item: gridOf(facts.items.get(record.itemId)), component: gridOf(facts.items.get(componentId)) }
  let made = 0
  for (let t = 0; t <= s; t++) made += grids.item.whole(record.produced[t])
  return Number(unitsTaken(perUnit, made, grids) - unitsTaken(perUnit, made - 1, grids))
}
