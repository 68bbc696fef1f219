import { createNotice, type Notice } from '../../../core/notices/notices.js'
import { notProvenBest } from '../../../production/notices.js'
import { unfinishedUnits } from '../../../production/longWork/unfinishedUnits.js'
import { SCHEMA_NOTICES } from '../../../schema/noticeReference.js'
import { planCosts } from '../../costs/planCosts.js'
import { noteBacklogMarkets } from '../../money/noteBacklogMarkets.js'
import { noteCustomerShares } from '../../money/noteCustomerShares.js'
import { planWarnings } from '../../report/planWarnings.js'
import { type Check, startCheck } from '../checks.js'
import type { NormalizedInput } from '../form/checkInput.js'
import { compareNotices } from './compareNotices.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { expectLedgerNotices } from '../money/expectLedgerNotices.js'
import { repeatDemand, repeatSafetyStock } from '../facts/repeatDemand.js'
import { provenPrograms } from '../optimum/provenPrograms.js'
import { repeatProblem } from '../facts/repeatProblem.js'

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
  const byInput = (list: unknown): readonly Notice[] =>
    Array.isArray(list) ? (list as readonly Notice[]).filter((notice) => TOLD_BY_INPUT.has(notice?.code)) : []
  const assumptions = [...(read?.assumptions ?? byInput(given.assumptions))]
  assumptions.push(...repeatDemand(facts).assumptions)
  const { costs } = planCosts(plan.input, plan.calendar, assumptions)
  const safetyStock = repeatSafetyStock(facts)
  const problem = repeatProblem(facts)
  assumptions.push(...safetyStock.assumptions, ...problem.assumptions)
  noteBacklogMarkets(plan.input, repeatDemand(facts).records, assumptions)
  noteCustomerShares(given.profitability, plan.input, assumptions)
  const isBest = given.supply.certificate.ok
  const supply = [
    ...problem.prepared.warnings,
    ...(isBest ? [] : [createNotice(notProvenBest, {})]),
    ...expectUnfinishedUnits(facts),
  ]
  const ledger = expectLedgerNotices(facts)
  compareNotices(check, 'assumptions', { actual: given.assumptions, expected: assumptions })
  compareNotices(check, 'supply.warnings', { actual: given.supply.warnings, expected: supply })
  compareNotices(check, 'ledger.warnings', { actual: given.ledger.warnings, expected: ledger })
  for (const { itemId, warnings } of costs) {
    const card = facts.rows.costs.get(itemKey(itemId))
    if (card !== undefined)
      compareNotices(check, `${card.name}.warnings`, { actual: card.row.warnings, expected: warnings })
  }
  compareNotices(check, 'warnings', {
    actual: given.warnings,
    expected: planWarnings({
      input: read?.warnings ?? byInput(given.warnings),
      demand: repeatDemand(facts).warnings,
      costs,
      safetyStock: safetyStock.warnings,
      orders: problem.warnings,
      supply,
      ledger,
    }),
  })
  return check.result()
}

/** What the answer of the certificate makes of items with units in work beyond the complete units of the records. */
function expectUnfinishedUnits(facts: Facts): Notice[] {
  const { prepared } = repeatProblem(facts)
  if (prepared.long.size === 0) return []
  const { map } = provenPrograms(facts).last
  const { primal } = facts.plan.supply.certificate
  const supply = prepared.items.flatMap(({ id, scale }) =>
    facts.days.map((_, t) => (facts.rows.records.get(itemKey(id))?.row.produced[t] ?? 0) * scale),
  )
  return unfinishedUnits(prepared, { work: map.work.map((column) => Math.max(0, primal[column] ?? 0)), supply })
}
