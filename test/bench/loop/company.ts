/** How the demand of a good goes over the years. */
export const DEMAND_CLASSES = [
  'smooth',
  'seasonal',
  'lumpy',
  'intermittent',
  'launch',
  'dying',
  'promoted',
  'step',
] as const
export type DemandClass = (typeof DEMAND_CLASSES)[number]

/** Months of demand that are known before the first plan, months that are planned one by one, and months of one plan. */
export const HISTORY_MONTHS = 36
export const LOOP_MONTHS = 24
export const PLAN_MONTHS = 12

/** A month in which a good is advertised, with the rise that its planner expects; the real one differs. */
export interface Promotion {
  /** Place in `Good.demand`. */
  readonly month: number
  readonly expectedRate: number
}

/** Something that is sold: made of parts on machines, or bought as it is. */
export interface Good {
  readonly id: string
  readonly demandClass: DemandClass
  readonly price: number
  /** What becomes of what is short. */
  readonly unmetDemand: 'backlog' | 'lost'
  readonly parts: readonly { readonly partId: string; readonly quantityPer: number }[]
  readonly hours: readonly { readonly machineId: string; readonly perUnit: number }[]
  /** Only of a good that is bought as it is sold. */
  readonly bought?: { readonly purchaseCost: number; readonly leadTimeDays: number }
  /** Units asked for, month by month from the first of the history to a plan's length behind the last planned month. */
  readonly demand: readonly number[]
  /** Place in `demand` of the first month in which it is on sale. */
  readonly firstMonth: number
  readonly promotions: readonly Promotion[]
}

/** Something that is bought and goes into goods. */
export interface Part {
  readonly id: string
  readonly purchaseCost: number
  readonly leadTimeDays: number
}

/** A machine with its hours a month. */
export interface Machine {
  readonly id: string
  readonly capacityHours: number
  readonly overtimeHours: number
  readonly costPerHour: number
}

/** An order for supply that is under way. */
export interface OpenOrder {
  readonly id: string
  readonly itemId: string
  readonly quantity: number
  readonly dueDate: string
}

/** A company with a demand that only the simulator and the clairvoyant know. */
export interface Company {
  readonly seed: number
  readonly goods: readonly Good[]
  readonly parts: readonly Part[]
  readonly machines: readonly Machine[]
  readonly opening: {
    readonly onHand: ReadonlyMap<string, number>
    readonly openOrders: readonly OpenOrder[]
  }
}

export const OVERTIME_WAGE_RATE = 1.5

/** What one unit of everything costs in parts and regular wages. */
export function standardCosts({ goods, parts, machines }: Company): Map<string, number> {
  const costs = new Map(parts.map(({ id, purchaseCost }) => [id, purchaseCost]))
  const wages = new Map(machines.map(({ id, costPerHour }) => [id, costPerHour]))
  for (const good of goods) {
    let cost = good.bought?.purchaseCost ?? 0
    for (const { partId, quantityPer } of good.parts) cost += quantityPer * (costs.get(partId) ?? 0)
    for (const { machineId, perUnit } of good.hours) cost += perUnit * (wages.get(machineId) ?? 0)
    costs.set(good.id, cost)
  }
  return costs
}

/** Units of one part that the demand of a month takes. */
export function partUse(goods: readonly Good[], partId: string, unitsOf: (good: Good) => number): number {
  let use = 0
  for (const good of goods) {
    for (const line of good.parts) if (line.partId === partId) use += line.quantityPer * unitsOf(good)
  }
  return use
}
