import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileStructure, operationHours, resourceLoads } from '../../src/core/structure/compileStructure.js'
import {
  type BillLine,
  effectiveQuantity,
  explodeBill,
  lowLevelCodes,
  type ProductStructure,
  standardHours,
} from '../../src/core/index.js'
import { createIssueList } from '../../src/core/checking/errors.js'
import { checkUnits, convertQuantity, findStockUnits } from '../../src/core/structure/units.js'
import { catchSopError } from './catchSopError.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Bills without a cycle: a component is always further down the list; then the items are shuffled. */
const structures: fc.Arbitrary<ProductStructure> = fc
  .integer({ min: 1, max: 9 })
  .chain((count) =>
    fc.record({
      yields: fc.array(fc.constantFrom(1, 0.5, 0.8), { minLength: count, maxLength: count }),
      lines: fc.array(
        fc.record({
          parent: fc.nat(count - 1),
          child: fc.nat(count - 1),
          quantityPer: fc.integer({ min: 1, max: 4 }),
          scrapShare: fc.constantFrom(0, 0, 0.2, 0.5),
          carton: fc.boolean(),
        }),
        { maxLength: 16 },
      ),
      order: fc.shuffledSubarray(
        Array.from({ length: count }, (_, i) => i),
        { minLength: count, maxLength: count },
      ),
    }),
  )
  .map(({ yields, lines, order }) => ({
    items: order.map((i) => ({
      id: `i${i}`,
      yieldShare: yields[i] as number,
      units: [{ unit: 'carton', stockUnits: 6 }],
    })),
    billOfMaterials: lines
      .filter(({ parent, child }) => parent < child)
      .map(({ parent, child, quantityPer, scrapShare, carton }, n) => ({
        id: `line ${n}`,
        itemId: `i${parent}`,
        componentId: `i${child}`,
        quantityPer,
        scrapShare,
        ...(carton && { unit: 'carton' }),
      })),
  }))

/** Every way down from an item, by plain recursion. */
function walk(
  structure: ProductStructure,
  id: string,
  quantity: number,
  level: number,
  found: Map<string, [number, number]>,
): void {
  const yieldShare = structure.items.find((item) => item.id === id)?.yieldShare ?? 1
  for (const line of structure.billOfMaterials ?? []) {
    if (line.itemId !== id) continue
    const needed =
      (quantity * line.quantityPer * (line.unit === 'carton' ? 6 : 1)) / (1 - (line.scrapShare ?? 0)) / yieldShare
    const [before, deepest] = found.get(line.componentId) ?? [0, 0]
    found.set(line.componentId, [before + needed, Math.max(deepest, level + 1)])
    walk(structure, line.componentId, needed, level + 1, found)
  }
}

