import { beforeAll, describe, expect, it } from 'vitest'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { failuresWith, namesPlace, type Path, pathText } from './tampering.js'

/** Two ships of 200 hours in a dock of 160 a month, and boats that take the rest of its hours. */
const yard: PlanInput = {
  calendar: { start: '2027-01-01', months: 5 },
  items: [
    { id: 'ship', price: 20_000 },
    { id: 'kit', purchaseCost: 1_000 },
    { id: 'boat', price: 400 },
  ],
  billOfMaterials: [{ itemId: 'ship', componentId: 'kit', quantityPer: 1 }],
  operations: [
    { itemId: 'ship', resourceId: 'dock', runHoursPerUnit: 200 },
    { itemId: 'boat', resourceId: 'dock', runHoursPerUnit: 3 },
  ],
  resources: [{ id: 'dock', capacityHours: 160, costPerHour: 30, fixedOverheadPerHour: 5 }],
  forecasts: [
    { itemId: 'ship', quantities: [0, 0, 0, 0, 2] },
    { itemId: 'boat', quantities: [10, 10, 10, 10, 10] },
  ],
}

describe('the proof of a plan with units in work', () => {
  let result: Plan
  let ship: number
  beforeAll(async () => {
    result = JSON.parse(JSON.stringify(await plan(yard))) as Plan
    ship = result.supply.records.findIndex(({ itemId }) => itemId === 'ship')
  })

  const namedBy = (path: Path, value: unknown): boolean =>
    failuresWith(result, path, value, yard).some((failure) => namesPlace(failure, path))

  it('holds', () => {
    expect(verify(result, { input: yard }).ok).toBe(true)
    expect(result.supply.records[ship]?.workInProgress?.some((work) => work > 0)).toBe(true)
  })

  it('names work that is more or less than the hours say', () => {
    result.supply.records[ship]?.workInProgress?.forEach((work, t) => {
      const path: Path = ['supply', 'records', ship, 'workInProgress', t]
      for (const step of [1e-4, -1e-4]) expect(namedBy(path, work + step), pathText(path)).toBe(true)
      expect(namedBy(path, null), pathText(path)).toBe(true)
    })
  })

  it('names work that is missing, short, or of an item that a period completes', () => {
    const path: Path = ['supply', 'records', ship, 'workInProgress']
    expect(failuresWith(result, path, undefined, yard).length).toBeGreaterThan(0)
    expect(namedBy(path, result.supply.records[ship]?.workInProgress?.slice(1))).toBe(true)
    const boat = result.supply.records.findIndex(({ itemId }) => itemId === 'boat')
    expect(namedBy(['supply', 'records', boat, 'workInProgress'], [0, 0, 0, 0, 0])).toBe(true)
  })

  it('names a posting of work in progress that is another, and a notice that is not given', () => {
    const { ledger } = result
    ledger.account.forEach((place, n) => {
      if (ledger.accounts[place] !== 'inventoryWorkInProgress') return
      const amount = (ledger.amountMinor[n] ?? 0) + 1
      expect(failuresWith(result, ['ledger', 'amountMinor', n], amount, yard).length).toBeGreaterThan(0)
    })
    const told = result.warnings.findIndex(({ code }) => code === 'made-over-periods')
    expect(namedBy(['warnings', told, 'amount'], 199)).toBe(true)
  })
})

/** Hours of a unit, hours of a month, months, currency, units wanted at the end; hours enough for all but the first. */
const YARDS: readonly (readonly [number, number, number, string, number, number])[] = [
  [5_000, 160, 24, 'USD', 1, 0],
  [2_345.678, 163.37, 36, 'KWD', 2, 2],
  [12_345.678, 863.371, 48, 'JPY', 3, 3],
  [99_999.9, 12_345.67, 30, 'USD', 3, 3],
  [7.3, 0.37, 60, 'USD', 2, 2],
  [0.011, 0.0007, 40, 'USD', 1, 1],
  // To the last hour: 12 x 160 = 4 x 480.
  [480, 160, 12, 'EUR', 4, 4],
]

describe('units of any length', () => {
  it.each(YARDS)('%s hours in months of %s, %s of them, %s', async (hours, month, months, currency, wanted, made) => {
    const input: PlanInput = {
      currency,
      calendar: { start: '2027-01-01', months },
      items: [
        { id: 'ship', price: 9e6 },
        { id: 'kit', purchaseCost: 12 },
      ],
      billOfMaterials: [{ itemId: 'ship', componentId: 'kit', quantityPer: 1.7, scrapShare: 0.03 }],
      operations: [{ itemId: 'ship', resourceId: 'dock', runHoursPerUnit: hours }],
      resources: [
        {
          id: 'dock',
          capacityHours: month,
          costPerHour: 17.777,
          variableOverheadPerHour: 3.333,
          fixedOverheadPerHour: 1.111,
        },
      ],
      forecasts: [
        { itemId: 'ship', quantities: Array.from({ length: months }, (_, t) => (t < months - 1 ? 0 : wanted)) },
      ],
    }
    const result = await plan(input)
    expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
    const ship = result.supply.records.find(({ itemId }) => itemId === 'ship')
    expect(ship?.produced.reduce((a, b) => a + b, 0)).toBe(made)
    expect(ship?.workInProgress?.at(-1)).toBe(0)
  })
})
