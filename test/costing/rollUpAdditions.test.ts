import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProductStructure } from '../../src/core/structure/structure.js'
import { costDrivers } from '../../src/costing/rollUp/costDrivers.js'
import { landedCosts } from '../../src/costing/rollUp/landedCosts.js'
import { rollUpCosts } from '../../src/costing/rollUp/rollUpCosts.js'
import { whereUsed } from '../../src/costing/rollUp/whereUsed.js'
import { freezeStandards } from '../../src/costing/standards/freezeStandards.js'
import { revalueStock } from '../../src/costing/standards/revalueStock.js'
import type { Standard } from '../../src/costing/standards/standards.js'
import { standardsAt } from '../../src/costing/standards/standardsAt.js'
import type { CostCard, CostRates, PurchaseCost } from '../../src/costing/types.js'
import { catchSopError } from '../core/catchSopError.js'
import { RUNS } from './runs.js'

describe('what comes out beside an item', () => {
  // A cut of 10.00 of logs and 6.00 of saw (4.00 wages, 2.00 of fixed overhead) gives one board, two slats and 3 kg of dust.
  const structure: ProductStructure = {
    items: [{ id: 'shelf' }, { id: 'board' }, { id: 'slat' }, { id: 'dust' }, { id: 'log' }],
    billOfMaterials: [
      { itemId: 'board', componentId: 'log', quantityPer: 2 },
      { itemId: 'shelf', componentId: 'slat', quantityPer: 5 },
      { itemId: 'shelf', componentId: 'board', quantityPer: 1 },
    ],
    operations: [{ itemId: 'board', resourceId: 'saw', runHoursPerUnit: 0.2 }],
  }
  const rates: CostRates = {
    purchaseCosts: [{ itemId: 'log', purchaseCost: 5 }],
    resources: [{ resourceId: 'saw', costPerHour: 20, fixedOverheadPerHour: 10 }],
  }
  const outputs = [
    { itemId: 'board', outputItemId: 'slat', quantityPer: 2, kind: 'coProduct', costShare: 0.25 },
    { itemId: 'board', outputItemId: 'dust', quantityPer: 3, kind: 'byProduct', valuePerUnit: 0.2 },
  ] as const
  test('a by-product makes it cheaper, a co-product bears a share, element by element', () => {
    const cards = new Map(rollUpCosts(structure, { rates, outputs }).map((card) => [card.itemId, card]))
    // 16.00 less 0.60 are 15.40: three quarters are the board's, an eighth each slat's.
    expect(cards.get('board')).toMatchObject({
      unitCost: 11.55,
      elements: { material: 7.05, labor: 3, fixedOverhead: 1.5 },
      warnings: [],
    })
    expect(cards.get('slat')).toMatchObject({
      unitCost: 1.925,
      elements: { material: 1.175, labor: 0.5, fixedOverhead: 0.25 },
      warnings: [],
    })
    expect(cards.get('dust')).toMatchObject({ unitCost: 0.2, warnings: [] })
    // 11.55 + 5 x 1.925.
    expect(cards.get('shelf')?.unitCost).toBe(21.175)
  })
  test('no cost is lost: what goes in is in what comes out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 2 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 100 }),
        ([first = 0, second = 0], quantityPer, cents) => {
          const items = ['main', 'a', 'b', 'c', 'raw'].map((id) => ({ id }))
          const cards = rollUpCosts(
            { items, billOfMaterials: [{ itemId: 'main', componentId: 'raw', quantityPer: 3 }] },
            {
              rates: { purchaseCosts: [{ itemId: 'raw', purchaseCost: 7 }] },
              outputs: [
                { itemId: 'main', outputItemId: 'a', quantityPer, kind: 'coProduct', costShare: first / 100 },
                { itemId: 'main', outputItemId: 'b', quantityPer: 2, kind: 'coProduct', costShare: second / 100 },
                { itemId: 'main', outputItemId: 'c', quantityPer: 1, kind: 'byProduct', valuePerUnit: cents / 100 },
              ],
            },
          )
          const [main, a, b, c] = cards.map(({ unitCost }) => unitCost)
          expect((main ?? 0) + quantityPer * (a ?? 0) + 2 * (b ?? 0) + (c ?? 0)).toBeCloseTo(21, 4)
        },
      ),
      { numRuns: RUNS },
    )
  })
  test('refuses outputs that contradict the structure, all at once', () => {
    const error = catchSopError(() =>
      rollUpCosts(structure, {
        rates,
        outputs: [
          { itemId: 'log', outputItemId: 'dust', quantityPer: 1, kind: 'byProduct' },
          {
            itemId: 'board',
            outputItemId: 'shelf',
            quantityPer: 1,
            kind: 'byProduct',
            valuePerUnit: 1,
            costShare: 0.1,
          },
          { itemId: 'board', outputItemId: 'slat', quantityPer: 1, kind: 'coProduct', costShare: 0.7 },
          { itemId: 'board', outputItemId: 'chip', quantityPer: 1, kind: 'coProduct', costShare: 0.7 },
        ],
      }),
    )
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'CONFLICT options.outputs[0].itemId',
      'MISSING_VALUE options.outputs[0].valuePerUnit',
      'CONFLICT options.outputs[1].costShare',
      'CONFLICT options.outputs[1].outputItemId',
      'UNKNOWN_ID options.outputs[3].outputItemId',
      'CONFLICT options.outputs[3].costShare',
    ])
  })
})

