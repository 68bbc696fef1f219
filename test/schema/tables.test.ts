import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { plan } from '../../src/plan/index.js'
import { checkPlanInput } from '../../src/schema/index.js'
import { rowPath, TABLE_NAMES, tableOf } from '../../src/schema/tables/tables.js'
import { lampTables } from './lampTables.js'

type Loose = { [field: string]: any }

const lamp = (change: Loose = {}): Loose => ({
  calendar: { start: '2027-01-01', months: 3 },
  ...structuredClone(lampTables),
  resources: [{ id: 'bench', capacityHours: 100 }],
  markets: [{ id: 'home' }, { id: 'abroad' }],
  suppliers: [{ id: 'mill' }],
  customers: [{ id: 'Ann', marketId: 'home' }, { id: 'Bob' }],
  forecasts: [{ itemId: 'lamp', quantities: [10, 12, 9] }],
  stock: [{ itemId: 'shade', onHand: 20 }],
  ...change,
})

/** Code, place and whole text of every mistake. */
const told = (input: unknown): string[] =>
  checkPlanInput(input).map(
    ({ code, path, message, received, remedy }) => `${code} ${path}: ${message} Received ${received}. ${remedy}`,
  )

it('the company of these tests has no mistake', () => {
  expect(told(lamp())).toEqual([])
})

