import { creditSweep } from '../../../src/finance/index.js'
import type { GoldenCase } from '../runner.js'

export const adapter = ({ given }: GoldenCase): unknown => {
  if (given.cashBeforeRevolver === undefined) return undefined
  const { cashBeforeRevolver, minimumCash, openingRevolver, limit } = given
  const sweep = creditSweep(
    {
      cashBeforeCredit: cashBeforeRevolver,
      minimumCash,
      drawn: openingRevolver,
      ...(limit !== undefined && { limit }),
    },
    { currency: 'USD' },
  )
  return { ...sweep, closingRevolver: sweep.drawn, closingCash: sweep.cash }
}
