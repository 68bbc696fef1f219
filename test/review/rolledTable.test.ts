import { afterAll, expect, it, vi } from 'vitest'

const SUPPLY = '../../src/schema/tables/supplyTables.js'

// Files share their modules: what is loaded here is loaded anew, and forgotten again.
afterAll(() => {
  vi.doUnmock(SUPPLY)
  vi.resetModules()
})

it('a table that was added to the registry alone is rolled forward by the ids of its periods', async () => {
  vi.resetModules()
  vi.doMock(SUPPLY, async (original) => {
    const z = await import('zod')
    const tables = await original<object>()
    const numbers = z.array(z.number())
    const boats = {
      noun: 'boat',
      row: z.strictObject({
        name: z.string(),
        berths: z.exactOptional(z.union([z.number(), numbers])),
        trips: z.exactOptional(z.union([z.number(), numbers])),
        crew: z.exactOptional(z.array(z.nullable(z.number()))),
        decks: z.exactOptional(z.array(z.strictObject({ deck: z.number(), seats: numbers }))),
        closedIn: z.exactOptional(z.array(z.string())),
      }),
      key: ['name'],
      byPeriod: { berths: 'level', trips: 'flow', crew: 'level' },
      entriesByPeriod: { decks: { seats: 'level' } },
      planPeriods: ['closedIn'],
      lists: { decks: 'deck' },
    }
    return { ...tables, boats }
  })
  const { rollForward } = await import('../../src/review/rollForward/rollForward.js')
  const base = {
    calendar: { start: '2027-01-01', months: 3, quarters: 1 },
    items: [{ id: 'lamp' }],
    forecasts: [{ itemId: 'lamp', quantities: [1, 2, 3, 4] }],
    boats: [
      {
        name: 'Anna',
        berths: [4, 5, 6, 7],
        trips: 30,
        crew: [1, null, 3, 4],
        decks: [{ deck: 1, seats: [10, 11, 12, 13] }],
      },
      { name: 'Berta', closedIn: ['2027-01'] },
      { name: 'Cara', closedIn: ['2027-02', '2027-03'] },
    ],
  }
  const actuals = ['2027-01', '2027-02'].map(
    (periodId) => ({ periodId, kind: 'sales', itemId: 'lamp', units: 0, amount: 0 }) as const,
  )
  const anna = { name: 'Anna', berths: [6, 7], trips: 30, crew: [3, 4] }
  expect(rollForward(base, { actuals, to: '2027-03' }).input).toMatchObject({
    forecasts: [{ quantities: [3, 4] }],
    // A row that speaks of closed periods alone goes.
    boats: [
      { ...anna, decks: [{ deck: 1, seats: [12, 13] }] },
      { name: 'Cara', closedIn: ['2027-03'] },
    ],
  })
  // Where quarters come first, one amount of what flows is written out: 90 in a quarter of three months.
  const months = [...actuals, ...actuals.slice(1).map((row) => ({ ...row, periodId: '2027-03' }))]
  expect(rollForward(base, { actuals: months, to: '2027-Q2' }).input).toMatchObject({ boats: [{ trips: [90] }] })
  // The quarters of a fiscal year begin when they do.
  const calendar = { start: '2027-03-01', months: 3, quarters: 1 }
  const misaligned = (): unknown => rollForward(base, { actuals, to: '2027-03', calendar })
  expect(misaligned).toThrow('every third month of the fiscal year')
  // A quarter in months: what flows by days, what stands and what holds as it was; behind the quarter the last of a kind.
  const rolled = rollForward(base, { actuals, to: '2027-03', calendar: { start: '2027-03-01', months: 5 } })
  expect(rolled.input).toMatchObject({
    forecasts: [{ quantities: [3, (4 * 30) / 91, (4 * 31) / 91, (4 * 30) / 91, 3] }],
    boats: [{ berths: [6, 7, 7, 7, 6], trips: 30, crew: [3, 4, 4, 4, null] }, { name: 'Cara' }],
  })
  expect(rolled.assumptions.find(({ code }) => code === 'carried-behind-plan')?.value).toEqual({
    fields: ['boats.berths', 'boats.decks', 'forecasts.quantities'],
  })
})
