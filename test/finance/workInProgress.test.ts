import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { balanceSheet, buildLedger, cashFlow, incomeStatement, type LedgerInput } from '../../src/finance/index.js'
import { catchSopError } from '../core/catchSopError.js'
import { amounts, postingsOf } from './readStatement.js'

/**
 * One ship is begun in the first month, 60 % of the work is done in it and 40 % in the second, when it is complete. A second
 * one is begun in the second month, 1/3 done, and stays in work.
 *
 * Standard of a ship: 2 engines at 50 + labor 30 + variable overhead 12 + fixed overhead 6 = 148. Five engines are taken for
 * two ships, one more than the bill says.
 */
const yard: LedgerInput = {
  calendar: createCalendar({ start: '2027-01-01', months: 3 }),
  currency: 'USD',
  openingBalances: [
    { account: 'cash', amount: 1000 },
    { account: 'shareCapital', amount: 1000 },
  ],
  sales: [{ itemId: 'ship', units: [0, 1, 0], price: [200, 200, 200] }],
  stock: [
    { itemId: 'engine', inventoryClass: 'material', standardCost: 50, openingUnits: 0, closingUnits: [3, 0, 0] },
    {
      itemId: 'ship',
      inventoryClass: 'finishedGoods',
      standardCost: 148,
      labor: 30,
      variableOverhead: 12,
      fixedOverhead: 6,
      openingUnits: 0,
      producedUnits: [0, 1, 0],
      startedUnits: [1, 1, 0],
      equivalentUnits: [0.6, 0.733333333, 0],
      soldUnits: [0, 1, 0],
      issues: [{ componentId: 'engine', units: [2, 3, 0] }],
      closingUnits: [0, 0, 0],
    },
  ],
  purchases: [{ itemId: 'engine', units: [5, 0, 0], unitCost: [50, 50, 50] }],
  labor: [
    {
      resourceId: 'dock',
      regularHours: [6, 7.333333, 0],
      overtimeHours: [0, 0, 0],
      costPerHour: [3, 3, 3],
      overtimeCostPerHour: [3, 3, 3],
      variableOverheadPerHour: [1.2, 1.2, 1.2],
    },
  ],
}

describe('work in progress in the ledger', () => {
  const ledger = buildLedger(yard)
  const sheet = balanceSheet(ledger)

  it('holds components from the beginning of a unit on, and conversion as far as it is done', () => {
    // First month: 2 x 50 + 0.6 x 48 = 128.80. Second and third: the other ship, 100 + 48 / 3 = 116.
    expect(amounts(sheet, 'inventoryWorkInProgress')).toEqual([128.8, 116, 116])
    expect(amounts(sheet, 'inventoryFinishedGoods')).toEqual([0, 0, 0])
    expect(amounts(sheet, 'inventoryMaterials')).toEqual([150, 0, 0])
  })

  it('absorbs conversion as the work is done, and shows usage above the bill when it is taken', () => {
    const income = incomeStatement(ledger)
    // 6 h x 3 = 18 of wages, 0.6 x 30 absorbed; 7.333333 h x 3 = 22.00 against 0.733333333 x 30 = 22.00.
    expect(amounts(income, 'laborVariance')).toEqual([0, 0, 0])
    expect(amounts(income, 'variableOverheadVariance')).toEqual([0, 0, 0])
    // No fixed overhead is spent in this story: what is absorbed stands alone, 0.6 x 6 and 0.733333333 x 6.
    expect(amounts(income, 'fixedOverheadVariance')).toEqual([3.6, 4.4, 0])
    // The fifth engine.
    expect(amounts(income, 'productionVariance')).toEqual([0, -50, 0])
    expect(amounts(income, 'standardCostOfSales')).toEqual([0, -148, 0])
    expect(amounts(income, 'grossProfit')).toEqual([3.6, 6.4, 0])
  })

  it('is inventory in the cash flow', () => {
    // 150 + 128.80 is built up in the first month, 162.80 of it leaves in the second.
    expect(amounts(cashFlow(ledger, { method: 'indirect' }), 'changeInInventory')).toEqual([-278.8, 162.8, 0])
  })

  it('posts one entry of rule produce for a month, work in progress without a quantity', () => {
    expect(postingsOf(ledger, 0).filter((text) => text.startsWith('produce'))).toEqual([
      'produce ship inventoryWorkInProgress 12880',
      'produce engine inventoryMaterials -10000',
      'produce ship laborAbsorbed -1800',
      'produce ship variableOverheadAbsorbed -720',
      'produce ship fixedOverheadAbsorbed -360',
    ])
    const inWork = ledger.account.flatMap((place, n) =>
      ledger.accounts[place] === 'inventoryWorkInProgress' ? [ledger.quantity[n]] : [],
    )
    expect(inWork).toEqual([null, null])
  })

  it('says nothing where every unit is begun and complete in its period', () => {
    const [engine, ship] = yard.stock ?? []
    if (engine === undefined || ship === undefined) throw new Error('The yard has two items.')
    const { startedUnits: _, equivalentUnits: __, ...plain } = ship
    const issues = [{ componentId: 'engine', units: [0, 2, 0] }]
    const stock = [
      { ...engine, closingUnits: [5, 3, 3] },
      { ...plain, issues },
    ]
    const same = { ...plain, issues, startedUnits: [0, 1, 0], equivalentUnits: [0, 1, 0] }
    expect(buildLedger({ ...yard, stock: [{ ...engine, closingUnits: [5, 3, 3] }, same] })).toEqual(
      buildLedger({ ...yard, stock }),
    )
  })

  it('refuses units that are complete before the work, or worked on before they are begun', () => {
    const refused = (change: object): readonly string[] => {
      const [engine, ship] = yard.stock ?? []
      const stock = [engine, { ...ship, ...change }] as NonNullable<LedgerInput['stock']>
      return catchSopError(() => buildLedger({ ...yard, stock })).issues.map(({ code, path }) => `${code} ${path}`)
    }
    expect(refused({ equivalentUnits: [0.6, 0.3, 0] })).toEqual(['CONFLICT stock[1].equivalentUnits[1]'])
    expect(refused({ startedUnits: [0, 2, 0] })).toEqual(['CONFLICT stock[1].startedUnits[0]'])
    // Begun when it is complete, as nothing else is said, and yet worked on a month before.
    expect(refused({ startedUnits: undefined, equivalentUnits: [0.6, 0.4, 0] })).toEqual([
      'CONFLICT stock[1].startedUnits[0]',
    ])
    expect(refused({ issues: [{ componentId: 'engine', units: [2, 3] }] })).toContain(
      'MISALIGNED stock[1].issues[0].units',
    )
    expect(refused({ equivalentUnits: [0.6, 0.3] })).toContain('MISALIGNED stock[1].equivalentUnits')
    expect(refused({ startedUnits: [-1, 2, 0] })).toContain('OUT_OF_RANGE stock[1].startedUnits[0]')
  })
})
