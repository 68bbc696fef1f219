import { bench, describe } from 'vitest'
import type { ProductStructure } from '../../src/core/index.js'
import { type CostRates, rollUpCosts } from '../../src/costing/index.js'

/** Items in five levels; what is made has seven lines, and shares its parts with others. */
function companyOf(items: number): { structure: ProductStructure; rates: CostRates } {
  const levels = 5
  const perLevel = items / levels
  const lines = 7
  const places = Array.from({ length: items }, (_, n) => ({ level: Math.floor(n / perLevel), n: n % perLevel }))
  const idOf = (level: number, n: number): string => `i${level}-${n % perLevel}`
  const made = places.filter(({ level }) => level < levels - 1)
  return {
    structure: {
      items: places.map(({ level, n }) => ({ id: idOf(level, n), lotSize: 50, yieldShare: 0.98 })),
      billOfMaterials: made.flatMap(({ level, n }) =>
        Array.from({ length: lines }, (_, k) => ({
          itemId: idOf(level, n),
          componentId: idOf(level + 1, n * 7 + k * 131),
          quantityPer: 1 + (k % 3),
          scrapShare: 0.02,
        })),
      ),
      operations: made.map(({ level, n }) => ({
        itemId: idOf(level, n),
        resourceId: `r${n % 20}`,
        runHoursPerUnit: 0.1,
        setupHours: 1,
      })),
    },
    rates: {
      purchaseCosts: places
        .filter(({ level }) => level === levels - 1)
        .map(({ level, n }) => ({ itemId: idOf(level, n), purchaseCost: 1 + (n % 9) })),
      resources: Array.from({ length: 20 }, (_, r) => ({
        resourceId: `r${r}`,
        costPerHour: 20,
        variableOverheadPerHour: 3,
        fixedOverheadPerHour: 5,
      })),
    },
  }
}

describe('rollUpCosts, five levels, plain rows read', () => {
  for (const items of [500, 5000, 20_000]) {
    const { structure, rates } = companyOf(items)
    const lines = structure.billOfMaterials?.length ?? 0
    bench(`${items} items, ${lines} bill lines`, () => void rollUpCosts(structure, { rates }))
  }
})
