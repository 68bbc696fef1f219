import { depreciate } from '../../../src/finance/index.js'
import type { GoldenCase } from '../runner.js'

export const adapter = ({ given, expected }: GoldenCase): unknown => {
  if (given.months === undefined || given.method !== undefined) return undefined
  const options = { currency: given.currency ?? 'USD' }
  const { charges, accumulated } = depreciate(
    { cost: given.cost, salvageValue: given.salvage ?? 0, lifeMonths: given.months },
    options,
  )
  return { charges, first: charges.slice(0, expected.first?.length ?? 0), sum: accumulated.at(-1) }
}
