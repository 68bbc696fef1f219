import { createCalendar, type DemandEvent, type DemandNode } from 'sop-engine'
import { DECEMBER_GROUPS, PLAN_START } from './assumptions.js'
import type { SalesHistory } from './demandHistory.js'
import type { Note } from './notes.js'
import type { Extract } from './readExtract.js'
import { CALENDAR_OPTIONS } from './routings.js'
import { familyOf, groupOf } from './structure.js'

/** What the extract says of demand beyond its history: how items belong together, and a peak that comes every year. */
export interface DemandTables {
  readonly hierarchy: readonly DemandNode[]
  readonly events: readonly DemandEvent[]
  readonly notes: readonly Note[]
}

/** Decembers whose neighbors are in the extract too. */
const MEASURED_YEARS = [2015, 2016]

/** Bicycles sold in December over the mean of November and January, less one; ended products included. */
function measureDecember(extract: Extract, year: number): number {
  const [november, december, january] = [`${year}-11`, `${year}-12`, `${year + 1}-01`].map((month) =>
    extract.sales
      .filter(({ sku, date }) => date.startsWith(month) && DECEMBER_GROUPS.includes(groupOf(sku)))
      .reduce((sum, { quantity }) => sum + quantity, 0),
  ) as [number, number, number]
  return december / ((november + january) / 2) - 1
}

/** The tree of products and the yearly peak, as tables of plan(). */
export function buildDemandTables(extract: Extract, { selling, history }: SalesHistory): DemandTables {
  const families = new Map<string, string[]>()
  for (const sku of selling) {
    const family = familyOf(extract, sku)
    families.set(family, [...(families.get(family) ?? []), sku])
  }
  const hierarchy = [...families].flatMap(([family, skus]): DemandNode[] => [
    { id: family },
    ...skus.map((sku) => ({ id: sku, parentId: family })),
  ])

  const rates = MEASURED_YEARS.map((year) => measureDecember(extract, year))
  const upliftRate = Number((rates.reduce((a, b) => a + b, 0) / rates.length).toFixed(2))
  const planEnd = createCalendar(CALENDAR_OPTIONS).periods.at(-1)?.end ?? PLAN_START
  const firstMonth = new Map<string, string>()
  for (const { itemId, start } of history) {
    if (start < (firstMonth.get(itemId) ?? '9999-12')) firstMonth.set(itemId, start)
  }
  const events: DemandEvent[] = []
  for (const sku of selling.filter((id) => DECEMBER_GROUPS.includes(groupOf(id)))) {
    for (let year = 2015; `${year}-12-31` < planEnd; year++) {
      if (`${year}-12` < (firstMonth.get(sku) as string)) continue
      events.push({
        id: `December ${year} ${sku}`,
        name: 'December',
        itemId: sku,
        firstDate: `${year}-12-01`,
        lastDate: `${year}-12-31`,
        upliftRate,
      })
    }
  }

  const measured = rates.map((rate, i) => `${(rate * 100).toFixed(0)} % in ${MEASURED_YEARS[i]}`).join(', ')
  const notes: Note[] = [
    {
      what: 'families',
      count: families.size,
      why: 'bicycles by the model in their name, all else by group: forecasts of items and markets are made to add up to theirs',
    },
    {
      what: 'December events in the history',
      count: events.filter(({ firstDate }) => firstDate < PLAN_START).length,
      why: `bicycles sell ${measured} more than around it: taken out of the history, ${(upliftRate * 100).toFixed(0)} % put on each December of the plan`,
    },
    {
      what: 'offers, launches, successions',
      count: 0,
      why: 'the extract has no special offers and no product still to come; the heirs of ended products sell by now',
    },
  ]
  return { hierarchy, events, notes }
}
