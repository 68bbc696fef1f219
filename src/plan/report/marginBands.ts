import type { Calendar } from '../../core/time/calendar.js'
import { compareText, groupBy, keyOf } from '../../core/keys/keys.js'
import { fromMinor, moneyScale, productToMinor, sumMinor, toMinor } from '../../core/money/money.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { MarginPolicy } from '../../schema/rows/costingTypes.js'
import type { ProfitabilityRecord } from '../money/profitabilityRecords.js'
import { marginAboveCeiling, marginBelowFloor } from './notices.js'

/** What has a margin of its own: a product, a customer, a market, a group of products, or what is of several of them. */
type Judged = Pick<MarginPolicy, (typeof DIMENSIONS)[number] | 'attributeValue'>

const IDS = ['itemId', 'customerId', 'marketId'] as const
/** What a row can name, the most specific first. */
const DIMENSIONS = [...IDS, 'attribute'] as const
const JUDGED_KEY = [...DIMENSIONS, 'attributeValue'] as const

/** Places of a share that are told. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6 + 0

type Attributes = ReadonlyMap<string, NonNullable<NormalInput['items'][number]['attributes']>>

/**
 * Margins outside of their bands. Every product, customer and market is judged, and what a row names besides: a group of products by an
 * attribute, a customer's purchases of one product. Its margin is its profit over the whole plan as a share of its
 * revenue; what brings nothing has none.
 */
export function marginExceptions({
  input,
  calendar,
  profitability,
}: {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly profitability: readonly ProfitabilityRecord[]
}): Notice[] {
  const { marginPolicies: policies } = input
  if (policies.length === 0) return []
  const attributes: Attributes = new Map(input.items.map(({ id, attributes: own }) => [id, own ?? {}]))
  const periodIds = [calendar.periods[0]?.id ?? '', calendar.periods.at(-1)?.id ?? ''] as const
  const scale = moneyScale(input, 'input')
  const byId = Object.fromEntries(IDS.map((field) => [field, groupBy(profitability, [field])]))
  return judgedIn(profitability, policies, attributes).flatMap((judged) => {
    const band = bandOf(judged, policies, attributes)
    const field = IDS.find((name) => judged[name] !== undefined)
    const near = field === undefined ? profitability : (byId[field]?.get(keyOf(judged, [field])) ?? [])
    const own = near.filter((record) => isOf(record, judged, attributes))
    const minor = (fields: readonly (keyof ProfitabilityRecord)[]): number =>
      sumMinor(
        own.flatMap((record) =>
          fields.flatMap(
            (field) => (record[field] as readonly number[] | undefined)?.map((one) => toMinor(one, scale)) ?? [],
          ),
        ),
      )
    const [revenue, profit] = [minor(['revenue']), minor(['profit'])]
    if (!(revenue > 0)) return []
    const follows = -minor(['variableSellingExpense', 'variableProductionExpense', 'variableAdministrativeExpense'])
    const cost = revenue - follows - profit
    const marginShare = profit / revenue
    const at = (share: number): number => productToMinor(revenue, share, { ...scale, decimals: 0 })
    const isBelow = band.floorShare !== undefined && profit < at(band.floorShare)
    const isAbove = band.ceilingShare !== undefined && profit > at(band.ceilingShare)
    if (!isBelow && !isAbove) return []
    const boundShare = (isBelow ? band.floorShare : band.ceilingShare) ?? 0
    // Of each unit of revenue this much is left for cost: revenue = cost / left, and cost = revenue x left.
    const left = 1 - follows / revenue - boundShare
    const amount = fromMinor(Math.abs(profit - at(boundShare)), scale)
    const units = judged.itemId === undefined ? 0 : sumDecimals(own.flatMap(({ shipped }) => shipped))
    const isPayable = left > 0 && cost > 0
    const perUnit = (total: number): number | null =>
      isPayable && units > 0 ? round(fromMinor(total, scale) / units) : null
    const { attribute = null, attributeValue = null, ...ids } = judged
    const told = {
      refs: Object.keys(ids).length === 0 ? [] : [ids],
      periodIds,
      amount,
      unit: 'money',
      value: {
        attribute,
        attributeValue,
        marginShare: round(marginShare),
        boundShare,
        priceChangeRate: isPayable ? round(cost / left / revenue - 1) : null,
        costChangeRate: isPayable ? round((revenue * left) / cost - 1) : null,
        price: perUnit(cost / left),
        unitCost: perUnit(revenue * left),
      },
    } as const
    return [
      isBelow
        ? createNotice(marginBelowFloor, { ...told, moneyAtStake: amount })
        : createNotice(marginAboveCeiling, told),
    ]
  })
}

