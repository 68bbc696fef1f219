import { describe, expect, it } from 'vitest'
import { plan } from '../../src/index.js'
import { type PlanVariance, varianceAnalysis } from '../../src/review/index.js'

const leaves = (node: PlanVariance): PlanVariance[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leaves)

/** A tea house plans to buy and sell 100 cans in January, at a standard with more digits than its currency has. */
const analyzed = async (currency: string, price: number, purchaseCost: number, sold: number, paid: number) => {
  const made = await plan({
    currency,
    calendar: { start: '2027-01-01', months: 1 },
    items: [{ id: 'tea', price, purchaseCost, safetyStock: 0 }],
    forecasts: [{ itemId: 'tea', quantities: [100] }],
  })
  return varianceAnalysis(made, {
    actuals: [
      { periodId: '2027-01', kind: 'sales', itemId: 'tea', units: 90, amount: sold },
      { periodId: '2027-01', kind: 'purchases', itemId: 'tea', units: 100, amount: paid },
    ],
  })
}

describe('profit in a currency that has no cents', () => {
  it('is told in whole yen, and its variances add up to it', async () => {
    const { planProfit, actualProfit, tree, statement, unexplained } = await analyzed('JPY', 100, 33.335, 9000, 3400)
    // 10,000 less an invoice of 3,333.5, which is 3,334. What happened: 9,000 less 3,400, and 10 cans of 33.335 are left: 5,933.35.
    expect([planProfit, actualProfit, unexplained]).toEqual([6666, 5933, 0])
    // 10 cans x 66.665 are 666.65: the 0.35 that no yen can tell is rounded where it comes from. 3,400 for 3,334 are 66.
    expect(leaves(tree).map(({ name, amount }) => [name, amount])).toEqual([
      ['salesVolumeAlone', -667],
      ['materialPrice', -66],
    ])
    expect(statement.map(({ amount }) => amount)).toEqual([6666, -667, -66, 5933])
    // The plan pays 3,334 for what stands at 3,333.5: half a yen, to the even one none.
    expect([tree.planned, tree.amount, tree.actual]).toEqual([0, -733, -733])
  })

  it('and in thousandths of a dinar, where they are', async () => {
    const { actualProfit, tree } = await analyzed('KWD', 1, 0.33335, 90, 34)
    // 90 less 34, and 10 cans of .33335.
    expect(actualProfit).toBe(59.334)
    // 10 x .66665 are 6.6665 dinars, 34 for 33.335 are .665: 66.665 less 7.331 is 59.334, half a thousandth rounded to the even one.
    expect(leaves(tree).map(({ name, amount }) => [name, amount])).toEqual([
      ['salesVolumeAlone', -6.666],
      ['materialPrice', -0.665],
    ])
  })
})