describe('two rows with the same key', () => {
  const twice: readonly (readonly [string, Loose, string])[] = [
    [
      'items',
      lamp({ items: [...lamp()['items'], { id: 'lamp' }] }),
      'items[2].id: This item is there twice: items[0] has the same id',
    ],
    [
      'bill lines',
      lamp({ billOfMaterials: [0, 1].map(() => lamp()['billOfMaterials'][0]) }),
      'billOfMaterials[1]: This bill line is there twice: billOfMaterials[0] has the same itemId, componentId',
    ],
    [
      'operations',
      lamp({ operations: [0, 1].map(() => lamp()['operations'][0]) }),
      'operations[1]: This operation is there twice: operations[0] has the same itemId, resourceId',
    ],
    [
      'stock',
      lamp({ stock: [0, 1].map(() => ({ itemId: 'shade', lotId: 'A', onHand: 3 })) }),
      'stock[1]: This stock row is there twice: stock[0] has the same itemId, lotId',
    ],
    [
      'transactions',
      lamp({ forecasts: [], transactions: [0, 1].map(() => ({ itemId: 'lamp', date: '2026-12-01', quantity: 3 })) }),
      'transactions[1]: This transaction is there twice: transactions[0] has the same itemId, date',
    ],
    [
      'stock-outs',
      lamp({ stockOuts: [0, 1].map(() => ({ itemId: 'lamp', firstDate: '2026-12-01', lastDate: '2026-12-02' })) }),
      'stockOuts[1]: This stock-out is there twice: stockOuts[0] has the same itemId, firstDate',
    ],
    [
      'open orders',
      lamp({ openOrders: [0, 1].map(() => ({ itemId: 'shade', quantity: 3, dueDate: '2027-01-20' })) }),
      'openOrders[1]: This open order is there twice: openOrders[0] is of the same item and day',
    ],
    [
      'an open order without id, and one whose id is the same',
      lamp({
        openOrders: [
          { itemId: 'shade', quantity: 3, dueDate: '2027-01-20', unitCost: 2 },
          { id: '5:shade10:2027-01-20', itemId: 'shade', quantity: 4, dueDate: '2027-02-20', unitCost: 3 },
        ],
      }),
      'openOrders[1]: An open order without id has its item and day for one, and it is the id of another: openOrders[0]',
    ],
    [
      'an open order without id after one whose id is the same',
      lamp({
        openOrders: [
          { id: '5:shade10:2027-01-20', itemId: 'shade', quantity: 4, dueDate: '2027-02-20', unitCost: 3 },
          { itemId: 'shade', quantity: 3, dueDate: '2027-01-20', unitCost: 2 },
        ],
      }),
      'openOrders[1]: An open order without id has its item and day for one, and it is the id of another: openOrders[0]',
    ],
    [
      'an open order without id and a supply order of the same',
      lamp({
        openOrders: [{ itemId: 'shade', quantity: 3, dueDate: '2027-01-20' }],
        supplyOrders: [
          { id: '5:shade10:2027-01-20', kind: 'buy', itemId: 'shade', quantity: 3, dueDate: '2027-01-20' },
        ],
      }),
      'openOrders[0]: This order is there twice: supplyOrders[0] has the same id',
    ],
    [
      'supply orders',
      lamp({
        supplyOrders: [0, 1].map(() => ({ id: 'o', kind: 'buy', itemId: 'shade', quantity: 3, dueDate: '2027-01-20' })),
      }),
      'supplyOrders[1]: This supply order is there twice: supplyOrders[0] has the same id',
    ],
    [
      'an open order and a supply order',
      lamp({
        openOrders: [{ id: 'o', itemId: 'shade', quantity: 4, dueDate: '2027-01-20' }],
        supplyOrders: [{ id: 'o', kind: 'buy', itemId: 'shade', quantity: 3, dueDate: '2027-01-20' }],
      }),
      'openOrders[0].id: This order is there twice: supplyOrders[0] has the same id',
    ],
    [
      'opening balances',
      lamp({ openingBalances: [0, 1].map(() => ({ account: 'cash', amount: 3 })) }),
      'openingBalances[1]: This opening balance is there twice: openingBalances[0] has the same account',
    ],
    [
      'prices',
      lamp({ prices: [0, 1].map(() => ({ itemId: 'lamp', customerId: 'Ann', price: 3 })) }),
      'prices[1]: This price is there twice: prices[0] has the same itemId, customerId',
    ],
    [
      'a history and a forecast',
      lamp({ history: [{ itemId: 'lamp', start: '2026-01', quantities: [1] }] }),
      'forecasts[0]: This demand series is there twice: history[0] speaks of the same item and market',
    ],
  ]
  it.each(twice)('%s are named both', (_, input, text) => {
    expect(told(input).filter((line) => line.startsWith('DUPLICATE_ID'))).toEqual([expect.stringContaining(text)])
  })

  it('are one sale where one of them leaves out the market of its customer', () => {
    const sale = { itemId: 'lamp', customerId: 'K', date: '2026-12-01', quantity: 3 }
    const input = lamp({
      forecasts: [],
      markets: [{ id: 'EU' }],
      customers: [{ id: 'K', marketId: 'EU' }],
      transactions: [sale, { ...sale, marketId: 'EU' }],
    })
    expect(told(input)).toEqual([
      expect.stringMatching(
        /^DUPLICATE_ID transactions\[1\]: .*transactions\[0\] has the same itemId, marketId, customerId, date\..*or add them up, or give each an id/,
      ),
    ])
  })

  it('are not compared where what tells them apart was refused', () => {
    const stock = [
      { itemId: 1, onHand: 3 },
      { itemId: 2, onHand: 4 },
      { itemId: 'shade', onHand: 4 },
      { itemId: 'shade', lotId: 7, onHand: 4 },
      { onHand: 1 },
    ]
    expect(told(lamp({ stock })).map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      'WRONG_TYPE stock[0].itemId',
      'WRONG_TYPE stock[1].itemId',
      'WRONG_TYPE stock[3].lotId',
      'MISSING_VALUE stock[4].itemId',
    ])
  })

  it('are to be added up only where that means something', () => {
    const rows = (row: Loose): Loose[] => [row, row]
    const remedies = (change: Loose): string[] =>
      told(lamp(change)).flatMap((line) => (line.startsWith('DUPLICATE_ID') ? [line.slice(line.indexOf('Keep'))] : []))
    const series = { itemId: 'lamp', start: '2026-11', quantities: [1, 2] }
    expect(remedies({ markets: rows({ id: 'EU' }) })).toEqual(['Keep one of the two.'])
    expect(remedies({ stock: rows({ itemId: 'lamp', onHand: 1 }) })).toEqual(['Keep one of the two, or add them up.'])
    expect(remedies({ forecasts: [], history: rows(series) })).toEqual(['Keep one of the two, or add them up.'])
  })

  it('are two rows where an id tells them apart', () => {
    const [line, operation] = [lamp()['billOfMaterials'][0], lamp()['operations'][0]]
    const input = lamp({
      billOfMaterials: [line, { ...line, id: 'spare' }],
      operations: [operation, { ...operation, id: 'second pass' }],
      forecasts: [],
      transactions: ['a', 'b'].map((id) => ({ id, itemId: 'lamp', date: '2026-12-01', quantity: 3 })),
      openOrders: ['a', 'b'].map((id) => ({ id, itemId: 'shade', quantity: 3, dueDate: '2027-01-20' })),
    })
    expect(told(input)).toEqual([])
  })
})

