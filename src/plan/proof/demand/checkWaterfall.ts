import type { DemandRecord } from '../../demand/types.js'
import { groupBy } from '../../../core/keys/keys.js'
import { checkBooked } from './checkBooked.js'
import { checkDrivers, checkEvents, checkUplifts } from './checkEventSteps.js'
import { type Check, type Checker, startCheck } from '../checks.js'
import { checkViews } from './checkViews.js'
import { dayNumber } from '../civilDays.js'
import { type Facts, ITEM, itemKey, SERIES, seriesKey } from '../facts/facts.js'
import { before, near, placeOf, type Rows } from './waterfallSteps.js'

/** Steps that come before what anybody knows besides. */
const MADE_BY_FORECAST: ReadonlySet<string> = new Set(['statistical', 'given', 'driver', 'uplift', 'reconciliation'])

type Places = Facts['rows']['demand']

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
