import type { Plan } from 'sop-engine'

/** A fiscal year of the plan and the places of its periods. */
export interface PlanYear {
  readonly title: string
  readonly places: readonly number[]
}

/** The fiscal years of a plan, in order. */
export function yearsOf({ calendar }: Plan): PlanYear[] {
  const years = [...new Set(calendar.periods.map(({ fiscalYear }) => fiscalYear))]
  return years.map((year) => ({
    title: `FY${year}`,
    places: calendar.periods.flatMap(({ fiscalYear }, t) => (fiscalYear === year ? [t] : [])),
  }))
}

/** Short names of the periods: Jul-17, Q1-19. */
export function periodTitles({ calendar }: Plan): string[] {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  return calendar.periods.map(({ id, unit }) =>
    unit === 'month'
      ? `${months[Number(id.slice(5, 7)) - 1] ?? ''}${id.slice(2, 4)}`
      : `${id.slice(5)}'${id.slice(2, 4)}`,
  )
}

/** Sum of the periods of a year. */
export function ofYear(values: readonly number[], year: PlanYear): number {
  return year.places.reduce((sum, t) => sum + (values[t] ?? 0), 0)
}
