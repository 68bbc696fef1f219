import { describe, expect, it } from 'vitest'
import { isSopError, plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { loadDefaultSolver } from '../../src/lp/index.js'

/**
 * A brewery sells 100 kegs a month, and half as many of its stout. Every June, from the first to the fifteenth, there is a fair:
 * on these 15 of 30 days twice as much is drunk, so that June is 150 and 75. Nobody has ever worked out what the fair does; the
 * histories know.
 */
const solver = await loadDefaultSolver()
const MONTHS = 36
const isJune = (t: number): boolean => t % 12 === 5
const fair = (year: number): { id: string; firstDate: string; lastDate: string } => ({
  id: `fair ${year}`,
  firstDate: `${year}-06-01`,
  lastDate: `${year}-06-15`,
})
const again = (year: number): ReturnType<typeof fair> & { repeats: string } => ({ ...fair(year), repeats: 'fair 2024' })
const EVENTS = [fair(2024), again(2025), again(2026), again(2027)]

const historyOf = (itemId: string, level: number): NonNullable<PlanInput['history']>[number] => ({
  itemId,
  start: '2024-01',
  quantities: Array.from({ length: MONTHS }, (_, t) => level * (isJune(t) ? 1.5 : 1) + (t % 2 === 0 ? 1 : -1)),
  seasonLength: 1,
})

const brewery = (change: Partial<PlanInput> = {}): PlanInput => ({
  asOf: '2027-04-30',
  calendar: { start: '2027-05-01', months: 3 },
  items: ['ale', 'stout'].map((id) => ({ id, price: 90, purchaseCost: 40, safetyStock: 0 })),
  history: [historyOf('ale', 100), historyOf('stout', 50)],
  events: EVENTS,
  ...change,
})

async function planned(input: PlanInput): Promise<Plan> {
  const result = await plan(input, { solver })
  const { checks } = verify(result, { input })
  expect(checks.flatMap(({ failures }) => failures.map(({ message }) => message))).toEqual([])
  return result
}

const demandOf = (result: Plan, itemId: string): Plan['demand'][number] =>
  result.demand.find((record) => record.itemId === itemId) as Plan['demand'][number]

describe('a fair of which nobody knows what it does', () => {
  it('does what it did before, as a step of its own', async () => {
    const result = await planned(brewery())
    for (const [itemId, level] of [
      ['ale', 100],
      ['stout', 50],
    ] as const) {
      const { consensus, waterfall, effects } = demandOf(result, itemId)
      ;[1, 1.5, 1].forEach((ratio, t) => {
        expect(Math.abs((consensus[t] as number) / (level * ratio) - 1)).toBeLessThan(0.05)
      })
      const [, step] = waterfall
      expect([step?.step, step?.id]).toEqual(['uplift', 'fair 2027'])
      expect(step?.quantities[0]).toBe(0)
      expect(Math.abs((step?.quantities[1] as number) / (level / 2) - 1)).toBeLessThan(0.1)
      // a bucket that is all fair would be 1.5 ^ 2: an effect in logarithms for the whole of it, by half of it each June
      expect(effects?.map(({ eventId }) => eventId)).toEqual(['fair 2024'])
      expect(Math.abs((effects?.[0]?.effect as number) - Math.log(2.25))).toBeLessThan(0.1)
    }
    const told = result.assumptions.filter(({ code }) => code === 'event-uplift-estimated')
    expect(told.map(({ refs }) => refs)).toEqual([[{ itemId: 'ale' }, { itemId: 'stout' }]])
    // twice as much on its days is 100 % more
    const { eventId, ...rates } = (told[0]?.value ?? {}) as Readonly<Record<string, unknown>>
    expect(eventId).toBe('fair 2024')
    for (const rate of [rates['least'], rates['most']]) expect(Math.abs(Number(rate) - 1)).toBeLessThan(0.1)
  })

  it('is taken out of the history like an event that is known, and no month is left too high for it', async () => {
    // the last fair is the last month of the history: without the event the level would be drawn up
    const history = [historyOf('ale', 100)].map((row) => ({ ...row, quantities: row.quantities.slice(0, 30) }))
    const input = brewery({
      asOf: '2026-06-30',
      calendar: { start: '2026-07-01', months: 3 },
      items: brewery().items.slice(0, 1),
      history,
      events: EVENTS.slice(0, 3),
    })
    const { consensus, waterfall } = demandOf(await planned(input), 'ale')
    for (const quantity of consensus) expect(Math.abs(quantity / 100 - 1)).toBeLessThan(0.05)
    expect(waterfall.map(({ step }) => step)).not.toContain('uplift')
  })

  it('stands beside events that are known, and may be of one item alone', async () => {
    const sale = { id: 'sale', firstDate: '2027-06-01', lastDate: '2027-06-30', upliftRate: 0.2 }
    const events = [...EVENTS.map((event) => ({ ...event, itemId: 'ale' })), sale]
    const result = await planned(brewery({ events }))
    const ale = demandOf(result, 'ale')
    // 150, and 20 % of that
    expect(Math.abs((ale.consensus[1] as number) / 180 - 1)).toBeLessThan(0.05)
    expect(ale.waterfall.map(({ step, id }) => `${step} ${id ?? ''}`.trim()).slice(0, 3)).toEqual([
      'statistical',
      'uplift fair 2027',
      'event sale',
    ])
    expect(demandOf(result, 'stout').effects).toBe(undefined)
  })

  it('lifts a total by as much as its items', async () => {
    const hierarchy = [{ id: 'beer' }, ...['ale', 'stout'].map((id) => ({ id, parentId: 'beer' }))]
    const result = await planned(brewery({ hierarchy }))
    const [beer] = result.reconciliation?.nodes ?? []
    // the total knows the fair itself: 150 a month, and 225 in June
    ;[150, 225, 150].forEach((kegs, t) => {
      expect(Math.abs((beer?.statistical[t] as number) / kegs - 1)).toBeLessThan(0.05)
      expect(Math.abs((beer?.consensus[t] as number) / kegs - 1)).toBeLessThan(0.05)
    })
  })

  it('says where nothing can be learned', async () => {
    const young = { itemId: 'stout', start: '2026-09', quantities: [50, 51, 49, 50], seasonLength: 1 }
    const result = await planned(brewery({ history: [historyOf('ale', 100), young] }))
    const told = result.warnings.filter(({ code }) => code === 'event-not-estimated')
    expect(told.map(({ refs, value }) => [refs[0], value])).toEqual([
      [{ itemId: 'stout' }, { eventId: 'fair 2024', reason: 'tooShort' }],
    ])
    const naive = await planned(brewery({ forecasting: { model: 'naive' } }))
    expect(naive.warnings.filter(({ code }) => code === 'event-not-estimated').map(({ value }) => value)).toEqual([
      { eventId: 'fair 2024', reason: 'otherModel' },
      { eventId: 'fair 2024', reason: 'otherModel' },
    ])
    expect(naive.warnings.some(({ code }) => code === 'drivers-not-used')).toBe(false)
  })

  it('leaves a forecast that is given as it is, and says so', async () => {
    const cider = { id: 'cider', price: 90, purchaseCost: 40, safetyStock: 0 }
    const items = [...(brewery().items ?? []), cider, { ...cider, id: 'mead' }]
    const given = { itemId: 'cider', quantities: [20, 30, 20] }
    const overrides = [
      { id: 'o', itemId: 'mead', periodIds: ['2027-06'], quantity: 5, reason: 'first cask', owner: 'Ann' },
    ]
    const result = await planned(brewery({ items, forecasts: [given], overrides }))
    expect(demandOf(result, 'cider').consensus).toEqual([20, 30, 20])
    const told = result.warnings.filter(({ code }) => code === 'event-not-estimated')
    // of the fairs only that of 2027 lies in the plan
    expect(told.map(({ refs, value }) => [refs[0], value])).toEqual([
      [{ itemId: 'cider' }, { eventId: 'fair 2027', reason: 'givenForecast' }],
      [{ itemId: 'mead' }, { eventId: 'fair 2027', reason: 'noHistory' }],
    ])
    expect(told[0]?.message).toContain('given')
    // an uplift that is stated is put on it
    const sure = [...EVENTS.slice(0, 3), { ...fair(2027), upliftRate: 1 }]
    const lifted = await planned(brewery({ items, forecasts: [given], overrides, events: sure }))
    expect(demandOf(lifted, 'cider').consensus).toEqual([20, 45, 20])
    expect(lifted.warnings.some(({ code }) => code === 'event-not-estimated')).toBe(false)
  })

  it('refuses an event of which nothing can be known, and one that repeats what it cannot', async () => {
    const events = [
      fair(2027),
      { ...fair(2028), repeats: 'fair 1999' },
      { ...again(2026), repeats: 'fair 2021', upliftRate: 0.5 },
      { ...again(2025), repeats: 'fair 2026' },
      { ...again(2023), repeats: 'fair 2022' },
      { ...again(2022), repeats: 'fair 2021' },
      fair(2021),
    ]
    const error: unknown = await plan(brewery({ events }), { solver }).catch((reason: unknown) => reason)
    expect(isSopError(error) && error.issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'CONFLICT events[2].repeats',
      'CONFLICT events[3].repeats',
      'CONFLICT events[4].repeats',
      'MISSING_VALUE events[0]',
      'MISSING_VALUE events[1]',
      'UNKNOWN_ID events[1].repeats',
    ])
  })
})
