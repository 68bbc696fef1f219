import { describe, expect, it } from 'vitest'
import { checkPlanInput, plan } from '../../src/index.js'

type Loose = { [field: string]: any }

const lamp = (change: Loose = {}): Loose => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'lamp', price: 49, attributes: { family: 'light' } },
    { id: 'shade', purchaseCost: 6.5 },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
  resources: [{ id: 'bench', capacityHours: 100 }],
  markets: [{ id: 'home' }, { id: 'abroad' }],
  customers: [{ id: 'Ann', marketId: 'home' }],
  suppliers: [{ id: 'mill' }],
  forecasts: [{ itemId: 'lamp', marketId: 'home', quantities: [10, 12, 9] }],
  finance: { overheads: [{ id: 'rent', function: 'production', amount: 300 }] },
  ...change,
})

const shade = { itemId: 'shade', version: '2027', element: 'material', firstDate: '2027-01-01', amountPerUnit: 6.5 }

/** Code and place of every mistake. */
const told = (input: Loose): string[] => checkPlanInput(input).map(({ code, path }) => `${code} ${path}`)

describe('standards', () => {
  it('are one version, the only one where none is named, and it is told', async () => {
    const { assumptions, input } = await plan(lamp({ standards: [shade] }) as never)
    expect(assumptions.find(({ path }) => path === 'policy.standardVersion')?.message).toBe(
      'The standards of version 2027 hold.',
    )
    expect(input.policy.standardVersion).toBe('2027')
    const named = await plan(lamp({ standards: [shade], policy: { standardVersion: '2027' } }) as never)
    expect(named.assumptions.some(({ path }) => path === 'policy.standardVersion')).toBe(false)
  })

  it('are rolled up for items that the version has no row of, which is told', async () => {
    const { assumptions } = await plan(lamp({ standards: [shade] }) as never)
    expect(assumptions.filter(({ code }) => code === 'standard-rolled-up').map(({ refs }) => refs)).toEqual([
      [{ itemId: 'lamp' }],
    ])
    const row = { itemId: 'lamp', version: '2027', element: 'labor', firstDate: '2027-01-01', amountPerUnit: 3 }
    const all = await plan(lamp({ standards: [shade, row] }) as never)
    expect(all.assumptions.map(({ code }) => code)).not.toContain('standard-rolled-up')
  })

  it('need a choice where there are several versions, and a version that there is', () => {
    const standards = [shade, { ...shade, version: '2028' }]
    expect(told(lamp({ standards }))).toEqual(['MISSING_VALUE policy.standardVersion'])
    expect(told(lamp({ standards, policy: { standardVersion: '2028' } }))).toEqual([])
    expect(told(lamp({ standards, policy: { standardVersion: '2029' } }))).toEqual([
      'UNKNOWN_ID policy.standardVersion',
    ])
    expect(told(lamp({ policy: { standardVersion: '2029' } }))).toEqual(['UNKNOWN_ID policy.standardVersion'])
  })

  it('begin before they are needed, in the version that holds', () => {
    const late = { ...shade, firstDate: '2027-02-01' }
    expect(told(lamp({ standards: [late] }))).toEqual(['MISSING_VALUE standards[0].firstDate'])
    expect(told(lamp({ standards: [late, shade] }))).toEqual([])
    const other = { ...late, version: 'draft' }
    expect(told(lamp({ standards: [shade, other], policy: { standardVersion: '2027' } }))).toEqual([])
  })

  it('have one row for a version, item, element and day; all mistakes come at once', () => {
    const standards = [
      shade,
      shade,
      { ...shade, itemId: 'shde' },
      { ...shade, element: 'glue' },
      { ...shade, siteId: 'S' },
    ]
    expect(told(lamp({ standards })).sort()).toEqual([
      'DUPLICATE_ID standards[1]',
      'DUPLICATE_ID standards[4]',
      'OUT_OF_RANGE standards[3].element',
      'UNKNOWN_FIELD standards[4].siteId',
      'UNKNOWN_ID standards[2].itemId',
    ])
  })
})

