import type { Ref } from '../../core/keys/ref.js'
import type { Notice } from '../../core/notices/notices.js'
import type {
  BudgetedExchangeRate,
  MarketVolume,
  Variance,
  VarianceName,
  VarianceOptions,
} from '../../costing/variances/varianceTypes.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'

/** The whole market in a period: what all sellers together were to sell, and did. */
export interface PlannedMarketVolume extends MarketVolume {
  readonly periodId: string
}

/** Worth of a foreign currency in a period: as the plan had it, and as it came. */
export interface PlannedExchangeRate extends BudgetedExchangeRate {
  readonly periodId: string
}

/** Options of {@link varianceAnalysis}. */
export interface VarianceAnalysisOptions extends Pick<VarianceOptions, 'costing' | 'idleTime' | 'salesMix'> {
  /** What has happened, in periods of the plan or in shorter ones. Default: the rows of `plan.input.actuals` that lie in the plan. */
  readonly actuals?: readonly PlanActual[]
  /** Periods of the plan that are looked at. Default: all that the actuals speak of. */
  readonly periodIds?: readonly string[]
  /** Cuts the quantity sold into the size of the market and the share of it; default not at all. */
  readonly markets?: readonly PlannedMarketVolume[]
  /** Whose sales or purchases are in a foreign currency, and at which rates; default nobody's. */
  readonly exchangeRates?: readonly PlannedExchangeRate[]
}

/**
 * Name of a variance of a plan: those of `varianceTree`, and under `stock` `stockWriteDown`, the change of the write-downs that the
 * plan posts (`policy.stockWriteDowns`).
 */
export type PlanVarianceName = VarianceName | 'stockWriteDown'

/** A variance of the plan from its standards, or of what has happened in one period. */
export interface PeriodVariance extends Omit<Variance, 'name' | 'children'> {
  readonly name: PlanVarianceName
  readonly children: readonly PeriodVariance[]
}

/** One variance between a plan and what has happened; positive is favorable: it raises profit. */
export interface PlanVariance {
  readonly name: PlanVarianceName
  /** What it is of; `{}` for a sum over several. */
  readonly ref: Ref
  /** `actual` less `planned`, major units of money; the sum of the children where there are any. */
  readonly amount: number
  /** What the plan itself departs from its standards by, as overtime that it foresees; major units of money, positive raises profit. */
  readonly planned: number
  /** What has happened departs from the plan's standards by; major units of money, positive raises profit. */
  readonly actual: number
  /** The formula of `actual`, of a leaf, in words. */
  readonly formula?: string
  /** Where the formula is published. */
  readonly source?: string
  readonly children: readonly PlanVariance[]
}

/** One line from planned to actual profit. */
export interface PlanStatementLine {
  readonly line: 'planProfit' | PlanVarianceName | 'actualProfit'
  /** Major units of money; of a variance positive is favorable. */
  readonly amount: number
}

/** Planned and actual profit, and the variances between them. */
export interface VarianceAnalysis {
  readonly costing: 'absorption' | 'variable'
  /** The periods that it is of, in their order. */
  readonly periodIds: readonly string[]
  /** Operating income of the plan's ledger; that of the contribution statement under variable costing. Major units of money. */
  readonly planProfit: number
  /**
   * From the totals of the actuals: revenue less what was paid, more the change of stock at standard, less that of its write-downs
   * at the plan's write-down a unit; not from the variances. Major units of money.
   */
  readonly actualProfit: number
  /** The difference of the two profits, cut into variances; what is zero in plan and fact is left out. */
  readonly tree: PlanVariance
  /** Sum of each variance over the tree; 0 where there is none. */
  readonly totals: Readonly<Record<PlanVarianceName, number>>
  /** From planned to actual profit, one line for each variance of the second level of the tree. */
  readonly statement: readonly PlanStatementLine[]
  /** Actual profit less planned profit and variances, major units of money: zero. */
  readonly unexplained: number
  /** Both profits by period, major units of money. */
  readonly periods: readonly { readonly periodId: string; readonly planProfit: number; readonly actualProfit: number }[]
  /** Units that customers wait for at the end, and what they would contribute at planned prices, major units of money: no part of profit. */
  readonly backlog: { readonly units: number; readonly margin: number }
  readonly assumptions: readonly Notice[]
  readonly warnings: readonly Notice[]
}
