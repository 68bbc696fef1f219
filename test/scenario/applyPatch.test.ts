import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { applyPatch, type ChangeSet, type PatchChange } from '../../src/scenario/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'

/** A shop of two lamps, a shade and a bench: shorthand wherever there is one. */
const shop: PlanInput = deepFreeze({
  calendar: { start: '2027-01-01', months: 2, quarters: 1, fiscalYearStartMonth: 3 },
  items: [
    { id: 'lamp', price: '49.00', attributes: { family: 'light' } },
    { id: 'spot', price: 20, leadTimeDays: 5, purchaseCost: 12, attributes: { family: 'light', watt: 40 } },
    { id: 'shade', purchaseCost: [6, 6.5, 7], supplierId: 'mill', minimumStock: 3 },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
  resources: [{ id: 'bench', capacityHours: 100, costPerHour: 18 }],
  suppliers: [{ id: 'mill' }],
  markets: [{ id: 'home' }, { id: 'abroad' }],
  customers: [{ id: 'Ann', marketId: 'home' }],
  transactions: [{ itemId: 'spot', customerId: 'Ann', date: '2026-12-01', quantity: 3 }],
  history: [{ itemId: 'lamp', marketId: 'home', start: '2026-11', quantities: [8, null] }],
  forecasts: [{ itemId: 'lamp', marketId: 'abroad', quantities: [10, 12, 30] }],
  openOrders: [{ id: 'o1', itemId: 'shade', quantity: 9, dueDate: '2027-01-20' }],
  finance: {
    openingCash: '500.00',
    creditLine: { limit: 900 },
    overheads: [{ id: 'rent', function: 'administration', amount: 30 }],
  },
})

const changed = (...changes: readonly PatchChange[]): PlanInput => applyPatch(shop, { changes })
const sourceOf = (input: PlanInput, id: string): object | undefined => input.sources?.find((row) => row.id === id)

describe('a patch', () => {
  it('reaches what is shorthand as the row that it stands for, by either name', () => {
    for (const change of [
      { table: 'items', key: 'spot', field: 'purchaseCost' },
      { table: 'sources', key: 'spot', field: 'purchaseCost' },
      { table: 'sources', key: { id: 'spot' }, field: 'purchaseCost' },
      { table: 'items', where: { field: 'watt', equals: 40 }, field: 'purchaseCost' },
    ] as const) {
      const next = changed({ ...change, op: 'set', value: 13 })
      expect(sourceOf(next, 'spot')).toEqual({ id: 'spot', itemId: 'spot', purchaseCost: 13, leadTimeDays: 5 })
      expect(next.items.find(({ id }) => id === 'spot')).not.toHaveProperty('purchaseCost')
    }
    expect(changed({ table: 'items', key: 'lamp', field: 'source', op: 'set', value: 'make' }).sources).toContainEqual({
      id: 'lamp',
      itemId: 'lamp',
      kind: 'make',
    })
    expect(changed({ table: 'finance', field: 'openingCash', op: 'add', value: 0.1 }).openingBalances).toEqual([
      { account: 'cash', amount: '500.1' },
    ])
    expect(changed({ table: 'finance', field: 'shareCapital', op: 'set', value: 70 }).openingBalances).toContainEqual({
      account: 'shareCapital',
      amount: 70,
    })
    expect(changed({ table: 'finance', field: 'creditLine.limit', op: 'multiply', value: 2 }).creditFacilities).toEqual(
      [{ id: 'creditLine', limit: 1800 }],
    )
    expect(changed({ table: 'overheads', key: 'rent', field: 'amount', op: 'add', value: -5 }).overheads).toEqual([
      { id: 'rent', function: 'administration', amount: 25 },
    ])
    expect(changed({ table: 'openOrders', key: 'o1', field: 'dueDate', op: 'add', value: 14 }).supplyOrders).toEqual([
      { id: 'o1', kind: 'buy', itemId: 'shade', quantity: 9, dueDate: '2027-02-03' },
    ])
  })

  it('changes rows that are there by default, from what holds by default', () => {
    expect(
      sourceOf(changed({ table: 'sources', key: 'shade', field: 'leadTimeDays', op: 'add', value: 7 }), 'shade'),
    ).toMatchObject({
      leadTimeDays: 7,
    })
    const { policy } = changed({ table: 'policy', field: 'holdingCostRatePerYear', op: 'multiply', value: 1.5 })
    // 0.2 by default; what follows from it is still worked out, and not written.
    expect(policy).toEqual({ holdingCostRatePerYear: 0.3 })
    const { openingBalances } = changed({
      table: 'openingBalances',
      key: { account: 'receivables' },
      field: 'amount',
      op: 'add',
      value: 4,
    })
    expect(openingBalances).toContainEqual({ account: 'receivables', amount: 4 })
  })

  it('reckons in decimals, and leaves a text a text', () => {
    const next = changed(
      { table: 'items', where: { field: 'family', equals: 'light' }, field: 'price', op: 'multiply', value: 1.1 },
      { table: 'sources', key: 'shade', field: 'purchaseCost', op: 'multiply', value: 1.1 },
    )
    expect(next.items.map(({ id, price }) => [id, price])).toEqual([
      ['lamp', '53.9'],
      ['shade', undefined],
      ['spot', 22],
    ])
    expect(sourceOf(next, 'shade')).toMatchObject({ purchaseCost: [6.6, 7.15, 7.7] })
  })

  it('puts factors before terms, in whatever order they stand', () => {
    const price = { table: 'items', key: 'spot', field: 'price' } as const
    const changes: PatchChange[] = [
      { ...price, op: 'add', value: 1 },
      { ...price, op: 'multiply', value: 1.1 },
      { ...price, op: 'multiply', value: 2 },
    ]
    // 20 x 1.1 x 2 + 1
    expect(changed(...changes).items.at(-1)?.price).toBe(45)
    expect(
      applyPatch(shop, [{ changes: changes.slice(1) }, { changes: changes.slice(0, 1) }]).items.at(-1)?.price,
    ).toBe(45)
  })

  it('changes one period: what flows is spread over buckets by their months before', () => {
    const next = changed(
      { table: 'resources', key: 'bench', field: 'capacityHours', periodId: '2027-01', op: 'multiply', value: 0 },
      { table: 'resources', key: 'bench', field: 'costPerHour', periodId: '2028-Q1', op: 'add', value: 2 },
      {
        table: 'history',
        key: { itemId: 'lamp', marketId: 'home' },
        field: 'quantities',
        periodId: '2026-12',
        op: 'set',
        value: 7,
      },
      { table: 'sources', key: 'spot', field: 'firmSupply', periodId: '2027-02', op: 'set', value: 6 },
    )
    expect(next.resources?.[0]).toMatchObject({ capacityHours: [0, 100, 300], costPerHour: [18, 18, 20] })
    expect(next.history?.[0]?.quantities).toEqual([8, 7])
    expect(sourceOf(next, 'spot')).toMatchObject({ firmSupply: [null, 6, null] })
  })

  it('with a factor for all and one for a period: both hold in that period', () => {
    const capacity = { table: 'resources', key: 'bench', field: 'capacityHours', op: 'multiply' } as const
    const next = changed({ ...capacity, value: 0.9 }, { ...capacity, periodId: '2027-02', value: 0.5 })
    expect(next.resources?.[0]?.capacityHours).toEqual([90, 45, 270])
  })

  it('moves buckets and days, sets and takes away attributes and fields, brings rows and takes them away', () => {
    const launch = {
      itemId: 'spot',
      marketId: 'home',
      start: '2027-01',
      marketSize: 90,
      innovation: 0.1,
      imitation: 0.2,
    }
    const launched = applyPatch(shop, { changes: [{ table: 'launches', op: 'insert', value: launch }] })
    const start = { table: 'launches', key: { itemId: 'spot', marketId: 'home' }, field: 'start', op: 'add' } as const
    expect(applyPatch(launched, { changes: [{ ...start, value: 2 }] }).launches?.[0]?.start).toBe('2027-03')
    expect(applyPatch(launched, { changes: [{ ...start, value: -13 }] }).launches?.[0]?.start).toBe('2025-12')
    const next = changed(
      { table: 'input', field: 'asOf', op: 'set', value: '2026-12-30' },
      { table: 'items', key: 'spot', field: 'attributes.watt', op: 'delete' },
      { table: 'items', key: 'spot', field: 'attributes.family', op: 'set', value: 'spots' },
      { table: 'items', key: 'lamp', field: 'price', op: 'delete' },
      {
        table: 'transactions',
        key: { itemId: 'spot', marketId: 'home', customerId: 'Ann', date: '2026-12-01' },
        op: 'delete',
      },
      { table: 'items', op: 'insert', value: { id: 'cord', purchaseCost: 2 } },
    )
    expect(next.asOf).toBe('2026-12-30')
    expect(next.items.map(({ id, attributes = null, price = null }) => [id, attributes, price])).toEqual([
      ['cord', null, null],
      ['lamp', { family: 'light' }, null],
      ['shade', null, null],
      ['spot', { family: 'spots' }, 20],
    ])
    expect(next.transactions).toEqual([])
    expect(sourceOf(next, 'cord')).toEqual({ id: 'cord', itemId: 'cord', purchaseCost: 2 })
  })

  it('leaves the input as it is, and takes no change for what it is', () => {
    expect(applyPatch(changed(), { changes: [] })).toEqual(changed())
    expect(Object.keys(changed())).not.toContain('policy')
  })

  it('keeps its meaning on another base', () => {
    const dearer: ChangeSet = {
      changes: [{ table: 'items', key: 'spot', field: 'price', op: 'multiply', value: 1.05 }],
    }
    const rebased = applyPatch(shop, {
      changes: [{ table: 'items', key: 'spot', field: 'price', op: 'set', value: 40 }],
    })
    expect(applyPatch(rebased, dearer).items.at(-1)?.price).toBe(42)
  })
})

describe('a patch that cannot be applied', () => {
  const told = (patch: unknown): string[] => {
    try {
      applyPatch(shop, patch as ChangeSet)
      return []
    } catch (error) {
      if (!isSopError(error)) throw error
      return error.issues.map(({ code, path, message }) => `${code} ${path}: ${message}`)
    }
  }
  const refused: readonly (readonly [string, readonly unknown[], readonly string[]])[] = [
    [
      'unknown tables, operations and parts',
      [{ table: 'itmes', key: 'lamp', field: 'price', op: 'put', value: 1, by: 'me' }],
      [
        "UNKNOWN_FIELD patch.changes[0].by: There is no field 'by' here.",
        'OUT_OF_RANGE patch.changes[0].table: This must be one of ',
        'OUT_OF_RANGE patch.changes[0].op: This must be one of set, add, multiply, insert, delete.',
      ],
    ],
    [
      'unknown rows, fields, periods and values to look for',
      [
        { table: 'items', key: 'lmap', field: 'price', op: 'set', value: 1 },
        { table: 'items', key: 'lamp', field: 'prize', op: 'set', value: 1 },
        { table: 'items', key: 'lamp', field: 'price', periodId: '2027-03', op: 'set', value: 1 },
        { table: 'items', where: { field: 'family', equals: 'dark' }, field: 'price', op: 'set', value: 1 },
        { table: 'stockPolicies', key: { itemID: 'lamp' }, field: 'safetyStock', op: 'set', value: 1 },
        {
          table: 'history',
          key: { itemId: 'lamp', marketId: 'home' },
          field: 'quantities',
          periodId: '2027-01',
          op: 'set',
          value: 1,
        },
      ],
      [
        'UNKNOWN_ID patch.changes[0].key: items has no such row.',
        "UNKNOWN_FIELD patch.changes[1].field: Rows of items have no field 'prize'.",
        "UNKNOWN_ID patch.changes[3].where.equals: No row of items has 'dark' as family.",
        "UNKNOWN_FIELD patch.changes[4].key.itemID: The key of stockPolicies has no 'itemID'; it is itemId.",
        "UNKNOWN_ID patch.changes[2].periodId: items['lamp'].price has no period '2027-03'; it has 2027-01 to 2028-Q1.",
        "UNKNOWN_ID patch.changes[5].periodId: history['lamp', marketId 'home'].quantities has no period '2027-01'; it has 2026-11 to 2026-12.",
      ],
    ],
    [
      'values that are missing, or cannot be multiplied',
      [
        { table: 'sources', key: 'lamp', field: 'purchaseCost', op: 'multiply', value: 2 },
        { table: 'items', key: 'shade', field: 'price', periodId: '2027-01', op: 'set', value: 2 },
        { table: 'items', key: 'lamp', field: 'name', op: 'multiply', value: 2 },
        {
          table: 'history',
          key: { itemId: 'lamp', marketId: 'home' },
          field: 'quantities',
          periodId: '2026-12',
          op: 'add',
          value: 1,
        },
        { table: 'items', key: 'lamp', field: 'price', op: 'multiply', value: '2' },
        { table: 'items', key: 'lamp', field: 'price', op: 'set' },
      ],
      [
        'WRONG_TYPE patch.changes[4].value: This must be a finite number.',
        'MISSING_VALUE patch.changes[5].value: Nothing is given.',
      ],
    ],
    [
      'the same, once their form is right',
      [
        { table: 'sources', key: 'lamp', field: 'purchaseCost', op: 'multiply', value: 2 },
        { table: 'items', key: 'shade', field: 'price', periodId: '2027-01', op: 'set', value: 2 },
        { table: 'items', key: 'lamp', field: 'attributes.family', op: 'multiply', value: 2 },
        {
          table: 'history',
          key: { itemId: 'lamp', marketId: 'home' },
          field: 'quantities',
          periodId: '2026-12',
          op: 'add',
          value: 1,
        },
      ],
      [
        "MISSING_VALUE patch.changes[0].op: sources['lamp'].purchaseCost has no value to multiply.",
        "MISSING_VALUE patch.changes[1].periodId: items['shade'].price is not given for the other periods.",
        "WRONG_TYPE patch.changes[2].op: items['lamp'].attributes cannot be changed by 'multiply'.",
        "MISSING_VALUE patch.changes[3].op: history['lamp', marketId 'home'].quantities has no value to add to.",
      ],
    ],
    [
      'what is no plain data',
      [
        { table: 'items', key: 'lamp', field: 'price', op: 'set', value: Number.NaN },
        { table: 'suppliers', op: 'insert', value: { id: 'forge', terms: { netDays: Infinity } } },
        { table: 'items', key: 'lamp', field: 'name', op: 'set', value: new Date(0) },
      ],
      [
        'NOT_FINITE patch.changes[0].value: ',
        'NOT_FINITE patch.changes[1].value.terms.netDays: ',
        'WRONG_TYPE patch.changes[2].value: ',
      ],
    ],
    [
      'two changes that cannot both be made',
      [
        { table: 'items', key: 'lamp', field: 'price', op: 'set', value: 1 },
        { table: 'items', key: 'lamp', field: 'price', op: 'multiply', value: 2 },
        { table: 'items', key: 'spot', field: 'price', op: 'set', value: 1 },
        { table: 'items', key: 'spot', field: 'price', periodId: '2027-01', op: 'set', value: 2 },
        { table: 'suppliers', op: 'insert', value: { id: 'forge' } },
        { table: 'suppliers', op: 'insert', value: { id: 'forge', name: 'Forge' } },
        { table: 'overheads', key: 'rent', op: 'delete' },
        { table: 'overheads', key: 'rent', field: 'amount', op: 'add', value: 2 },
        { table: 'items', key: 'lamp', field: 'id', op: 'set', value: 'lamps' },
      ],
      [
        "CONFLICT patch.changes[5].value: patch.changes[4] inserts another row of the same key, suppliers['forge'].",
        'CONFLICT patch.changes[8].field: The key of a row of items does not change.',
        "CONFLICT patch.changes[7].op: patch.changes[6] deletes the row, overheads['rent'].",
        'CONFLICT patch.changes[1].field: It changes what patch.changes[0] changes, and the two cannot both be made.',
        'CONFLICT patch.changes[3].field: It changes what patch.changes[2] changes, and the two cannot both be made.',
      ],
    ],
    [
      'a row that is there already',
      [{ table: 'suppliers', op: 'insert', value: { id: 'mill' } }],
      ["DUPLICATE_ID patch.changes[0].value: suppliers['mill'] is there already."],
    ],
    [
      'what plan would refuse in the changed input, told by the change and by the key of the row',
      [
        { table: 'items', key: 'spot', field: 'leadTimeDays', op: 'add', value: -9 },
        { table: 'markets', key: 'home', op: 'delete' },
        { table: 'resources', key: 'bench', field: 'capacityHours', op: 'set', value: [1, 2] },
      ],
      [
        "OUT_OF_RANGE patch.changes[0].value: sources['spot'].leadTimeDays: ",
        "UNKNOWN_ID customers['Ann'].marketId: There is no 'home' in markets.",
        "UNKNOWN_ID history['lamp', marketId 'home'].marketId: There is no 'home' in markets.",
        "UNKNOWN_ID transactions['spot', customerId 'Ann', date '2026-12-01'].marketId: There is no 'home' in markets.",
        "MISALIGNED patch.changes[2].value: resources['bench'].capacityHours: The calendar has 3 periods.",
      ],
    ],
  ]
  it.each(refused)('names %s', (_, changes, expected) => {
    const found = told({ changes })
    for (const text of expected)
      expect(
        found.some((line) => line.startsWith(text)),
        `${text}\n${found.join('\n')}`,
      ).toBe(true)
    expect(found, found.join('\n')).toHaveLength(expected.length)
  })

  it('was rejected, or has no owner', () => {
    const head = { id: 'p', owner: 'sales', reason: 'x' }
    expect(told({ ...head, status: 'rejected', changes: [] })).toEqual([
      'CONFLICT patch.status: The patch was rejected.',
    ])
    expect(told([{ changes: [] }, { id: 'p', changes: [] }])).toEqual([
      'MISSING_VALUE patch[1].owner: This must be a text that is not empty.',
      'MISSING_VALUE patch[1].reason: This must be a text that is not empty.',
    ])
  })
})
