import { rollUpCosts } from '../../../src/costing/rollUp/rollUpCosts.js'
import type { GoldenCase } from '../runner.js'

/** A two-rate routing (labor and overhead) becomes one resource for each operation. */
export const adapter = (c: GoldenCase): unknown => {
  const entries = Object.entries<any>(c.given.items)
  const steps = entries.flatMap(([itemId, item]) =>
    (item.routing ?? []).map((step: any, n: number) => ({ itemId, resourceId: `${itemId} ${n}`, step })),
  )
  const cards = rollUpCosts(
    {
      items: entries.map(([id, item]) => ({
        id,
        ...(item.yield !== undefined && { yieldShare: item.yield }),
        ...(item.lotSize !== undefined && { lotSize: item.lotSize }),
      })),
      billOfMaterials: entries.flatMap(([itemId, item]) =>
        (item.components ?? []).map((line: any) => ({
          itemId,
          componentId: line.item,
          quantityPer: line.quantity,
          ...(line.scrap !== undefined && { scrapShare: line.scrap }),
        })),
      ),
      operations: steps.map(({ itemId, resourceId, step }) => ({
        itemId,
        resourceId,
        runHoursPerUnit: step.runHours ?? 0,
        ...(step.setupHours !== undefined && { setupHours: step.setupHours }),
      })),
    },
    {
      rates: {
        purchaseCosts: entries
          .filter(([, item]) => item.purchaseCost !== undefined)
          .map(([itemId, item]) => ({ itemId, purchaseCost: item.purchaseCost })),
        resources: steps.map(({ resourceId, step }) => ({
          resourceId,
          costPerHour: step.labourRate ?? 0,
          fixedOverheadPerHour: step.overheadRate ?? 0,
        })),
      },
    },
  )
  const top = cards.find((card) => card.itemId === c.given.top)
  const below = top === undefined ? [] : Object.values(top.lowerLevels)
  return {
    costs: Object.fromEntries(cards.map((card) => [card.itemId, card.unitCost])),
    top: top && {
      material: below.reduce((a, b) => a + b, 0),
      labour: top.thisLevel.labor,
      overhead: top.thisLevel.variableOverhead + top.thisLevel.fixedOverhead,
      purchase: top.thisLevel.material + top.thisLevel.outsideProcessing,
      total: top.unitCost,
    },
  }
}
