import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { MarginPolicy } from '../../schema/rows/costingTypes.js'
import { marginAboveCeiling, marginBelowFloor } from '../report/notices.js'
import type { Facts } from './facts.js'
import { type Fraction, fraction, nearest, plus, round, times } from './fraction.js'
import { type ExpectedProfit, expectedProfits, FOLLOWING, PROFIT_PARTS, type ProfitPart } from './profitFacts.js'

/** What is judged, by the words of a margin policy. */
type Subject = { readonly [Field in (typeof FIELDS)[number]]?: string | undefined }

const FIELDS = ['itemId', 'customerId', 'marketId', 'attribute', 'attributeValue'] as const
const IDS = FIELDS.slice(0, 3)
/** What a row that names it weighs: more names before fewer, then in this order. */
const WEIGHTS = { itemId: 116, customerId: 108, marketId: 104, attribute: 102, attributeValue: 1 } as const

const over = (a: Fraction, b: Fraction): Fraction =>
  b.n < 0n ? { n: -a.n * b.d, d: -b.n * a.d } : { n: a.n * b.d, d: b.n * a.d }
const negative = ({ n, d }: Fraction): Fraction => ({ n: -n, d })
const ONE: Fraction = { n: 1n, d: 1n }

/** Margins outside of the bands that the input allows them. */
export function expectMargins(facts: Facts): Notice[] {
  const { plan, items } = facts
  const { marginPolicies: policies, rounding } = plan.input
  if (policies.length === 0) return []
  const records = expectedProfits(facts)
  const valueOf = (itemId: string | undefined, attribute: string | undefined): string | undefined => {
    const value = items.get(itemId ?? '')?.attributes?.[attribute ?? '']
    return value === undefined ? undefined : String(value)
  }
  const isIn = ({ ids }: ExpectedProfit, subject: Subject): boolean =>
    IDS.every((field) => subject[field] === undefined || subject[field] === ids[field as 'itemId']) &&
    (subject.attribute === undefined || valueOf(ids.itemId, subject.attribute) === subject.attributeValue)
  const speaksOf = (row: MarginPolicy, subject: Subject): boolean => {
    if (IDS.some((field) => row[field as 'itemId'] !== undefined && row[field as 'itemId'] !== subject[field]))
      return false
    if (row.attribute === undefined) return true
    const own =
      subject.itemId !== undefined
        ? valueOf(subject.itemId, row.attribute)
        : row.attribute === subject.attribute
          ? subject.attributeValue
          : undefined
    return own !== undefined && (row.attributeValue ?? own) === own
  }
  const weight = (row: MarginPolicy): number =>
    FIELDS.reduce((sum, field) => sum + (row[field] === undefined ? 0 : WEIGHTS[field]), 0)

  const subjects = new Map<string, Subject>()
  const judge = (subject: Subject): void =>
    void subjects.set(JSON.stringify(FIELDS.map((field) => subject[field] ?? null)), subject)
  for (const { ids } of records)
    for (const field of IDS) if (ids[field as 'itemId'] !== undefined) judge({ [field]: ids[field as 'itemId'] })
  for (const { itemId, customerId, marketId, attribute, attributeValue } of policies) {
    const named = { itemId, customerId, marketId }
    if (attribute === undefined) {
      if (Object.values(named).filter((id) => id !== undefined).length > 1) judge(named)
    } else if (itemId === undefined) {
      for (const id of items.keys()) {
        const value = valueOf(id, attribute)
        if (value !== undefined && (attributeValue ?? value) === value)
          judge({ ...named, attribute, attributeValue: value })
      }
    }
  }

  const byId = new Map<string, ExpectedProfit[]>()
  for (const record of records) {
    for (const [field, id] of Object.entries(record.ids)) {
      const own = byId.get(`${field} ${id}`) ?? []
      byId.set(`${field} ${id}`, own)
      own.push(record)
    }
  }
  const power = fraction(10 ** plan.ledger.decimals)
  const six = (value: Fraction): number => Number(round(times(value, fraction(1e6)), 'halfUp')) / 1e6
  const notices: Notice[] = []
  for (const subject of subjects.values()) {
    const field = IDS.find((name) => subject[name] !== undefined)
    const near = field === undefined ? records : (byId.get(`${field} ${subject[field]}`) ?? [])
    const own = near.filter((record) => isIn(record, subject))
    const sum = (parts: readonly ProfitPart[]): Fraction => ({
      n: own.flatMap((record) => parts.flatMap((part) => record.parts[part])).reduce((a, b) => a + b, 0n),
      d: 1n,
    })
    const [revenue, profit] = [sum(['revenue']), sum(PROFIT_PARTS)]
    if (revenue.n <= 0n) continue
    const rows = policies.filter((row) => speaksOf(row, subject))
    const best = Math.max(...rows.map(weight))
    const holding = rows.filter((row) => weight(row) === best)
    const floors = holding.flatMap(({ floorShare }) => (floorShare === undefined ? [] : [floorShare]))
    const ceilings = holding.flatMap(({ ceilingShare }) => (ceilingShare === undefined ? [] : [ceilingShare]))
    const least = floors.length === 0 ? undefined : Math.max(...floors)
    const most = ceilings.length === 0 ? undefined : Math.min(...ceilings)
    const bound = (share: number): bigint => round(times(revenue, fraction(share)), rounding)
    const isBelow = least !== undefined && profit.n < bound(least)
    if (!isBelow && (most === undefined || profit.n <= bound(most))) continue
    const boundShare = (isBelow ? least : most) as number
    const follows = negative(sum(FOLLOWING))
    const cost = plus(plus(revenue, negative(follows)), negative(profit))
    const left = plus(plus(ONE, negative(over(follows, revenue))), negative(fraction(boundShare)))
    const can = left.n > 0n && cost.n > 0n
    const units =
      subject.itemId === undefined
        ? fraction(0)
        : own.flatMap(({ shipped }) => shipped.map(fraction)).reduce(plus, fraction(0))
    const each = (total: Fraction): number | null => (can && units.n > 0n ? six(over(over(total, power), units)) : null)
    const missing = profit.n - bound(boundShare)
    const amount = nearest(over({ n: missing < 0n ? -missing : missing, d: 1n }, power))
    const { attribute = null, attributeValue = null } = subject
    const ref = Object.fromEntries(
      IDS.flatMap((field) => (subject[field] === undefined ? [] : [[field, subject[field]]])),
    )
    const { periods } = plan.calendar
    const told = {
      refs: Object.keys(ref).length === 0 ? [] : [ref],
      periodIds: [periods[0]?.id ?? '', periods.at(-1)?.id ?? ''] as const,
      amount,
      unit: 'money',
      value: {
        attribute,
        attributeValue,
        marginShare: six(over(profit, revenue)),
        boundShare,
        priceChangeRate: can ? six(plus(over(over(cost, left), revenue), { n: -1n, d: 1n })) : null,
        costChangeRate: can ? six(plus(over(times(revenue, left), cost), { n: -1n, d: 1n })) : null,
        price: can ? each(over(cost, left)) : null,
        unitCost: can ? each(times(revenue, left)) : null,
      },
    } as const
    notices.push(
      isBelow
        ? createNotice(marginBelowFloor, { ...told, moneyAtStake: amount })
        : createNotice(marginAboveCeiling, told),
    )
  }
  return notices
}