/** Products, customers and markets of the records, and what the rows of several dimensions, or of an attribute, name. */
function judgedIn(
  records: readonly ProfitabilityRecord[],
  policies: readonly MarginPolicy[],
  attributes: Attributes,
): Judged[] {
  const found = new Map<string, Judged>()
  const add = (judged: Judged): void => void found.set(keyOf(judged, JUDGED_KEY), judged)
  for (const field of IDS)
    for (const record of records) if (record[field] !== undefined) add({ [field]: record[field] })
  for (const policy of policies) {
    const { attribute, attributeValue } = policy
    const ids = Object.fromEntries(
      IDS.flatMap((field) => (policy[field] === undefined ? [] : [[field, policy[field]]])),
    )
    if (attribute === undefined) {
      if (Object.keys(ids).length > 1) add(ids)
      continue
    }
    // Of one product the attribute says nothing more.
    if (policy.itemId !== undefined) continue
    const values = attributeValue === undefined ? valuesOf(attribute, attributes) : [attributeValue]
    for (const value of values) add({ ...ids, attribute, attributeValue: value })
  }
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, judged]) => judged)
}

const valuesOf = (attribute: string, attributes: Attributes): string[] => [
  ...new Set([...attributes.values()].flatMap((own) => (own[attribute] === undefined ? [] : [String(own[attribute])]))),
]

const hasValue = (
  itemId: string | undefined,
  { attribute, attributeValue }: Pick<MarginPolicy, 'attribute' | 'attributeValue'>,
  attributes: Attributes,
): boolean => {
  const value = attributes.get(itemId ?? '')?.[attribute ?? '']
  return value !== undefined && (attributeValue === undefined || String(value) === attributeValue)
}

/** Whether a record belongs to what is judged. */
const isOf = (record: ProfitabilityRecord, judged: Judged, attributes: Attributes): boolean =>
  IDS.every((field) => judged[field] === undefined || judged[field] === record[field]) &&
  (judged.attribute === undefined || hasValue(record.itemId, judged, attributes))

/** Whether a row speaks of what is judged: everything that it names is so of it. */
function speaksOf(policy: MarginPolicy, judged: Judged, attributes: Attributes): boolean {
  if (!IDS.every((field) => policy[field] === undefined || policy[field] === judged[field])) return false
  const { attribute, attributeValue } = policy
  if (attribute === undefined) return true
  if (judged.itemId !== undefined) return hasValue(judged.itemId, policy, attributes)
  return attribute === judged.attribute && (attributeValue === undefined || attributeValue === judged.attributeValue)
}

/** How specific a row is, as a text that sorts: how many it names, then which of them, then whether it names a value. */
const rankOf = (policy: MarginPolicy): string =>
  [
    DIMENSIONS.filter((field) => policy[field] !== undefined).length,
    ...[...DIMENSIONS, 'attributeValue' as const].map((field) => (policy[field] === undefined ? 0 : 1)),
  ].join('')

/** The band of the most specific rows that speak of something; of several by different attributes all hold. */
function bandOf(
  judged: Judged,
  policies: readonly MarginPolicy[],
  attributes: Attributes,
): Pick<MarginPolicy, 'floorShare' | 'ceilingShare'> {
  const speaking = policies.filter((policy) => speaksOf(policy, judged, attributes))
  const best = speaking.map(rankOf).sort(compareText).at(-1)
  const rows = speaking.filter((policy) => rankOf(policy) === best)
  const floors = rows.flatMap(({ floorShare }) => floorShare ?? [])
  const ceilings = rows.flatMap(({ ceilingShare }) => ceilingShare ?? [])
  return {
    ...(floors.length > 0 && { floorShare: Math.max(...floors) }),
    ...(ceilings.length > 0 && { ceilingShare: Math.min(...ceilings) }),
  }
}
