import { pick } from '../../src/core/checking/pick.js'
import { parseDay } from '../../src/core/time/calendar.js'
import { effectiveQuantity, standardHours } from '../../src/core/index.js'
import { createModelBuilder, type LinearModel, type ModelBuilder } from '../../src/lp/model.js'
import type { ProductionItem, ProductionProblem } from '../../src/production/types.js'

/**
 * What is left at the end of the plan, newest first, loses its margin: a mean of the corners of that loss, of which a linear
 * program takes the least, and so its convex hull.
 */
function earnWaiting(builder: ModelBuilder, item: ProductionItem, count: number, left: number): void {
  const at = (value: number | readonly number[] | undefined, t: number): number =>
    typeof value === 'object' ? (value[t] as number) : (value ?? 0)
  const first = at(item.price, 0) - at(item.sellingCostPerUnit, 0)
  const own =
    (item.backlogPrice ?? at(item.price, 0)) - (item.backlogSellingCostPerUnit ?? at(item.sellingCostPerUnit, 0))
  const queue: (readonly [number, number])[] = [[item.backlog ?? 0, (item.backlog ?? 0) > 0 ? own : first]]
  for (let t = 0; t < count; t += 1) {
    queue.push([item.demand?.[t] ?? 0, at(item.price, t) - at(item.sellingCostPerUnit, t)])
  }
  const mean = builder.addRow({ lower: 1, upper: 1 })
  const units = builder.addRow({ lower: 0, upper: 0 })
  builder.addTerm(units, left, -1)
  let [open, loss] = [0, 0]
  const corner = (): void => {
    const column = builder.addColumn({ objective: -loss })
    builder.addTerm(mean, column, 1)
    if (open > 0) builder.addTerm(units, column, open)
  }
  corner()
  for (const [quantity, margin] of queue.reverse()) {
    open += quantity
    loss += quantity * margin
    corner()
  }
  builder.addConstant(loss)
}

/**
 * The plain textbook form of a problem, one column for every quantity and one row for every rule, without any of the
 * substitutions of the library: what its models must agree with. Takes problems that give every penalty.
 */
