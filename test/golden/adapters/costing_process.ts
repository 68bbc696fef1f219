import { processCosts } from '../../../src/costing/decisions/processCosts.js'
import type { GoldenCase } from '../runner.js'

/** Units in process are [units, share of materials, share of conversion]; all elements but materials are conversion. */
export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  if (given.completed === undefined || given.costs === undefined) return undefined
  const elements = Object.keys(given.costs)
  const inProcess = (state: any, costs?: any): object => {
    const [units, materials, conversion] = state
    return {
      units,
      completion: Object.fromEntries(elements.map((name) => [name, name === 'materials' ? materials : conversion])),
      ...(costs !== undefined && { costs }),
    }
  }
  const isFifo = (c.notes ?? '').startsWith('FIFO') || /fifo|first/i.test(given.method ?? '')
  const result = processCosts(
    {
      completedUnits: given.completed,
      costs: given.costs,
      ...(given.opening !== undefined && { opening: inProcess(given.opening, given.openingCosts) as never }),
      ...(given.closing !== undefined && { closing: inProcess(given.closing) as never }),
      ...(given.started !== undefined && { startedUnits: given.started }),
      ...(given.normalLossShare !== undefined && { normalLossShare: given.normalLossShare }),
      // Spoilage, by that name, is counted and goes with the good units that are completed (Horngren).
      ...(given.normalSpoilage !== undefined && {
        normalLossUnits: given.normalSpoilage,
        normalLossBorneBy: 'completed' as const,
      }),
      ...(given.scrapValue !== undefined && { scrapValuePerUnit: given.scrapValue }),
    },
    { method: isFifo ? 'fifo' : 'weightedAverage' },
  )
  const equivalent = (isMaterial: boolean): number | undefined =>
    result.elements.find(({ element }) => (element === 'materials') === isMaterial)?.equivalentUnits
  return {
    equivalentMaterials: equivalent(true),
    equivalentConversion: equivalent(false),
    rates: Object.fromEntries(result.elements.map(({ element, costPerUnit }) => [element, costPerUnit])),
    completedCost: result.completedCost,
    normalLoss: result.normalLossUnits,
    abnormalLoss: result.abnormalLossUnits,
    abnormalLossCost: result.abnormalLossCost,
    closingCost: result.closingCost,
  }
}
