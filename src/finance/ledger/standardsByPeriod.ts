import type { LaterStandard, StockFlow } from '../types.js'

/** The parts of a standard cost that the ledger posts by. */
const PARTS = ['standardCost', 'outsideProcessing', 'labor', 'variableOverhead', 'fixedOverhead', 'fixedCost'] as const

/** Standard cost of one unit, and its parts, in every period. */
export type StandardsByPeriod = { readonly [Part in (typeof PARTS)[number]]: readonly number[] }

/** What an item's standards are in every period. */
export function standardsByPeriod(flow: StockFlow, count: number): StandardsByPeriod {
  const { laterStandards = [] } = flow
  const rows = PARTS.map((part) => {
    const of = (row: StockFlow | LaterStandard): number =>
      row[part] ?? (part === 'fixedCost' ? (row.fixedOverhead ?? 0) : 0)
    const values = new Array<number>(count).fill(of(flow))
    for (const later of laterStandards) values.fill(of(later), later.periodIndex)
    return [part, values] as const
  })
  return Object.fromEntries(rows) as unknown as StandardsByPeriod
}
