import type { DemandRecord, WaterfallStep } from '../demand/types.js'
import { compareText, groupBy } from '../../core/keys.js'
import { checkBooked } from './checkBooked.js'
import { type Check, type Checker, startCheck } from './checks.js'
import { dayNumber, type Facts, ITEM, itemKey, SERIES, SERIES_PLACE, seriesKey } from './facts.js'

const NOISE = 1e-9

/** Steps that come before what anybody knows besides. */
const MADE_BY_FORECAST: ReadonlySet<string> = new Set(['statistical', 'given', 'driver', 'uplift', 'reconciliation'])

type Places = Facts['rows']['demand']
type Rows<Table extends 'events' | 'opportunities' | 'views' | 'overrides'> = Facts['plan']['input'][Table]

const near = (expected: number): number => NOISE * Math.max(1, Math.abs(expected))

/** Demand before a step, period by period: the sum of all steps above it. */
function before(record: DemandRecord, place: number, t: number): number {
  let sum = 0
  for (let k = 0; k < place; k++) sum += record.waterfall[k]?.quantities[t] ?? 0
  return sum
}

const placeOf = (record: DemandRecord | undefined, step: WaterfallStep['step'], id?: string): number =>
  record?.waterfall.findIndex((one) => one.step === step && (id === undefined || one.id === id)) ?? -1

/** The steps of every waterfall add up to the demand planned for, and each is what its row of the input says. */
export function checkWaterfall(facts: Facts): Check {
  const check = startCheck(
    'waterfall-ties',
    'From the baseline, step by step, to the demand planned for: the steps add up, and each is what the input says.',
  )
  const { input } = facts.plan
  const places = facts.rows.demand
  const stages = new Map(input.pipelineStages.map(({ id, probability }) => [id, probability]))
  const events = groupBy(input.events, ITEM)
  const ofEverything = input.events.filter(({ itemId }) => itemId === undefined)
  const opportunities = groupBy(input.opportunities, SERIES)
  const views = groupBy(input.views, SERIES)
  const overrides = groupBy(input.overrides, SERIES)
  for (const [key, { row, name }] of places) {
    const own = [...ofEverything, ...(events.get(itemKey(row.itemId)) ?? [])]
    checkSums(row, name, facts, check)
    checkDrivers(row, name, facts, check)
    checkUplifts(row, name, own, facts, check)
    checkEvents(row, name, own, facts, check)
    checkPipeline(row, name, { opportunities: opportunities.get(key) ?? [], stages }, facts, check)
    checkViews(row, name, views.get(key) ?? [], facts, check)
    checkOverrides(row, name, overrides.get(key) ?? [], facts, check)
  }
  checkBooked(facts, check)
  checkSuccessions(places, facts, check)
  checkNodes(facts, check)
  return check.result()
}

/** The first step is the baseline, all of them are the demand, and its running total is rounded to the grid. */
function checkSums(record: DemandRecord, name: string, { items, count }: Facts, check: Checker): void {
  const { waterfall, basis, statistical, consensus } = record
  const first = waterfall[0]
  const isBased = basis !== 'none'
  const drivers = waterfall.filter(({ step }) => step === 'driver' || step === 'uplift')
  check.holds(
    `${name}.waterfall`,
    (first?.step === 'statistical' || first?.step === 'given') === isBased,
    first?.step ?? null,
    isBased ? 'a baseline' : null,
    `${name}.waterfall does not begin with its baseline.`,
  )
  const power = 10 ** (items.get(record.itemId)?.quantityDecimals ?? 0)
  let exact = 0
  let planned = 0
  for (let t = 0; t < count; t++) {
    if (isBased) {
      const driven = drivers.reduce((total, { quantities }) => total + (quantities[t] ?? Number.NaN), 0)
      const expected = (statistical[t] ?? Number.NaN) - driven
      check.number(
        `${name}.waterfall[0].quantities[${t}]`,
        first?.quantities[t],
        expected,
        near(expected) + near(driven),
      )
    }
    let sum = 0
    for (const { step, quantities } of waterfall) {
      sum += quantities[t] ?? Number.NaN
      if (step !== 'rounding') exact += quantities[t] ?? Number.NaN
    }
    check.number(`${name}.consensus[${t}]`, consensus[t], sum)
    planned += consensus[t] ?? Number.NaN
    const onGrid = Math.round((consensus[t] ?? Number.NaN) * power) / power
    check.holds(
      `${name}.consensus[${t}]`,
      consensus[t] === onGrid && onGrid >= 0,
      consensus[t],
      onGrid,
      `${name}.consensus[${t}] is not on the grid of the item, or below zero.`,
    )
    check.number(`${name}.consensus[${t}]`, planned, exact, 0.5 / power + near(exact) * 10)
  }
}

