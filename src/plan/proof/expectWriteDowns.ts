import type { Facts } from './facts.js'

/** Units of an item, and what is told of them in money. */
export interface StockRow {
  readonly itemId: string
  readonly units: number
  readonly money: number
}

/** What customers are billed for an item, in minor units, and for how many units. */
interface Billed {
  readonly minor: number[]
  readonly units: number[]
}

/** Bills by item and period, from what customers come to owe. */
function billsOf({ plan: { ledger }, days }: Facts): Map<string, Billed> {
  const bills = new Map<string, Billed>()
  ledger.amountMinor.forEach((amount, n) => {
    const isBill =
      ledger.rules[ledger.rule[n] ?? -1] === 'sale' && ledger.accounts[ledger.account[n] ?? -1] === 'receivables'
    const itemId = ledger.refs[ledger.ref[n] ?? -1]?.itemId
    const t = ledger.periodIndex[n] ?? -1
    if (!isBill || itemId === undefined || t < 0) return
    const bill = bills.get(itemId) ?? { minor: days.map(() => 0), units: days.map(() => 0) }
    bills.set(itemId, bill)
    bill.minor[t] = (bill.minor[t] ?? 0) + amount
    bill.units[t] = (bill.units[t] ?? 0) + (ledger.quantity[n] ?? 0)
  })
  return bills
}

/**
 * Opening stock that brings less than it cost, with what is missing as its money: the oldest units leave first, at the mean of what
 * is billed in their period, what outlasts the plan at the mean of all bills, less the shares of revenue that selling takes.
 */
export function expectWriteDowns(
  facts: Facts,
  { costOf, apart }: { costOf: (itemId: string) => number; apart: ReadonlyMap<string, number> },
): StockRow[] {
  const { plan, rows } = facts
  const bills = billsOf(facts)
  const taken = plan.input.overheads.reduce((sum, { rateOfRevenue = 0 }) => sum + rateOfRevenue, 0)
  const scale = 10 ** plan.ledger.decimals
  const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  return [...rows.inventory.values()].flatMap(({ row: stock }): StockRow[] => {
    const { itemId } = stock
    const bill = bills.get(itemId)
    if (bill === undefined || total(bill.minor) <= 0 || total(bill.units) <= 0) return []
    const mean = total(bill.minor) / total(bill.units)
    const own = (stock.opening[0] ?? 0) - (apart.get(itemId) ?? 0)
    // Of the opening stock so much is still there when a period begins, and when it ends.
    let begins = own
    let [units, minor] = [0, 0]
    facts.days.forEach((_, t) => {
      const leaves = (stock.shipped[t] ?? 0) + (stock.dependentDemand[t] ?? 0)
      const ends = Math.max(0, begins - leaves)
      const gone = leaves > 0 ? (Math.max(0, begins - ends) * (stock.shipped[t] ?? 0)) / leaves : 0
      const billed = bill.units[t] ?? 0
      units += gone
      minor += gone * (billed > 0 ? (bill.minor[t] ?? 0) / billed : mean)
      begins = Math.min(begins, ends)
    })
    const rest = Math.max(0, begins)
    const brings = Math.max(0, ((minor + rest * mean) * (1 - taken)) / scale)
    // A millionth of a unit, or of a minor unit, is what adding up leaves.
    const all = Math.round((units + rest) * 1e6) / 1e6
    const missing = Math.floor((all * costOf(itemId) - brings) * scale + 0.5 + 1e-6)
    return missing > 0 ? [{ itemId, units: all, money: missing / scale }] : []
  })
}
