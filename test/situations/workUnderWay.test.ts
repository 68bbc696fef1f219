import { expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { actualsOf, rollForward } from '../../src/review/index.js'

/**
 * A chair takes ten days. One a day is sold, and who finds none goes elsewhere. The plan of January has 31 chairs in stock, and gives
 * out ten on 22 January: those that are asked for in the first ten days of February, before anything that is begun in February can come.
 */
const workshop = (days = 10): PlanInput => ({
  calendar: { start: '2027-01-01', months: 4 },
  items: [
    { id: 'chair', price: 90, safetyStock: 0, leadTimeDays: days, unmetDemand: 'lost', lostSaleCostPerUnit: 1 },
    { id: 'leg', purchaseCost: 3, safetyStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'chair', componentId: 'leg', quantityPer: 4 }],
  operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 0.5 }],
  resources: [{ id: 'bench', capacityHours: 100, costPerHour: 20 }],
  forecasts: [{ itemId: 'chair', quantities: [31, 28, 62, 30] }],
  stock: [
    { itemId: 'chair', onHand: 31 },
    { itemId: 'leg', onHand: 700 },
  ],
  finance: { openingCash: 10_000 },
})

const proven = async (input: PlanInput, previous?: Plan): Promise<Plan> => {
  const made = await plan(input, previous === undefined ? {} : { previous })
  expect(verify(made, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return made
}

const chairsOf = ({ supply }: Plan): object => {
  const { produced, shipped, lost } = supply.records.find(({ itemId }) => itemId === 'chair') ?? {}
  return { produced, shipped, lost }
}

it.for([
  // Of March's 62 the first 24 are called for before the 13th, and had gone out, too; 9 of February come too late in any plan.
  [10, [28, 62, 30], [28, 62, 30], [0, 0, 0]],
  [40, [19, 62, 30], [19, 62, 30], [9, 0, 0]],
] as const)('chairs of %i days that had gone out come on their day', async ([days, produced, shipped, lost]) => {
  const base = workshop(days)
  const before = await proven(base)
  const { input, assumptions } = rollForward(base, {
    ...actualsOf(before, { to: '2027-02' }),
    plan: before,
    to: '2027-02',
  })
  expect(assumptions.map(({ code, refs }) => [code, refs])).toEqual([['work-left-open', [{ itemId: 'chair' }]]])
  // It was as if nothing came before 11 February: ten customers were lost whose chairs were on the bench. The late ones of the
  // first plan are lost in its February, which is the first month of the next.
  expect(chairsOf(await proven(input, before))).toEqual({ produced, shipped, lost: [lost[0], 0, 0] })
})

it('work that had gone out has its place in a calendar of other periods', async () => {
  const before = await proven(workshop())
  const { input } = rollForward(workshop(), {
    ...actualsOf(before, { to: '2027-02' }),
    plan: before,
    to: '2027-02',
    calendar: { start: '2027-02-01', weeks: 4, months: 1 },
  })
  // Ten are due on 1 February, in its first week; the other 18 of the month are not begun.
  expect(input.sources?.find(({ itemId }) => itemId === 'chair')?.firmSupply).toEqual([10, null, null, null, null])
})

it('what is made ahead does not come once more', async () => {
  const before = await proven(workshop())
  const happened = actualsOf(before, { to: '2027-02' })
  const january = { periodId: '2027-01' } as const
  const roll = (units: number): ReturnType<typeof rollForward> =>
    rollForward(workshop(), {
      ...happened,
      actuals: [
        ...happened.actuals.map((row) =>
          row.kind === 'stockCount' && row.itemId === 'chair' ? { ...row, units: (row.units ?? 0) + units } : row,
        ),
        { ...january, kind: 'output', itemId: 'chair', units },
      ],
      plan: before,
      to: '2027-02',
    })
  // Six of the ten were ready in January: four of them, and the 18 that were to follow, are to come.
  const some = roll(6)
  expect(some.input.sources?.find(({ itemId }) => itemId === 'chair')?.firmSupply).toEqual([22, null, null])
  expect(some.assumptions.map(({ code, refs }) => [code, refs])).toEqual([
    ['work-left-open', [{ itemId: 'chair' }]],
    ['orders-received-early', [{ itemId: 'chair' }]],
  ])
  expect(chairsOf(await proven(some.input, before))).toMatchObject({ shipped: [28, 62, 30], lost: [0, 0, 0] })
  // All ten: February is free again.
  expect(roll(10).input.sources?.find(({ itemId }) => itemId === 'chair')?.firmSupply).toBeUndefined()
})
