import { expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A controller wants a fifth of every price. A lamp costs 30 and sells for 33, a chair costs 40 and sells for 100. The north buys lamps, the
 * south chairs; 'light' is the family of lamps alone. One product is too cheap, and he wants one line about it.
 */
const year = (quantity: number): number[] => new Array<number>(2).fill(quantity)
const shop = (change: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'lamp', price: 33, purchaseCost: 30, safetyStock: 0, attributes: { family: 'light' } },
    { id: 'chair', price: 100, purchaseCost: 40, safetyStock: 0, attributes: { family: 'seat' } },
  ],
  markets: [{ id: 'north' }, { id: 'south' }],
  forecasts: [
    { itemId: 'lamp', marketId: 'north', quantities: year(50) },
    { itemId: 'lamp', marketId: 'south', quantities: year(5) },
    { itemId: 'chair', marketId: 'north', quantities: [3, 2] },
    { itemId: 'chair', marketId: 'south', quantities: year(50) },
  ],
  marginPolicies: [{ floorShare: 0.2 }, { attribute: 'family', floorShare: 0.2 }],
  finance: { openingCash: 50_000 },
  ...change,
})

async function margins(input: PlanInput): Promise<Plan['exceptions']> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.exceptions.filter(({ code }) => code === 'margin-outside-band')
}

it('is one row, and who is below his floor because of it stands in that', async () => {
  // 110 lamps bring 3,630 and earn 330, of 726; the north brings 3,800 and earns 600, of 760: without lamps 60 %.
  expect(await margins(shop())).toMatchObject([
    {
      refs: [{ itemId: 'lamp' }],
      amount: 396,
      value: {
        price: 37.5,
        unitCost: 26.4,
        groups: [
          { attribute: 'family', attributeValue: 'light' },
          { attribute: null, attributeValue: null },
        ],
      },
      victims: [
        { ref: {}, amount: 396 },
        { ref: { marketId: 'north' }, amount: 160 },
      ],
      message:
        "The margin of 'lamp' is 9.09 % of revenue, and is to be 20 % or more: 396 are missing. Prices 13.64 % higher (37.5 a unit) or costs 12 % lower (26.4 a unit) bring it back. Outside of theirs because of it: items of family 'light', 'north'.",
    },
  ])
})

it('is the market, where that alone pays too little for all that it buys', async () => {
  // In the north a lamp brings 31 and a chair 41; elsewhere both earn enough, also as products.
  const input = shop({
    items: [
      { id: 'lamp', price: 60, purchaseCost: 30, safetyStock: 0 },
      { id: 'chair', price: 100, purchaseCost: 40, safetyStock: 0 },
    ],
    prices: [
      { itemId: 'lamp', marketId: 'north', price: 31 },
      { itemId: 'chair', marketId: 'north', price: 41 },
    ],
    forecasts: [
      { itemId: 'lamp', marketId: 'north', quantities: year(50) },
      { itemId: 'lamp', marketId: 'south', quantities: year(5) },
      { itemId: 'chair', marketId: 'north', quantities: year(10) },
      { itemId: 'chair', marketId: 'south', quantities: year(50) },
    ],
    marginPolicies: [{ floorShare: 0.2 }],
  })
  // 110 lamps bring 3,700 and earn 400, of 740: without the north they are at a half.
  expect(await margins(input)).toMatchObject([
    { refs: [{ marketId: 'north' }], victims: [{ ref: { itemId: 'lamp' }, amount: 340 }] },
  ])
})

it('two weak products are two rows, and the market stands with the worse', async () => {
  const items = shop().items.map((item) => (item.id === 'chair' ? { ...item, price: 45 } : item))
  const found = await margins(shop({ items, marginPolicies: [{ floorShare: 0.2 }] }))
  // 105 chairs bring 4,725 and earn 525, of 945. Nothing of the two markets is left without both.
  expect(found.map(({ refs, amount, victims }) => [refs[0], amount, victims?.map(({ ref }) => ref)])).toEqual([
    [{ itemId: 'chair' }, 420, [{ marketId: 'south' }, { marketId: 'north' }]],
    [{ itemId: 'lamp' }, 396, []],
  ])
})

it('has a price that can be charged, to the cent, and that is enough', async () => {
  const lamps = (price: number): PlanInput =>
    shop({
      items: [{ id: 'lamp', price, purchaseCost: 30, safetyStock: 0 }],
      markets: [],
      forecasts: [{ itemId: 'lamp', quantities: year(55) }],
      marginPolicies: [{ itemId: 'lamp', floorShare: 0.1 }],
    })
  // 30 / 0.9 is 33.333.
  expect((await margins(lamps(33)))[0]?.value).toMatchObject({ price: 33.34, priceChangeRate: 0.010102 })
  expect(await margins(lamps(33.33))).toHaveLength(1)
  expect(await margins(lamps(33.34))).toEqual([])
})

it('is told of who costs and buys nothing, and what of a cost is its own expense is said', async () => {
  const input = shop({
    customers: [{ id: 'fair' }],
    overheads: [
      { id: 'stand', function: 'selling', amount: 300, customerId: 'fair' },
      { id: 'posters', function: 'selling', amount: 100, itemId: 'lamp' },
    ],
  })
  const [fair, lamp, ...others] = await margins(input)
  expect(others).toEqual([])
  expect(fair).toMatchObject({
    refs: [{ customerId: 'fair' }],
    amount: 600,
    value: { marginShare: null, ownExpense: 600, price: null },
    message: "'fair' brings no revenue, and is to leave 20 % of it or more: 600 are lost.",
  })
  // 3,300 and 200 of its own: 3,630 x 0.8 = 2,904 may be spent.
  expect(lamp?.message).toContain('costs, 200 of its own expense among them, 17.03 % lower (26.4 a unit)')
})

it('says the same of products that earn more than anybody may', async () => {
  const found = await margins(shop({ marginPolicies: [{ ceilingShare: 0.5 }] }))
  expect(found).toMatchObject([
    // 105 chairs bring 10,500 and earn 6,300.
    {
      refs: [{ itemId: 'chair' }],
      amount: 1050,
      value: { price: 80, unitCost: 50 },
      victims: [{ ref: { marketId: 'south' } }],
    },
  ])
})

it('tells a loss of half a millionth more by its size, as the proof does', async () => {
  // Ten pegs at 3.20 bring 32.00 and cost 33.01: a loss of 1.01, 3.15625 % of them, which is 0.0315625 and told in millionths.
  const rows = await margins({
    calendar: { start: '2027-01-01', months: 1 },
    items: [{ id: 'peg', price: 3.2, purchaseCost: 3.301, safetyStock: 0 }],
    forecasts: [{ itemId: 'peg', quantities: [10] }],
    marginPolicies: [{ floorShare: 0.2 }],
    policy: { sellBelowCost: 'always' },
    finance: { openingCash: 1000 },
  })
  expect(rows).toMatchObject([{ refs: [{ itemId: 'peg' }], value: { marginShare: -0.031563 } }])
})
