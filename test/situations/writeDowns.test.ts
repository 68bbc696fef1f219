import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, type Statement, verify } from '../../src/index.js'

/**
 * What a controller looks for in a stock list at the end of a year: stock that will bring less than it cost, stock for years, and
 * stock that nobody asks for. Each row says the write-down that it needs (IAS 2.9, 2.28); where the policy says so, the plan posts it.
 */
const shop = (rest: Omit<PlanInput, 'calendar'>): PlanInput => ({
  calendar: { start: '2027-01-01', months: 12 },
  ...rest,
})
const months = (quantity: number): number[] => new Array<number>(12).fill(quantity)

async function writeDowns(input: PlanInput): Promise<unknown[]> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.exceptions
    .filter(({ code }) => ['stock-above-value', 'slow-stock', 'dead-stock'].includes(code))
    .map(({ code, refs, moneyAtStake, value }) => [code, refs.map(({ itemId }) => itemId), moneyAtStake, value])
}

describe('stock above its net realizable value', () => {
  const lamps = (rest: Partial<PlanInput> = {}): PlanInput =>
    shop({
      items: [{ id: 'lamp', price: 8, purchaseCost: 10, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 1000 }],
      forecasts: [{ itemId: 'lamp', quantities: months(100) }],
      ...rest,
    })

  it('a thousand lamps cost 10 and bring 8: 2,000 are to be written down', async () => {
    expect(await writeDowns(lamps())).toEqual([
      ['stock-above-value', ['lamp'], 2000, { units: [1000], money: [10_000], writeDown: [2000], posting: 'told' }],
    ])
  })

  it('a commission of five percent comes off what they bring: 7.60 each', async () => {
    const overheads = [{ id: 'agents', function: 'selling', rateOfRevenue: 0.05 }] as const
    expect(await writeDowns(lamps({ finance: { overheads } }))).toMatchObject([
      ['stock-above-value', ['lamp'], 2400, { writeDown: [2400] }],
    ])
  })

  it('counts the price at which each unit goes: 300 at 12 gain 600, 700 at 8 lose 1,400, the item 800', async () => {
    const price = [12, 12, 12, ...new Array<number>(9).fill(8)]
    const items = [{ id: 'lamp', price, purchaseCost: 10, safetyStock: 0 }]
    expect(await writeDowns(lamps({ items }))).toEqual([
      ['stock-above-value', ['lamp'], 800, { units: [1000], money: [10_000], writeDown: [800], posting: 'told' }],
    ])
  })

  it('what the plan does not reach brings the last price that is known, not that of months gone by, or of an order', async () => {
    // Two are sold, at 100 and at 10; for the other ten nobody pays more than 10: 10 less than 100 + 11 x 10 = 210 is lost of 600.
    const fallen = shop({
      items: [{ id: 'phone', price: [100, ...months(10).slice(1)], purchaseCost: 50, safetyStock: 0 }],
      stock: [{ itemId: 'phone', onHand: 12 }],
      forecasts: [{ itemId: 'phone', quantities: [1, 1, ...months(0).slice(2)] }],
      policy: { slowStockDays: 36_500 },
    })
    expect(await writeDowns(fallen)).toMatchObject([['stock-above-value', ['phone'], 390, { writeDown: [390] }]])
    // 50 of 300 lamps are ordered at 14, and nobody else asks: the others would bring the 8 of the list (IAS 2.31).
    const ordered = shop({
      items: [{ id: 'lamp', price: 8, purchaseCost: 12, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 300 }],
      customerOrders: [{ id: 'o1', itemId: 'lamp', quantity: 50, price: 14, requestedDate: '2027-01-10' }],
      forecasts: [{ itemId: 'lamp', quantities: months(0) }],
      policy: { slowStockDays: 36_500 },
    })
    expect(await writeDowns(ordered)).toMatchObject([['stock-above-value', ['lamp'], 1000, { writeDown: [1000] }]])
  })

  it('is of what is kept while nobody pays its cost, too', async () => {
    // Ten phones lie there as safety stock; from February on they would sell at 30, for less than a new one costs.
    const kept = shop({
      items: [{ id: 'phone', price: [100, ...months(30).slice(1)], purchaseCost: 50, safetyStock: 10 }],
      stock: [{ itemId: 'phone', onHand: 10 }],
      forecasts: [{ itemId: 'phone', quantities: [5, ...months(0).slice(1)] }],
      policy: { stockWriteDowns: 'post', slowStockDays: 36_500 },
    })
    const result = await plan(kept)
    expect(verify(result, { input: kept }).ok).toBe(true)
    const written = result.statements.incomeStatement.lines.find(({ id }) => id === 'stockWriteDown')
    expect(written?.amounts.reduce((sum, amount) => sum + amount, 0)).toBe(-200)
  })

  it('is none where it is sold at cost', async () => {
    expect(await writeDowns(lamps({ items: [{ id: 'lamp', price: 10, purchaseCost: 10, safetyStock: 0 }] }))).toEqual(
      [],
    )
  })

  it('is only what is sold: of 40 seals half go into pumps, which earn', async () => {
    const input = shop({
      items: [
        { id: 'pump', price: 100, safetyStock: 0 },
        { id: 'seal', price: 6, purchaseCost: 10, safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'pump', componentId: 'seal', quantityPer: 1 }],
      forecasts: ['pump', 'seal'].map((itemId) => ({ itemId, quantities: [20, ...months(0).slice(1)] })),
      stock: [{ itemId: 'seal', onHand: 40 }],
    })
    expect(await writeDowns(input)).toEqual([
      ['stock-above-value', ['seal'], 80, { units: [20], money: [200], writeDown: [80], posting: 'told' }],
    ])
  })
})

