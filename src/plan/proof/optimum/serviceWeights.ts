import { linesOver } from '../facts/billsAround.js'
import { itemsLeft } from '../customers/droppedItems.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { moneyOf, servedOf } from '../customers/queueMoney.js'
import { servedDemandOf } from '../customers/refusal.js'
import { at, type UnitMoney, unitMoney } from '../customers/unitMoney.js'

/** An item's own customers weigh more than its safety stock: that stays under this share of what they lose. */
const OWN_SHARE = 0.9

/** What the safety stocks of all parts of a unit may save, as a share of what its own may. */
const PARTS_SHARE = 0.5

/** What lateness weighs of an item that would be supplied at a loss for it, as a share of the given rate. */
const HARDLY = 1e-5

/** What the program of the safety stock weighs, of one item by period. */
export interface ServiceWeights {
  /** A unit late at the close, and a unit lost: at the given rates, and no less than the safety stock of the item. */
  readonly late: readonly number[]
  readonly lost: readonly number[]
  /** A unit under the safety stock; undefined where there is none. */
  readonly missing: readonly number[] | undefined
}

/** What waiting, losing and missing safety stock weigh where safety stock is planned after customers. */
export const serviceWeights: (facts: Facts) => ReadonlyMap<string, ServiceWeights> = oncePerPlan((facts) => {
  const money = unitMoney(facts)
  const end = facts.count - 1
  /** What an item that is left was to keep still says what its parts are worth: who is left is known only after that. */
  const target = (id: string): readonly number[] => {
    if (facts.items.get(id)?.kind === 'service') return []
    const { records, safetyStock } = facts.rows
    return (itemsLeft(facts).has(id) ? safetyStock : records).get(itemKey(id))?.row.safetyStock ?? []
  }
  const kept = [...facts.items.keys()].filter((id) => target(id).some((units) => units > 0))
  /** What one that is missing at the end costs to make then, or less where that leaves a customer first. */
  const again = (id: string, t: number): number => {
    const unit = money.get(id) as UnitMoney
    return t === end ? Math.max(0, Math.min(at(unit.made, t), leastMargin(facts, unit, id))) : 0
  }
  const wished = new Map(
    kept.map((id) => {
      const { holding, missing } = money.get(id) as UnitMoney
      return [id, missing.map((wish, t) => Math.max(0, wish - at(holding, t) - again(id, t)))] as const
    }),
  )
  const saved = withoutParts(facts, wished)
  const ranges = facts.plan.supply.certificate.openRanges ?? []
  const byMoney = new Set(ranges.flatMap(({ itemId, unpaid }) => (unpaid === undefined ? [] : [itemId])))
  return new Map(
    [...money].map(([id, unit]) => {
      const savings = saved.get(id)
      const missing = savings?.map((saving, t) =>
        Math.min(at(unit.missing, t), at(unit.holding, t) + saving + again(id, t)),
      )
      if (byMoney.has(id)) {
        const late = unit.late.map((own) => HARDLY * own)
        // What its customers need no safety stock for, what it goes into may; it weighs less than they do.
        const open = (t: number): number =>
          facts.policies.get(id)?.unmetDemand === 'lost' ? HARDLY * at(unit.lost, t) : at(late, t)
        const behind = missing?.map((own, t) => Math.min(own, at(unit.holding, t) + OWN_SHARE * open(t)))
        return [id, { late, lost: unit.lost, missing: itemsLeft(facts).has(id) ? undefined : behind }] as const
      }
      if (savings === undefined) return [id, { late: unit.late, lost: unit.lost, missing }] as const
      const isKept = (t: number): boolean => at(target(id), t) > 0
      const left = (t: number): number =>
        savings.slice(t).reduce((sum, saving, n) => sum + (isKept(t + n) ? saving : 0), 0)
      const weights: ServiceWeights = {
        late: unit.late.map((late, t) => (isKept(t) ? Math.max(late, at(savings, t) / OWN_SHARE) : late)),
        lost: unit.lost.map((lost, t) => lost + left(t) / OWN_SHARE),
        missing,
      }
      return [id, weights] as const
    }),
  )
})

/** The least that a customer of an item pays; Infinity without customers. */
function leastMargin(facts: Facts, unit: UnitMoney, id: string): number {
  return servedOf(facts, id).reduce((least, part) => {
    const { price, selling } = moneyOf(unit, part)
    return Math.min(least, price - selling)
  }, Infinity)
}

/** Savings of safety stocks, those of parts brought below what they go into, or below what waiting for that costs. */
function withoutParts(facts: Facts, savings: ReadonlyMap<string, readonly number[]>): Map<string, readonly number[]> {
  const over = linesOver(facts)
  const known = new Map<string, readonly number[]>()
  /** The least of an item's own saving and of what its parents leave it. */
  const passed = (id: string): readonly number[] => {
    const before = known.get(id)
    if (before !== undefined) return before
    const own = savings.get(id) ?? facts.days.map((_, t) => lossOf(facts, id, t))
    const parents = over.get(id) ?? []
    const found = own.map((saving, t) =>
      parents.reduce(
        (least, { itemId, lines, perUnit: { n, d } }) =>
          Math.min(least, (PARTS_SHARE * at(passed(itemId), t)) / (lines * (Number(n) / Number(d)))),
        saving,
      ),
    )
    known.set(id, found)
    return found
  }
  return new Map([...savings.keys()].map((id) => [id, passed(id)]))
}

/** What customers of an item without safety stock lose by a period without a unit; Infinity where nobody loses anything. */
function lossOf(facts: Facts, id: string, t: number): number {
  const unit = unitMoney(facts).get(id) as UnitMoney
  const { unmetDemand } = facts.policies.get(id) ?? {}
  const isAsked = unit.lateUnits > 0 || servedDemandOf(facts, id).some((units) => units > 0)
  if (!isAsked || unmetDemand === 'forbidden' || unit.refusal?.isLeft === true) return Infinity
  const promised = unit.refusal?.lift[t + 1] ?? 0
  const gone = (at(unit.value, t) - at(unit.selling, t) + promised + at(unit.lost, t)) / (facts.count - t)
  const loss = unmetDemand === 'lost' ? gone : at(unit.late, t)
  return loss > 0 ? loss : Infinity
}
