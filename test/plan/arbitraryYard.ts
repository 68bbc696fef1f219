import fc from 'fast-check'
import type { PlanInput } from '../../src/schema/index.js'

type Item = PlanInput['items'][number]

/**
 * Yards that build ships, and blocks of ships, in docks that no month of which completes one: lead times, yields, firm
 * orders, a shutdown, a second machine, limits of stock and supply, a small product that takes the same parts and hours.
 */
export const arbitraryYard: fc.Arbitrary<PlanInput> = fc
  .record({
    months: fc.integer({ min: 3, max: 8 }),
    dock: fc.integer({ min: 60, max: 200 }),
    size: fc.constantFrom(1.25, 1.5, 2.5, 4),
    decimals: fc.constantFrom(0, 0, 0, 1),
    unmet: fc.constantFrom('backlog', 'backlog', 'lost', 'forbidden'),
    kind: fc.constantFrom('good', 'good', 'good', 'service'),
    lead: fc.constantFrom(0, 0, 20, 70),
    kitLead: fc.constantFrom(0, 0, 45),
    yields: fc.constantFrom(1, 1, 0.9),
    perShip: fc.constantFrom(1, 2, 0.7),
    parts: fc.constantFrom(1, 3),
    partHours: fc.constantFrom(1, 8, 30),
    partAt: fc.constantFrom('dock', 'shop'),
    overtime: fc.constantFrom(0, 0, 20),
    shut: fc.integer({ min: -3, max: 7 }),
    second: fc.constantFrom(0, 0, 10, 120),
    block: fc.constantFrom(0, 0, 1.2, 2),
    firm: fc.constantFrom(false, false, true),
    maximum: fc.constantFrom(undefined, undefined, undefined, 1),
    limit: fc.constantFrom(undefined, undefined, undefined, 1),
    onHand: fc.integer({ min: 0, max: 4 }),
    toys: fc.integer({ min: 0, max: 12 }),
    wanted: fc.array(fc.constantFrom(0, 0, 1, 2), { minLength: 8, maxLength: 8 }),
    fixed: fc.constantFrom(0, 7.77),
  })
  .map((yard): PlanInput => {
    const months = Array.from({ length: yard.months }, (_, t) => t)
    const last = yard.months - 1
    // What must not be late, and what is firm, is asked for at the end alone: else most yards could not do it.
    const isStrict = yard.unmet === 'forbidden' || yard.firm
    const ship: Item = {
      id: 'ship',
      price: 30_000,
      kind: yard.kind as 'good' | 'service',
      yieldShare: yard.yields,
      leadTimeDays: yard.lead,
      unmetDemand: yard.unmet as 'backlog' | 'lost' | 'forbidden',
      lostSaleCostPerUnit: 100,
      ...(yard.decimals > 0 && { quantityDecimals: yard.decimals }),
      ...(yard.firm && yard.kind === 'good' && { firmSupply: months.map((t) => (t === last ? 1 : null)) }),
      ...(yard.maximum !== undefined && yard.kind === 'good' && { maximumStock: yard.maximum }),
      ...(yard.limit !== undefined && { supplyLimit: yard.limit }),
    }
    return {
      calendar: { start: '2027-01-01', months: yard.months },
      items: [
        ship,
        { id: 'kit', purchaseCost: 87.65, leadTimeDays: yard.kitLead },
        { id: 'part' },
        { id: 'toy', price: 240 },
        { id: 'steel', purchaseCost: 3.33, unit: 'kg', quantityDecimals: 2 },
        ...(yard.block > 0 ? [{ id: 'block' }] : []),
      ],
      billOfMaterials: [
        { itemId: 'ship', componentId: 'kit', quantityPer: yard.perShip },
        { itemId: 'ship', componentId: 'part', quantityPer: yard.parts },
        { itemId: 'part', componentId: 'steel', quantityPer: 1.235 },
        { itemId: 'toy', componentId: 'part', quantityPer: 1 },
        ...(yard.block > 0
          ? [
              { itemId: 'ship', componentId: 'block', quantityPer: 1 },
              { itemId: 'block', componentId: 'steel', quantityPer: 40 },
            ]
          : []),
      ],
      operations: [
        { itemId: 'ship', resourceId: 'dock', runHoursPerUnit: yard.dock * yard.size * 10 ** yard.decimals },
        ...(yard.second > 0 ? [{ itemId: 'ship', resourceId: 'shop', runHoursPerUnit: yard.second }] : []),
        { itemId: 'part', resourceId: yard.partAt, runHoursPerUnit: yard.partHours },
        { itemId: 'toy', resourceId: 'shop', runHoursPerUnit: 2 },
        ...(yard.block > 0 ? [{ itemId: 'block', resourceId: 'shop', runHoursPerUnit: 80 * yard.block }] : []),
      ],
      resources: [
        {
          id: 'dock',
          capacityHours: months.map((t) => (t === yard.shut ? 0 : yard.dock)),
          overtimeHours: yard.overtime,
          costPerHour: 17.35,
          variableOverheadPerHour: 3.33,
          fixedOverheadPerHour: yard.fixed,
        },
        { id: 'shop', capacityHours: 80, costPerHour: 20 },
      ],
      forecasts: [
        {
          itemId: 'ship',
          quantities: months.map((t) => (isStrict ? (t === last ? 1 : 0) : (yard.wanted[t] as number))),
        },
        { itemId: 'toy', quantities: months.map((t) => (yard.toys + 3 * t) % 13) },
      ],
      stock: [
        { itemId: 'part', onHand: yard.onHand },
        { itemId: 'kit', onHand: yard.onHand % 3 },
      ],
      finance: { openingCash: 100_000 },
    }
  })