describe('what is bought', () => {
  const structure: ProductStructure = { items: [{ id: 'shade' }] }
  const costOf = (purchaseCosts: CostRates['purchaseCosts'], asOf?: string): number | undefined =>
    rollUpCosts(structure, { rates: { purchaseCosts: purchaseCosts ?? [] }, ...(asOf !== undefined && { asOf }) })[0]
      ?.unitCost
  const at = { itemId: 'shade', purchaseCost: 10 }
  test('costs what it costs until it is here', () => {
    // 10 x 1.05 + 0.80 + 0.20.
    expect(costOf([{ ...at, dutyRate: 0.05, freightInPerUnit: 0.8, otherLandedCostPerUnit: 0.2 }])).toBe(11.5)
  })
  test('a duty of 5 where 0.05 is likely meant is doubted', () => {
    const [card] = rollUpCosts(structure, { rates: { purchaseCosts: [{ ...at, dutyRate: 5 }] } })
    expect(card?.warnings.map(({ code, message }) => [code, message])).toEqual([
      [
        'likely-percent',
        "The duty rate of item 'shade' is 5: the duty is as much as the item or more; 5 % is likely meant.",
      ],
    ])
  })
  test('a duty as high as the item is doubted, one below it is not', () => {
    const doubts = (dutyRate: number): readonly string[] | undefined =>
      rollUpCosts(structure, { rates: { purchaseCosts: [{ ...at, dutyRate }] } })[0]?.warnings.map(({ code }) => code)
    expect(doubts(1)).toEqual(['likely-percent'])
    expect(doubts(0.99)).toEqual([])
  })
  test('is the mix of its sources by quota, else the first by priority', () => {
    const [near, far] = [
      { ...at, supplierId: 'near' },
      { itemId: 'shade', supplierId: 'far', purchaseCost: 6, freightInPerUnit: 1 },
    ]
    expect(
      costOf([
        { ...near, quotaShare: 0.25 },
        { ...far, quotaShare: 0.75 },
      ]),
    ).toBe(7.75)
    expect(costOf([{ ...near, priority: 2 }, far])).toBe(7)
    expect(costOf([near, far])).toBe(7)
    const error = catchSopError(() => costOf([{ ...near, quotaShare: 0.5 }, far]))
    expect(error.path).toBe('options.rates.purchaseCosts[0].quotaShare')
    expect(catchSopError(() => costOf([near, near])).code).toBe('DUPLICATE_ID')
  })
  test('of what is made a part may be bought complete, or all of it where that comes first', () => {
    // A lamp is a shade at 6.50 and a quarter of an hour at 24, 6 of it fixed: 12.50. A complete one costs 20.
    const lamp: ProductStructure = {
      items: [{ id: 'set' }, { id: 'lamp' }, { id: 'shade' }],
      billOfMaterials: [
        { itemId: 'set', componentId: 'lamp', quantityPer: 2 },
        { itemId: 'lamp', componentId: 'shade', quantityPer: 1 },
      ],
      operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
    }
    const ratesOf = (...rows: Partial<PurchaseCost>[]): CostRates => ({
      purchaseCosts: [
        { itemId: 'shade', purchaseCost: 6.5 },
        ...rows.map((row) => ({ itemId: 'lamp', kind: 'buy' as const, purchaseCost: 20, ...row })),
      ],
      resources: [{ resourceId: 'bench', costPerHour: 18, fixedOverheadPerHour: 6 }],
    })
    const cardsOf = (rates: CostRates): CostCard[] => rollUpCosts(lamp, { rates })
    const mix = ratesOf({ quotaShare: 0.3, supplierId: 'a' }, { quotaShare: 0.1, supplierId: 'b' })
    const [set, own] = cardsOf(mix)
    expect(own).toMatchObject({
      unitCost: 15.5,
      elements: { material: 11.9, outsideProcessing: 0, labor: 2.7, variableOverhead: 0, fixedOverhead: 0.9 },
    })
    expect(own?.lowerLevels.material).toBe(3.9)
    expect(set?.unitCost).toBe(31)
    // One comes second to making where nothing else is said, and first below 1.
    expect(cardsOf(ratesOf({}))[1]?.unitCost).toBe(12.5)
    expect(cardsOf(ratesOf({ priority: 2 }))[1]?.unitCost).toBe(12.5)
    expect(cardsOf(ratesOf({ priority: 0 }))[1]?.elements.material).toBe(20)
    // Work outside is paid for what is made: 3 more on six of ten.
    const outside = { ...mix, purchaseCosts: [...(mix.purchaseCosts ?? []), { itemId: 'lamp', purchaseCost: 3 }] }
    expect(cardsOf(outside)[1]).toMatchObject({ unitCost: 17.3, elements: { outsideProcessing: 1.8 } })

    const drivers = costDrivers(lamp, { rates: mix, itemId: 'set' })
    expect(
      drivers.map(({ itemId, resourceId, quantity, amount }) => [
        itemId ?? resourceId,
        quantity,
        Number(amount.toFixed(9)),
      ]),
    ).toEqual([
      ['lamp', 0.8, 16],
      ['shade', 1.2, 7.8],
      ['bench', 0.3, 7.2],
    ])
    const error = catchSopError(() => cardsOf(ratesOf({ quotaShare: 0.8, supplierId: 'a' }, { quotaShare: 0.3 })))
    expect([error.code, error.path]).toEqual(['CONFLICT', 'options.rates.purchaseCosts[1].quotaShare'])
    expect(catchSopError(() => cardsOf(ratesOf({}, {}))).code).toBe('DUPLICATE_ID')
  })
  test('costs what holds on the day', () => {
    const rows = [
      { ...at, lastDate: '2027-06-30' },
      { ...at, purchaseCost: 12, firstDate: '2027-07-01' },
    ]
    expect(costOf(rows, '2027-06-30')).toBe(10)
    expect(costOf(rows, '2027-07-01')).toBe(12)
    expect(catchSopError(() => costOf(rows)).code).toBe('MISSING_VALUE')
    expect(catchSopError(() => costOf([at, { ...at, firstDate: '2027-07-01' }], '2027-08-01')).code).toBe(
      'DUPLICATE_ID',
    )
  })
  test('landed cost of a shipment: each charge by its own basis', () => {
    const lines = [
      { itemId: 'lamp', units: 10, purchaseCost: 30, weight: 2, dutyRate: 0.05 },
      { itemId: 'desk', units: 5, purchaseCost: 100, weight: 16 },
    ]
    // Weights 20 and 80, values 300 and 500.
    const [lamp, desk] = landedCosts({
      lines,
      charges: [
        { chargeId: 'freight', amount: 200, basis: 'weight' },
        { chargeId: 'insurance', amount: 8, basis: 'value' },
      ],
    })
    expect(lamp).toMatchObject({ purchaseAmount: 300, duty: 15, landedAmount: 358, landedCostPerUnit: 35.8 })
    expect(desk?.landedAmount).toBe(665)
    const charges = [{ chargeId: 'x', amount: 1, basis: 'volume' as const }]
    expect(catchSopError(() => landedCosts({ lines, charges })).path).toBe('lines[0].volume')
  })
})