describe('stock that lies', () => {
  it('100,000 pieces of which one a month is sold: all beyond a year, and below cost the rest', async () => {
    const items = [{ id: 'knob', price: 2, purchaseCost: 3, safetyStock: 0 }]
    const input = shop({
      items,
      stock: [{ itemId: 'knob', onHand: 100_000 }],
      forecasts: [{ itemId: 'knob', quantities: months(1) }],
    })
    expect(await writeDowns(input)).toEqual([
      [
        'slow-stock',
        ['knob'],
        299_964,
        { units: [99_988], money: [299_964], writeDown: [299_964], posting: 'told', days: 365 },
      ],
      ['stock-above-value', ['knob'], 12, { units: [12], money: [36], writeDown: [12], posting: 'told' }],
    ])
  })

  it('dead stock brings nothing as long as nobody asks for it', async () => {
    const input = shop({
      items: [
        { id: 'lamp', price: 50, purchaseCost: 20 },
        { id: 'candle', price: 9, purchaseCost: 5 },
      ],
      stock: [{ itemId: 'candle', onHand: 40 }],
      forecasts: [{ itemId: 'lamp', quantities: months(10) }],
    })
    expect(await writeDowns(input)).toEqual([
      ['dead-stock', ['candle'], 200, { units: [40], money: [200], writeDown: [200], posting: 'told' }],
    ])
  })
})

