import { expect, test } from 'vitest'
import { decimalsOfUnit } from '../../src/core/structure/units.js'

test('what is weighed or measured has three decimals, in any usual spelling; what is counted has none', () => {
  for (const unit of [
    'kg',
    'KG',
    'Kilogram',
    'kgm',
    'g',
    'gram',
    'l',
    'L',
    'litre',
    'LTR',
    'm',
    'meters',
    'm2',
    'm²',
    'MTK',
  ])
    expect(decimalsOfUnit(unit), unit).toBe(3)
  for (const unit of ['m3', 'm³', 'm^3', 'cbm', ' kg ']) expect(decimalsOfUnit(unit), unit).toBe(3)
  for (const unit of [undefined, 'each', 'pcs', 'carton', 'kilowatt', 'mg', 'set', 'constructor', ''])
    expect(decimalsOfUnit(unit), String(unit)).toBe(0)
})
