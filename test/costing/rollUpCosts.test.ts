import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProductStructure } from '../../src/core/structure/structure.js'
import { roundCostCells } from '../../src/costing/rollUp/roundCostCells.js'
import { rollUpCosts } from '../../src/costing/rollUp/rollUpCosts.js'
import type { CostCard, CostElements, CostRates } from '../../src/costing/types.js'
import { catchSopError } from '../core/catchSopError.js'
import { deepFreeze } from './deepFreeze.js'
import { RUNS } from './runs.js'

/** Steps of 0.000001, exact where the amount lies on that grid. */
const steps = (amount: number): number => {
  const scaled = Math.round(amount * 1e6)
  if (scaled / 1e6 !== amount) throw new Error(`${amount} is not on the grid of 6 decimals`)
  return scaled
}
const values = (elements: CostElements): number[] => [
  elements.material,
  elements.outsideProcessing,
  elements.labor,
  elements.variableOverhead,
  elements.fixedOverhead,
]
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

function checkSums(card: CostCard): void {
  const [all, own, below] = [card.elements, card.thisLevel, card.lowerLevels].map((part) => values(part).map(steps))
  expect(sum(all as number[])).toBe(steps(card.unitCost))
  expect(steps(card.variableCost) + steps(card.fixedCost)).toBe(steps(card.unitCost))
  expect(card.fixedCost).toBe(card.elements.fixedOverhead)
  all?.forEach((whole, e) => {
    expect((own?.[e] as number) + (below?.[e] as number)).toBe(whole)
    expect(Math.min(own?.[e] as number, below?.[e] as number)).toBeGreaterThanOrEqual(0)
  })
}

const lamp: { structure: ProductStructure; rates: CostRates } = deepFreeze({
  structure: {
    items: [
      { id: 'screw', units: [{ unit: 'box', stockUnits: 200 }] },
      { id: 'lamp', yieldShare: 0.8, lotSize: 40 },
      { id: 'shade' },
      { id: 'sheet' },
      { id: 'repair', kind: 'service' },
    ],
    billOfMaterials: [
      { itemId: 'lamp', componentId: 'shade', quantityPer: 1 },
      { itemId: 'lamp', componentId: 'screw', quantityPer: 0.02, unit: 'box', scrapShare: 0.2 },
      { itemId: 'shade', componentId: 'sheet', quantityPer: 0.5 },
    ],
    operations: [
      { itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.2, setupHours: 2 },
      { itemId: 'shade', resourceId: 'press', runHoursPerUnit: 0.1 },
      { itemId: 'repair', resourceId: 'bench', runHoursPerUnit: 1.5 },
    ],
  },
  rates: {
    purchaseCosts: [
      { itemId: 'screw', purchaseCost: 0.04 },
      { itemId: 'sheet', purchaseCost: 9 },
    ],
    resources: [
      { resourceId: 'bench', costPerHour: 20, variableOverheadPerHour: 4, fixedOverheadPerHour: 6 },
      { resourceId: 'press', costPerHour: 25, fixedOverheadPerHour: 30 },
    ],
  },
})