describe('what moves a cost', () => {
  const structure: ProductStructure = {
    items: [{ id: 'table', yieldShare: 0.8 }, { id: 'leg' }, { id: 'screw' }, { id: 'glue' }],
    billOfMaterials: [
      { itemId: 'table', componentId: 'leg', quantityPer: 4 },
      { itemId: 'leg', componentId: 'screw', quantityPer: 2, scrapShare: 0.2 },
      { itemId: 'table', componentId: 'screw', quantityPer: 6 },
    ],
    operations: [{ itemId: 'leg', resourceId: 'lathe', runHoursPerUnit: 0.5 }],
  }
  test('an item is used in all that contain it, over all ways', () => {
    // A leg takes 2 / 0.8 = 2.5 screws; a table (4 x 2.5 + 6) / 0.8 = 20.
    expect(whereUsed(structure, { itemId: 'screw' })).toEqual([
      { itemId: 'leg', quantity: 2.5, level: 1 },
      { itemId: 'table', quantity: 20, level: 1 },
    ])
    expect(whereUsed(structure, { itemId: 'glue' })).toEqual([])
    expect(catchSopError(() => whereUsed(structure, { itemId: 'nail' })).path).toBe('options.itemId')
  })
  test('a cost is the sum of its prices and rates, and moves as they do', () => {
    const rates = (screw: number): CostRates => ({
      purchaseCosts: [{ itemId: 'screw', purchaseCost: screw }],
      resources: [{ resourceId: 'lathe', costPerHour: 24, variableOverheadPerHour: 6 }],
      assumedUnitCosts: [{ itemId: 'glue', unitCost: 1 }],
    })
    const drivers = costDrivers(structure, { itemId: 'table', rates: rates(0.5) })
    // 5 legs of half an hour at 30, and 20 screws at 0.50.
    expect(drivers).toEqual([
      { itemId: null, resourceId: 'lathe', quantity: 2.5, rate: 30, amount: 75, share: 75 / 85 },
      { itemId: 'screw', resourceId: null, quantity: 20, rate: 0.5, amount: 10, share: 10 / 85 },
    ])
    const [before, after] = [0.5, 0.6].map((price) => rollUpCosts(structure, { rates: rates(price) })[0]?.unitCost ?? 0)
    expect((after ?? 0) - (before ?? 0)).toBeCloseTo(20 * 0.1, 6)
  })
})

