import { type Check, number } from '../../core/checking/checks.js'

/** A profit that is wanted, and the tax on it. */
export interface ProfitWanted {
  /** Profit wanted; default 0, the break-even itself. */
  readonly targetProfit?: number
  /** Share of profit that goes to taxes, 0 to below 1: `targetProfit` is then what is left after them. Default 0. */
  readonly taxShare?: number
}

export const TAX_SHARE: Check = number({ min: 0, below: 1 })

/** Profit before taxes that leaves the target after them: target / (1 - tax share). */
export const profitBeforeTax = ({ targetProfit = 0, taxShare = 0 }: ProfitWanted): number =>
  targetProfit / (1 - taxShare)