describe('what stock is measured by', () => {
  const lamps = (rest: Partial<PlanInput>): PlanInput =>
    shop({
      items: [{ id: 'lamp', price: 11, purchaseCost: 10, safetyStock: 0 }],
      forecasts: [{ itemId: 'lamp', quantities: months(10) }],
      ...rest,
    })

  it.each(['standard', 'movingAverage'] as const)(
    'its book value, not its standard: 100 at 12 bring 11 (%s)',
    async (valuation) => {
      const stock = [{ itemId: 'lamp', onHand: 100, unitCost: 12 }]
      expect(await writeDowns(lamps({ stock, policy: { valuation } }))).toEqual([
        ['stock-above-value', ['lamp'], 100, { units: [100], money: [1200], writeDown: [100], posting: 'told' }],
      ])
    },
  )

  it('is none where the books are below the price, unless the plan brings stock to a standard above it', async () => {
    const items = [{ id: 'lamp', price: 9, purchaseCost: 10, safetyStock: 0 }]
    const stock = [{ itemId: 'lamp', onHand: 100, unitCost: 8 }]
    expect(await writeDowns(lamps({ items, stock, policy: { valuation: 'movingAverage' } }))).toEqual([])
    expect(await writeDowns(lamps({ items, stock }))).toEqual([
      ['stock-above-value', ['lamp'], 100, { units: [100], money: [1000], writeDown: [100], posting: 'told' }],
    ])
  })

  it('40 that are sold firm at 7 are worth 7, whatever 60 others bring (IAS 2.31)', async () => {
    const input = lamps({
      items: [{ id: 'lamp', price: 15, purchaseCost: 10, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 100 }],
      forecasts: [{ itemId: 'lamp', quantities: [100, ...months(0).slice(1)] }],
      customerOrders: [{ id: 'o1', itemId: 'lamp', quantity: 40, price: 7, requestedDate: '2027-01-10' }],
    })
    expect(await writeDowns(input)).toEqual([
      ['stock-above-value', ['lamp'], 120, { units: [40], money: [400], writeDown: [120], posting: 'told' }],
    ])
  })

  it('360 that last three years, and that the plan sells at a gain, are slow and worth their cost', async () => {
    const input: PlanInput = {
      calendar: { start: '2027-01-01', months: 36 },
      items: [{ id: 'lamp', price: 20, purchaseCost: 10, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 360 }],
      forecasts: [{ itemId: 'lamp', quantities: new Array<number>(36).fill(10) }],
    }
    expect(await writeDowns(input)).toEqual([
      ['slow-stock', ['lamp'], 2400, { units: [240], money: [2400], writeDown: [0], posting: 'told', days: 365 }],
    ])
  })
})

