import type { Calendar } from '../core/calendar.js'
import { DEFAULT_UNIT } from '../core/units.js'
import type { Warning } from '../core/warnings.js'
import type { ForecastPolicy } from '../schema/demandTypes.js'
import type { PlanFinance, PlanInput, PlanItem, PlanPolicy, PlanResource } from '../schema/types.js'
import type { AssumptionList } from './assumptions.js'
import { normalizeForecasting } from './normalizeForecasting.js'

/** A record of which some optional fields are always there. */
export type Filled<T, K extends keyof T> = T & { readonly [P in K]-?: NonNullable<T[P]> }

/** An item with its defaults filled in. */
export type NormalItem = Filled<
  PlanItem,
  'kind' | 'source' | 'unit' | 'quantityDecimals' | 'leadTimeDays' | 'serviceLevelShare' | 'unmetDemand'
>

/** A resource with its defaults filled in. */
export type NormalResource = Filled<
  PlanResource,
  'overtimeHours' | 'costPerHour' | 'overtimeCostPerHour' | 'variableOverheadPerHour'
>

/** Finance with its defaults filled in. */
export type NormalFinance = Filled<
  PlanFinance,
  | 'openingCash'
  | 'openingReceivables'
  | 'openingPayables'
  | 'customerTerms'
  | 'supplierTerms'
  | 'payrollTerms'
  | 'overheads'
  | 'assets'
  | 'minimumCash'
>

/** A plan's input in which every default is written out; itself a valid PlanInput, and normal again when read back. */
export interface NormalInput extends PlanInput {
  readonly schemaVersion: 1
  readonly currency: string
  readonly rounding: NonNullable<PlanInput['rounding']>
  readonly asOf: string
  readonly items: readonly NormalItem[]
  readonly billOfMaterials: NonNullable<PlanInput['billOfMaterials']>
  readonly operations: NonNullable<PlanInput['operations']>
  readonly resources: readonly NormalResource[]
  readonly markets: NonNullable<PlanInput['markets']>
  readonly suppliers: NonNullable<PlanInput['suppliers']>
  readonly prices: NonNullable<PlanInput['prices']>
  readonly history: NonNullable<PlanInput['history']>
  readonly transactions: NonNullable<PlanInput['transactions']>
  readonly forecasts: NonNullable<PlanInput['forecasts']>
  readonly stockOuts: NonNullable<PlanInput['stockOuts']>
  readonly hierarchy: NonNullable<PlanInput['hierarchy']>
  readonly launches: NonNullable<PlanInput['launches']>
  readonly successions: NonNullable<PlanInput['successions']>
  readonly events: NonNullable<PlanInput['events']>
  readonly opportunities: NonNullable<PlanInput['opportunities']>
  readonly pipelineStages: NonNullable<PlanInput['pipelineStages']>
  readonly views: NonNullable<PlanInput['views']>
  readonly overrides: NonNullable<PlanInput['overrides']>
  readonly stock: NonNullable<PlanInput['stock']>
  readonly openOrders: NonNullable<PlanInput['openOrders']>
  readonly assumedUnitCosts: NonNullable<PlanInput['assumedUnitCosts']>
  readonly policy: Required<PlanPolicy>
  readonly forecasting: Required<ForecastPolicy>
  readonly finance: NormalFinance
}

const PAID_AT_ONCE = { netDays: 0 } as const
const OVERTIME_PREMIUM = 1.5

function normalizePolicy(given: PlanPolicy, calendar: Calendar, assumptions: AssumptionList): Required<PlanPolicy> {
  const reviewPeriodDays = calendar.periods[0]?.days ?? 0
  const level = given.serviceLevelShare ?? 0.95
  const holding = given.holdingCostRatePerYear ?? 0.2
  // A service level is the best one when being short costs level / (1 - level) times what holding costs: the critical
  // ratio of the newsvendor (Silver, Pyke & Thomas, Inventory and Production Management, ch. 9).
  const penalty = Math.round(((holding * level) / (1 - level)) * 1e6) / 1e6
  const defaults: Required<PlanPolicy> = {
    serviceLevelShare: 0.95,
    reviewPeriodDays,
    holdingCostRatePerYear: 0.2,
    unmetDemand: 'backlog',
    backlogCostRatePerYear: 1.2,
    safetyStockPenaltyRatePerYear: penalty,
    firmPeriods: 0,
  }
  const words: Readonly<Record<keyof PlanPolicy, string>> = {
    serviceLevelShare: 'Safety stock is worked out for a cycle service level of 0.95',
    reviewPeriodDays: `Safety stock bridges the lead time and ${reviewPeriodDays} days between two plans`,
    holdingCostRatePerYear:
      'Holding stock is taken to cost 0.2 of its standard cost a year; it decides, and is not posted',
    unmetDemand: 'Demand that is not met in its period waits',
    backlogCostRatePerYear: 'Late delivery is taken to cost 1.2 of the price a year; it decides, and is not posted',
    safetyStockPenaltyRatePerYear: `Stock under its safety stock is taken to cost ${penalty} of its standard cost a year, which the service level implies; it decides, and is not posted`,
    firmPeriods: '',
  }
  for (const field of Object.keys(defaults) as (keyof PlanPolicy)[]) {
    if (given[field] !== undefined || words[field] === '') continue
    assumptions.add({
      code: 'policy-default',
      path: `policy.${field}`,
      message: `${words[field]}.`,
      value: defaults[field],
    })
  }
  return { ...defaults, ...given }
}