describe('shorthand beside a row', () => {
  it.each([
    [
      'a column of the source',
      lamp({ sources: [{ itemId: 'shade', purchaseCost: 7 }] }),
      'items[1].purchaseCost',
      'sources[0].purchaseCost',
    ],
    [
      'a column of the stock policy',
      lamp({
        items: [
          { id: 'lamp', price: 49, safetyStock: 3 },
          { id: 'shade', purchaseCost: 6.5 },
        ],
        stockPolicies: [{ itemId: 'lamp', safetyStock: 4 }],
      }),
      'items[0].safetyStock',
      'stockPolicies[0].safetyStock',
    ],
    [
      'overheads',
      lamp({ overheads: [], finance: { overheads: [{ id: 'rent', function: 'production', amount: 3 }] } }),
      'finance.overheads',
      'rows of overheads',
    ],
    [
      'the credit line',
      lamp({ creditFacilities: [{ id: 'bank' }], finance: { creditLine: { limit: 3 } } }),
      'finance.creditLine',
      'rows of creditFacilities',
    ],
    [
      'the tax',
      lamp({ taxes: [{ id: 'a', rateShare: 0.2 }], finance: { tax: { rateShare: 0.3 } } }),
      'finance.tax',
      'rows of taxes',
    ],
    [
      'an opening balance',
      lamp({ openingBalances: [{ account: 'cash', amount: 3 }], finance: { openingCash: 4 } }),
      'finance.openingCash',
      'rows of openingBalances',
    ],
  ])('%s is one error that names both', (_, input, path, other) => {
    expect(told(input)).toEqual([expect.stringMatching(new RegExp(`^CONFLICT ${path.replace(/[[\]]/g, '\\$&')}: `))])
    expect(told(input)[0]).toContain(other)
  })
})

describe('what this version does not plan', () => {
  it('is refused once for each field, with the number of rows', () => {
    const input = lamp({
      sites: [{ id: 'Berlin' }],
      stock: ['lamp', 'shade'].map((itemId) => ({ itemId, onHand: 2, siteId: 'Berlin', expiryDate: '2027-05-01' })),
      lanes: [],
    })
    expect(told(input)).toEqual([
      expect.stringMatching(
        /^UNKNOWN_FIELD stock\[0\]\.siteId: 'siteId' is not planned yet in this version; 2 rows have it\./,
      ),
      expect.stringMatching(/^UNKNOWN_FIELD stock\[0\]\.expiryDate: .*2 rows have it/),
      expect.stringMatching(/^UNKNOWN_FIELD sites: 'sites' is not planned yet in this version\./),
      expect.stringMatching(/^UNKNOWN_FIELD lanes: /),
    ])
  })

  it('a second source names the limit', () => {
    const sources = [0, 1].map((n) => ({ id: `s${n}`, itemId: 'lamp', kind: 'make' }))
    expect(told(lamp({ sources }))).toEqual([
      expect.stringContaining(
        "CONFLICT sources[1].itemId: Item 'lamp' has a source already, sources[0]; an item has one for now.",
      ),
    ])
  })

  it.each(['make', 'move'])('an order of the kind %s is one error', (kind) => {
    const supplyOrders = [{ id: 'o', kind, itemId: 'shade', quantity: 3, dueDate: '2027-01-20' }]
    expect(told(lamp({ supplyOrders }))).toEqual([
      expect.stringContaining(`CONFLICT supplyOrders[0].kind: Orders of the kind '${kind}' are not planned yet`),
    ])
  })

  it.each([
    [{ supplyOrders: [{ id: 'o', kind: 'subcontract', itemId: 'lamp' }] }, 'supplyOrders[0].kind'],
    [{ supplyOrders: [{ id: 'o', kind: 'buy', itemId: 'lamp' }] }, 'supplyOrders[0]'],
    [{ openOrders: [{ itemId: 'lamp' }] }, 'openOrders[0]'],
  ])('an order of outside work under way is one error: %j', (orders: Loose, path) => {
    const [[table, rows]] = Object.entries(orders) as [[string, Loose[]]]
    const given = rows.map((row) => ({ ...row, quantity: 3, dueDate: '2027-01-20' }))
    const items = [{ id: 'lamp', price: 49, purchaseCost: 5 }, lamp()['items'][1]]
    const [first, ...more] = told(lamp({ items, [table]: given }))
    expect(first).toContain(`CONFLICT ${path}: Orders of outside work under way are not planned yet`)
    expect(first).toContain('Give the units as firmSupply')
    expect(more).toEqual([])
  })

  it.each(['creditFacilities', 'taxes'])('a second row of %s is one error', (table) => {
    const rows = ['a', 'b'].map((id) => ({ id, ...(table === 'taxes' && { rateShare: 0.2 }) }))
    expect(told(lamp({ [table]: rows }))).toEqual([expect.stringMatching(/^CONFLICT \w+\[1\]\.id: .* for now/)])
  })
})

