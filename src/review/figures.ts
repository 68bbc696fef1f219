import type { Ref } from '../core/keys/ref.js'
import { MEASURES } from '../core/rows/measures.js'
import { decimalSum } from '../core/money/money.js'
import type { Kpi } from '../plan/report/kpis.js'
import type { Plan } from '../plan/types.js'

/** A number of a plan, by period and in all. */
export interface Figure {
  readonly section: 'kpi' | 'statement' | 'item' | 'market' | 'resource'
  readonly statement?: string
  readonly measure: string
  readonly unit: 'money' | 'units' | 'hours' | 'ratio'
  readonly ref: Ref
  readonly values: readonly (number | null)[]
  readonly total: number | null
  /** Money of one unit or hour. */
  readonly price?: number
}

/** Key figures that are no money. */
export const RATIO_KPIS: ReadonlySet<string> = new Set([
  'grossMarginRatio',
  'contributionMarginRatio',
  'serviceLevel',
  'stockTurns',
])
/** Units of an item that plans are compared by. */
export const ITEM_UNITS = [
  'demand',
  'produced',
  'purchased',
  'shipped',
  'lost',
  'backlog',
  'closing',
  'safetyStockShortfall',
] as const
/** Money of an item in a market that plans are compared by. */
export const MONEY = ['revenue', 'variableCostOfSales', 'contributionMargin'] as const
/** Hours of a resource that plans are compared by. */
export const HOURS = ['capacityHours', 'regularHours', 'overtimeHours'] as const

/** A field of a record. Over the whole plan, what flows is summed, and what stands is that at the end. */
function figureOf(
  section: Figure['section'],
  measure: string,
  unit: Figure['unit'],
  ref: Ref,
  values: readonly number[],
): Figure {
  const kind = MEASURES.get(measure)?.kind ?? 'flow'
  return { section, measure, unit, ref, values, total: kind === 'flow' ? decimalSum(values) : (values.at(-1) ?? null) }
}

function kpiFigures({ kpis }: Plan): Figure[] {
  return Object.entries(kpis).flatMap(([measure, figure]): Figure[] => {
    if (Array.isArray(figure)) {
      return (figure as readonly (Kpi & { readonly resourceId: string })[]).map(({ resourceId, values, total }) => ({
        section: 'resource',
        measure: 'utilization',
        unit: 'ratio',
        ref: { resourceId },
        values,
        total,
      }))
    }
    const { values, total } = figure as Kpi
    return [{ section: 'kpi', measure, unit: RATIO_KPIS.has(measure) ? 'ratio' : 'money', ref: {}, values, total }]
  })
}

/** What a line of a statement comes to over a plan: what flows is summed, what stands is that at its end, or at its beginning. */
export function lineTotal(statement: string, id: string, amounts: readonly number[]): number | null {
  if (id === 'openingCash') return amounts[0] ?? null
  const stands = statement === 'balanceSheet' || id === 'cash' || id === 'closingCash'
  return stands ? (amounts.at(-1) ?? null) : decimalSum(amounts)
}

function statementFigures({ statements }: Plan): Figure[] {
  return Object.entries(statements).flatMap(([statement, { lines }]) =>
    (lines as Plan['statements']['balanceSheet']['lines']).map(({ id, amounts }): Figure => ({
      section: 'statement',
      statement,
      measure: id,
      unit: 'money',
      ref: {},
      values: amounts,
      total: lineTotal(statement, id, amounts),
    })),
  )
}

/** Units of each item at its standard cost, and the money of each item and market. */
function itemFigures({ supply, contribution, costs }: Plan): Figure[] {
  const costOf = new Map(costs.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const units = supply.records.flatMap((record) =>
    ITEM_UNITS.map((measure) => ({
      ...figureOf('item', measure, 'units', { itemId: record.itemId }, record[measure]),
      price: costOf.get(record.itemId) ?? 0,
    })),
  )
  const money = contribution.flatMap((record) =>
    MONEY.map((measure): Figure => {
      const { itemId, marketId } = record
      const ref = { ...(itemId !== undefined && { itemId }), ...(marketId !== undefined && { marketId }) }
      return figureOf('item', measure, 'money', ref, record[measure])
    }),
  )
  return [...units, ...money]
}

/** The money of each market: that of its items together. */
function marketFigures({ contribution, calendar }: Plan): Figure[] {
  const markets = [...new Set(contribution.flatMap(({ marketId }) => marketId ?? []))]
  return markets.flatMap((marketId) => {
    const own = contribution.filter((record) => record.marketId === marketId)
    return MONEY.map((measure): Figure => {
      const values = calendar.periods.map((_, t) => decimalSum(own.map((record) => record[measure][t] ?? 0)))
      return figureOf('market', measure, 'money', { marketId }, values)
    })
  })
}

function resourceFigures({ supply, input }: Plan): Figure[] {
  const wages = new Map(input.resources.map(({ id, costPerHour }) => [id, [costPerHour].flat()[0] ?? 0]))
  return supply.resources.flatMap((record) =>
    HOURS.map((measure) => ({
      ...figureOf('resource', measure, 'hours', { resourceId: record.resourceId }, record[measure]),
      price: wages.get(record.resourceId) ?? 0,
    })),
  )
}

/** All numbers of a plan that two plans are compared by. */
export function figuresOf(plan: Plan): readonly Figure[] {
  return [
    ...kpiFigures(plan),
    ...statementFigures(plan),
    ...itemFigures(plan),
    ...marketFigures(plan),
    ...resourceFigures(plan),
  ]
}
