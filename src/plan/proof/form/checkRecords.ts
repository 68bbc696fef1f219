import { keyOf } from '../../../core/keys/keys.js'
import { type Check, type Checker, startCheck } from '../checks.js'
import { type Facts, SERIES, STOCK } from '../facts/facts.js'

/** A list of the plan: its place, the fields that make the key of a row, and what every row must hold. */
interface ListRule {
  readonly path: string
  readonly rows: unknown
  readonly key: readonly string[]
  /** Ids of the rows that must be there, once each. */
  readonly expected: readonly object[]
  /** Measures with a number for every period. */
  readonly series: readonly string[]
  /** Measures that may be null in a period. */
  readonly gaps?: readonly string[]
}

const RECORD = [
  'demand',
  'produced',
  'purchased',
  'scheduledReceipts',
  'dependentDemand',
  'shipped',
  'backlog',
  'lost',
  'closing',
  'safetyStock',
  'safetyStockShortfall',
  'worthOfOneUnit',
]
const RESOURCE = [
  'capacityHours',
  'overtimeLimitHours',
  'regularHours',
  'overtimeHours',
  'utilization',
  'worthOfOneHour',
  'worthOfOneOvertimeHour',
]
const INVENTORY = [
  'opening',
  'receipts',
  'demand',
  'dependentDemand',
  'shipped',
  'shortage',
  'backlog',
  'lost',
  'closing',
  'projectedAvailableBalance',
  'safetyStock',
  'belowSafetyStock',
]

/** Every record that the input calls for is there, once, under its own key, and holds a number for every period. */
export function checkRecords(facts: Facts): Check {
  const check = startCheck(
    'records-complete',
    'Every item, series and resource has its records, once, with a number for every period.',
  )
  const { plan, given, count } = facts
  const items = plan.input.items.map(({ id }) => ({ itemId: id }))
  const resources = plan.input.resources.map(({ id }) => ({ resourceId: id }))
  const item = { key: STOCK, expected: items }
  const rules: readonly ListRule[] = [
    { path: 'costs', rows: given.costs, ...item, series: [] },
    { path: 'safetyStock', rows: given.safetyStock, ...item, series: ['safetyStock'] },
    { path: 'supply.records', rows: given.supply.records, ...item, series: RECORD },
    { path: 'supply.sources', rows: given.supply.sources, ...item, series: ['quantities', 'worth'] },
    { path: 'inventory', rows: given.inventory, ...item, series: INVENTORY, gaps: ['daysOfCover'] },
    {
      path: 'supply.resources',
      rows: given.supply.resources,
      key: ['resourceId'],
      expected: resources,
      series: RESOURCE,
    },
    {
      path: 'shipments',
      rows: given.shipments,
      key: SERIES,
      expected: plan.demand,
      series: ['demand', 'shipped'],
    },
    {
      path: 'kpis.resourceUse',
      rows: given.kpis.resourceUse,
      key: ['resourceId'],
      expected: resources,
      series: [],
      gaps: ['values'],
    },
  ]
  for (const rule of rules) checkList(check, rule, count)
  const { certificate } = given.supply
  for (const field of ['primal', 'rowDual', 'reducedCost'] as const)
    checkSeries(check, `supply.certificate.${field}`, certificate[field], certificate[field].length, false)
  return check.result()
}

function checkList(check: Checker, { path, rows, key, expected, series, gaps = [] }: ListRule, count: number): void {
  const fields = key as readonly never[]
  const open = new Map(expected.map((ids) => [keyOf(ids, fields), ids]))
  check.holds(path, Array.isArray(rows), null, null, `${path} is no list.`)
  const list: readonly unknown[] = Array.isArray(rows) ? rows : []
  list.forEach((row, n) => {
    const place = `${path}[${n}]`
    if (row === null || typeof row !== 'object') {
      check.holds(place, false, row, null, `${place} is no record.`)
      return
    }
    const own = row as Readonly<Record<string, unknown>>
    if (!open.delete(keyOf(own, fields))) {
      const shown = key.map((field) => String(own[field])).join(', ')
      const wrong = `${place} is of '${shown}', which is not in the input or has a record already.`
      for (const field of key) check.holds(`${place}.${field}`, false, own[field], null, wrong)
    }
    for (const field of series) checkSeries(check, `${place}.${field}`, own[field], count, false)
    for (const field of gaps) checkSeries(check, `${place}.${field}`, own[field], count, true)
  })
  for (const ids of open.values()) {
    const shown = key.map((field) => String((ids as Record<string, unknown>)[field])).join(', ')
    check.holds(path, false, null, shown, `${path} has no record of '${shown}'.`)
  }
}

/** One number for every period, or null where the measure can be unknown. */
function checkSeries(check: Checker, path: string, values: unknown, count: number, withGaps: boolean): void {
  const length = Array.isArray(values) ? values.length : null
  if (length !== count) {
    check.holds(`${path}.length`, false, length, count, `${path} has ${length} values for ${count} periods.`)
    return
  }
  let isSound = true
  ;(values as readonly unknown[]).forEach((value, t) => {
    if (Number.isFinite(value) || (withGaps && value === null)) return
    isSound = false
    check.holds(`${path}[${t}]`, false, value, null, `${path}[${t}] is no number.`)
  })
  check.holds(path, isSound, null, null, `${path} holds what is no number.`)
}
