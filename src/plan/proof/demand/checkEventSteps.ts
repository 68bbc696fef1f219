import type { DemandRecord } from '../../demand/types.js'
import { compareText } from '../../../core/keys/keys.js'
import type { Checker } from '../checks.js'
import { dayNumber } from '../civilDays.js'
import { type Facts, SERIES_PLACE } from '../facts/facts.js'
import { before, near, placeOf, type Rows } from './waterfallSteps.js'

/**
 * What drivers add stands right behind the baseline, once for each driver with an effect, and each driver has rows for the
 * series. One without an effect adds nothing.
 */
export function checkDrivers(record: DemandRecord, name: string, { plan, count }: Facts, check: Checker): void {
  const { waterfall } = record
  const effects = (record.effects ?? []).flatMap(({ driverId, effect }) =>
    driverId === undefined ? [] : [{ driverId, effect }],
  )
  const own = plan.input.drivers.filter(
    (row) =>
      (row.itemId === undefined || row.itemId === record.itemId) &&
      SERIES_PLACE.every((field) => row[field] === undefined || row[field] === record[field]),
  )
  const named = new Set(own.map(({ driverId }) => driverId))
  const steps = waterfall.filter(({ step }) => step === 'driver')
  check.number(`${name}.waterfall`, steps.length, effects.length)
  effects.forEach(({ driverId, effect }, n) => {
    const step = waterfall[1 + n]
    const path = `${name}.waterfall[${1 + n}]`
    check.holds(
      path,
      step?.step === 'driver' && step.id === driverId && named.has(driverId),
      step?.id ?? null,
      driverId,
      `${path} is not the driver '${driverId}' of the series.`,
    )
    if (effect !== 0) return
    for (let t = 0; t < count; t++) check.number(`${path}.quantities[${t}]`, step?.quantities[t], 0)
  })
}

/** What was estimated of an event stands behind the drivers, is one of the series without an uplift, and has an effect. */
export function checkUplifts(
  record: DemandRecord,
  name: string,
  events: Rows<'events'>,
  facts: Facts,
  check: Checker,
): void {
  const mine = new Map(
    events
      .filter(({ upliftRate, upliftUnits }) => upliftRate === undefined && upliftUnits === undefined)
      .filter((event) => SERIES_PLACE.every((field) => event[field] === undefined || event[field] === record[field]))
      .map((event) => [event.id, event.repeats ?? event.id]),
  )
  const effects = new Map((record.effects ?? []).map(({ eventId = '', effect }) => [eventId, effect]))
  record.waterfall.forEach(({ step, id, quantities }, k) => {
    if (step !== 'uplift') return
    const path = `${name}.waterfall[${k}]`
    const root = mine.get(id ?? '')
    const effect = root === undefined ? undefined : effects.get(root)
    const before = record.waterfall[k - 1]?.step
    check.holds(
      path,
      effect !== undefined && (before === 'statistical' || before === 'driver' || before === 'uplift'),
      id ?? null,
      null,
      `${path} is no event of the series whose uplift was estimated.`,
    )
    if (effect !== 0) return
    for (let t = 0; t < facts.count; t++) check.number(`${path}.quantities[${t}]`, quantities[t], 0)
  })
}

/** An event lifts the demand before all events by its rate and the share of the period's days that it covers. */
export function checkEvents(
  record: DemandRecord,
  name: string,
  events: Rows<'events'>,
  facts: Facts,
  check: Checker,
): void {
  const { count, starts, days } = facts
  const first = placeOf(record, 'event')
  const base = first < 0 ? placeAfter(record) : first
  // an event that finds nothing left to take leaves no step: it stands where the one before it ended
  let reached = base
  const mine = events
    .filter((event) =>
      SERIES_PLACE.every(
        (field) => event[field] === record[field] || (event[field] === undefined && event.upliftUnits === undefined),
      ),
    )
    .sort((a, b) => compareText(a.id, b.id))
  const ids = new Set(mine.map(({ id }) => id))
  record.waterfall.forEach(({ step, id }, k) => {
    const isStrange = step === 'event' && !ids.has(id ?? '')
    const wrong = `${name} has the event '${id}' of another series.`
    check.holds(`${name}.waterfall[${k}]`, !isStrange, id, null, wrong)
  })
  for (const event of mine) {
    const place = placeOf(record, 'event', event.id)
    if (place >= 0) reached = place
    const [from, end] = [dayNumber(event.firstDate), dayNumber(event.lastDate) + 1]
    for (let t = 0; t < count; t++) {
      let covered = 0
      for (
        let day = Math.max(from, starts[t] as number);
        day < Math.min(end, (starts[t] as number) + (days[t] as number));
        day++
      )
        covered++
      const level = before(record, base, t)
      const lift =
        event.upliftRate === undefined
          ? ((event.upliftUnits ?? 0) * covered) / (end - from)
          : (level * event.upliftRate * covered) / (days[t] as number)
      const most = before(record, reached, t)
      const expected = Math.max(-most, lift)
      check.number(
        `${name}.waterfall[${place}].quantities[${t}]`,
        record.waterfall[place]?.quantities[t] ?? 0,
        expected,
        near(most),
      )
    }
    if (place >= 0) reached = place + 1
  }
}

/** Where the events would stand in a waterfall that has none: before the pipeline and what follows it. */
function placeAfter({ waterfall }: DemandRecord): number {
  const place = waterfall.findIndex(({ step }) => ['pipeline', 'view', 'override', 'orders', 'rounding'].includes(step))
  return place < 0 ? waterfall.length : place
}