/**
 * What drivers add stands right behind the baseline, once for each driver with an effect, and each driver has rows for the
 * series. One without an effect adds nothing.
 */
function checkDrivers(record: DemandRecord, name: string, { plan, count }: Facts, check: Checker): void {
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
function checkUplifts(record: DemandRecord, name: string, events: Rows<'events'>, facts: Facts, check: Checker): void {
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
function checkEvents(record: DemandRecord, name: string, events: Rows<'events'>, facts: Facts, check: Checker): void {
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

/** The pipeline is the sum of probability times quantity by the period in which the demand falls. */
function checkPipeline(
  record: DemandRecord,
  name: string,
  {
    opportunities,
    stages,
  }: { readonly opportunities: Rows<'opportunities'>; readonly stages: ReadonlyMap<string, number> },
  facts: Facts,
  check: Checker,
): void {
  const { plan, count, starts, end } = facts
  const { forecasting, asOf } = plan.input
  const expected = new Array<number>(count).fill(0)
  for (const { quantity, closeDate, stageId, probability } of opportunities) {
    const chance = probability ?? stages.get(stageId ?? '') ?? Number.NaN
    const isOverdue = dayNumber(closeDate) < dayNumber(asOf)
    if (isOverdue && forecasting.overdueOpportunities === 'leaveOut') continue
    const day = Math.max(dayNumber(closeDate), dayNumber(asOf)) + forecasting.pipelineLeadTimeDays
    let t = -1
    if (day < end) while (t + 1 < count && (starts[t + 1] as number) <= day) t++
    if (t >= 0) expected[t] = (expected[t] ?? 0) + chance * quantity
  }
  const place = placeOf(record, 'pipeline')
  for (let t = 0; t < count; t++) {
    check.number(
      `${name}.waterfall[${place}].quantities[${t}]`,
      record.waterfall[place]?.quantities[t] ?? 0,
      expected[t] as number,
      near((expected[t] as number) + before(record, place, t)),
    )
  }
}

/** Views move the demand from where it was to the mean of those who have one, by their weights, which sum to one. */
function checkViews(record: DemandRecord, name: string, views: Rows<'views'>, { count }: Facts, check: Checker): void {
  const first = placeOf(record, 'view')
  const mine = views.filter(({ quantities }) => quantities !== undefined)
  const steps = record.waterfall.filter(({ step }) => step === 'view')
  check.number(`${name}.waterfall`, steps.length, mine.length)
  for (let t = 0; t < count; t++) {
    const base = before(record, first, t)
    let weights = 0
    steps.forEach((step, k) => {
      const view = mine.find(({ contributor }) => contributor === step.id)
      const quantity = view?.quantities?.[t] ?? null
      const weight = step.weights?.[t] ?? Number.NaN
      const path = `${name}.waterfall[${first + k}]`
      weights += weight
      check.holds(
        `${path}.weights[${t}]`,
        weight >= 0 && (quantity !== null || weight === 0),
        weight,
        0,
        `${path}.weights[${t}] is the weight of a view that is not there.`,
      )
      check.number(
        `${path}.quantities[${t}]`,
        step.quantities[t],
        quantity === null ? 0 : weight * (quantity - base),
        near(base + (quantity ?? 0)),
      )
    })
    check.holds(
      `${name}.waterfall`,
      weights <= 1 + NOISE,
      weights,
      1,
      `The weights of the views of ${name} sum to ${weights} in period ${t}.`,
    )
    const isWeighted = views.some(({ weight }) => weight !== undefined)
    if (steps.length > 0 && isWeighted) checkGivenWeights(record, { name, t, first }, views, check)
  }
}

/** Weights that are given are shared out among those who have a view of the period. */
function checkGivenWeights(
  record: DemandRecord,
  { name, t, first }: { readonly name: string; readonly t: number; readonly first: number },
  mine: Rows<'views'>,
  check: Checker,
): void {
  const isBased = record.basis !== 'none' || first > 0
  const present = mine.filter(({ contributor, quantities }) =>
    contributor === 'statistical' ? isBased : (quantities?.[t] ?? null) !== null,
  )
  const sum = present.reduce((total, { weight }) => total + (weight ?? 0), 0)
  record.waterfall.forEach((step, k) => {
    if (step.step !== 'view') return
    const own = present.find(({ contributor }) => contributor === step.id)?.weight ?? 0
    check.number(`${name}.waterfall[${k}].weights[${t}]`, step.weights?.[t], sum > 0 ? own / sum : 0, NOISE)
  })
}

/** Every override that has not expired holds, with its reason and owner; zero is a quantity like any other. */
function checkOverrides(
  record: DemandRecord,
  name: string,
  overrides: Rows<'overrides'>,
  { plan }: Facts,
  check: Checker,
): void {
  const { asOf } = plan.input
  const mine = overrides.filter(({ expiryDate }) => expiryDate === undefined || expiryDate >= asOf)
  check.number(`${name}.waterfall`, record.waterfall.filter(({ step }) => step === 'override').length, mine.length)
  for (const override of mine) {
    const place = placeOf(record, 'override', override.id)
    const step = record.waterfall[place]
    const path = `${name}.waterfall[${place}]`
    check.holds(
      `${path}.reason`,
      step?.reason === override.reason && step.owner === override.owner,
      step?.reason,
      override.reason,
      `${path} does not carry the reason and owner of '${override.id}'.`,
    )
    plan.calendar.periods.forEach(({ id }, t) => {
      const base = before(record, place, t)
      const wanted = override.quantity ?? base + (override.change ?? base * (override.changeRate ?? 0))
      const expected = override.periodIds.includes(id) ? Math.max(0, wanted) - base : 0
      check.number(`${path}.quantities[${t}]`, step?.quantities[t], expected, near(base + Math.abs(wanted)))
    })
  }
}

/** What an item loses to its successor, the successor gains, but for the share that is lost. */
function checkSuccessions(places: Places, { plan, level }: Facts, check: Checker): void {
  for (const row of plan.input.successions) {
    const { predecessorId, successorId, phaseOutShare = 0, transferShare = 1, cannibalizationShare = 0 } = row
    const from = places.get(seriesKey({ ...row, itemId: predecessorId }))
    const to = places.get(seriesKey({ ...row, itemId: successorId }))
    const [old, heir] = [from?.row, to?.row]
    const loses = placeOf(old, 'succession', successorId)
    const gains = placeOf(heir, 'succession', predecessorId)
    if (from === undefined || to === undefined || old === undefined || heir === undefined || loses < 0 || gains < 0) {
      check.holds(
        'demand',
        false,
        null,
        successorId,
        `The succession from '${predecessorId}' to '${successorId}' is in no waterfall.`,
      )
      continue
    }
    const own = heir.waterfall.findIndex(({ step }) => step === 'succession')
    level(phaseOutShare).forEach((share, t) => {
      const base = before(old, loses, t)
      const taken = Math.min(before(heir, own, t) * cannibalizationShare, base * (1 - share))
      check.number(
        `${from.name}.waterfall[${loses}].quantities[${t}]`,
        old.waterfall[loses]?.quantities[t],
        -(base * share) - taken,
        near(base),
      )
      check.number(
        `${to.name}.waterfall[${gains}].quantities[${t}]`,
        heir.waterfall[gains]?.quantities[t],
        base * share * transferShare,
        near(base + before(heir, gains, t)),
      )
    })
  }
}

/** Every node of the hierarchy is the sum of the series of the items below it. */
function checkNodes(facts: Facts, check: Checker): void {
  const { plan, count } = facts
  const { reconciliation } = plan
  if (reconciliation === undefined) return
  const parents = new Map(plan.input.hierarchy.map(({ id, parentId }) => [id, parentId]))
  const seriesBelow = new Map<string, DemandRecord[]>()
  for (const { row } of facts.rows.demand.values()) {
    const isIn = row.basis === 'given' || row.waterfall.some(({ step }) => step === 'reconciliation')
    if (!isIn) continue
    for (let at: string | undefined = row.itemId; at !== undefined; at = parents.get(at)) {
      const below = seriesBelow.get(at)
      if (below === undefined) seriesBelow.set(at, [row])
      else below.push(row)
    }
  }
  reconciliation.nodes.forEach(({ id, reconciled, consensus }, n) => {
    const below = seriesBelow.get(id) ?? []
    for (let t = 0; t < count; t++) {
      let made = 0
      let planned = 0
      for (const { waterfall, consensus: own } of below) {
        for (const { step, quantities } of waterfall)
          if (MADE_BY_FORECAST.has(step)) made += quantities[t] ?? Number.NaN
        planned += own[t] ?? Number.NaN
      }
      check.number(`reconciliation.nodes[${n}].reconciled[${t}]`, reconciled[t], made, near(made))
      check.number(`reconciliation.nodes[${n}].consensus[${t}]`, consensus[t], planned, near(planned))
    }
  })
  const { after } = reconciliation.coherence
  const largest = reconciliation.nodes.reduce((most, { reconciled }) => Math.max(most, ...reconciled.map(Math.abs)), 0)
  check.number('reconciliation.coherence.after.largestGap', after.largestGap, 0, 1e-6 * Math.max(1, largest))
}
