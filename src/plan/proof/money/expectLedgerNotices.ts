import { createNotice, type Notice } from '../../../core/notices/notices.js'
import {
  assetAfterPlan,
  assetBeforePlan,
  cashNotBorrowed,
  creditLimit,
  creditLineIdle,
  openingRetainedEarnings,
} from '../../../finance/notices.js'
import { layOut } from '../facts/assetFacts.js'
import type { Facts } from '../facts/facts.js'
import { sumLedger } from './ledgerSums.js'
import { expectRevaluation } from './expectRevaluation.js'
import { minorAmounts } from '../facts/minorAmounts.js'

/** What the ledger has to warn of: idle input, retained earnings that were derived, revalued stock, cash that stays under its minimum. */
export function expectLedgerNotices(facts: Facts): Notice[] {
  const { plan, count } = facts
  const { input, ledger } = plan
  const { money } = minorAmounts(facts)
  const expected: Notice[] = []
  input.assets.forEach((asset, n) => {
    const { id, acquiredDate, disposedDate } = asset
    const { acquired, disposed } = layOut(asset, facts, money, input.rounding)
    const path = `assets[${n}]`
    const refs = [{ assetId: id }]
    if (acquired >= count) {
      expected.push(createNotice(assetAfterPlan, { path: `${path}.acquiredDate`, refs, value: { acquiredDate } }))
    } else if (disposed < 0 && disposedDate !== undefined) {
      expected.push(createNotice(assetBeforePlan, { path: `${path}.disposedDate`, refs, value: { disposedDate } }))
    }
  })
  const opened = (account: string): typeof input.openingBalances =>
    input.openingBalances.filter((row) => row.account === account)
  const isDrawn = opened('creditFacilities').some(({ amount }) => Number(amount) > 0)
  if (isDrawn && input.creditFacilities.length === 0) {
    expected.push(createNotice(creditLineIdle, { path: 'creditFacilities' }))
  }
  const sums = sumLedger(facts)
  const derived = -sums.balance('retainedEarnings').opening
  if (opened('retainedEarnings').length === 0 && derived !== 0) {
    const amount = derived / 10 ** ledger.decimals
    expected.push(createNotice(openingRetainedEarnings, { path: 'openingBalances', amount, unit: 'money' }))
  }
  expected.push(...expectRevaluation(facts))
  return [...expected, ...expectShortfall(facts, sums.balance('cash').closing)]
}

/** Cash that credit could not bring to its minimum. */
function expectShortfall(facts: Facts, cash: readonly number[]): Notice[] {
  const { input, calendar, ledger } = facts.plan
  const minimum = Number(minorAmounts(facts).money(input.finance.minimumCash))
  const missing = cash.map((amount) => Math.max(0, minimum - amount))
  const most = Math.max(...missing)
  if (!(most > 0)) return []
  const idOf = (t: number): string => calendar.periods[t]?.id ?? ''
  const facility = input.creditFacilities[0]
  const short = missing.flatMap((amount, t) => (amount > 0 ? [t] : []))
  const [first, last] = [short[0] as number, short.at(-1) as number]
  return [
    createNotice(facility === undefined ? cashNotBorrowed : creditLimit, {
      path: facility === undefined ? 'minimumCash' : 'creditFacilities[0].limit',
      refs: facility === undefined ? [] : [{ creditFacilityId: facility.id }],
      periodIds: [idOf(first), idOf(last)],
      amount: most / 10 ** ledger.decimals,
      unit: 'money',
      value: {
        periods: short.length,
        of: calendar.periods.length,
        firstPeriodId: idOf(first),
        worstPeriodId: idOf(missing.indexOf(most)),
      },
    }),
  ]
}
