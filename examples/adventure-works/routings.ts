import type { Operation, PlanResource } from 'sop-engine'
import { createCalendar } from 'sop-engine'
import {
  ADDED_HOURS_PER_WEEK,
  ASSETS,
  FISCAL_YEAR_START_MONTH,
  HOLIDAYS,
  LOT_SIZES,
  OVERHEADS,
  OVERTIME_SHARE,
  OVERTIME_WAGE_MULTIPLE,
  PLAN_MONTHS,
  PLAN_QUARTERS,
  PLAN_START,
  PRACTICAL_CAPACITY_SHARE,
  ROUTINGS,
  VARIABLE_OVERHEAD_PER_HOUR,
} from './assumptions.js'
import type { Extract } from './readExtract.js'
import { billByAssembly, gradeOf } from './structure.js'

/** The calendar of the plan. */
export const CALENDAR_OPTIONS = {
  start: PLAN_START,
  months: PLAN_MONTHS,
  quarters: PLAN_QUARTERS,
  fiscalYearStartMonth: FISCAL_YEAR_START_MONTH,
  holidays: HOLIDAYS,
} as const

/** Name of a resource in the plan. */
export function resourceId(extract: Extract, workCenter: string): string {
  const center = extract.workCenters.find(({ id }) => id === workCenter)
  if (center === undefined) throw new Error(`The extract has no work center '${workCenter}'.`)
  return center.name
}

/** Operations of the items that are made, by the hours in assumptions.ts. */
export function buildOperations(extract: Extract, made: readonly string[]): Operation[] {
  const bill = billByAssembly(extract)
  return made.flatMap((sku) => {
    const routing = ROUTINGS.find(({ prefixes }) => prefixes.some((prefix) => sku.startsWith(prefix)))
    if (routing === undefined) throw new Error(`Item '${sku}' is made and has no routing in assumptions.ts.`)
    const grade = gradeOf(extract, sku, bill)
    return routing.operations.flatMap(({ workCenter, hours, setupHours }) => {
      const runHoursPerUnit = typeof hours === 'number' ? hours : hours[grade]
      if (runHoursPerUnit === 0) return []
      return [
        {
          itemId: sku,
          resourceId: resourceId(extract, workCenter),
          runHoursPerUnit,
          ...(setupHours !== undefined && { setupHours }),
        },
      ]
    })
  })
}

/** Units of a production lot; 1 where assumptions.ts has none. */
export function lotSizeOf(sku: string): number {
  return LOT_SIZES.find(({ prefixes }) => prefixes.some((prefix) => sku.startsWith(prefix)))?.lotSize ?? 1
}

/** Hours of the work centers by period: hours a week by working days, second shifts included. */
export function buildResources(extract: Extract): PlanResource[] {
  const { periods } = createCalendar(CALENDAR_OPTIONS)
  const centers = extract.workCenters.filter(({ costPerHour }) => costPerHour > 0)
  const hours = centers.map(({ id, hoursPerWeek }) =>
    periods.map(({ start, workingDays }) => {
      const added = ADDED_HOURS_PER_WEEK.filter(({ workCenter, from }) => workCenter === id && from <= start)
      const week = added.reduce((sum, more) => sum + more.hours, hoursPerWeek)
      return Number(((week / 5) * workingDays).toFixed(2))
    }),
  )
  // One overhead rate for the whole plant: the first year's fixed cost over the hours it can really work.
  const firstYear = (values: readonly number[]): number => values.slice(0, PLAN_MONTHS).reduce((a, b) => a + b, 0)
  const costOfYear =
    OVERHEADS.filter((overhead) => overhead.function === 'production').reduce(
      (sum, { perMonth }) => sum + perMonth * 12,
      0,
    ) +
    ASSETS.filter((asset) => asset.function === 'production' && asset.acquiredDate < PLAN_START).reduce(
      (sum, { cost, salvageValue, lifeMonths }) => sum + ((cost - salvageValue) / lifeMonths) * 12,
      0,
    )
  const practicalHours = hours.reduce((sum, row) => sum + firstYear(row), 0) * PRACTICAL_CAPACITY_SHARE
  const fixedOverheadPerHour = Number((costOfYear / practicalHours).toFixed(2))
  return centers.map(({ id, name, costPerHour }, r) => {
    const capacityHours = hours[r] as number[]
    return {
      id: name,
      name: `${name} (work center ${id})`,
      capacityHours,
      overtimeHours: capacityHours.map((regular) => Number((regular * OVERTIME_SHARE).toFixed(2))),
      costPerHour,
      overtimeCostPerHour: Number((costPerHour * OVERTIME_WAGE_MULTIPLE).toFixed(4)),
      variableOverheadPerHour: VARIABLE_OVERHEAD_PER_HOUR[id] ?? 0,
      fixedOverheadPerHour,
    }
  })
}
