import {
  type Check,
  type Fields,
  list,
  number,
  oneOf,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  refuse,
  text,
} from '../../core/checking/checks.js'
import type {
  Actual,
  ActualKind,
  BudgetedExchangeRate,
  BudgetedSale,
  MarketVolume,
  OpeningUnits,
  StandardItem,
  StandardLabor,
  StandardMaterial,
  StandardOverhead,
  StandardResource,
  VarianceInput,
  VarianceOptions,
} from './varianceTypes.js'

const amount = number(QUANTITY)
const signed = number()
const unused: Check = (value, path, issues) =>
  value === undefined ||
  refuse(issues, 'UNKNOWN_FIELD', path, value, 'left out: a row of this kind has no such field', 'Remove it.')

/** What may stand in a row of each kind beside its period. */
const ROWS: Readonly<Record<ActualKind, Partial<Fields<Actual>>>> = {
  sales: { itemId: text, marketId: optional(text), customerId: optional(text), units: signed, amount: signed },
  purchases: { itemId: text, supplierId: optional(text), units: signed, amount: signed },
  output: { itemId: text, units: signed },
  usage: { itemId: text, forItemId: optional(text), units: signed },
  hours: { resourceId: text, forItemId: optional(text), hours: signed, amount: signed },
  overhead: { overheadId: text, amount: signed },
  stockCount: { itemId: text, units: amount },
  backlog: { itemId: text, marketId: optional(text), customerId: optional(text), units: amount },
  lost: { itemId: text, marketId: optional(text), customerId: optional(text), units: amount },
  balance: { account: text, amount: signed },
}
export const ACTUAL_KINDS: readonly ActualKind[] = [
  'sales',
  'purchases',
  'output',
  'usage',
  'hours',
  'overhead',
  'stockCount',
  'backlog',
  'lost',
  'balance',
]

const NOTHING: Fields<Omit<Actual, 'kind' | 'periodId'>> = {
  itemId: unused,
  forItemId: unused,
  marketId: unused,
  customerId: unused,
  supplierId: unused,
  resourceId: unused,
  overheadId: unused,
  account: unused,
  units: unused,
  hours: unused,
  amount: unused,
}
const kindOf: Check = oneOf(...ACTUAL_KINDS)
const ANY_ROW = record<Actual>({ ...(loose(NOTHING) as typeof NOTHING), periodId: text, kind: kindOf })
const rowChecks = new Map(
  ACTUAL_KINDS.map((kind) => [
    kind,
    record<Actual>({ ...NOTHING, ...ROWS[kind], periodId: text, kind: kindOf } as Fields<Actual>),
  ]),
)

/** The same fields, whatever stands in them. */
function loose(fields: object): object {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, (): boolean => true]))
}

/** A row of the actuals: each kind has its own fields. */
export const actual: Check = (value, path, issues) => {
  const kind = value !== null && typeof value === 'object' && 'kind' in value ? value.kind : undefined
  return (rowChecks.get(kind as ActualKind) ?? ANY_ROW)(value, path, issues)
}

const resourceOverhead = record<Actual>({
  ...NOTHING,
  resourceId: text,
  amount: signed,
  periodId: text,
  kind: kindOf,
} as Fields<Actual>)

/** A row of the actuals of a plan: there the variable overhead of a resource has no id but that of the resource. */
export const planActual: Check = (value, path, issues) => {
  const row = value !== null && typeof value === 'object' ? (value as Partial<Actual>) : {}
  const isOfResource = row.kind === 'overhead' && row.overheadId === undefined && row.resourceId !== undefined
  return (isOfResource ? resourceOverhead : actual)(value, path, issues)
}

const material = record<StandardMaterial>({
  itemId: text,
  quantityPer: number(POSITIVE),
  revisedQuantityPer: optional(number(POSITIVE)),
  mixGroup: optional(text),
})

const labor = record<StandardLabor>({
  resourceId: text,
  hoursPer: amount,
  revisedHoursPer: optional(amount),
  mixGroup: optional(text),
})

/** The input of a tree of variances, field by field. */
export const varianceInput: Check = record<VarianceInput>({
  items: list(
    record<StandardItem>({
      itemId: text,
      standardPrice: optional(amount),
      revisedPrice: optional(amount),
      standardCost: optional(amount),
      materials: optional(list(material)),
      labor: optional(list(labor)),
    }),
  ),
  resources: optional(
    list(
      record<StandardResource>({
        resourceId: text,
        costPerHour: amount,
        revisedCostPerHour: optional(amount),
        expectedIdleShare: optional(number({ min: 0, below: 1 })),
      }),
    ),
  ),
  overheads: optional(
    list(
      record<StandardOverhead>({
        overheadId: text,
        behavior: oneOf('variable', 'fixed', 'selling', 'period'),
        costPerHour: optional(amount),
        costPerUnit: optional(amount),
        rateOfRevenue: optional(amount),
        budgetAmount: optional(amount),
        resourceIds: optional(list(text)),
        itemIds: optional(list(text)),
      }),
    ),
  ),
  budget: record<VarianceInput['budget']>({
    sales: list(
      record<BudgetedSale>({
        itemId: text,
        marketId: optional(text),
        customerId: optional(text),
        units: amount,
        price: amount,
        revisedUnits: optional(amount),
        revisedPrice: optional(amount),
      }),
    ),
    production: optional(list(record<{ itemId: string; units: number }>({ itemId: text, units: amount }))),
    markets: optional(
      list(
        record<MarketVolume>({
          itemId: optional(text),
          marketId: optional(text),
          budgetUnits: number(POSITIVE),
          actualUnits: number(POSITIVE),
        }),
      ),
    ),
  }),
  actuals: list(actual),
  openingStock: optional(
    list(record<OpeningUnits>({ itemId: text, units: signed, priceDifference: optional(signed) })),
  ),
  exchangeRates: optional(
    list(
      record<BudgetedExchangeRate>({
        marketId: optional(text),
        customerId: optional(text),
        supplierId: optional(text),
        budgetRate: number(POSITIVE),
        actualRate: number(POSITIVE),
      }),
    ),
  ),
})

export const varianceOptions: Check = record<VarianceOptions>({
  costing: optional(oneOf('absorption', 'variable')),
  priceAt: optional(oneOf('purchase', 'use')),
  idleTime: optional(oneOf('apart', 'inEfficiency')),
  salesMix: optional(oneOf('averagePrice', 'budgetMix', 'volumeOnly')),
  periodIds: optional(list(text)),
  profitAccount: optional(text),
})
