import type fc from 'fast-check'
import { keyOf } from '../../src/core/keys/keys.js'
import type { MarginPolicy, PlanInput, PlanStandard } from '../../src/schema/index.js'
import { tableOf } from '../../src/schema/tables/tables.js'

type Gen = fc.GeneratorValue

const ELEMENTS = ['material', 'labor', 'variableOverhead', 'fixedOverhead', 'outsideProcessing'] as const

/** Which ways to value stock a generated company uses. */
export function costingFeaturesOf(input: PlanInput): string[] {
  const { policy = {}, standards = [], resources = [] } = input
  const { start } = input.calendar
  const features = [`valuation ${policy.valuation ?? 'default'}`]
  const add = (feature: string, present: boolean): void => {
    if (present) features.push(feature)
  }
  add(`write-downs ${policy.stockWriteDowns ?? 'default'}`, true)
  add('days of slow stock', policy.slowStockDays !== undefined)
  add('share written off slow stock', policy.slowStockWriteDownShare !== undefined)
  add('share written off dead stock', policy.deadStockWriteDownShare !== undefined)
  add(
    'book value',
    (input.stock ?? []).some(({ unitCost }) => unitCost !== undefined),
  )
  add('rate for standards', policy.restandardRate !== undefined)
  add('standards of one version', standards.length > 0 && policy.standardVersion === undefined)
  add('standards of two versions', new Set(standards.map(({ version }) => version)).size > 1)
  add(
    'standards that begin within the plan',
    standards.some(({ firstDate }) => firstDate > start),
  )
  add(
    'overhead rate by period',
    resources.some(({ fixedOverheadPerHour }) => Array.isArray(fixedOverheadPerHour)),
  )
  const { marginPolicies = [], customerOrders = [], finance = {}, overheads = finance.overheads ?? [] } = input
  const isWith = (field: 'itemId' | 'marketId' | 'customerId'): boolean =>
    overheads.some((row) => row[field] !== undefined)
  add('expense of an item', isWith('itemId'))
  add('expense of a market', isWith('marketId'))
  add('expense of a customer', isWith('customerId'))
  add(
    'orders of a customer',
    customerOrders.some(({ customerId }) => customerId !== undefined),
  )
  add(
    'margin of everything',
    marginPolicies.some(({ itemId, customerId, marketId, attribute }) =>
      [itemId, customerId, marketId, attribute].every((name) => name === undefined),
    ),
  )
  for (const field of ['itemId', 'customerId', 'marketId', 'attribute', 'attributeValue'] as const)
    add(
      `margin by ${field}`,
      marginPolicies.some((row) => row[field] !== undefined),
    )
  return features
}

