import { type Check, startCheck } from '../checks.js'
import { compareData, compareRows } from '../compareData.js'
import { type Facts, SERIES, STOCK } from '../facts/facts.js'
import { repeatDemand, repeatSafetyStock } from '../facts/repeatDemand.js'

/**
 * Forecast and safety stock can be repeated from the history, digit by digit. This check alone runs the planner's own
 * functions again: a forecast is an estimate, so what can be proven of it is where it comes from.
 */
export function checkDemand(facts: Facts): Check {
  const { plan } = facts
  const check = startCheck(
    'demand-repeatable',
    'Forecasts and safety stock follow from the history in the input, digit by digit.',
  )
  const demand = repeatDemand(facts)
  compareRows(check, 'demand', {
    actual: plan.demand,
    expected: demand.records,
    fields: SERIES,
  })
  const { nodes = [], ...own } = plan.reconciliation ?? {}
  const { nodes: madeNodes = [], ...made } = demand.reconciliation ?? {}
  compareRows(check, 'reconciliation.nodes', { actual: nodes, expected: madeNodes, fields: ['id'] })
  compareData(check, 'reconciliation', own, made)
  const { records } = repeatSafetyStock(facts)
  compareRows(check, 'safetyStock', { actual: plan.safetyStock, expected: records, fields: STOCK })
  return check.result()
}