describe('what refers to nothing, or to what does not fit', () => {
  it.each([
    [
      'a customer',
      { forecasts: [], transactions: [{ itemId: 'lamp', customerId: 'Zoe', date: '2026-12-01', quantity: 1 }] },
      'UNKNOWN_ID transactions[0].customerId',
    ],
    [
      'a supplier of a source',
      { items: [{ id: 'lamp' }, { id: 'shade' }], sources: [{ itemId: 'shade', supplierId: 'x' }] },
      'UNKNOWN_ID sources[0].supplierId',
    ],
    [
      'a source of an order',
      { supplyOrders: [{ id: 'o', kind: 'buy', itemId: 'shade', sourceId: 'x', quantity: 1, dueDate: '2027-01-20' }] },
      'UNKNOWN_ID supplyOrders[0].sourceId',
    ],
    [
      'the source of another item',
      {
        supplyOrders: [{ id: 'o', kind: 'buy', itemId: 'shade', sourceId: 'lamp', quantity: 1, dueDate: '2027-01-20' }],
      },
      'CONFLICT supplyOrders[0].sourceId',
    ],
    [
      'an order of another kind',
      { supplyOrders: [{ id: 'o', kind: 'subcontract', itemId: 'shade', quantity: 1, dueDate: '2027-01-20' }] },
      'CONFLICT supplyOrders[0].kind',
    ],
    [
      'a facility',
      { openingBalances: [{ account: 'creditFacilities', creditFacilityId: 'x', amount: 1 }] },
      'UNKNOWN_ID openingBalances[0].creditFacilityId',
    ],
    [
      'a supplier of cash',
      { openingBalances: [{ account: 'cash', supplierId: 'mill', amount: 1 }] },
      'CONFLICT openingBalances[0].supplierId',
    ],
    [
      'a day on which equity falls due',
      { openingBalances: [{ account: 'shareCapital', dueDate: '2027-01-20', amount: 1 }] },
      'CONFLICT openingBalances[0].dueDate',
    ],
    [
      'a market that is not the customer’s',
      {
        forecasts: [],
        transactions: [{ itemId: 'lamp', customerId: 'Ann', marketId: 'abroad', date: '2026-12-01', quantity: 1 }],
      },
      'CONFLICT transactions[0].marketId',
    ],
    [
      'a market where the customer has none',
      {
        forecasts: [],
        transactions: [{ itemId: 'lamp', customerId: 'Bob', marketId: 'abroad', date: '2026-12-01', quantity: 1 }],
      },
      'CONFLICT transactions[0].marketId',
    ],
    ['a price of nobody', { prices: [{ itemId: 'lamp', price: 3 }] }, 'MISSING_VALUE prices[0].marketId'],
    [
      'an account of stock',
      { openingBalances: [{ account: 'inventoryMaterials', amount: 3 }] },
      'OUT_OF_RANGE openingBalances[0].account',
    ],
    [
      'an array of another length',
      { sources: [{ itemId: 'lamp', supplyLimit: [1, 2] }] },
      'MISALIGNED sources[0].supplyLimit',
    ],
    [
      'stock of a service',
      {
        items: [
          { id: 'lamp', price: 49 },
          { id: 'shade', kind: 'service' },
        ],
        stock: [],
        stockPolicies: [{ itemId: 'shade', minimumStock: 1 }],
      },
      'CONFLICT stockPolicies[0].minimumStock',
    ],
    [
      'an override of a period outside the plan',
      { overrides: [{ id: 'o', itemId: 'lamp', periodIds: ['2028-01'], quantity: 1, reason: 'r', owner: 'Ann' }] },
      'UNKNOWN_ID overrides[0].periodIds[0]',
    ],
    [
      'a line that ends before it begins',
      {
        billOfMaterials: [
          { itemId: 'lamp', componentId: 'shade', quantityPer: 1, firstDate: '2027-02-01', lastDate: '2027-01-01' },
        ],
      },
      'PERIODS_OUT_OF_ORDER billOfMaterials[0].lastDate',
    ],
  ] as readonly (readonly [string, Loose, string])[])('%s', (_, change, text) => {
    expect(told(lamp(change)).map((line) => line.slice(0, line.indexOf(':')))).toEqual([text])
  })
})

