import { indirectCashFlow } from '../../../src/finance/index.js'
import type { GoldenCase } from '../runner.js'

export const adapter = ({ given }: GoldenCase): unknown =>
  given.netIncome === undefined ? undefined : indirectCashFlow(given, { currency: 'USD' })
