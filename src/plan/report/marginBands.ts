import type { Calendar } from '../../core/time/calendar.js'
import { compareText, groupBy, keyOf } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import { fromMinor, minorTimesShare, type MoneyScale, moneyScale, sumMinor, toMinor } from '../../core/money/money.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { MarginPolicy } from '../../schema/rows/costingTypes.js'
import type { ProfitabilityRecord } from '../money/profitabilityRecords.js'
import { causesOfMargins, type MarginKind, type MarginSide, type OutsideMargin } from './marginCauses.js'
import { marginAboveCeiling, marginBelowFloor } from './notices.js'
import { roundRatio } from '../../finance/roundRatio.js'
import { pricesBack } from './pricesBack.js'

type Band = Pick<MarginPolicy, 'floorShare' | 'ceilingShare'>

/** What has a margin of its own: a product, a customer, a market, a group of products, or what is of several of them. */
type Judged = Pick<MarginPolicy, (typeof DIMENSIONS)[number] | 'attributeValue'>

const IDS = ['itemId', 'customerId', 'marketId'] as const
/** What a row can name, the most specific first. */
const DIMENSIONS = [...IDS, 'attribute'] as const
const JUDGED_KEY = [...DIMENSIONS, 'attributeValue'] as const

type Attributes = ReadonlyMap<string, NonNullable<NormalInput['items'][number]['attributes']>>

/** Minor units of a record over the whole plan. */
interface Totals {
  readonly revenue: number
  readonly profit: number
  /** Expense that follows revenue. */
  readonly follows: number
  /** Expense that is put down to it. */
  readonly own: number
}

const FOLLOWING = ['variableSellingExpense', 'variableProductionExpense', 'variableAdministrativeExpense'] as const

function totalsOf(record: ProfitabilityRecord, scale: MoneyScale): Totals {
  const minor = (field: (typeof FOLLOWING)[number] | 'revenue' | 'profit' | 'attributableExpense'): number =>
    sumMinor((record[field] ?? []).map((one) => toMinor(one, scale)))
  return {
    revenue: minor('revenue'),
    profit: minor('profit'),
    follows: -sumMinor(FOLLOWING.map(minor)),
    own: -minor('attributableExpense'),
  }
}

/**
 * Margins outside of their bands, one row for a cause. Every product, customer and market is judged, and what a row names besides: a group of
 * products by an attribute, a customer's purchases of one product. Its margin is its profit over the whole plan as a
 * share of its revenue. What brings nothing has none: where expense is put down to it, and a floor holds, that is told. What would be in its
 * band without the others is their victim.
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
  const totals = profitability.map((record) => totalsOf(record, scale))
  const sumOf = (places: readonly number[]): Totals => {
    const sum = (field: keyof Totals): number => sumMinor(places.map((place) => totals[place]?.[field] ?? 0))
    return { revenue: sum('revenue'), profit: sum('profit'), follows: sum('follows'), own: sum('own') }
  }
  const at = (revenue: number, share: number): number => minorTimesShare(revenue, share, scale)
  const sideOf = (places: readonly number[], { floorShare, ceilingShare }: Band): MarginSide => {
    const { revenue, profit, own } = sumOf(places)
    if (!(revenue > 0)) return floorShare !== undefined && own > 0 && profit < 0 ? 'below' : 'nothing'
    if (floorShare !== undefined && profit < at(revenue, floorShare)) return 'below'
    return ceilingShare !== undefined && profit > at(revenue, ceilingShare) ? 'above' : 'within'
  }
  const all = profitability.map((_, place) => place)
  const byId = Object.fromEntries(
    IDS.map((field) => [
      field,
      groupBy(
        all.map((place) => ({ place, [field]: profitability[place]?.[field] })),
        [field],
      ),
    ]),
  )
  const found = judgedIn(profitability, policies, attributes).flatMap((judged): OutsideMargin<Judged, Band>[] => {
    const field = IDS.find((name) => judged[name] !== undefined)
    const near = field === undefined ? all : (byId[field]?.get(keyOf(judged, [field])) ?? []).map(({ place }) => place)
    const places = near.filter((place) => isOf(profitability[place] as ProfitabilityRecord, judged, attributes))
    const band = bandOf(judged, policies, attributes)
    const side = sideOf(places, band)
    if (side !== 'below' && side !== 'above') return []
    const { revenue, profit } = sumOf(places)
    const boundShare = (side === 'below' ? band.floorShare : band.ceilingShare) ?? 0
    const bound = revenue > 0 ? at(revenue, boundShare) : 0
    return [{ judged, kind: kindOf(judged), places, band, side, missing: Math.abs(profit - bound), boundShare }]
  })
  return causesOfMargins(found, sideOf).map(({ cause, victims }) => {
    const { judged, places, side, missing, boundShare } = cause
    const amount = fromMinor(missing, scale)
    const isBelow = side === 'below'
    const { revenue, profit, own } = sumOf(places)
    const shipped = places.flatMap((place) => profitability[place]?.shipped ?? [])
    const back = pricesBack(sumOf(places), {
      boundShare,
      isBelow,
      units: judged.itemId === undefined ? 0 : sumDecimals(shipped),
      decimals: scale.decimals,
    })
    const told = {
      refs: refsOf(judged),
      periodIds,
      amount,
      unit: 'money',
      value: {
        ...groupOf(judged),
        // Exact, so that a half is one whatever the revenue.
        marginShare: revenue > 0 ? roundRatio(BigInt(profit) * 1_000_000n, BigInt(revenue), 'halfUp') / 1e6 + 0 : null,
        boundShare,
        ownExpense: fromMinor(Math.max(0, own), scale),
        ...back,
        groups: victims.map((victim) => groupOf(victim.judged)),
      },
      victims: victims.map((victim) => ({
        ref: refsOf(victim.judged)[0] ?? {},
        amount: fromMinor(victim.missing, scale),
        unit: 'money' as const,
        moneyAtStake: isBelow ? fromMinor(victim.missing, scale) : 0,
      })),
    } as const
    return isBelow
      ? createNotice(marginBelowFloor, { ...told, moneyAtStake: amount })
      : createNotice(marginAboveCeiling, told)
  })
}

const refsOf = (judged: Judged): Ref[] => {
  const ids = Object.fromEntries(IDS.flatMap((field) => (judged[field] === undefined ? [] : [[field, judged[field]]])))
  return Object.keys(ids).length === 0 ? [] : [ids]
}

const groupOf = ({
  attribute,
  attributeValue,
}: Judged): { readonly attribute: string | null; readonly attributeValue: string | null } => ({
  attribute: attribute ?? null,
  attributeValue: attributeValue ?? null,
})

/** Things of one kind stand beside each other: products, customers, markets, what is of several of them, groups by an attribute. */
function kindOf(judged: Judged): MarginKind {
  const ids = IDS.filter((field) => judged[field] !== undefined)
  const rank = judged.attribute !== undefined ? 4 : ids.length > 1 ? 3 : IDS.indexOf(ids[0] ?? 'itemId')
  return { rank, name: keyOf({ fields: ids.join(), attribute: judged.attribute }, ['fields', 'attribute']) }
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
function bandOf(judged: Judged, policies: readonly MarginPolicy[], attributes: Attributes): Band {
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