it('a column of one’s own is shown its place, where there is one', () => {
  const last = (change: Loose): string | undefined =>
    told(lamp(change))
      .find((line) => line.startsWith('UNKNOWN_FIELD'))
      ?.replace(/^.*Received \S+ /, '')
  expect(last({ stock: [{ itemId: 'shade', onHand: 3, shelf: 7 }] })).toBe(
    'Correct its name or remove it, or move a column of your own into `attributes`; the fields are itemId, lotId, onHand, backlog, unitCost, attributes.',
  )
  expect(last({ stock: [{ itemId: 'shade', onHnd: 3 }] })).toContain("Did you mean 'onHand'?")
  expect(last({ shelves: 7 })).not.toContain('attributes')
})

describe('values that are no plain data', () => {
  it.each([
    [
      'a Date',
      { forecasts: [], transactions: [{ itemId: 'lamp', date: new Date(Date.UTC(2027, 0, 5)), quantity: 1 }] },
      'WRONG_TYPE transactions[0].date',
      'Received a Date; write 2027-01-05',
    ],
    [
      'a bigint',
      { stock: [{ itemId: 'shade', onHand: 500n }] },
      'WRONG_TYPE stock[0].onHand',
      'Received 500n (bigint)',
    ],
    [
      'a bigint by period',
      { items: [{ id: 'lamp', price: [1, 2, 500n] }, { id: 'shade' }] },
      'WRONG_TYPE items[0].price[2]',
      'Received 500n (bigint)',
    ],
    [
      'a null of SQL',
      { items: [{ id: 'lamp', price: null }, { id: 'shade' }] },
      'WRONG_TYPE items[0].price',
      'Received null. Leave the field out',
    ],
    [
      'a null of SQL as id',
      { items: [{ id: 'lamp' }, { id: 'shade', supplierId: null }] },
      'WRONG_TYPE items[1].supplierId',
      'Received null. Leave the field out',
    ],
    ['a Map', { stock: new Map([['shade', 3]]) }, 'WRONG_TYPE stock', 'Received a Map'],
    [
      'a Date as an attribute',
      { stock: [{ itemId: 'shade', onHand: 1, attributes: { counted: new Date(0) } }] },
      'WRONG_TYPE stock[0].attributes.counted',
      'Received a Date; write 1970-01-01',
    ],
    [
      'an attribute with parts',
      { stock: [{ itemId: 'shade', onHand: 1, attributes: { bin: { row: 3 } } }] },
      'WRONG_TYPE stock[0].attributes.bin',
      'An attribute is a text or a number',
    ],
    [
      'an attribute that is no number',
      { stock: [{ itemId: 'shade', onHand: 1, attributes: { bin: Number.NaN } }] },
      'NOT_FINITE stock[0].attributes.bin',
      'Received NaN',
    ],
  ] as readonly (readonly [string, Loose, string, string])[])('%s is refused in words', (_, change, place, words) => {
    const own = told(lamp(change)).filter((line) => line.startsWith(place))
    expect(own).toHaveLength(1)
    expect(own[0]).toContain(words)
  })

  it('typed arrays are taken as arrays, and come back as such', async () => {
    const result = await plan(
      lamp({ forecasts: [{ itemId: 'lamp', quantities: Float64Array.of(10, 12, 9) }] }) as never,
    )
    expect(result.input.forecasts[0]?.quantities).toEqual([10, 12, 9])
    expect(Array.isArray(result.input.forecasts[0]?.quantities)).toBe(true)
  })

  it('attributes are kept, whatever their names', async () => {
    const attributes = JSON.parse('{"family":"light","weight":2,"__proto__":"odd"}') as Loose
    const result = await plan(
      lamp({
        items: [
          { id: 'lamp', price: 49, attributes },
          { id: 'shade', purchaseCost: 6.5 },
        ],
      }) as never,
    )
    expect(JSON.stringify(result.input.items[0]?.attributes)).toBe(JSON.stringify(attributes))
  })
})

