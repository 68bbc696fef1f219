import type { DemandHistory, PlanInput, PlanResource } from 'sop-engine'
import { readExtract } from '../adventure-works/readExtract.js'
import { familyOf } from '../adventure-works/structure.js'
import { toPlanInput } from '../adventure-works/toPlanInput.js'

/** The line of bicycles that is planned: the one with the greatest revenue. */
export const FAMILY = 'Mountain-200'
/** First day of the first plan: a quarter before the sales of the extract end, so that what followed is known. */
export const FIRST_DAY = '2017-04-01'
const LAST_DAY = '2017-03-31'
const MONTHS = 6

/*
 * ASSUMED, beside what examples/adventure-works assumes: the line has a tenth more hours of each work center than its sales of the
 * last twelve months take; a fifth of the plant's overheads and cash; and the stock that was counted on 30 June lay there on
 * 31 March.
 */
const HOURS_ABOVE_USE = 1.1
const SHARE_OF_PLANT = 0.2

/** The line, planned from 1 April 2017 with what was known on the day before, and what was sold in the three months that followed. */
export interface Line {
  readonly input: PlanInput
  /** Histories by item and market up to the end of the extract. */
  readonly sold: readonly DemandHistory[]
}

/** Number of a month, from year 0. */
const monthNumber = (id: string): number => Number(id.slice(0, 4)) * 12 + Number(id.slice(5, 7))

/** Units of a series in a month; none before it began. */
export function soldIn({ start, quantities }: DemandHistory, monthId: string): number {
  return quantities[monthNumber(monthId) - monthNumber(start)] ?? 0
}

/** Items below some, through all levels, with the units that one of them takes. */
function usePerUnit({ billOfMaterials = [] }: PlanInput, sku: string): ReadonlyMap<string, number> {
  const use = new Map<string, number>()
  const add = (itemId: string, units: number): void => {
    use.set(itemId, (use.get(itemId) ?? 0) + units)
    for (const line of billOfMaterials) if (line.itemId === itemId) add(line.componentId, units * line.quantityPer)
  }
  add(sku, 1)
  return use
}

/** Reads the extract and cuts the line out of it. */
export function readLine(): Line {
  const extract = readExtract()
  const { input: plant } = toPlanInput(extract)
  const sold = (plant.history ?? []).filter(({ itemId }) => familyOf(extract, itemId) === FAMILY)
  const skus = [...new Set(sold.map(({ itemId }) => itemId))]
  const uses = new Map(skus.map((sku) => [sku, usePerUnit(plant, sku)]))
  const ids = new Set([...uses.values()].flatMap((use) => [...use.keys()]))
  const monthlyUse = new Map<string, number>()
  for (const row of sold) {
    const year = Array.from({ length: 12 }, (_, n) =>
      soldIn(row, n < 9 ? `2016-${String(n + 4).padStart(2, '0')}` : `2017-0${n - 8}`),
    )
    const mean = year.reduce((sum, units) => sum + units, 0) / 12
    for (const [itemId, units] of uses.get(row.itemId) ?? [])
      monthlyUse.set(itemId, (monthlyUse.get(itemId) ?? 0) + units * mean)
  }
  const isOurs = ({ itemId }: { readonly itemId: string }): boolean => ids.has(itemId)
  const operations = (plant.operations ?? []).filter(isOurs)
  const lots = new Map(plant.items.map(({ id, lotSize = 1 }) => [id, lotSize]))
  const resources = (plant.resources ?? []).flatMap((resource): PlanResource[] => {
    const hours = operations
      .filter(({ resourceId }) => resourceId === resource.id)
      .reduce(
        (sum, { itemId, runHoursPerUnit, setupHours = 0 }) =>
          sum + (monthlyUse.get(itemId) ?? 0) * (runHoursPerUnit + setupHours / (lots.get(itemId) ?? 1)),
        0,
      )
    if (hours === 0) return []
    const capacityHours = Math.ceil(hours * HOURS_ABOVE_USE)
    return [{ ...resource, capacityHours, overtimeHours: Math.ceil(capacityHours / 10) }]
  })
  const suppliers = new Set(plant.items.filter(({ id }) => ids.has(id)).map(({ supplierId }) => supplierId))
  const { finance = {} } = plant
  const part = (amount: unknown): number => Math.round(Number(amount ?? 0) * SHARE_OF_PLANT)
  return {
    sold,
    input: {
      schemaVersion: 1,
      currency: 'USD',
      asOf: LAST_DAY,
      calendar: { ...plant.calendar, start: FIRST_DAY, months: MONTHS, quarters: 0 },
      items: plant.items
        .filter(({ id }) => ids.has(id))
        .map((item) => (skus.includes(item.id) ? { ...item, attributes: { family: FAMILY } } : item)),
      billOfMaterials: (plant.billOfMaterials ?? []).filter(isOurs),
      operations,
      resources,
      markets: plant.markets ?? [],
      suppliers: (plant.suppliers ?? []).filter(({ id }) => suppliers.has(id)),
      history: sold.flatMap((row) => {
        const months = monthNumber(FIRST_DAY) - monthNumber(row.start)
        return months > 0 ? [{ ...row, quantities: row.quantities.slice(0, months) }] : []
      }),
      stock: (plant.stock ?? []).filter(isOurs),
      assumedUnitCosts: (plant.assumedUnitCosts ?? []).filter(isOurs),
      ...(plant.policy !== undefined && { policy: plant.policy }),
      finance: {
        openingCash: part(finance.openingCash),
        openingReceivables: part(finance.openingReceivables),
        ...(finance.supplierTerms !== undefined && { supplierTerms: finance.supplierTerms }),
        ...(finance.payrollTerms !== undefined && { payrollTerms: finance.payrollTerms }),
        ...(finance.tax !== undefined && { tax: finance.tax }),
        ...(finance.creditLine !== undefined && {
          creditLine: { interestRatePerYear: finance.creditLine.interestRatePerYear ?? 0 },
        }),
        minimumCash: part(finance.minimumCash),
        overheads: (finance.overheads ?? []).map(({ amount, ...overhead }) => ({
          ...overhead,
          ...(amount !== undefined && { amount: part([amount].flat()[0]) }),
        })),
      },
    },
  }
}
