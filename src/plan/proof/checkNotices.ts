import { createNotice, type Notice } from '../../core/notices.js'
import { prepareProblem } from '../../production/prepareProblem.js'
import { roundingShortage } from '../../production/notices.js'
import { SCHEMA_NOTICES } from '../../schema/noticeReference.js'
import { rowPath } from '../../core/rowPath.js'
import { planCosts } from '../costs/planCosts.js'
import { toLedgerInput } from '../money/toLedgerInput.js'
import { buildLedger } from '../../finance/ledger/buildLedger.js'
import { planWarnings } from '../report/planWarnings.js'
import { planSafetyStock } from '../stock/planSafetyStock.js'
import { toProductionProblem } from '../supply/planProduction.js'
import { type Check, startCheck } from './checks.js'
import type { NormalizedInput } from './checkInput.js'
import { compareNotices } from './compareNotices.js'
import { type Facts, itemKey } from './facts.js'
import { repeatDemand } from './repeatDemand.js'

/** What only the input as it was given can tell: its normal form has every default written out. */
const TOLD_BY_INPUT: ReadonlySet<string> = new Set([
  ...Object.keys(SCHEMA_NOTICES),
  'bill-not-used',
  'overhead-rate-derived',
])

/**
 * Assumptions and warnings are those that the steps of the plan give. They are words about what was done, not arithmetic,
 * so the planner's own steps say them again. What is said of the input needs the input: without it those notices are
 * held against their own fields alone.
 *
 * @param read - what the normalizer says of the input that the plan was made from
 */
export function checkNotices(facts: Facts, read?: Pick<NormalizedInput, 'assumptions' | 'warnings'>): Check {
  const check = startCheck(
    'notices-follow',
    'Assumptions and warnings are those that the input and the steps of the plan give, said by their fields.',
  )
  const { plan, given } = facts
  const { input, calendar } = plan
  const byInput = (list: unknown): readonly Notice[] =>
    Array.isArray(list) ? (list as readonly Notice[]).filter((notice) => TOLD_BY_INPUT.has(notice?.code)) : []
  const assumptions = [...(read?.assumptions ?? byInput(given.assumptions))]
  const costs = planCosts(input, assumptions)
  const demand = repeatDemand(facts)
  const safetyStock = planSafetyStock(input, calendar, demand, assumptions)
  const { problem, warnings: orders } = toProductionProblem(
    { input, calendar, demand, costs: plan.costs, safetyStock: plan.safetyStock },
    assumptions,
  )
  const supply = [...prepareProblem(problem).warnings, ...expectRoundingShortages(facts)]
  const { shipments, inventory, supply: production } = plan
  const ledger = buildLedger(toLedgerInput({ input, calendar, costs: plan.costs, production, shipments, inventory }))
  compareNotices(check, 'assumptions', { actual: given.assumptions, expected: assumptions })
  compareNotices(check, 'supply.warnings', { actual: given.supply.warnings, expected: supply })
  compareNotices(check, 'ledger.warnings', { actual: given.ledger.warnings, expected: ledger.warnings })
  for (const { itemId, warnings } of costs) {
    const card = facts.rows.costs.get(itemKey(itemId))
    if (card !== undefined)
      compareNotices(check, `${card.name}.warnings`, { actual: card.row.warnings, expected: warnings })
  }
  compareNotices(check, 'warnings', {
    actual: given.warnings,
    expected: planWarnings({
      input: read?.warnings ?? byInput(given.warnings),
      demand: demand.warnings,
      costs,
      safetyStock: safetyStock.warnings,
      orders,
      supply,
      ledger: ledger.warnings,
    }),
  })
  return check.result()
}

/** Hard limits that the whole quantities of the records miss. */
function expectRoundingShortages({ plan, items, rows, level }: Facts): Notice[] {
  const policies = new Map(plan.input.stockPolicies.map((policy) => [policy.itemId, policy]))
  return plan.supply.records.flatMap(({ itemId }) => {
    const { backlog = [], closing = [] } = rows.records.get(itemKey(itemId))?.row ?? {}
    const { minimumStock, maximumStock, unmetDemand } = policies.get(itemId) ?? {}
    const scale = 10 ** (items.get(itemId)?.quantityDecimals ?? 0)
    const low = minimumStock === undefined ? [] : level(minimumStock)
    const high = maximumStock === undefined ? [] : level(maximumStock)
    const most = (amounts: readonly number[]): number => Math.round(Math.max(0, ...amounts) * scale) / scale
    const missed = {
      demand: unmetDemand === 'forbidden' ? most(backlog) : 0,
      minimumStock: most(low.map((limit, t) => limit - (closing[t] ?? 0))),
      maximumStock: most(high.map((limit, t) => (closing[t] ?? 0) - limit)),
    }
    const path = rowPath('items', { id: itemId })
    return (['demand', 'minimumStock', 'maximumStock'] as const).flatMap((limit) =>
      missed[limit] > 0
        ? [
            createNotice(roundingShortage, {
              path,
              refs: [{ itemId }],
              amount: missed[limit],
              unit: 'units',
              value: { limit },
            }),
          ]
        : [],
    )
  })
}
