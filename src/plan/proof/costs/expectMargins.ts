import { keyOf } from '../../../core/keys/keys.js'
import type { Ref } from '../../../core/keys/ref.js'
import { createNotice, type Notice } from '../../../core/notices/notices.js'
import type { MarginPolicy } from '../../../schema/rows/costingTypes.js'
import { marginAboveCeiling, marginBelowFloor } from '../../report/notices.js'
import type { Facts } from '../facts/facts.js'
import { type Fraction, fraction, nearest, plus, round, times } from '../fraction.js'
import { type ExpectedProfit, expectedProfits, FOLLOWING, PROFIT_PARTS, type ProfitPart } from './profitFacts.js'

/** What is judged, by the words of a margin policy. */
type Subject = { readonly [Field in (typeof FIELDS)[number]]?: string | undefined }

const FIELDS = ['itemId', 'customerId', 'marketId', 'attribute', 'attributeValue'] as const
const IDS = FIELDS.slice(0, 3)
/** What a row that names it weighs: more names before fewer, then in this order. */
const WEIGHTS = { itemId: 116, customerId: 108, marketId: 104, attribute: 102, attributeValue: 1 } as const

/** Records that a subject is made of, how far it is outside of its band, and on which side. */
interface Outside {
  readonly subject: Subject
  readonly sort: string
  readonly own: readonly ExpectedProfit[]
  readonly side: 'below' | 'above'
  readonly share: number
  /** Minor units. */
  readonly missing: bigint
  /** Where it would lie with some of its records alone. */
  readonly lies: (records: readonly ExpectedProfit[]) => 'below' | 'above' | 'in' | 'none'
}

/** The next number on a grid of decimals above a fraction, or below it. */
const onGrid = ({ n, d }: Fraction, decimals: number, above: boolean): number => {
  const scaled = n * 10n ** BigInt(decimals)
  const rest = ((scaled % d) + d) % d
  return Number((scaled - rest) / d + (above && rest > 0n ? 1n : 0n)) / 10 ** decimals
}

/** Products before customers, markets, what is of several, and groups. */
const sortOf = (subject: Subject): string => {
  const ids = IDS.filter((field) => subject[field] !== undefined)
  const rank = subject.attribute !== undefined ? 4 : ids.length > 1 ? 3 : IDS.indexOf(ids[0] ?? 'itemId')
  return `${rank} ${keyOf({ fields: ids.join(), attribute: subject.attribute }, ['fields', 'attribute'])}`
}

const over = (a: Fraction, b: Fraction): Fraction =>
  b.n < 0n ? { n: -a.n * b.d, d: -b.n * a.d } : { n: a.n * b.d, d: b.n * a.d }
const negative = ({ n, d }: Fraction): Fraction => ({ n: -n, d })

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
  const sum = (own: readonly ExpectedProfit[], parts: readonly ProfitPart[]): bigint => {
    let total = 0n
    for (const record of own) for (const part of parts) for (const amount of record.parts[part]) total += amount
    return total
  }
  const outside: Outside[] = []
  const inOrder = [...subjects.values()].sort((a, b) => (keyOf(a, FIELDS) < keyOf(b, FIELDS) ? -1 : 1))
  for (const subject of inOrder) {
    const field = IDS.find((name) => subject[name] !== undefined)
    const near = field === undefined ? records : (byId.get(`${field} ${subject[field]}`) ?? [])
    const own = near.filter((record) => isIn(record, subject))
    const rows = policies.filter((row) => speaksOf(row, subject))
    const best = Math.max(...rows.map(weight))
    const holding = rows.filter((row) => weight(row) === best)
    const floors = holding.flatMap(({ floorShare }) => (floorShare === undefined ? [] : [floorShare]))
    const ceilings = holding.flatMap(({ ceilingShare }) => (ceilingShare === undefined ? [] : [ceilingShare]))
    const least = floors.length === 0 ? undefined : Math.max(...floors)
    const most = ceilings.length === 0 ? undefined : Math.min(...ceilings)
    const bound = (revenue: bigint, share: number): bigint =>
      revenue > 0n ? round(times({ n: revenue, d: 1n }, fraction(share)), rounding) : 0n
    const lies: Outside['lies'] = (some) => {
      const [revenue, profit] = [sum(some, ['revenue']), sum(some, PROFIT_PARTS)]
      if (revenue <= 0n)
        return least !== undefined && profit < 0n && sum(some, ['attributableExpense']) < 0n ? 'below' : 'none'
      if (least !== undefined && profit < bound(revenue, least)) return 'below'
      return most !== undefined && profit > bound(revenue, most) ? 'above' : 'in'
    }
    const side = lies(own)
    const share = side === 'below' ? least : most
    if (side === 'in' || side === 'none' || share === undefined) continue
    const off = sum(own, PROFIT_PARTS) - bound(sum(own, ['revenue']), share)
    outside.push({ subject, sort: sortOf(subject), own, side, share, missing: off < 0n ? -off : off, lies })
  }
  const power = fraction(10 ** plan.ledger.decimals)
  const major = (minor: bigint): number => nearest(over({ n: minor, d: 1n }, power))
  const refOf = (subject: Subject): Ref =>
    Object.fromEntries(IDS.flatMap((field) => (subject[field] === undefined ? [] : [[field, subject[field]]])))
  const groupOf = ({
    attribute,
    attributeValue,
  }: Subject): { readonly attribute: string | null; readonly attributeValue: string | null } => ({
    attribute: attribute ?? null,
    attributeValue: attributeValue ?? null,
  })
  return [...victimsOf(outside)].map(([{ subject, own, side, share: boundShare, missing }, victims]) => {
    const isBelow = side === 'below'
    const [revenue, profit] = [sum(own, ['revenue']), sum(own, PROFIT_PARTS)]
    const [all, follows] = [
      { n: revenue, d: 1n },
      { n: -sum(own, FOLLOWING), d: 1n },
    ]
    const cost = plus(plus(all, negative(follows)), { n: -profit, d: 1n })
    const left = plus(plus(all, negative(follows)), times(all, negative(fraction(boundShare))))
    const can = left.n > 0n && cost.n > 0n
    const units =
      subject.itemId === undefined
        ? fraction(0)
        : own.flatMap(({ shipped }) => shipped.map(fraction)).reduce(plus, fraction(0))
    const hasUnits = can && units.n > 0n
    const expense = -sum(own, ['attributableExpense'])
    const ref = refOf(subject)
    const { periods } = plan.calendar
    const amount = major(missing)
    const told = {
      refs: Object.keys(ref).length === 0 ? [] : [ref],
      periodIds: [periods[0]?.id ?? '', periods.at(-1)?.id ?? ''] as const,
      amount,
      unit: 'money',
      value: {
        ...groupOf(subject),
        marginShare:
          revenue > 0n ? Number(round(times(over({ n: profit, d: 1n }, all), fraction(1e6)), 'halfUp')) / 1e6 : null,
        boundShare,
        ownExpense: expense > 0n ? major(expense) : 0,
        priceChangeRate: can ? onGrid(plus(over(cost, left), { n: -1n, d: 1n }), 6, isBelow) : null,
        costChangeRate: can ? onGrid(plus(over(left, cost), { n: -1n, d: 1n }), 6, !isBelow) : null,
        price: hasUnits
          ? onGrid(over(over(times(over(cost, left), all), units), power), plan.ledger.decimals, isBelow)
          : null,
        unitCost: hasUnits ? onGrid(over(over(left, units), power), 6, !isBelow) : null,
        groups: victims.map((victim) => groupOf(victim.subject)),
      },
      victims: victims.map((victim) => ({
        ref: refOf(victim.subject),
        amount: major(victim.missing),
        unit: 'money' as const,
        moneyAtStake: isBelow ? major(victim.missing) : 0,
      })),
    } as const
    return isBelow
      ? createNotice(marginBelowFloor, { ...told, moneyAtStake: amount })
      : createNotice(marginAboveCeiling, told)
  })
}