describe('rollUpCosts', () => {
  test('a lamp worked by hand: scrap, yield, pack size, set-up, two levels', () => {
    const cards = rollUpCosts(lamp.structure, { rates: lamp.rates })
    expect(cards.map((card) => card.itemId)).toEqual(['screw', 'lamp', 'shade', 'sheet', 'repair'])
    expect(cards.map((card) => card.level)).toEqual([1, 0, 1, 2, 0])
    // Shade: half a sheet 4.50, 0.1 h x 25 = 2.50, 0.1 h x 30 = 3.00.
    expect(cards[2]).toEqual({
      itemId: 'shade',
      level: 1,
      unitCost: 10,
      variableCost: 7,
      fixedCost: 3,
      elements: { material: 4.5, outsideProcessing: 0, labor: 2.5, variableOverhead: 0, fixedOverhead: 3 },
      thisLevel: { material: 0, outsideProcessing: 0, labor: 2.5, variableOverhead: 0, fixedOverhead: 3 },
      lowerLevels: { material: 4.5, outsideProcessing: 0, labor: 0, variableOverhead: 0, fixedOverhead: 0 },
      assumed: false,
      warnings: [],
    })
    // Lamp: shades 1 / 0.8 x 10.00; screws 0.02 x 200 / 0.8 / 0.8 = 6.25 x 0.04; hours (0.2 + 2 / 40) / 0.8 = 0.3125.
    expect(cards[1]).toMatchObject({
      unitCost: 12.5 + 0.25 + 9.375,
      elements: {
        material: 5.625 + 0.25,
        outsideProcessing: 0,
        labor: 3.125 + 6.25,
        variableOverhead: 1.25,
        fixedOverhead: 3.75 + 1.875,
      },
      thisLevel: { material: 0, outsideProcessing: 0, labor: 6.25, variableOverhead: 1.25, fixedOverhead: 1.875 },
      lowerLevels: { material: 5.875, outsideProcessing: 0, labor: 3.125, variableOverhead: 0, fixedOverhead: 3.75 },
    })
    expect(cards[3]).toMatchObject({ unitCost: 9, thisLevel: { material: 9, labor: 0 }, lowerLevels: { material: 0 } })
    expect(cards[4]).toMatchObject({ unitCost: 45, variableCost: 36, fixedCost: 9 })
    expect(JSON.parse(JSON.stringify(cards))).toEqual(cards)
  })

  test('an assumed cost marks the item and all that is made of it; only the item itself warns', () => {
    const cards = rollUpCosts(lamp.structure, {
      rates: {
        ...lamp.rates,
        purchaseCosts: [{ itemId: 'screw', purchaseCost: 0.04 }],
        assumedUnitCosts: [{ itemId: 'sheet', unitCost: 9 }],
      },
    })
    expect(cards.map((card) => card.assumed)).toEqual([false, true, true, true, false])
    expect(cards.flatMap((card) => card.warnings).map(({ code, path }) => [code, path])).toEqual([
      ['assumed-unit-cost', "items['sheet']"],
    ])
    expect(cards[1]?.unitCost).toBe(22.125)
  })

  test('an assumed cost that is not needed is not used, and says so', () => {
    const assumedUnitCosts = ['lamp', 'sheet'].map((itemId) => ({ itemId, unitCost: 99 }))
    const cards = rollUpCosts(lamp.structure, { rates: { ...lamp.rates, assumedUnitCosts } })
    expect(cards[1]?.unitCost).toBe(22.125)
    expect(cards.flatMap((card) => card.warnings).map(({ code, path }) => [code, path])).toEqual([
      ['assumed-unit-cost-not-used', "items['lamp']"],
      ['assumed-unit-cost-not-used', "items['sheet']"],
    ])
    expect(cards.some((card) => card.assumed)).toBe(false)
  })

  test('an item without bill, operation or cost is taken as free, with a warning', () => {
    const [card] = rollUpCosts({ items: [{ id: 'gift' }] }, { rates: {} })
    expect(card).toMatchObject({
      unitCost: 0,
      variableCost: 0,
      fixedCost: 0,
      assumed: true,
      warnings: [{ code: 'no-cost', path: "items['gift']", refs: [{ itemId: 'gift' }] }],
    })
    expect(rollUpCosts({ items: [] }, { rates: {} })).toEqual([])
  })

  test('a made item with a purchase cost pays it for every good unit', () => {
    const purchaseCosts = [...(lamp.rates.purchaseCosts ?? []), { itemId: 'shade', purchaseCost: 1.5 }]
    const card = rollUpCosts(lamp.structure, { rates: { ...lamp.rates, purchaseCosts } })[2]
    expect(card).toMatchObject({
      unitCost: 11.5,
      variableCost: 8.5,
      thisLevel: { material: 0, outsideProcessing: 1.5, labor: 2.5 },
      lowerLevels: { material: 4.5, outsideProcessing: 0 },
      warnings: [],
    })
  })

  test('the element of a purchase cost can be given', () => {
    const card = (element?: 'material' | 'outsideProcessing'): CostCard | undefined =>
      rollUpCosts(
        { items: [{ id: 'coat' }] },
        { rates: { purchaseCosts: [{ itemId: 'coat', purchaseCost: 3, ...(element !== undefined && { element }) }] } },
      )[0]
    expect(card('outsideProcessing')?.thisLevel).toMatchObject({ material: 0, outsideProcessing: 3 })
    expect(card('material')?.thisLevel).toMatchObject({ material: 3, outsideProcessing: 0 })
    expect(card()?.thisLevel).toMatchObject({ material: 3, outsideProcessing: 0 })
  })

  test('bills are read at a day', () => {
    const structure: ProductStructure = {
      items: [{ id: 'lamp' }, { id: 'bulb' }, { id: 'led' }],
      billOfMaterials: [
        { itemId: 'lamp', componentId: 'bulb', quantityPer: 1, lastDate: '2027-06-30' },
        { itemId: 'lamp', componentId: 'led', quantityPer: 1, firstDate: '2027-07-01' },
      ],
    }
    const rates = {
      purchaseCosts: [
        { itemId: 'bulb', purchaseCost: 1 },
        { itemId: 'led', purchaseCost: 3 },
      ],
    }
    expect(rollUpCosts(structure, { rates, asOf: '2027-06-30' })[0]?.unitCost).toBe(1)
    expect(rollUpCosts(structure, { rates, asOf: '2027-07-01' })[0]?.unitCost).toBe(3)
    expect(catchSopError(() => rollUpCosts(structure, { rates })).code).toBe('MISSING_VALUE')
  })

  test('every mistake of structure and rates is listed at once', () => {
    const error = catchSopError(() =>
      rollUpCosts(
        {
          items: [{ id: 'a' }, { id: 'a' }],
          billOfMaterials: [{ itemId: 'a', componentId: 'b', quantityPer: 1 }],
          operations: [{ itemId: 'a', resourceId: 'oven', runHoursPerUnit: 1 }],
        },
        {
          rates: {
            purchaseCosts: [
              { itemId: 'a', purchaseCost: -1 },
              { itemId: 'a', purchaseCost: 1 },
              { itemId: 'z', purchaseCost: Number.NaN },
            ],
            assumedUnitCosts: [{ itemId: 'y', unitCost: 1 }],
            resources: [
              { resourceId: 'bench', costPerHour: Number.POSITIVE_INFINITY, variableOverheadPerHour: -1 },
              { resourceId: 'bench', costPerHour: 1, fixedOverheadPerHour: Number.NaN },
            ],
          },
        },
      ),
    )
    expect(error.issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual(
      [
        'DUPLICATE_ID items[1].id',
        'UNKNOWN_ID billOfMaterials[0].componentId',
        'OUT_OF_RANGE options.rates.purchaseCosts[0].purchaseCost',
        'DUPLICATE_ID options.rates.purchaseCosts[1].itemId',
        'UNKNOWN_ID options.rates.purchaseCosts[2].itemId',
        'NOT_FINITE options.rates.purchaseCosts[2].purchaseCost',
        'UNKNOWN_ID options.rates.assumedUnitCosts[0].itemId',
        'NOT_FINITE options.rates.resources[0].costPerHour',
        'OUT_OF_RANGE options.rates.resources[0].variableOverheadPerHour',
        'DUPLICATE_ID options.rates.resources[1].resourceId',
        'NOT_FINITE options.rates.resources[1].fixedOverheadPerHour',
        'MISSING_VALUE options.rates.resources',
      ].sort(),
    )
    const huge = { rates: { purchaseCosts: [{ itemId: 'b', purchaseCost: 1e308 }] } }
    const line = { itemId: 'a', componentId: 'b', quantityPer: 1e10 }
    expect(
      catchSopError(() => rollUpCosts({ items: [{ id: 'a' }, { id: 'b' }], billOfMaterials: [line] }, huge)).code,
    ).toBe('NOT_FINITE')
  })

  const companies = fc
    .integer({ min: 1, max: 8 })
    .chain((count) =>
      fc.record({
        count: fc.constant(count),
        lines: fc.array(
          fc.record({
            parent: fc.nat(count - 1),
            child: fc.nat(count - 1),
            quantityPer: fc.integer({ min: 1, max: 999 }).map((n) => n / 300),
            scrapShare: fc.constantFrom(0, 0.03),
          }),
          { maxLength: 12 },
        ),
        hours: fc.array(
          fc.record({
            item: fc.nat(count - 1),
            resource: fc.nat(2),
            runHoursPerUnit: fc.integer({ min: 0, max: 500 }).map((n) => n / 700),
            setupHours: fc.constantFrom(0, 1 / 3),
          }),
          { maxLength: 10 },
        ),
        items: fc.array(
          fc.record({
            yieldShare: fc.constantFrom(1, 0.97),
            lotSize: fc.constantFrom(1, 7, 50),
            price: fc.option(fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1000)),
          }),
          { minLength: count, maxLength: count },
        ),
        rates: fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 9, maxLength: 9 }),
      }),
    )
    .map(({ count, lines, hours, items, rates }) => ({
      structure: {
        items: items.map(({ yieldShare, lotSize }, i) => ({ id: `i${i}`, yieldShare, lotSize })),
        billOfMaterials: lines
          .filter(({ parent, child }) => parent < child)
          .map(({ parent, child, ...rest }, n) => ({
            id: `line ${n}`,
            itemId: `i${parent}`,
            componentId: `i${child}`,
            ...rest,
          })),
        operations: hours.map(({ item, resource, ...rest }, n) => ({
          id: `operation ${n}`,
          itemId: `i${item}`,
          resourceId: `r${resource}`,
          ...rest,
        })),
      } satisfies ProductStructure,
      rates: {
        purchaseCosts: items.flatMap(({ price }, i) =>
          price === null ? [] : [{ itemId: `i${i}`, purchaseCost: price }],
        ),
        resources: [0, 1, 2].map((r) => ({
          resourceId: `r${r}`,
          costPerHour: (rates[r * 3] as number) / 100,
          variableOverheadPerHour: (rates[r * 3 + 1] as number) / 100,
          fixedOverheadPerHour: (rates[r * 3 + 2] as number) / 100,
        })),
      } satisfies CostRates,
      count,
    }))

  test('equals the sum over every way down, within one step of 6 decimals, and all sums hold exactly', () => {
    fc.assert(
      fc.property(companies, ({ structure, rates }) => {
        const cost = (id: string): number[] => {
          const item = structure.items.find((one) => one.id === id) as (typeof structure.items)[number]
          const all = [0, 0, 0, 0, 0]
          const isMade = [...structure.billOfMaterials, ...structure.operations].some(({ itemId }) => itemId === id)
          all[isMade ? 1 : 0] = rates.purchaseCosts.find((line) => line.itemId === id)?.purchaseCost ?? 0
          for (const operation of structure.operations) {
            if (operation.itemId !== id) continue
            const hours = (operation.runHoursPerUnit + operation.setupHours / item.lotSize) / item.yieldShare
            const rate = rates.resources.find((one) => one.resourceId === operation.resourceId)
            ;[rate?.costPerHour, rate?.variableOverheadPerHour, rate?.fixedOverheadPerHour].forEach((perHour, e) => {
              all[e + 2] = (all[e + 2] as number) + hours * (perHour as number)
            })
          }
          for (const line of structure.billOfMaterials) {
            if (line.itemId !== id) continue
            const quantity = line.quantityPer / (1 - line.scrapShare) / item.yieldShare
            cost(line.componentId).forEach((amount, e) => (all[e] = (all[e] as number) + quantity * amount))
          }
          return all
        }
        for (const card of rollUpCosts(deepFreeze(structure), { rates: deepFreeze(rates) })) {
          checkSums(card)
          const exact = cost(card.itemId)
          const noise = sum(exact) * 1e-12
          expect(Math.abs(card.unitCost - sum(exact))).toBeLessThanOrEqual(0.5e-6 + noise + 1e-10)
          values(card.elements).forEach((amount, e) =>
            expect(Math.abs(amount - (exact[e] as number))).toBeLessThan(1e-6 + noise + 1e-10),
          )
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('the order of the input does not matter', () => {
    fc.assert(
      fc.property(companies, ({ structure, rates }) => {
        const turned: ProductStructure = {
          items: [...structure.items].reverse(),
          billOfMaterials: structure.billOfMaterials,
          operations: structure.operations,
        }
        expect(rollUpCosts(turned, { rates }).reverse()).toEqual(rollUpCosts(structure, { rates }))
      }),
      { numRuns: RUNS },
    )
  })
})

describe('roundCostCells', () => {
  test('rounds every cell by less than one step and keeps every sum', () => {
    const cell = fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 1e9 }).map((n) => n / 1e6),
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.integer({ min: 1, max: 5e6 }).map((n) => (n + 0.5) / 1e6),
    )
    const four = fc.array(cell, { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(four, four, (own, below) => {
        const rounded = roundCostCells(own, below)
        if (rounded === undefined) throw new Error('The costs are finite.')
        const { unitCost, elements, thisLevel, lowerLevels } = rounded
        expect(sum(elements.map(steps))).toBe(steps(unitCost))
        elements.forEach((element, e) => {
          expect(steps(thisLevel[e] as number) + steps(lowerLevels[e] as number)).toBe(steps(element))
          expect(Math.abs((thisLevel[e] as number) - (own[e] as number))).toBeLessThan(1.001e-6)
          // What lies on the grid already stays where it is.
          if (Math.round((own[e] as number) * 1e6) / 1e6 === own[e]) expect(thisLevel[e]).toBe(own[e])
          if (Math.round((below[e] as number) * 1e6) / 1e6 === below[e]) expect(lowerLevels[e]).toBe(below[e])
          expect(Math.abs((lowerLevels[e] as number) - (below[e] as number))).toBeLessThan(1.001e-6)
        })
        expect(Math.abs(unitCost - sum(own) - sum(below))).toBeLessThan(0.501e-6)
        // The two levels as wholes come out within one step as well.
        expect(Math.abs(sum(thisLevel) - sum(own))).toBeLessThan(1.001e-6 + 1e-9)
      }),
      { numRuns: RUNS * 10 },
    )
  })

  test('an element that rounds up once does so in the cell with the larger rest', () => {
    // Millionths: 0.3 and 0.6, 0.5 and 0.3. Both elements round up to 1, and of what this level adds, 0.8, one: the 0.5 does.
    const rounded = roundCostCells([0.3e-6, 0.5e-6], [0.6e-6, 0.3e-6])
    expect(rounded).toMatchObject({ elements: [1e-6, 1e-6], thisLevel: [0, 1e-6], lowerLevels: [1e-6, 0] })
  })

  test('huge costs keep their sums on a coarser grid', () => {
    const { unitCost, elements } = roundCostCells([1e10 + 0.123456, 1 / 3, 0, 0], [2e10, 0, 0, 2 / 3]) ?? {
      unitCost: 0,
      elements: [],
    }
    expect(unitCost).toBeCloseTo(30_000_000_001.12, 2)
    expect(elements.reduce((a, b) => a + Math.round(b * 1e5), 0)).toBe(Math.round(unitCost * 1e5))
    expect(roundCostCells([Number.POSITIVE_INFINITY, 0, 0, 0], [0, 0, 0, 0])).toBeUndefined()
  })
})
