import type { Ref } from '../../core/keys/ref.js'
import { refKey } from '../../core/keys/ref.js'
import { fromMinor } from '../../core/money/money.js'
import { INVENTORY_ACCOUNTS, STOCK_VARIANCE_ACCOUNTS } from '../../finance/chart/accounts.js'
import { lineAmounts } from '../../finance/statements/lineAmounts.js'
import { sumLedger } from '../../finance/statements/sumLedger.js'
import type { Plan } from '../../plan/types.js'

/** Rules whose cost no actual tells of, and the accounts of profit that they post to. */
const STAYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['depreciation', ['productionDepreciation', 'nonProductionDepreciation']],
  ['disposeAsset', ['disposalResult']],
])

/** What stock costs: its write-downs follow the units that are left. */
const COST_OF_STOCK = [...Object.values(INVENTORY_ACCOUNTS), ...STOCK_VARIANCE_ACCOUNTS]

/** The profit of a period in a plan's ledger, and what of it does not come from rows of actuals. */
export interface PlanProfit {
  readonly planProfit: number
  /** What assets cost, as profit: below zero; and which assets. */
  readonly stays: { readonly amount: number; readonly refs: readonly Ref[] }
  /** Change of what stock costs beyond its units at standard: price differences, units in work, cents of rounding. */
  readonly beyond: number
}

/** Reads the profit of each period off the ledger and its statements. */
export function planProfits(
  plan: Plan,
  costing: 'absorption' | 'variable',
): (t: number, valueOf: (itemId: string) => number) => PlanProfit {
  const { ledger, statements, inventory } = plan
  const scale = { decimals: ledger.decimals, rounding: 'halfEven' } as const
  const stock = sumLedger(ledger, {}).movement(COST_OF_STOCK)
  const isAbsorption = costing === 'absorption'
  const profit = isAbsorption
    ? lineAmounts(statements.incomeStatement, 'operatingIncome')
    : lineAmounts(statements.contribution, 'variableCostingOperatingIncome')
  const fixedInStock = lineAmounts(statements.contribution, 'changeInFixedOverheadInStock')
  const assets = assetCosts(plan)
  return (t, valueOf) => {
    const atStandard = inventory.reduce(
      (sum, { itemId, opening, closing }) => sum + ((closing[t] ?? 0) - (opening[t] ?? 0)) * valueOf(itemId),
      0,
    )
    const held = fromMinor(stock[t + 1] ?? 0, scale) - (isAbsorption ? 0 : (fixedInStock[t] ?? 0))
    return {
      planProfit: profit[t] ?? 0,
      stays: { amount: fromMinor(assets[t]?.minor ?? 0, scale), refs: [...(assets[t]?.refs.values() ?? [])] },
      beyond: held - atStandard,
    }
  }
}

function assetCosts({ ledger, calendar }: Plan): { minor: number; readonly refs: Map<string, Ref> }[] {
  const costs = calendar.periods.map(() => ({ minor: 0, refs: new Map<string, Ref>() }))
  ledger.rule.forEach((rule, n) => {
    const accounts = STAYS.get(ledger.rules[rule] as string)
    const own = costs[ledger.periodIndex[n] ?? -1]
    if (own === undefined || accounts?.includes(ledger.accounts[ledger.account[n] ?? 0] as string) !== true) return
    const ref = ledger.refs[ledger.ref[n] ?? 0] as Ref
    own.minor -= ledger.amountMinor[n] ?? 0
    own.refs.set(refKey(ref), ref)
  })
  return costs
}
