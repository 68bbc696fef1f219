import { expect, test } from 'vitest'
import { absorptionStatement } from '../../src/costing/statements/absorptionStatement.js'
import { valueStock } from '../../src/costing/valuation/valueStock.js'

// Tenths of a kilogram: in floats 0.1 + 0.2 is above 0.3, and 0.3 - 0.2 is under 0.1.

test('a stock that is sold to the last is empty', () => {
  const movements = [
    { type: 'opening', quantity: 0.1, unitCost: 10 },
    { type: 'purchase', quantity: 0.2, unitCost: 20 },
    { type: 'sale', quantity: 0.3 },
  ] as const
  // 0.1 x 10 + 0.2 x 20.
  for (const method of ['fifo', 'lifoPerpetual', 'lifoPeriodic'] as const)
    expect(valueStock(movements, { method })).toMatchObject({
      costOfSales: 5,
      closingStock: 0,
      closingUnits: 0,
      layers: [],
    })
  const one = { type: 'sale', quantity: 0.0001 } as const
  expect(() => valueStock([...movements, one], { method: 'fifo' })).toThrow('There were only 0 units in stock.')
})

test('so is one that is made and sold by the tenth', () => {
  const { closingUnits, closingStock } = absorptionStatement({
    producedUnits: [0.1, 0.2],
    soldUnits: [0, 0.3],
    price: 9,
    variableManufacturingCostPerUnit: 4,
    fixedManufacturingCost: 0,
  })
  expect(closingUnits).toEqual([0.1, 0])
  expect(closingStock).toEqual([0.4, 0])
})
