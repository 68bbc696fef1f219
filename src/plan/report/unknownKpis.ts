import type { Calendar } from '../../core/time/calendar.js'
import type { Kpi, Kpis } from './kpis.js'

/** Key figures of which none is known. */
export function unknownKpis(calendar: Calendar): Kpis {
  const unknown: Kpi = { values: calendar.periods.map(() => null), total: null }
  return {
    revenue: unknown,
    grossMargin: unknown,
    grossMarginRatio: unknown,
    contributionMargin: unknown,
    contributionMarginRatio: unknown,
    operatingIncome: unknown,
    netIncome: unknown,
    closingCash: unknown,
    inventoryValue: unknown,
    serviceLevel: unknown,
    stockTurns: unknown,
    resourceUse: [],
  }
}