describe('actuals', () => {
  const sale = { periodId: '2026-12', kind: 'sales', itemId: 'lamp', units: 9, amount: 441 }

  it('are taken as varianceTree reads them, and kept', async () => {
    const actuals = [
      { ...sale, customerId: 'Ann', attributes: { channel: 'web' } },
      { periodId: '2026-12', kind: 'purchases', itemId: 'shade', supplierId: 'mill', units: 10, amount: 65 },
      { periodId: '2026-12', kind: 'usage', itemId: 'shade', forItemId: 'lamp', units: 9 },
      { periodId: '2026-W52', kind: 'hours', resourceId: 'bench', hours: 8, amount: 160 },
      { periodId: '2026-Q4', kind: 'overhead', overheadId: 'rent', amount: 310 },
      { periodId: '2026', kind: 'balance', account: 'cash', amount: -5 },
    ]
    expect(told(lamp({ actuals }))).toEqual([])
    const { input, assumptions } = await plan(lamp({ actuals }) as never)
    expect(input.actuals).toHaveLength(6)
    expect(assumptions.find(({ code }) => code === 'actuals-not-planned')).toMatchObject({ amount: 6 })
  })

  it('have the fields of their kind, known ids and a period', () => {
    const actuals = [
      { ...sale, itemId: 'lmap' },
      { periodId: '2026-13', kind: 'output', itemId: 'lamp', units: 3 },
      { periodId: '2026-12', kind: 'output', itemId: 'lamp', units: 3, hours: 2 },
      { periodId: '2026-12', kind: 'overhead', amount: 3 },
      { periodId: '2026-12', kind: 'overhead', overheadId: 'light', amount: 3 },
      { ...sale, customerId: 'Ann', marketId: 'abroad' },
      sale,
      sale,
    ]
    expect(told(lamp({ actuals })).sort()).toEqual([
      'CONFLICT actuals[5].marketId',
      'DUPLICATE_ID actuals[7]',
      'INVALID_DATE actuals[1].periodId',
      'MISSING_VALUE actuals[3].overheadId',
      'UNKNOWN_FIELD actuals[2].hours',
      'UNKNOWN_ID actuals[0].itemId',
      'UNKNOWN_ID actuals[4].overheadId',
    ])
  })
})

describe('margin policies', () => {
  it('are kept, and read by exceptions', async () => {
    const { input, exceptions } = await plan(lamp({ marginPolicies: [{ floorShare: 1 }] }) as never)
    expect(input.marginPolicies).toHaveLength(1)
    expect(exceptions.map(({ code }) => code)).toContain('margin-outside-band')
  })

  it('have bounds in order, and speak of what there is', () => {
    const good = [
      { floorShare: 0.1 },
      { itemId: 'lamp', ceilingShare: 0.6 },
      { customerId: 'Ann', marketId: 'home', floorShare: 0.2, ceilingShare: 0.2 },
      { attribute: 'family', attributeValue: 'light', floorShare: 0.3 },
    ]
    expect(told(lamp({ marginPolicies: good }))).toEqual([])
    const bad = [
      { itemId: 'lamp' },
      { itemId: 'lmap', floorShare: 0.1 },
      { marketId: 'home', floorShare: 0.5, ceilingShare: 0.4 },
      { floorShare: 15 },
      { attribute: 'color', floorShare: 0.1 },
      { attribute: 'family', attributeValue: 'dark', floorShare: 0.1 },
      { attributeValue: 'light', floorShare: 0.1 },
      { customerId: 'Ann', marketId: 'abroad', floorShare: 0.1 },
      { ceilingShare: 0.5 },
    ]
    expect(told(lamp({ marginPolicies: bad })).sort()).toEqual([
      'CONFLICT marginPolicies[7].marketId',
      'DUPLICATE_ID marginPolicies[8]',
      'MISSING_VALUE marginPolicies[0]',
      'MISSING_VALUE marginPolicies[6].attribute',
      'OUT_OF_RANGE marginPolicies[2].floorShare',
      'OUT_OF_RANGE marginPolicies[3].floorShare',
      'UNKNOWN_ID marginPolicies[1].itemId',
      'UNKNOWN_ID marginPolicies[4].attribute',
      'UNKNOWN_ID marginPolicies[5].attributeValue',
    ])
  })
})

it('a rate of 15 for restandardRate is most likely a percentage', async () => {
  const { warnings } = await plan(lamp({ policy: { restandardRate: 15 } }) as never)
  expect(warnings.map(({ path }) => path)).toContain('policy.restandardRate')
})

describe('overheads that somebody causes', () => {
  const overhead = { id: 'desk', function: 'selling', amount: 10 }

  it('are of an amount for selling or administration, and of what there is', () => {
    const overheads = [
      { ...overhead, customerId: 'Ann' },
      { ...overhead, id: 'rent', function: 'production', itemId: 'lamp' },
      { id: 'fee', function: 'selling', rateOfRevenue: 0.1, marketId: 'home' },
      { ...overhead, id: 'more', itemId: 'lmap', customerId: 'Bea' },
      { ...overhead, id: 'last', customerId: 'Ann', marketId: 'abroad' },
    ]
    const wrong = [
      'CONFLICT overheads[1].itemId',
      'CONFLICT overheads[2].marketId',
      'CONFLICT overheads[4].marketId',
      'UNKNOWN_ID overheads[3].customerId',
      'UNKNOWN_ID overheads[3].itemId',
    ]
    expect(told(lamp({ overheads, finance: {} })).sort()).toEqual(wrong)
    expect(told(lamp({ finance: { overheads } })).sort()).toEqual(wrong.map((path) => path.replace(' ', ' finance.')))
  })

  it('are caused in the market of their customer', async () => {
    const { input } = await plan(lamp({ overheads: [{ ...overhead, customerId: 'Ann' }], finance: {} }) as never)
    expect(input.overheads[0]).toMatchObject({ customerId: 'Ann', marketId: 'home' })
  })
})