function normalizeItems(input: PlanInput, policy: Required<PlanPolicy>, assumptions: AssumptionList): NormalItem[] {
  const made = new Set([...(input.billOfMaterials ?? []), ...(input.operations ?? [])].map(({ itemId }) => itemId))
  const noLeadTime: string[] = []
  const items = input.items.map((item): NormalItem => {
    const source = item.source ?? (made.has(item.id) || item.kind === 'service' ? 'make' : 'buy')
    if (source === 'buy' && item.leadTimeDays === undefined) noLeadTime.push(item.id)
    return {
      ...item,
      kind: item.kind ?? 'good',
      source,
      unit: item.unit ?? DEFAULT_UNIT,
      quantityDecimals: item.quantityDecimals ?? 0,
      leadTimeDays: item.leadTimeDays ?? 0,
      serviceLevelShare: item.serviceLevelShare ?? policy.serviceLevelShare,
      unmetDemand: item.unmetDemand ?? policy.unmetDemand,
    }
  })
  const setUp = new Set(
    (input.operations ?? []).filter(({ setupHours }) => (setupHours ?? 0) > 0).map(({ itemId }) => itemId),
  )
  assumptions.addFor(
    input.items.filter(({ id, lotSize }) => lotSize === undefined && setUp.has(id)).map(({ id }) => id),
    {
      code: 'lot-size-missing',
      path: 'items[].lotSize',
      message: 'Items with set-up hours and no lot size are set up for every single unit.',
      value: 1,
    },
  )
  assumptions.addFor(noLeadTime, {
    code: 'lead-time-missing',
    path: 'items[].leadTimeDays',
    message: 'Purchased items without a lead time arrive in the period in which they are ordered.',
    value: 0,
  })
  return items
}

function normalizeResources(input: PlanInput, assumptions: AssumptionList): NormalResource[] {
  const noWages: string[] = []
  const noPremium: string[] = []
  const resources = (input.resources ?? []).map((resource): NormalResource => {
    const costPerHour = resource.costPerHour ?? 0
    const overtimeHours = resource.overtimeHours ?? 0
    if (resource.costPerHour === undefined) noWages.push(resource.id)
    if (resource.overtimeCostPerHour === undefined && [overtimeHours].flat().some((hours) => hours > 0))
      noPremium.push(resource.id)
    return {
      ...resource,
      overtimeHours,
      costPerHour,
      overtimeCostPerHour:
        resource.overtimeCostPerHour ??
        (typeof costPerHour === 'number'
          ? costPerHour * OVERTIME_PREMIUM
          : costPerHour.map((cost) => cost * OVERTIME_PREMIUM)),
      variableOverheadPerHour: resource.variableOverheadPerHour ?? 0,
    }
  })
  assumptions.addFor(noWages, {
    code: 'wages-missing',
    path: 'resources[].costPerHour',
    message: 'An hour of these resources costs nothing.',
    value: 0,
  })
  assumptions.addFor(noPremium, {
    code: 'overtime-premium-default',
    path: 'resources[].overtimeCostPerHour',
    message: `Overtime is paid ${OVERTIME_PREMIUM} times the regular wage.`,
    value: OVERTIME_PREMIUM,
  })
  return resources
}

