import type { PlanInput } from '../../src/index.js'
import { createDice } from '../production/wholeUnits/dice.js'

const ITEMS = ['a', 'b', 'c']
const MARKETS = ['north', 'south']

/**
 * A small company of a seed: up to three items for two markets at prices around what they cost, orders at prices of their own, stock at hand, safety
 * stock, and hours, or purchases, that are never quite enough; some of its customers wait, and some go away.
 */
export function drawTrader(seed: number): PlanInput {
  const { chance, whole, of } = createDice(seed)
  const months = whole(1, 4)
  const each = (least: number, most: number): number[] => Array.from({ length: months }, () => whole(least, most))
  const series = (least: number, most: number): number | number[] =>
    chance(0.5) ? whole(least, most) : each(least, most)
  const ids = ITEMS.slice(0, whole(1, 3))
  const isMade = chance(0.6)
  const all = isMade ? [...ids, 'part'] : ids
  const bought = (least: number, most: number) => ({
    purchaseCost: series(least, most),
    ...(chance(0.45) && { supplyLimit: series(0, 50) }),
    ...(chance(0.3) && { leadTimeDays: whole(0, 40) }),
  })
  const orders = Array.from({ length: whole(0, 5) }, (_, n) => ({
    id: `o${n}`,
    itemId: of(ids),
    marketId: of(MARKETS),
    quantity: whole(1, 12),
    requestedDate: `2027-0${whole(1, months)}-${of(['05', '12', '25'])}`,
    ...(chance(0.8) && { price: whole(3, 99) }),
  }))
  const isOrdered = new Set(orders.map(({ itemId }) => itemId))
  return {
    calendar: { start: '2027-01-01', months },
    policy: {
      consumeBackwardPeriods: 0,
      consumeForwardPeriods: 0,
      unmetDemand: of(['lost', 'lost', 'backlog']),
      sellBelowCost: of(['stockOnly', 'stockOnly', 'always', 'never']),
    },
    markets: MARKETS.map((id) => ({ id })),
    items: [
      ...ids.map((id) => ({
        id,
        ...(chance(0.3) && { unmetDemand: of(['lost', 'backlog'] as const) }),
        ...(chance(0.5) && { safetyStock: whole(0, 12) }),
        ...(chance(0.3) && { lostSaleCostPerUnit: whole(0, 20) }),
        ...(!isMade && bought(5, 40)),
        ...(chance(0.2) && { quantityDecimals: 1 }),
        ...(chance(0.15) && { maximumStock: whole(12, 40) }),
      })),
      ...(isMade ? [{ id: 'part', ...bought(1, 20), ...(chance(0.3) && { safetyStock: whole(0, 8) }) }] : []),
    ],
    prices: ids.flatMap((itemId) => MARKETS.map((marketId) => ({ itemId, marketId, price: series(5, 90) }))),
    ...(isMade && {
      billOfMaterials: ids.map((itemId) => ({ itemId, componentId: 'part', quantityPer: whole(1, 2) })),
      operations: ids.map((itemId) => ({ itemId, resourceId: 'bench', runHoursPerUnit: of([0.5, 1, 1.5]) })),
      resources: [
        {
          id: 'bench',
          capacityHours: each(5, 60),
          costPerHour: whole(5, 20),
          ...(chance(0.5) && { overtimeHours: whole(0, 30), overtimeCostPerHour: whole(15, 60) }),
          ...(chance(0.3) && { paidHours: 'capacity' as const }),
        },
      ],
    }),
    history: [],
    forecasts: ids.flatMap((itemId) =>
      MARKETS.map((marketId) => ({
        itemId,
        marketId,
        quantities: each(0, 30),
        ...(chance(0.3) && { stdDev: each(0, 6) }),
      })),
    ),
    stock: all.map((itemId) => ({
      itemId,
      onHand: chance(0.6) ? 0 : whole(0, 40),
      ...(itemId !== 'part' && !isOrdered.has(itemId) && chance(0.2) && { backlog: whole(0, 5) }),
    })),
    customerOrders: orders,
    ...(chance(0.2) && {
      openOrders: [
        {
          id: 'p',
          itemId: isMade ? 'part' : of(ids),
          quantity: whole(1, 30),
          dueDate: `2027-0${whole(1, months)}-10`,
        },
      ],
    }),
    finance: {
      openingCash: 1000,
      ...(chance(0.3) && { overheads: [{ id: 'agent', function: 'selling' as const, rateOfRevenue: 0.05 }] }),
    },
  }
}
