import type { PlanInput, PlanItem } from '../../../src/schema/index.js'
import { createDice, rounded } from './dice.js'
import type { Shop } from './generateShop.js'

/**
 * The same shop as input of `plan`: items, stock, limits and forecasts are those of the problem; what a plan works out
 * by itself (holding cost, penalties) follows from its policy.
 */
export function shopPlanInput({ seed, calendar, problem }: Shop): PlanInput {
  const dice = createDice(seed + 7_919)
  const { items, billOfMaterials = [], operations = [], resources = [], firmPeriods } = problem
  const rows = items.map((item): PlanItem => {
    const { id, kind, quantityDecimals, yieldShare, lotSize, purchaseCost, price, source, unmetDemand } = item
    const { leadTimeDays, supplyLimit, firmSupply, minimumStock, maximumStock, safetyStock, lostSaleCostPerUnit } = item
    return {
      id,
      ...(kind !== undefined && { kind }),
      ...(quantityDecimals !== undefined && { quantityDecimals }),
      ...(yieldShare !== undefined && { yieldShare }),
      ...(lotSize !== undefined && { lotSize }),
      ...(purchaseCost !== undefined && { purchaseCost }),
      ...(price !== undefined && { price }),
      // What is made and paid to a supplier is work outside: a plan wants it called so.
      ...(source !== undefined && { source: source === 'make' && purchaseCost !== undefined ? 'subcontract' : source }),
      ...(unmetDemand !== undefined && { unmetDemand }),
      ...(leadTimeDays !== undefined && { leadTimeDays }),
      ...(supplyLimit !== undefined && { supplyLimit }),
      ...(firmSupply !== undefined && { firmSupply }),
      ...(minimumStock !== undefined && { minimumStock }),
      ...(maximumStock !== undefined && { maximumStock }),
      ...(kind !== 'service' && { safetyStock: safetyStock ?? 0 }),
      ...(lostSaleCostPerUnit !== undefined && { lostSaleCostPerUnit }),
    }
  })
  return {
    calendar,
    items: rows,
    billOfMaterials,
    operations,
    resources,
    stock: items
      .filter(({ onHand = 0, backlog = 0 }) => onHand > 0 || backlog > 0)
      .map(({ id, onHand = 0, backlog }) => ({ itemId: id, onHand, ...(backlog !== undefined && { backlog }) })),
    supplyOrders: items.flatMap(({ id, scheduledReceipts = [], receiptDates = [], quantityDecimals = 0 }) => [
      ...scheduledReceipts.flatMap((all, t) => {
        const { start, end } = problem.calendar.periods[t] as { readonly start: string; readonly end: string }
        const dated = receiptDates.reduce(
          (sum, { date, quantity }) => sum + (date >= start && date < end ? quantity : 0),
          0,
        )
        const quantity = rounded(all - dated, quantityDecimals)
        return quantity > 0 ? [{ id: `${id} ${t}`, itemId: id, kind: 'buy' as const, quantity, dueDate: start }] : []
      }),
      ...receiptDates.map(({ date, quantity }, n) => {
        return { id: `${id} on a day ${n}`, itemId: id, kind: 'buy' as const, quantity, dueDate: date }
      }),
    ]),
    customerOrders: items.flatMap(({ id, demandDates = [] }) =>
      demandDates.map(({ date, quantity }, n) => ({ id: `${id} ${n}`, itemId: id, quantity, requestedDate: date })),
    ),
    // A plan wants a forecast, be it of nothing: in a few shops nobody asks for anything.
    forecasts: items.some(({ demand }) => demand !== undefined)
      ? items.flatMap(({ id, demand }) => (demand === undefined ? [] : [{ itemId: id, quantities: demand }]))
      : rows.slice(0, 1).map(({ id }) => ({ itemId: id, quantities: problem.calendar.periods.map(() => 0) })),
    policy: {
      ...(firmPeriods !== undefined && { firmPeriods }),
      ...(dice.chance(0.5) && { holdingCostRatePerYear: dice.of([0.05, 0.1, 0.3]) }),
      ...(dice.chance(0.5) && { backlogCostRatePerYear: dice.of([0.3, 0.6, 2.4]) }),
      ...(dice.chance(0.3) && { safetyStockPenaltyRatePerYear: dice.of([0.5, 2]) }),
    },
    finance: { openingCash: rounded(dice.between(0, 1e6), 2) },
  }
}
