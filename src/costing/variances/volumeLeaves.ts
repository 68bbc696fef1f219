import type { Ref } from '../../core/keys/ref.js'
import { leaf } from './leaf.js'
import { AVERAGE_PRICE_RULES } from './varianceRules.js'
import type { MarketVolume, Variance, VarianceOptions } from './varianceTypes.js'

/** Units that were expected and sold of one line, and what one earns at standard. */
export interface VolumeLine {
  readonly ref: Ref
  readonly expected: number
  readonly units: number
  readonly margin: number
}

/** How lines that are sold in one market are cut. */
export interface VolumeCut {
  readonly scheme: NonNullable<VarianceOptions['salesMix']>
  readonly market?: MarketVolume
}

/**
 * Cuts (actual - expected units) x margin of lines that are sold in one mix into quantity and mix, and quantity into
 * the size of the market and the share of it. One line alone has no mix, and lines of which nothing was expected have
 * none to depart from.
 */
export function volumeLeaves(lines: readonly VolumeLine[], { scheme, market }: VolumeCut): Variance[] {
  const expected = lines.reduce((sum, line) => sum + line.expected, 0)
  const units = lines.reduce((sum, line) => sum + line.units, 0)
  const isAlone = scheme === 'volumeOnly' || (lines.length === 1 && market === undefined) || !(expected > 0)
  if (isAlone) {
    return lines.map((line) => leaf('salesVolumeAlone', line.ref, (line.units - line.expected) * line.margin))
  }
  const average = lines.reduce((sum, line) => sum + line.expected * line.margin, 0) / expected
  const inMix = (line: VolumeLine): number => units * (line.expected / expected)
  const isByAverage = scheme === 'averagePrice'
  const mix = lines.map((line) =>
    isByAverage
      ? leaf('salesMix', line.ref, (line.units - line.expected) * (line.margin - average), AVERAGE_PRICE_RULES.salesMix)
      : leaf('salesMix', line.ref, (line.units - inMix(line)) * line.margin),
  )
  if (market !== undefined) {
    const { itemId, marketId, budgetUnits, actualUnits } = market
    const ref = { ...(itemId !== undefined && { itemId }), ...(marketId !== undefined && { marketId }) }
    const shares = { budget: expected / budgetUnits, actual: units / actualUnits }
    return [
      leaf('marketSize', ref, (actualUnits - budgetUnits) * shares.budget * average),
      leaf('marketShare', ref, actualUnits * (shares.actual - shares.budget) * average),
      ...mix,
    ]
  }
  const quantity = lines.map((line) =>
    isByAverage
      ? leaf('salesQuantity', line.ref, (line.units - line.expected) * average, AVERAGE_PRICE_RULES.salesQuantity)
      : leaf('salesQuantity', line.ref, (inMix(line) - line.expected) * line.margin),
  )
  return [...quantity, ...mix]
}