describe('many mistakes', () => {
  it('of a misspelled column in 16,000 rows are all found, and told in a short message', async () => {
    const transactions = Array.from({ length: 16_000 }, (_, n) => ({
      id: `${n}`,
      itemId: 'lamp',
      date: '2026-12-01',
      quantity: 1,
      markteId: 'home',
    }))
    const input = lamp({ forecasts: [], transactions })
    const issues = checkPlanInput(input)
    expect(issues).toHaveLength(16_000)
    expect(issues[15_999]).toMatchObject({
      path: 'transactions[15999].markteId',
      remedy: expect.stringContaining("'marketId'") as unknown,
    })
    const error: unknown = await plan(input as never).catch((caught: unknown) => caught)
    expect(isSopError(error) && error.message.length).toBeLessThan(5_000)
  })
})

describe('the place of a row', () => {
  it('is told by the key of its table, quotes and backslashes escaped', () => {
    expect(rowPath('items', { id: 'lamp' })).toBe("items['lamp']")
    expect(rowPath('items', { id: "Ann's \\ lamp" })).toBe("items['Ann\\'s \\\\ lamp']")
    const days = { firstDate: '2026-01-01', lastDate: '2026-01-02' }
    expect(rowPath('stockOuts', { id: 'a', itemId: 'lamp', ...days })).toBe(
      "stockOuts['lamp', firstDate '2026-01-01', id 'a']",
    )
    expect(rowPath('launches', { itemId: 'lamp', marketId: 'north', id: '2', start: '2027-01' })).toBe(
      "launches['lamp', marketId 'north', id '2']",
    )
  })

  it('is that of one row only, whatever the ids are', () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '\\', ',', ' ', 'id', 'marketId', 'a'),
      minLength: 1,
      maxLength: 6,
    })
    const launch = fc.record(
      { itemId: text, marketId: text, id: text, start: fc.constant('2027-01') },
      { requiredKeys: ['itemId', 'start'] },
    )
    fc.assert(
      fc.property(launch, launch, (a, b) => {
        const isSame = a.itemId === b.itemId && a.marketId === b.marketId && a.id === b.id
        expect(rowPath('launches', a as any) === rowPath('launches', b as any)).toBe(isSame)
      }),
      { numRuns: Number(process.env['SOP_FC_RUNS'] ?? 100) },
    )
  })

  it('tells two stock-outs of a day and two launches of an item apart', async () => {
    const days = { itemId: 'lamp', firstDate: '2020-01-01', lastDate: '2020-01-02' }
    const launch = { itemId: 'shade', start: '2030-01', marketSize: 10, innovation: 0.1, imitation: 0 }
    const { warnings } = await plan({
      ...lamp(),
      forecasts: [],
      history: [{ itemId: 'lamp', start: '2026-10', quantities: [5, 6, 7] }],
      stockOuts: [
        { id: 'a', ...days },
        { id: 'b', ...days },
      ],
      launches: [
        { id: 'a', ...launch },
        { id: 'b', ...launch },
      ],
    } as any)
    expect(warnings.flatMap(({ path = '' }) => (/^(stockOuts|launches)/.test(path) ? [path] : []))).toEqual([
      "stockOuts['lamp', firstDate '2020-01-01', id 'a']",
      "stockOuts['lamp', firstDate '2020-01-01', id 'b']",
      "launches['shade', id 'a']",
      "launches['shade', id 'b']",
    ])
  })
})

describe('the registry', () => {
  it('names only fields and tables that there are', () => {
    for (const name of TABLE_NAMES) {
      const {
        key,
        references = {},
        byPeriod = {},
        defaults = {},
        days = [],
        wildcards = [],
        shorthandFor,
        row,
      } = tableOf(name)
      const fields = Object.keys((row as unknown as { shape: object }).shape)
      for (const field of [
        ...key,
        ...Object.keys(references),
        ...Object.keys(byPeriod),
        ...Object.keys(defaults),
        ...days,
        ...wildcards,
      ]) {
        expect(fields, `${name}.${field}`).toContain(field)
      }
      for (const target of [...Object.values(references), ...(shorthandFor === undefined ? [] : [shorthandFor])]) {
        expect(TABLE_NAMES, `${name} refers to ${target}`).toContain(target)
      }
      expect(fields.at(-1)).toBe('attributes')
    }
  })
})
