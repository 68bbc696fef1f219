import { type Key, keyOf } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import type { Plan } from '../../plan/types.js'

/** What rules post to an account in a period, of what has the ids of a Ref; minor units, debit positive. */
export type Amounts = (t: number, of: Ref) => number

/** Adds up what some rules post to an account, by period and some ids of what they speak of. */
export function amountsOf(
  { ledger }: Plan,
  {
    rules,
    account,
    by,
  }: { readonly rules: readonly string[]; readonly account: string; readonly by: readonly (keyof Ref)[] },
): Amounts {
  const byPeriod = new Map<number, Map<Key, number>>()
  ledger.rule.forEach((rule, n) => {
    if (!rules.includes(ledger.rules[rule] as string)) return
    if (ledger.accounts[ledger.account[n] ?? 0] !== account) return
    const t = ledger.periodIndex[n] ?? 0
    const key = keyOf(ledger.refs[ledger.ref[n] ?? 0] as Ref, by)
    const own = byPeriod.get(t) ?? new Map<Key, number>()
    byPeriod.set(t, own.set(key, (own.get(key) ?? 0) + (ledger.amountMinor[n] ?? 0)))
  })
  return (t, of) => byPeriod.get(t)?.get(keyOf(of, by)) ?? 0
}

/** What a plan pays for overheads, and for the variable one of resources, in a period; minor units, above zero. */
export function plannedOverheads(plan: Plan): Amounts {
  const account = 'payables'
  const ofIds = amountsOf(plan, { rules: ['overhead'], account, by: ['overheadId'] })
  const ofResources = amountsOf(plan, { rules: ['variableOverhead'], account, by: ['resourceId'] })
  return (t, of) => 0 - (of.overheadId === undefined ? ofResources : ofIds)(t, of)
}