test('a cost that is assumed is a driver, too, of what comes before an item that is made', () => {
  const lamp: ProductStructure = {
    items: [{ id: 'cord' }, { id: 'lamp' }],
    billOfMaterials: [{ itemId: 'lamp', componentId: 'cord', quantityPer: 2 }],
  }
  const drivers = costDrivers(lamp, { itemId: 'lamp', rates: { assumedUnitCosts: [{ itemId: 'cord', unitCost: 3 }] } })
  expect(drivers).toEqual([{ itemId: 'cord', resourceId: null, quantity: 2, rate: 3, amount: 6, share: 1 }])
})

test('a standard that is given stands in place of what its item would roll up to', () => {
  const lamp: ProductStructure = {
    items: [{ id: 'cord' }, { id: 'lamp' }],
    billOfMaterials: [{ itemId: 'lamp', componentId: 'cord', quantityPer: 2 }],
  }
  const elements = { material: 4, outsideProcessing: 0, labor: 1, variableOverhead: 0, fixedOverhead: 0.5 }
  const standard = { itemId: 'cord', unitCost: 5.5, variableCost: 5, fixedCost: 0.5, elements, firstDate: '2027-01-01' }
  const rates = { purchaseCosts: [{ itemId: 'cord', purchaseCost: 3 }] }
  const cards = rollUpCosts(lamp, { rates, standards: [standard] })
  const of = (itemId: string): unknown => cards.find((card) => card.itemId === itemId)
  expect(of('cord')).toMatchObject({ unitCost: 5.5, variableCost: 5 })
  // Two cords.
  expect(of('lamp')).toMatchObject({ unitCost: 11, variableCost: 10 })
  const unknown = { ...standard, itemId: 'wire' }
  expect(catchSopError(() => rollUpCosts(lamp, { rates, standards: [unknown] })).path).toBe(
    'options.standards[0].itemId',
  )
})