describe('write-downs that are posted', () => {
  const post = { stockWriteDowns: 'post' } as const

  /** Amounts of a line; zeros where the statement has none. */
  const line = ({ lines }: Statement, id: string): readonly number[] =>
    lines.find((one) => one.id === id)?.amounts ?? months(0)

  /** What rules whose names begin so take from profit, by period. */
  function posted({ ledger }: Plan, rule: string, count = 12): number[] {
    const amounts = new Array<number>(count).fill(0)
    ledger.amountMinor.forEach((amount, n) => {
      if (ledger.rules[ledger.rule[n] ?? -1]?.startsWith(rule) !== true) return
      if (ledger.accounts[ledger.account[n] ?? -1] !== 'stockWriteDown') return
      const t = ledger.periodIndex[n] ?? 0
      amounts[t] = (amounts[t] ?? 0) - amount / 100
    })
    return amounts
  }

  async function proven(input: PlanInput): Promise<Plan> {
    const result = await plan(input)
    expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
    return result
  }

  const lamps = (rest: Partial<PlanInput> = {}): PlanInput =>
    shop({
      items: [{ id: 'lamp', price: 8, purchaseCost: 10, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 1000 }],
      forecasts: [{ itemId: 'lamp', quantities: [...months(100).slice(2), 0, 0] }],
      policy: post,
      ...rest,
    })

  it('a thousand lamps at 10 that bring 8: 2,000 at once, and every later month sells at what they stand at', async () => {
    const result = await proven(lamps())
    const { incomeStatement, balanceSheet, contribution } = result.statements
    expect(posted(result, 'writeDown')).toEqual([-2000, ...months(0).slice(1)])
    expect(posted(result, 'useWriteDowns')).toEqual([...months(200).slice(2), 0, 0])
    expect(line(incomeStatement, 'stockWriteDown')).toEqual([-1800, ...months(200).slice(3), 0, 0])
    expect(line(incomeStatement, 'grossProfit')).toEqual([-2000, ...months(0).slice(1)])
    expect(line(balanceSheet, 'inventoryWriteDowns').slice(0, 3)).toEqual([-1800, -1600, -1400])
    expect(result.kpis.inventoryValue.values.slice(0, 3)).toEqual([7200, 6400, 5600])
    // What lamps contribute is told as they are sold; the write-down stands below it.
    expect(line(contribution, 'contributionMargin')).toEqual([...months(-200).slice(2), 0, 0])
    expect(line(contribution, 'operatingIncome')).toEqual([-2000, ...months(0).slice(1)])
    const lamp = result.profitability.find(({ itemId, marketId }) => itemId === 'lamp' && marketId === undefined)
    expect(lamp?.stockWriteDown).toEqual([-1800, ...months(200).slice(3), 0, 0])
    expect(lamp?.profit).toEqual([-2000, ...months(0).slice(1)])
    expect(result.exceptions.find(({ code }) => code === 'stock-above-value')).toMatchObject({
      moneyAtStake: 2000,
      value: { writeDown: [2000], posting: 'posted' },
    })
  })

  it('as a profit of the plan comes to the same with or without', async () => {
    const [with_, without] = [await proven(lamps()), await proven(lamps({ policy: {} }))]
    expect(with_.kpis.operatingIncome.total).toBe(without.kpis.operatingIncome.total)
    expect(without.ledger.rule.map((rule) => without.ledger.rules[rule])).not.toContain('writeDownOpening')
  })

  it('takes back what better prices make good, and no more: 700 at 8, then 300 at 12', async () => {
    const price = [...new Array<number>(7).fill(8), ...new Array<number>(5).fill(12)]
    const result = await proven(lamps({ items: [{ id: 'lamp', price, purchaseCost: 10, safetyStock: 0 }] }))
    // 700 x 2 less 300 x 2 are missing; 80 of it go with the first hundred, and then 600 x 2 - 300 x 2 are.
    expect(posted(result, 'useWriteDowns')[0]).toBe(80)
    expect(posted(result, 'writeDown')[0]).toBe(-800 + 120)
    expect(line(result.statements.balanceSheet, 'inventoryWriteDowns').slice(0, 4)).toEqual([-600, -400, -200, 0])
    expect(line(result.statements.incomeStatement, 'stockWriteDown').reduce((a, b) => a + b, 0)).toBe(0)
  })

  it('never goes above cost: lamps that bring 12 stand at 10', async () => {
    const result = await proven(lamps({ items: [{ id: 'lamp', price: 12, purchaseCost: 10, safetyStock: 0 }] }))
    expect(result.statements.balanceSheet.lines.map(({ id }) => id)).not.toContain('inventoryWriteDowns')
    expect(result.kpis.inventoryValue.values[0]).toBe(9000)
  })

  it('dead stock loses the share that the policy says, and what is taken for granted is told', async () => {
    const dead = (policy: PlanInput['policy']): PlanInput =>
      shop({
        items: [
          { id: 'lamp', price: 50, purchaseCost: 20, safetyStock: 0 },
          { id: 'candle', price: 9, purchaseCost: 5 },
        ],
        stock: [{ itemId: 'candle', onHand: 40 }],
        forecasts: [{ itemId: 'lamp', quantities: months(10) }],
        policy: policy ?? {},
      })
    const all = await proven(dead(post))
    expect(posted(all, 'writeDown')).toEqual([-200, ...months(0).slice(1)])
    expect(all.assumptions.flatMap(({ path }) => (path?.includes('tockWriteDown') ? [path] : []))).toEqual([
      'policy.slowStockWriteDownShare',
      'policy.deadStockWriteDownShare',
    ])
    const half = await proven(dead({ ...post, deadStockWriteDownShare: 0.4 }))
    expect(posted(half, 'writeDown')[0]).toBe(-80)
    const none = await proven(dead({}))
    expect(none.assumptions.some(({ path }) => path?.includes('tockWriteDown') === true)).toBe(false)
  })

  it('slow stock comes back as it comes within a year: 480 lamps, ten a month, in two years', async () => {
    const input: PlanInput = {
      calendar: { start: '2027-01-01', months: 24 },
      items: [{ id: 'lamp', price: 20, purchaseCost: 10, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 480 }],
      forecasts: [{ itemId: 'lamp', quantities: new Array<number>(24).fill(10) }],
      policy: post,
    }
    const result = await proven(input)
    const allowance = line(result.statements.balanceSheet, 'inventoryWriteDowns')
    // 240 are not sold within the plan; at its end 120 of them are a year's sales.
    expect(allowance.slice(0, 12)).toEqual(months(-2400))
    expect(allowance.at(-1)).toBe(-1200)
    expect(posted(result, 'useWriteDowns', 24)).toEqual(new Array<number>(24).fill(0))
  })

  it('comes back close by close while nothing but time goes by, as each close is judged anew: 2,000 lamps, 100 a month', async () => {
    const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    const stock = [{ itemId: 'lamp', onHand: 2000 }]
    const result = await proven(lamps({ stock, forecasts: [{ itemId: 'lamp', quantities: months(100) }] }))
    // After January 1,900 lie there. In 365 days 1,100 go, and 31 days of the mean pace (1,200 x 31 / 365 = 101.9): 698 lie too long.
    // Those at 10, 1,202 at 2.
    const beyond = monthDays.map((_, t) => {
      const passed = monthDays.slice(0, t + 1).reduce((sum, days) => sum + days, 0)
      return Math.max(0, Math.floor(1900 - 100 * t - 100 * (11 - t) - (1200 * passed) / 365 + 1e-6))
    })
    expect(beyond[0]).toBe(698)
    expect(line(result.statements.balanceSheet, 'inventoryWriteDowns')).toEqual(
      beyond.map((long, t) => -(10 * long + 2 * (1900 - 100 * t - long))),
    )
  })

  it('what the policy keeps brings what those would pay whom it refuses: 8 of 10, not nothing', async () => {
    const never = { ...post, sellBelowCost: 'never' } as const
    const kept = await proven(lamps({ forecasts: [{ itemId: 'lamp', quantities: months(100) }], policy: never }))
    // A thousand lie there to the end, and 1,200 are asked for at 8.
    expect(kept.inventory[0]?.shipped).toEqual(months(0))
    expect(line(kept.statements.balanceSheet, 'inventoryWriteDowns')).toEqual(months(-2000))
    expect(kept.exceptions.find(({ code }) => code === 'slow-stock')?.value).toMatchObject({
      units: [1000],
      writeDown: [0],
    })
    // Nobody asks for the other 800 of 2,000 within a year.
    const stock = [{ itemId: 'lamp', onHand: 2000 }]
    const more = await writeDowns(
      lamps({ stock, forecasts: [{ itemId: 'lamp', quantities: months(100) }], policy: never }),
    )
    expect(more).toMatchObject([
      ['slow-stock', ['lamp'], 20_000, { units: [2000], writeDown: [8000] }],
      ['stock-above-value', ['lamp'], 2400, { units: [1200], writeDown: [2400] }],
    ])
  })

  it('at moving average it is what was paid that is compared', async () => {
    const result = await proven(
      lamps({
        items: [{ id: 'lamp', price: 11, purchaseCost: 10, safetyStock: 0 }],
        stock: [{ itemId: 'lamp', onHand: 1000, unitCost: 12 }],
        policy: { ...post, valuation: 'movingAverage' },
      }),
    )
    expect(posted(result, 'writeDown')[0]).toBe(-1000)
    expect(result.kpis.inventoryValue.values[0]).toBe(9900)
  })
})