/** The same company, some of whose expense belongs to somebody, whose orders have customers, and whose margins have bands. */
export function addMargins(g: Gen, base: PlanInput, integer: typeof fc.integer): PlanInput {
  const whole = (min: number, max: number): number => g(integer, { min, max })
  const oneIn = (n: number): boolean => whole(1, n) === 1
  const pick = <T>(values: readonly T[]): T => values[whole(0, values.length - 1)] as T
  if (!oneIn(2)) return base
  const { items, markets = [], customers = [], customerOrders, overheads, finance } = base
  const itemIds = items.map(({ id }) => id)
  const marketIds = markets.map(({ id }) => id)
  const customerIds = customers.map(({ id }) => id)
  const marketOf = new Map(customers.map(({ id, marketId }) => [id, marketId]))
  const some = <T, Field extends string>(values: readonly T[], field: Field): { [F in Field]?: T } =>
    (values.length > 0 && oneIn(2) ? { [field]: pick(values) } : {}) as { [F in Field]?: T }
  /** A customer, with or without its market, or a market. */
  const placeOf = (): { customerId?: string; marketId?: string } => {
    const { customerId } = some(customerIds, 'customerId')
    if (customerId === undefined) return some(marketIds, 'marketId')
    const marketId = marketOf.get(customerId)
    return { customerId, ...(marketId !== undefined && oneIn(2) && { marketId }) }
  }
  const caused = (rows: PlanInput['overheads']): PlanInput['overheads'] =>
    rows?.map((row) =>
      row.amount === undefined || row.function === 'production'
        ? row
        : { ...row, ...some(itemIds, 'itemId'), ...placeOf() },
    )
  const bounds = (): { floorShare?: number; ceilingShare?: number } => {
    const [floorShare, ceilingShare] = [whole(0, 50) / 100, whole(50, 100) / 100]
    return oneIn(2) ? { floorShare } : oneIn(2) ? { ceilingShare } : { floorShare, ceilingShare }
  }
  const hasFamily = items.some(({ attributes }) => attributes?.['family'] !== undefined)
  const families = [...new Set(items.flatMap(({ attributes }) => attributes?.['family'] ?? []))].map(String)
  const group = (): { attribute?: string; attributeValue?: string } =>
    hasFamily ? { attribute: 'family', ...some(families, 'attributeValue') } : {}
  const policies = [
    ...(oneIn(2) ? [bounds()] : []),
    ...(oneIn(2) ? [{ itemId: pick(itemIds), ...placeOf(), ...bounds() }] : []),
    ...(oneIn(2) ? [{ ...placeOf(), ...bounds() }] : []),
    ...(oneIn(2) ? [{ ...group(), ...placeOf(), ...bounds() }] : []),
    ...(hasFamily && oneIn(2) ? [{ attribute: 'weight', ...bounds() }] : []),
  ]
  const keys = policies.map((policy: MarginPolicy) =>
    keyOf(policy, tableOf('marginPolicies').key as readonly (keyof MarginPolicy)[]),
  )
  return {
    ...base,
    ...(customerOrders !== undefined && {
      customerOrders: customerOrders.map((order) => {
        const fitting = customerIds.filter((id) => marketOf.get(id) === order.marketId)
        return { ...order, ...some(fitting, 'customerId') }
      }),
    }),
    ...(overheads !== undefined && { overheads: caused(overheads) ?? [] }),
    ...(finance?.overheads !== undefined && { finance: { ...finance, overheads: caused(finance.overheads) ?? [] } }),
    marginPolicies: policies.filter((_, n) => keys.findIndex((key) => key === keys[n]) === n),
  }
}

/** The same company, some of whose standards are given, and whose stock may be valued at moving average. */
export function addCosting(g: Gen, base: PlanInput, integer: typeof fc.integer, count: number): PlanInput {
  const whole = (min: number, max: number): number => g(integer, { min, max })
  const oneIn = (n: number): boolean => whole(1, n) === 1
  if (!oneIn(2)) return base
  const { start } = base.calendar
  const later = `${start.slice(0, 8)}28`
  const standardsOf = (version: string): PlanStandard[] =>
    base.items.flatMap(({ id }) =>
      oneIn(2)
        ? []
        : ELEMENTS.filter(() => oneIn(2)).flatMap((element) => {
            const row = { itemId: id, version, element, firstDate: '2026-01-01', amountPerUnit: whole(0, 5000) / 100 }
            const next = { ...row, firstDate: oneIn(2) ? later : '2027-03-01', amountPerUnit: whole(0, 5000) / 1000 }
            return oneIn(2) ? [row] : [row, next]
          }),
    )
  const first = oneIn(2) ? standardsOf('plan') : []
  const standards = first.length > 0 && oneIn(2) ? [...first, ...standardsOf('draft')] : first
  const isOne = standards.every(({ version }) => version === 'plan')
  const rates = (): number[] => Array.from({ length: count }, () => whole(0, 4000) / 100)
  return {
    ...base,
    ...(standards.length > 0 && { standards }),
    resources: (base.resources ?? []).map((row) =>
      row.fixedOverheadPerHour === undefined && oneIn(4) ? { ...row, fixedOverheadPerHour: rates() } : row,
    ),
    policy: {
      ...base.policy,
      ...(oneIn(2) && { valuation: oneIn(3) ? ('standard' as const) : ('movingAverage' as const) }),
      ...(oneIn(2) && { restandardRate: whole(0, 40) / 100 }),
      ...(!isOne && { standardVersion: 'plan' }),
      ...(oneIn(2) && { stockWriteDowns: oneIn(4) ? ('tell' as const) : ('post' as const) }),
      ...(oneIn(2) && { slowStockDays: whole(1, 200) }),
      ...(oneIn(3) && { slowStockWriteDownShare: whole(0, 100) / 100 }),
      ...(oneIn(3) && { deadStockWriteDownShare: whole(0, 100) / 100 }),
    },
    ...(base.stock !== undefined && {
      stock: base.stock.map((row) =>
        row.unitCost === undefined && oneIn(3) ? { ...row, unitCost: whole(0, 9000) / 100 } : row,
      ),
    }),
  }
}