export function fullModel(problem: ProductionProblem): LinearModel {
  const builder = createModelBuilder('maximize')
  const { periods } = problem.calendar
  const count = periods.length
  const at = (value: number | readonly number[] | undefined, t: number, missing = 0): number =>
    value === undefined ? missing : typeof value === 'number' ? value : (value[t] as number)
  const balance = new Map<string, number[]>()
  const supply = new Map<string, number[]>()
  const hours = new Map<string, number[]>()
  for (const resource of problem.resources ?? []) {
    hours.set(
      resource.id,
      periods.map((_, t) => {
        const wage = at(resource.costPerHour, t)
        const overhead = at(resource.variableOverheadPerHour, t)
        const row = builder.addRow({ upper: 0 })
        const regular = builder.addColumn({ objective: -wage - overhead, upper: at(resource.capacityHours, t) })
        const overtime = builder.addColumn({
          objective: -at(resource.overtimeCostPerHour, t, 1.5 * wage) - overhead,
          upper: at(resource.overtimeHours, t),
        })
        builder.addTerm(row, regular, -1)
        builder.addTerm(row, overtime, -1)
        return row
      }),
    )
  }
  for (const item of problem.items) {
    const service = item.kind === 'service'
    const arrival = (parseDay(periods[0]?.start) as number) + (item.leadTimeDays ?? 0)
    let stock = -1
    let backlog = -1
    const rows: number[] = []
    const columns: number[] = []
    for (let t = 0; t < count; t += 1) {
      const period = periods[t] as (typeof periods)[number]
      const blocked = (parseDay(period.end) as number) <= arrival
      const given = item.firmSupply?.[t] ?? null
      const firm = given ?? (t < (problem.firmPeriods ?? 0) ? 0 : null)
      const limit = blocked ? 0 : at(item.supplyLimit, t, Infinity)
      const x = builder.addColumn({
        objective: -at(item.purchaseCost, t),
        lower: firm ?? 0,
        upper: firm ?? limit,
      })
      const opening = t === 0 ? (item.onHand ?? 0) : 0
      const here = opening + (item.scheduledReceipts?.[t] ?? 0)
      const row = builder.addRow({ lower: here, upper: here })
      const before = stock
      stock = builder.addColumn({
        objective: -at(item.holdingCostPerUnit, t),
        lower: at(item.minimumStock, t, 0),
        upper: service ? 0 : at(item.maximumStock, t, Infinity),
      })
      builder.addTerm(row, stock, 1)
      if (before >= 0) builder.addTerm(row, before, -1)
      builder.addTerm(row, x, -1)
      const short = builder.addColumn({ objective: -at(item.safetyStockPenaltyPerUnit, t) })
      const target = builder.addRow({ lower: at(item.safetyStock, t, 0) })
      builder.addTerm(target, stock, 1)
      builder.addTerm(target, short, 1)

      const demand = (item.demand?.[t] ?? 0) + (t === 0 ? (item.backlog ?? 0) : 0)
      const keepsPrice = (item.unmetDemand ?? 'backlog') === 'backlog'
      const margin = at(item.price, t) - at(item.sellingCostPerUnit, t)
      const ship = builder.addColumn({ objective: keepsPrice ? 0 : margin })
      builder.addTerm(row, ship, 1)
      const met = builder.addRow({ lower: demand, upper: demand })
      builder.addTerm(met, ship, 1)
      if (item.unmetDemand === 'lost') {
        builder.addTerm(met, builder.addColumn({ objective: -at(item.lostSaleCostPerUnit, t) }), 1)
        const [start, end] = [parseDay(period.start) as number, parseDay(period.end) as number]
        const sum = (rows: ProductionItem['demandDates'], from: number): number =>
          (rows ?? []).reduce((all, { date, quantity }) => {
            const day = parseDay(date) as number
            return all + (day >= from && day < end ? quantity : 0)
          }, 0)
        for (const day of [arrival, ...(item.receiptDates ?? []).map(({ date }) => parseDay(date) as number)]) {
          if (day <= start || day >= end) continue
          const spread = (item.demand?.[t] ?? 0) - sum(item.demandDates, start)
          const later = ((end - day) / period.days) * spread + sum(item.demandDates, day)
          const early = builder.addRow({ upper: later + here - sum(item.receiptDates, day) })
          builder.addTerm(early, ship, 1)
          if (before >= 0) builder.addTerm(early, before, -1)
          // Before its lead time is over an item has firm supply alone, which is there when its period begins.
          if (day > arrival || blocked) builder.addTerm(early, x, -1)
        }
      } else if (item.unmetDemand !== 'forbidden') {
        const late = builder.addColumn({ objective: -at(item.backlogCostPerUnit, t) })
        builder.addTerm(met, late, 1)
        if (backlog >= 0) builder.addTerm(met, backlog, -1)
        backlog = late
        if (t === count - 1) earnWaiting(builder, item, count, late)
      }
      rows.push(row)
      columns.push(x)
    }
    balance.set(item.id, rows)
    supply.set(item.id, columns)
  }
  for (const item of problem.items) {
    if (item.source === 'buy') continue
    const { yieldShare = 1, lotSize = 1 } = item
    ;(supply.get(item.id) as number[]).forEach((x, t) => {
      for (const line of problem.billOfMaterials ?? []) {
        if (line.itemId !== item.id) continue
        builder.addTerm(
          balance.get(line.componentId)?.[t] as number,
          x,
          effectiveQuantity({ ...pick(line, ['quantityPer', 'scrapShare']), yieldShare }),
        )
      }
      for (const operation of problem.operations ?? []) {
        if (operation.itemId !== item.id) continue
        builder.addTerm(
          hours.get(operation.resourceId)?.[t] as number,
          x,
          standardHours({ ...pick(operation, ['runHoursPerUnit', 'setupHours']), yieldShare, lotSize }),
        )
      }
    })
  }
  return builder.build()
}