/** Which of what is outside is so by itself, and what is so because of it, the farthest first. */
function victimsOf(outside: readonly Outside[]): Map<Outside, Outside[]> {
  const found = new Map<Outside, Outside[]>()
  const farthest = (a: Outside, b: Outside): number =>
    a.missing === b.missing ? outside.indexOf(a) - outside.indexOf(b) : a.missing > b.missing ? -1 : 1
  for (const side of ['below', 'above'] as const) {
    const rows = outside.filter((row) => row.side === side)
    const sorts = [...new Set(rows.map(({ sort }) => sort))].sort()
    const members = new Map(
      sorts.map((sort) => [
        sort,
        new Map(rows.flatMap((row) => (row.sort === sort ? row.own.map((record) => [record, row] as const) : []))),
      ]),
    )
    const others = (row: Outside, sort: string): Set<Outside> =>
      new Set(row.own.flatMap((record) => members.get(sort)?.get(record) ?? []))
    const known = new Map<Outside, Map<string, ReturnType<Outside['lies']>>>()
    const without = (row: Outside, sort: string): ReturnType<Outside['lies']> => {
      const own = known.get(row) ?? new Map<string, ReturnType<Outside['lies']>>()
      known.set(row, own)
      const rest = row.own.filter((record) => members.get(sort)?.has(record) !== true)
      const lies = own.get(sort) ?? (rest.length === row.own.length ? side : row.lies(rest))
      own.set(sort, lies)
      return lies
    }
    const heals = (row: Outside, sort: string): boolean => !['none', side].includes(without(row, sort))
    const reason = new Map(
      rows.map((row) => {
        const apart = sorts.filter((sort) => sort !== row.sort)
        const healed = apart.find(
          (sort) =>
            heals(row, sort) && (sort < row.sort || ![...others(row, sort)].some((one) => heals(one, row.sort))),
        )
        const emptied = apart.find((sort) => sort < row.sort && without(row, sort) === 'none')
        const sort = healed ?? emptied
        return [row, sort === undefined ? undefined : [...others(row, sort)].sort(farthest)[0]]
      }),
    )
    const causes = new Map<Outside, Outside>()
    for (const row of rows) {
      // Follows the reasons to one that has none, to one whose cause is known, or around a ring.
      const path = [row]
      let cause: Outside | undefined
      while (cause === undefined) {
        const last = path.at(-1) as Outside
        const next = reason.get(last)
        cause = causes.get(last) ?? (next === undefined || path.includes(next) ? last : undefined)
        if (cause === undefined && next !== undefined) path.push(next)
      }
      for (const one of path) causes.set(one, cause)
    }
    for (const row of rows) {
      const cause = causes.get(row) ?? row
      const own = found.get(cause) ?? []
      found.set(cause, own)
      if (cause !== row) own.push(row)
    }
  }
  for (const victims of found.values()) victims.sort(farthest)
  return found
}
