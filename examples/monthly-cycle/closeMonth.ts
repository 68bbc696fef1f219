import type { Plan } from 'sop-engine'
import type { HandedOver } from 'sop-engine/review'
import type { PlanActual } from 'sop-engine/schema'
import { type Line, soldIn } from './company.js'

/**
 * What the first month of a plan came to: bought and made as planned, but sold what customers asked for in truth, as far as there
 * was enough; the first market is served first, and who is left waits.
 */
export function closeMonth(plan: Plan, planned: Required<HandedOver>, { sold }: Line): HandedOver {
  const { id: periodId = '', end = '' } = plan.calendar.periods[0] ?? {}
  const prices = new Map(plan.input.items.map(({ id, price }) => [id, Number([price ?? 0].flat()[0])]))
  const sales: PlanActual[] = []
  const waiting: PlanActual[] = []
  const stock = new Map<string, number>()
  // Parts go as planned; bicycles by what was asked for.
  const bicycles = new Set(sold.map(({ itemId }) => itemId))
  for (const itemId of bicycles) {
    const record = plan.supply.records.find((row) => row.itemId === itemId)
    const opening = plan.input.stock.filter((row) => row.itemId === itemId)
    let left = opening.reduce((sum, { onHand }) => sum + onHand, 0) + (record?.produced[0] ?? 0)
    let late = opening.reduce((sum, { backlog }) => sum + backlog, 0)
    for (const series of sold.filter((row) => row.itemId === itemId)) {
      const asked = soldIn(series, periodId) + late
      late = 0
      const units = Math.min(asked, left)
      left -= units
      const { marketId } = series
      const head = { periodId, itemId, ...(marketId !== undefined && { marketId }) }
      if (units > 0) sales.push({ ...head, kind: 'sales', units, amount: units * (prices.get(itemId) ?? 0) })
      if (asked > units) waiting.push({ ...head, kind: 'backlog', units: asked - units })
    }
    stock.set(itemId, left)
  }
  const revenue = (rows: readonly PlanActual[]): number =>
    rows.filter(({ kind }) => kind === 'sales').reduce((sum, { amount = 0 }) => sum + amount, 0)
  const more = Math.round((revenue(sales) - revenue(planned.actuals)) * 100) / 100
  return {
    actuals: [
      ...planned.actuals
        .filter(({ kind }) => kind !== 'sales' && kind !== 'backlog')
        .filter(({ kind, account }) => kind !== 'balance' || account !== 'receivables')
        .map((row) => {
          const counted = row.kind === 'stockCount' ? stock.get(row.itemId ?? '') : undefined
          return counted === undefined ? row : { ...row, units: counted }
        }),
      ...sales,
      ...waiting,
    ],
    supplyOrders: planned.supplyOrders,
    // Who waits stands in the actuals; nobody orders ahead.
    customerOrders: [],
    // What was sold beyond the plan, or less, is paid when the next month begins.
    openingBalances: [
      ...planned.openingBalances,
      ...(more === 0
        ? []
        : [{ id: 'sold otherwise than planned', account: 'receivables' as const, amount: more, dueDate: end }]),
    ],
  }
}
