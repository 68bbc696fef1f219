import { plan } from 'sop-engine'

// A potter who buys plain mugs, glazes them and sells them on a market: one item, no bill of materials.
const result = await plan({
  calendar: { start: '2027-01-01', months: 6 },
  items: [{ id: 'mug', price: 24, purchaseCost: 9.5, leadTimeDays: 10 }],
  history: [{ itemId: 'mug', start: '2026-01', quantities: [31, 28, 35, 42, 50, 61, 58, 55, 47, 52, 74, 96] }],
  stock: [{ itemId: 'mug', onHand: 80 }],
  finance: { openingCash: 1_500 },
})
console.log(`demand     ${result.demand[0]?.consensus.join('  ')}`)
console.log(`buy        ${result.supply.records[0]?.purchased.join('  ')}`)
console.log(`in stock   ${result.inventory[0]?.closing.join('  ')}`)
console.log(`cash       ${result.kpis.closingCash.values.join('  ')}`)
