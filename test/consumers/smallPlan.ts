/** A plan that runs anywhere, as the text of a program. */
export const INPUT = `{
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 49, purchaseCost: 30 }],
  forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
  finance: { openingCash: 5_000 },
}`

/** 310 lamps at 19 each beside what was there: 5,000 + 5,890. */
export const PLANNED = 'optimal 10890'