describe('standards by day and version', () => {
  const of = (
    itemId: string,
    version: string,
    firstDate: string,
    amountPerUnit: number,
    more: Partial<Standard> = {},
  ) => ({ itemId, version, element: 'material', firstDate, amountPerUnit, ...more }) satisfies Standard
  const standards: Standard[] = [
    of('lamp', '2027', '2027-07-01', 12),
    of('lamp', '2027', '2027-01-01', 10),
    of('lamp', '2027', '2027-01-01', 0.1, { element: 'fixedOverhead' }),
    of('lamp', '2027', '2027-01-01', 0.2, { element: 'labor' }),
    of('lamp', '2028', '2028-01-01', 13),
    of('lamp', '2028', '2028-01-01', 0.4, { element: 'fixedOverhead' }),
    of('desk', '2027', '2027-03-01', 50),
  ]
  test('the latest row that has begun holds, element by element', () => {
    expect(standardsAt(standards, { version: '2027', date: '2027-06-30', itemIds: ['lamp'] })).toEqual([
      {
        itemId: 'lamp',
        unitCost: 10.3,
        variableCost: 10.2,
        fixedCost: 0.1,
        elements: { material: 10, outsideProcessing: 0, labor: 0.2, variableOverhead: 0, fixedOverhead: 0.1 },
        firstDate: '2027-01-01',
      },
    ])
    const july = standardsAt(standards, { version: '2027', date: '2027-07-01' })
    expect(july.map(({ itemId, unitCost, firstDate }) => [itemId, unitCost, firstDate])).toEqual([
      ['desk', 50, '2027-03-01'],
      ['lamp', 12.3, '2027-07-01'],
    ])
  })
  test('a change revalues what lies there', () => {
    const result = revalueStock([{ itemId: 'lamp', units: 100 }], {
      standards,
      from: { version: '2027', date: '2027-12-31' },
      to: { version: '2028', date: '2028-01-01' },
    })
    // 12.30 becomes 13.40, of which 0.30 is fixed overhead.
    expect(result.amount).toBeCloseTo(110, 9)
    expect(result.fixedAmount).toBeCloseTo(30, 9)
  })
  test('refuses two of one day, a version that nobody gave, and standards that begin too late', () => {
    const twice = [...standards, of('lamp', '2028', '2028-01-01', 14)]
    expect(catchSopError(() => standardsAt(twice, { version: '2027', date: '2027-07-01' })).path).toBe('standards[7]')
    expect(catchSopError(() => standardsAt(standards, { version: '2029', date: '2027-07-01' })).path).toBe(
      'options.version',
    )
    const late = catchSopError(() => standardsAt(standards, { version: '2027', date: '2027-02-01' }))
    expect(late.message).toContain("The standard of 'desk' begins on 2027-03-01, after it is needed.")
    const atSite = [of('lamp', '2027', '2027-01-01', 1, { siteId: 'north' })]
    const side = { version: '2027', date: '2027-01-01' }
    const error = catchSopError(() =>
      revalueStock([{ itemId: 'lamp', siteId: 'south', units: 1 }], { standards: atSite, from: side, to: side }),
    )
    expect(error.path).toBe('stock[0].siteId')
  })
  test('cost cards freeze into rows that give the cards back', () => {
    const cards = rollUpCosts(
      {
        items: [{ id: 'lamp' }, { id: 'air' }],
        operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 }],
      },
      { rates: { resources: [{ resourceId: 'bench', costPerHour: 9, fixedOverheadPerHour: 2 }] } },
    )
    const frozen = freezeStandards(cards, { version: '2027', firstDate: '2027-01-01' })
    expect(frozen).toHaveLength(3)
    const back = standardsAt(frozen, { version: '2027', date: '2027-05-05' })
    expect(back.map(({ itemId, elements }) => [itemId, elements])).toEqual([
      ['air', cards[1]?.elements],
      ['lamp', cards[0]?.elements],
    ])
  })
})
