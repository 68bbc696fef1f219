import { createAssumptionList } from '../assumptions.js'
import { planDemand } from '../demand/planDemand.js'
import { planSafetyStock } from '../stock/planSafetyStock.js'
import { type Check, startCheck } from './checks.js'
import type { Facts } from './facts.js'

/** Compares two values of plain data cell by cell. */
function same(path: string, actual: unknown, expected: unknown, check: ReturnType<typeof startCheck>): void {
  if (Array.isArray(expected)) {
    check.number(`${path}.length`, Array.isArray(actual) ? actual.length : Number.NaN, expected.length)
    expected.forEach((value, n) => same(`${path}[${n}]`, Array.isArray(actual) ? actual[n] : undefined, value, check))
  } else if (expected !== null && typeof expected === 'object') {
    const fields = new Set([...Object.keys(expected), ...Object.keys((actual ?? {}) as object)])
    for (const field of fields) {
      same(
        `${path}.${field}`,
        (actual as Record<string, unknown> | null | undefined)?.[field],
        (expected as Record<string, unknown>)[field],
        check,
      )
    }
  } else {
    const shown = typeof expected === 'number' || typeof expected === 'string' ? expected : null
    check.holds(
      path,
      Object.is(actual, expected),
      actual,
      shown,
      `${path} is ${String(actual)}; repeating the forecast gives ${String(expected)}.`,
    )
  }
}

/**
 * Forecast and safety stock can be repeated from the history, digit by digit. This check alone runs the planner's own
 * functions again: a forecast is an estimate, so what can be proven of it is where it comes from.
 */
export function checkDemand({ plan }: Facts): Check {
  const check = startCheck(
    'demand-repeatable',
    'Forecasts and safety stock follow from the history in the input, digit by digit.',
  )
  const demand = planDemand(plan.input, plan.calendar)
  same('demand', plan.demand, demand.records, check)
  same('reconciliation', plan.reconciliation ?? null, demand.reconciliation ?? null, check)
  const { records } = planSafetyStock(plan.input, plan.calendar, demand, createAssumptionList())
  same('safetyStock', plan.safetyStock, records, check)
  return check.result()
}
