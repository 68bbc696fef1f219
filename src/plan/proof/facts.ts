import type { Plan } from '../types.js'

/** The input of a plan in the form that the proof computes with; derived here, not taken from the planner. */
export interface Facts {
  readonly plan: Plan
  readonly count: number
  /** Day numbers of the starts of the periods, and of the end of the last. */
  readonly starts: readonly number[]
  readonly end: number
  readonly days: readonly number[]
  readonly itemPlace: ReadonlyMap<string, number>
  /** Bills valid at `asOf`: component place and component units in one good unit, by place of the item. */
  readonly bills: readonly (readonly { readonly place: number; readonly quantity: number }[])[]
  /** Hours of one good unit on each resource, by place of the item. */
  readonly hours: readonly (readonly { readonly resource: number; readonly hours: number }[])[]
  /** Value of a number or array by period: a level holds, a flow is spread by the nominal length of the buckets. */
  level(value: number | readonly number[]): readonly number[]
  flow(value: number | readonly number[]): readonly number[]
}

const DAY = 86_400_000

/** Day number of `YYYY-MM-DD`. */
export const dayNumber = (text: string): number =>
  Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / DAY

/** Derives the facts of a plan from its input. */
export function readFacts(plan: Plan): Facts {
  const { input, calendar } = plan
  const { periods } = calendar
  const itemPlace = new Map(input.items.map(({ id }, i) => [id, i]))
  const resourcePlace = new Map(input.resources.map(({ id }, i) => [id, i]))
  const bills = input.items.map(() => new Map<number, number>())
  for (const line of input.billOfMaterials) {
    if (line.firstDate !== undefined && input.asOf < line.firstDate) continue
    if (line.lastDate !== undefined && input.asOf > line.lastDate) continue
    const parent = itemPlace.get(line.itemId) as number
    const child = itemPlace.get(line.componentId) as number
    const component = input.items[child]
    const unit =
      line.unit === undefined || line.unit === component?.unit
        ? 1
        : (component?.units?.find((u) => u.unit === line.unit)?.stockUnits ?? 1)
    const perUnit = (line.quantityPer * unit) / (1 - (line.scrapShare ?? 0)) / (input.items[parent]?.yieldShare ?? 1)
    bills[parent]?.set(child, (bills[parent]?.get(child) ?? 0) + perUnit)
  }
  const hours = input.items.map(() => new Map<number, number>())
  for (const operation of input.operations) {
    const i = itemPlace.get(operation.itemId) as number
    const resource = resourcePlace.get(operation.resourceId) as number
    const item = input.items[i]
    const perUnit =
      (operation.runHoursPerUnit + (operation.setupHours ?? 0) / (item?.lotSize ?? 1)) / (item?.yieldShare ?? 1)
    hours[i]?.set(resource, (hours[i]?.get(resource) ?? 0) + perUnit)
  }
  const nominal = { month: 1, quarter: 3, year: 12, day: 0, week: 0 } as const
  const first = periods[0]?.unit ?? 'month'
  const spread = (value: number): number[] =>
    periods.map(({ unit, days }) => {
      if (unit === first) return value
      if (nominal[first] > 0) return (value * nominal[unit]) / nominal[first]
      return first === 'week' ? (value * days) / 7 : value * days
    })
  return {
    plan,
    count: periods.length,
    starts: periods.map(({ start }) => dayNumber(start)),
    end: dayNumber(periods.at(-1)?.end ?? '1970-01-01'),
    days: periods.map(({ start, end }) => dayNumber(end) - dayNumber(start)),
    itemPlace,
    bills: bills.map((bill) => [...bill].map(([place, quantity]) => ({ place, quantity }))),
    hours: hours.map((routing) => [...routing].map(([resource, value]) => ({ resource, hours: value }))),
    level: (value) => (typeof value === 'number' ? periods.map(() => value) : value),
    flow: (value) => (typeof value === 'number' ? spread(value) : value),
  }
}