function normalizeFinance(given: PlanFinance, assumptions: AssumptionList): NormalFinance {
  const balances = ['openingCash', 'openingReceivables', 'openingPayables'] as const
  assumptions.addFor(
    balances.filter((field) => given[field] === undefined),
    {
      code: 'opening-balance-missing',
      path: 'finance',
      message: 'Opening balances that are not given are zero.',
      value: 0,
    },
  )
  const terms = ['customerTerms', 'supplierTerms', 'payrollTerms'] as const
  assumptions.addFor(
    terms.filter((field) => given[field] === undefined),
    {
      code: 'terms-missing',
      path: 'finance',
      message: 'Without payment terms an invoice is paid in its period.',
      value: 0,
    },
  )
  if (given.overheads === undefined) {
    assumptions.add({
      code: 'overheads-missing',
      path: 'finance.overheads',
      message: 'There are no overheads.',
      value: 0,
    })
  }
  if (given.tax === undefined) {
    assumptions.add({ code: 'tax-missing', path: 'finance.tax', message: 'Profit is not taxed.', value: 0 })
  }
  if (given.creditLine === undefined) {
    assumptions.add({
      code: 'credit-line-missing',
      path: 'finance.creditLine',
      message: 'Nothing is borrowed: cash may fall below its minimum, which is then an exception.',
    })
  }
  return {
    ...given,
    openingCash: given.openingCash ?? 0,
    openingReceivables: given.openingReceivables ?? 0,
    openingPayables: given.openingPayables ?? 0,
    customerTerms: given.customerTerms ?? PAID_AT_ONCE,
    supplierTerms: given.supplierTerms ?? PAID_AT_ONCE,
    payrollTerms: given.payrollTerms ?? PAID_AT_ONCE,
    overheads: given.overheads ?? [],
    assets: given.assets ?? [],
    minimumCash: given.minimumCash ?? 0,
  }
}

function warnOfPercentages(input: PlanInput, warnings: Warning[]): void {
  const rates: [string, number | undefined][] = [
    ['policy.holdingCostRatePerYear', input.policy?.holdingCostRatePerYear],
    ['finance.creditLine.interestRatePerYear', input.finance?.creditLine?.interestRatePerYear],
    ...(input.finance?.overheads ?? []).map(({ rateOfRevenue }, i): [string, number | undefined] => [
      `finance.overheads[${i}].rateOfRevenue`,
      rateOfRevenue,
    ]),
  ]
  for (const [path, rate] of rates) {
    if (rate === undefined || rate < 1) continue
    warnings.push({
      code: 'rate-looks-like-percent',
      path,
      message: `A rate of ${rate} is ${rate * 100} %. If ${rate} % was meant, write ${rate / 100}.`,
    })
  }
}

/** Writes every default of an input out; each that moves money or units goes into the assumptions. */
export function normalizeInput(
  input: PlanInput,
  calendar: Calendar,
  assumptions: AssumptionList,
  warnings: Warning[],
): NormalInput {
  warnOfPercentages(input, warnings)
  if (input.currency === undefined) {
    assumptions.add({ code: 'currency-missing', path: 'currency', message: 'Money is in US dollars.', value: 'USD' })
  }
  const policy = normalizePolicy(input.policy ?? {}, calendar, assumptions)
  const items = normalizeItems(input, policy, assumptions)
  const bought = new Set(items.filter(({ source }) => source === 'buy').map(({ id }) => id))
  const unused = [...(input.billOfMaterials ?? []), ...(input.operations ?? [])].filter(({ itemId }) =>
    bought.has(itemId),
  )
  for (const id of new Set(unused.map(({ itemId }) => itemId))) {
    warnings.push({
      code: 'bill-not-used',
      path: id,
      message: `Item '${id}' is bought: its bill and routing are not used.`,
    })
  }
  return {
    ...input,
    schemaVersion: 1,
    currency: input.currency ?? 'USD',
    rounding: input.rounding ?? 'halfEven',
    asOf: input.asOf ?? input.calendar.start,
    items,
    billOfMaterials: (input.billOfMaterials ?? []).filter(({ itemId }) => !bought.has(itemId)),
    operations: (input.operations ?? []).filter(({ itemId }) => !bought.has(itemId)),
    resources: normalizeResources(input, assumptions),
    markets: input.markets ?? [],
    suppliers: input.suppliers ?? [],
    prices: input.prices ?? [],
    history: input.history ?? [],
    transactions: input.transactions ?? [],
    forecasts: input.forecasts ?? [],
    stockOuts: input.stockOuts ?? [],
    hierarchy: input.hierarchy ?? [],
    launches: input.launches ?? [],
    successions: input.successions ?? [],
    events: input.events ?? [],
    opportunities: input.opportunities ?? [],
    pipelineStages: input.pipelineStages ?? [],
    views: input.views ?? [],
    overrides: input.overrides ?? [],
    stock: input.stock ?? [],
    openOrders: input.openOrders ?? [],
    assumedUnitCosts: input.assumedUnitCosts ?? [],
    policy,
    forecasting: normalizeForecasting(input, assumptions),
    finance: normalizeFinance(input.finance ?? {}, assumptions),
  }
}
