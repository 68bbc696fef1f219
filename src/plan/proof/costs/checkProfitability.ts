import { keyOf } from '../../../core/keys/keys.js'
import type { ProfitabilityRecord } from '../../money/profitabilityRecords.js'
import { type Check, startCheck } from '../checks.js'
import { type Facts, placeRows } from '../facts/facts.js'
import { expectedProfits, MARGIN_PARTS, PROFIT_KEY, PROFIT_PARTS, type ProfitPart } from './profitFacts.js'

/** Parts that a plan without such expenses does not have. */
const OPTIONAL: readonly ProfitPart[] = ['variableProductionExpense', 'variableAdministrativeExpense', 'stockWriteDown']

/** Profit by item, market and customer follows from contribution, shares and orders, and adds to operating income. */
export function checkProfitability(facts: Facts): Check {
  const check = startCheck(
    'profitability-ties',
    'Profit by item, market and customer follows from what each takes, and adds to operating income to the cent.',
  )
  const { plan, given, count } = facts
  const power = 10 ** plan.ledger.decimals
  const lines = new Set(plan.statements.contribution.lines.map(({ id }) => id))
  const placed = placeRows<ProfitabilityRecord>(given.profitability, 'profitability', PROFIT_KEY)
  const expected = expectedProfits(facts)
  check.number('profitability.length', given.profitability.length, expected.length)
  for (const { ids, shipped, parts } of expected) {
    const found = placed.get(keyOf(ids, PROFIT_KEY))
    check.claim(found !== undefined, () => {
      const named = JSON.stringify(ids)
      return { path: 'profitability', actual: null, expected: named, message: `There is no profitability of ${named}.` }
    })
    if (found === undefined) continue
    const { row, name } = found
    const compare = (
      field: ProfitPart | 'shipped' | 'contributionMargin' | 'profit',
      at: (t: number) => number,
    ): void => {
      const own = row[field]
      check.number(`${name}.${field}.length`, own?.length, count)
      for (let t = 0; t < count; t++) check.cell(name, field, t, own?.[t], at(t))
    }
    const sumOf = (some: readonly ProfitPart[], t: number): bigint =>
      some.reduce((sum, part) => sum + (parts[part][t] ?? 0n), 0n)
    compare('shipped', (t) => shipped[t] ?? 0)
    for (const part of PROFIT_PARTS) {
      if (OPTIONAL.includes(part) && !lines.has(part)) {
        const wrong = `${name}.${part} is there, and the plan has none.`
        check.holds(`${name}.${part}`, row[part] === undefined, null, null, wrong)
      } else compare(part, (t) => Number(parts[part][t]) / power)
    }
    compare('contributionMargin', (t) => Number(sumOf(MARGIN_PARTS, t)) / power)
    compare('profit', (t) => Number(sumOf(PROFIT_PARTS, t)) / power)
  }
  const known = new Set(expected.map(({ ids }) => keyOf(ids, PROFIT_KEY)))
  for (const [key, { row, name }] of placed) {
    if (known.has(key)) continue
    for (const field of PROFIT_KEY) {
      if (row[field] === undefined) continue
      check.holds(`${name}.${field}`, false, row[field], null, `${name} is of nothing that the plan sells.`)
    }
  }
  return check.result()
}