describe('explodeBill', () => {
  test('equals the sum over every way down', () => {
    fc.assert(
      fc.property(structures, fc.integer({ min: 0, max: 100 }), (structure, quantity) => {
        for (const { id } of structure.items) {
          const found = new Map<string, [number, number]>()
          walk(structure, id, quantity, 0, found)
          const lines = explodeBill(structure, { itemId: id, quantity })
          expect(lines.map((line) => line.itemId).sort()).toEqual([...found.keys()].sort())
          for (const line of lines) {
            const [needed, level] = found.get(line.itemId) as [number, number]
            expect(line.quantity).toBeCloseTo(needed, 6)
            expect(line.level).toBe(level)
          }
          const place = new Map(lines.map((line, n) => [line.itemId, n]))
          for (const line of structure.billOfMaterials ?? []) {
            const [above, below] = [place.get(line.itemId), place.get(line.componentId)]
            if (above !== undefined) expect(above).toBeLessThan(below as number)
          }
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('low-level codes are the longest way from the top, and do not depend on the order of the items', () => {
    fc.assert(
      fc.property(structures, (structure) => {
        const codes = lowLevelCodes(structure)
        const levels = new Map(codes.map(({ itemId, level }) => [itemId, level]))
        const longest = (id: string): number =>
          Math.max(
            0,
            ...(structure.billOfMaterials ?? [])
              .filter((line) => line.componentId === id)
              .map((line) => longest(line.itemId) + 1),
          )
        for (const { id } of structure.items) expect(levels.get(id)).toBe(longest(id))
        expect(lowLevelCodes({ ...structure, items: [...structure.items].reverse() })).toEqual([...codes].reverse())
      }),
      { numRuns: RUNS },
    )
  })

  test('the level of a component is its longest way down, whichever parent comes last', () => {
    const pairs = [
      ['t1', 't2'],
      ['t2', 't3'],
      ['t3', 'a'],
      ['root', 'a'],
      ['a', 'x'],
      ['root', 'b'],
      ['b', 'c'],
      ['c', 'x'],
    ]
    const lines = explodeBill(
      {
        items: ['root', 't1', 't2', 't3', 'a', 'b', 'c', 'x'].map((id) => ({ id })),
        billOfMaterials: pairs.map(([itemId, componentId]) => ({
          itemId: itemId as string,
          componentId: componentId as string,
          quantityPer: 1,
        })),
      },
      { itemId: 'root' },
    )
    expect(lines.find((line) => line.itemId === 'x')).toEqual({ itemId: 'x', level: 3, quantity: 2 })
  })

  test('a cycle is named in full, in a bill of any depth', () => {
    const line = (itemId: string, componentId: string): BillLine => ({ itemId, componentId, quantityPer: 1 })
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
    const error = catchSopError(() =>
      lowLevelCodes({ items, billOfMaterials: [line('a', 'b'), line('b', 'c'), line('c', 'd'), line('d', 'b')] }),
    )
    expect(error.code).toBe('CYCLE')
    expect(error.message).toContain('b > c > d > b')
    expect(catchSopError(() => lowLevelCodes({ items, billOfMaterials: [line('a', 'a')] })).message).toContain('a > a')
    const deep = Array.from({ length: 20_000 }, (_, i) => ({ id: `n${i}` }))
    const chain = deep.slice(1).map((item, i) => line(`n${i}`, item.id))
    expect(lowLevelCodes({ items: deep, billOfMaterials: chain }).at(-1)).toEqual({ itemId: 'n19999', level: 19_999 })
    expect(
      catchSopError(() => lowLevelCodes({ items: deep, billOfMaterials: [...chain, line('n19999', 'n0')] })).code,
    ).toBe('CYCLE')
  })

  test('lines of the same component add up, each with its own scrap and unit; every operation keeps its own hours', () => {
    const compiled = compileStructure({
      items: [
        { id: 'box', yieldShare: 0.5 },
        { id: 'bolt', units: [{ unit: 'bag', stockUnits: 100 }] },
      ],
      billOfMaterials: [
        { itemId: 'box', componentId: 'bolt', quantityPer: 2 },
        { id: 'bags', itemId: 'box', componentId: 'bolt', quantityPer: 1, unit: 'bag', scrapShare: 0.5 },
      ],
      operations: [
        { itemId: 'box', resourceId: 'bench', runHoursPerUnit: 0.1 },
        { id: 'finish', itemId: 'box', resourceId: 'bench', runHoursPerUnit: 0.2, setupHours: 0.05 },
      ],
    })
    expect([...compiled.componentQuantity]).toEqual([404])
    expect([...compiled.operationRunHours]).toEqual([0.1, 0.2])
    expect([...compiled.operationSetupHours]).toEqual([0, 0.05])
    const [first = 0, second = 0] = operationHours(compiled)
    expect(first).toBeCloseTo(0.2, 12)
    expect(second).toBeCloseTo(0.5, 12)
    const { start, hours } = resourceLoads(compiled)
    expect([...start]).toEqual([0, 1, 1])
    expect(hours[0]).toBeCloseTo(0.7, 12)
  })

  test('rows that agree in their key are refused, and both are named', () => {
    const items = ['box', 'bolt'].map((id) => ({ id }))
    const line = (fields: Partial<BillLine> = {}): BillLine => ({
      itemId: 'box',
      componentId: 'bolt',
      quantityPer: 1,
      ...fields,
    })
    const problemsOf = (structure: Omit<ProductStructure, 'items'>): string[] =>
      catchSopError(() => compileStructure({ items, ...structure }, { asOf: '2027-06-15' })).issues.map(
        ({ code, path, message }) => `${code} ${path}: ${message}`,
      )
    expect(problemsOf({ billOfMaterials: [line(), line({ componentId: 'box', itemId: 'bolt' }), line()] })[0]).toBe(
      "DUPLICATE_ID billOfMaterials[2]: Item 'box' takes 'bolt' by billOfMaterials[0] already.",
    )
    expect(problemsOf({ billOfMaterials: [line(), line({ firstDate: '2027-06-01' })] })).toEqual([
      "DUPLICATE_ID billOfMaterials[1]: Item 'box' takes 'bolt' by billOfMaterials[0] already, and both hold on the same day.",
    ])
    const operation = { itemId: 'box', resourceId: 'bench', runHoursPerUnit: 1 }
    expect(problemsOf({ operations: [operation, { ...operation, runHoursPerUnit: 2 }] })).toEqual([
      "DUPLICATE_ID operations[1]: Item 'box' has operations[0] on 'bench' already.",
    ])
    const compiled = compileStructure(
      { items, billOfMaterials: [line({ lastDate: '2027-05-31' }), line({ firstDate: '2027-06-01', quantityPer: 3 })] },
      { asOf: '2027-06-15' },
    )
    expect([...compiled.componentQuantity]).toEqual([3])
  })

  test('bills are read at a day: from the first day of a line to its last', () => {
    const structure: ProductStructure = {
      items: [{ id: 'lamp' }, { id: 'bulb' }, { id: 'led' }],
      billOfMaterials: [
        { itemId: 'lamp', componentId: 'bulb', quantityPer: 1, lastDate: '2027-06-30' },
        { itemId: 'lamp', componentId: 'led', quantityPer: 1, firstDate: '2027-07-01' },
      ],
    }
    const at = (asOf: string): string[] => explodeBill(structure, { itemId: 'lamp', asOf }).map((line) => line.itemId)
    expect(at('2027-06-30')).toEqual(['bulb'])
    expect(at('2027-07-01')).toEqual(['led'])
    expect(catchSopError(() => explodeBill(structure, { itemId: 'lamp' })).issues.map((issue) => issue.code)).toEqual([
      'MISSING_VALUE',
      'MISSING_VALUE',
    ])
    expect(catchSopError(() => at('2027-06-31')).path).toBe('options.asOf')
  })

  test('a cycle of lines that hold at different times is no cycle', () => {
    const structure: ProductStructure = {
      items: [{ id: 'a' }, { id: 'b' }],
      billOfMaterials: [
        { itemId: 'a', componentId: 'b', quantityPer: 1, lastDate: '2026-12-31' },
        { itemId: 'b', componentId: 'a', quantityPer: 1, firstDate: '2027-01-01' },
      ],
    }
    expect(lowLevelCodes(structure, { asOf: '2026-12-31' })).toEqual([
      { itemId: 'a', level: 0 },
      { itemId: 'b', level: 1 },
    ])
    expect(lowLevelCodes(structure, { asOf: '2027-01-01' })).toEqual([
      { itemId: 'a', level: 1 },
      { itemId: 'b', level: 0 },
    ])
  })

  test('every mistake is listed with its place', () => {
    const error = catchSopError(() =>
      lowLevelCodes({
        items: [
          { id: 'a', yieldShare: 0 },
          { id: 'a' },
          { id: 'b', lotSize: 0, units: [{ unit: 'drum', stockUnits: Number.POSITIVE_INFINITY }] },
        ],
        billOfMaterials: [
          { itemId: 'a', componentId: 'x', quantityPer: 0 },
          { itemId: 'a', componentId: 'b', quantityPer: 1, scrapShare: 1, unit: 'box' },
          { itemId: 'a', componentId: 'b', quantityPer: 1, unit: 'drum' },
        ],
        operations: [
          { itemId: 'y', resourceId: 'bench', runHoursPerUnit: -1, setupHours: Number.NaN },
          { itemId: 'a', resourceId: 'bench', runHoursPerUnit: Number.POSITIVE_INFINITY },
        ],
      }),
    )
    expect(error.issues.map((issue) => issue.path).sort()).toEqual(
      [
        'items[0].yieldShare',
        'items[1].id',
        'items[2].lotSize',
        'items[2].units[0].stockUnits',
        'billOfMaterials[0].componentId',
        'billOfMaterials[0].quantityPer',
        'billOfMaterials[1].scrapShare',
        'billOfMaterials[1].unit',
        'billOfMaterials[2].unit',
        'billOfMaterials[2]',
        'operations[0].itemId',
        'operations[0].runHoursPerUnit',
        'operations[0].setupHours',
        'operations[1].runHoursPerUnit',
      ].sort(),
    )
    expect(error.code).toBe('INVALID_INPUT')
    expect(
      catchSopError(() => explodeBill({ items: [{ id: 'a' }] }, { itemId: 'z', quantity: -1 })).issues,
    ).toHaveLength(2)
  })
})

describe('the one definition', () => {
  test('scrap and yield gross a quantity up, set-up is spread over the lot, yield divides the hours', () => {
    expect(effectiveQuantity({ quantityPer: 3 })).toBe(3)
    expect(effectiveQuantity({ quantityPer: 3, scrapShare: 0.25, yieldShare: 0.8 })).toBe(5)
    expect(standardHours({ runHoursPerUnit: 0.1 }, { quantity: 10 })).toBe(1)
    expect(
      standardHours({ runHoursPerUnit: 0.1, setupHours: 2, lotSize: 20, yieldShare: 0.8 }, { quantity: 4 }),
    ).toBeCloseTo(1, 12)
    expect(standardHours({ runHoursPerUnit: 0, setupHours: 2 }, { quantity: 3 })).toBe(6)
  })
})

describe('convertQuantity', () => {
  const bolt = {
    id: 'bolt',
    unit: 'piece',
    units: [
      { unit: 'bag', stockUnits: 100 },
      { unit: 'pallet', stockUnits: 7200 },
    ],
  }

  test('converts by way of the stock unit, there and back', () => {
    expect(convertQuantity(2, { item: bolt, from: 'pallet', to: 'bag' })).toBe(144)
    expect(convertQuantity(50, { item: bolt, from: 'piece', to: 'bag' })).toBe(0.5)
    expect(convertQuantity(3, { item: bolt, from: 'bag' })).toBe(300)
    expect(convertQuantity(3, { item: {}, from: 'each' })).toBe(3)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom('piece', 'bag', 'pallet'),
        fc.constantFrom('piece', 'bag', 'pallet'),
        (quantity, from, to) => {
          const there = convertQuantity(quantity, { item: bolt, from, to })
          expect(convertQuantity(there, { item: bolt, from: to, to: from })).toBeCloseTo(quantity, 4)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('an item with a unit twice, or with a conversion of its own stock unit, is refused', () => {
    const units = [
      { unit: 'box', stockUnits: 6 },
      { unit: 'box', stockUnits: 8 },
      { unit: 'each', stockUnits: 12 },
    ]
    const error = catchSopError(() => lowLevelCodes({ items: [{ id: 'x', units }] }))
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'DUPLICATE_ID items[0].units[1].unit',
      'CONFLICT items[0].units[2].stockUnits',
    ])
    expect(
      lowLevelCodes({
        items: [
          {
            id: 'x',
            unit: 'kg',
            units: [
              { unit: 'each', stockUnits: 0.2 },
              { unit: 'kg', stockUnits: 1 },
            ],
          },
        ],
      }),
    ).toEqual([{ itemId: 'x', level: 0 }])
  })

  test('a hole that a schema left in the units is passed over', () => {
    const units = [undefined, { unit: 'box', stockUnits: 6 }] as unknown as { unit: string; stockUnits: number }[]
    expect(findStockUnits({ units }, 'box')).toBe(6)
    const issues = createIssueList()
    checkUnits({ units }, 'items[0]', issues)
    expect(issues.issues).toEqual([])
  })

  test('lists every unit that is missing or holds nothing', () => {
    const error = catchSopError(() => convertQuantity(Number.NaN, { item: bolt, from: 'box', to: 'each' }))
    expect(error.issues.map((issue) => issue.code).sort()).toEqual([
      'MISSING_CONVERSION',
      'MISSING_CONVERSION',
      'NOT_FINITE',
    ])
    for (const stockUnits of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const item = { id: 'x', units: [{ unit: 'box', stockUnits }] }
      const code = Number.isFinite(stockUnits) ? 'OUT_OF_RANGE' : 'NOT_FINITE'
      expect(catchSopError(() => convertQuantity(1, { item, from: 'box' })).code).toBe(code)
    }
  })
})
