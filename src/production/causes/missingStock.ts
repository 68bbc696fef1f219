import { compareText } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { missingToTarget } from '../../core/numbers/quantityGrid.js'
import type { Ref } from '../../core/keys/ref.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { wholeUnits } from '../problem/grid.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'
import { type MissingCause, safetyStockMissing } from './notices.js'
import type { Cause, CauseTracer } from './traceCauses.js'

/** Safety stock that one cause keeps from being there. */
interface Missing {
  readonly heldBy: MissingCause
  readonly of: readonly Ref[]
  readonly periods: number[]
  /** The most that is missing at a close, by item. */
  readonly items: Map<number, number>
}

/**
 * One exception for each cause of safety stock that is missing while no customer of the item waits: with them, the cause
 * stands in a row of its own already. Bought items before anything new can arrive are left to `late-purchase`.
 */
export function missingStock(
  { problem, plan }: { readonly problem: PreparedProblem; readonly plan: WholePlan },
  { heldBy }: CauseTracer,
): Notice[] {
  const { items, periodCount, periodIds } = problem
  const found = new Map<string, Missing>()
  items.forEach((item, i) => {
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const units = missingToTarget(item.safetyStock[t], plan.closing[at], item.scale)
      if (units === 0 || plan.backlog[at] > 0 || plan.lost[at] > 0) continue
      if (item.kind !== 'make' && t < item.arrivalPeriod) continue
      const isAtMost = plan.closing[at] + 1 > wholeUnits(item.maximumStock[t], item.scale)
      const [cause, ref] = isAtMost ? (['maximumStock', { itemId: item.id }] as const) : causeOf(problem, heldBy(i, t))
      const key = `${cause} ${JSON.stringify(ref ?? null)}`
      const one: Missing = found.get(key) ?? {
        heldBy: cause,
        of: ref === undefined ? [] : [ref],
        periods: [],
        items: new Map(),
      }
      found.set(key, one)
      one.periods.push(t)
      one.items.set(i, Math.max(units, one.items.get(i) ?? 0))
    }
  })
  return [...found.values()].map(({ heldBy: cause, of, periods, items: missing }) => {
    const rows = [...missing].sort(([a], [b]) => compareText(items[a].id, items[b].id))
    const units = rows.map(([, most]) => most)
    return createNotice(safetyStockMissing, {
      refs: [...of, ...rows.map(([i]) => ({ itemId: items[i].id }))],
      periodIds: [periodIds[Math.min(...periods)], periodIds[Math.max(...periods)]],
      amount: sumDecimals(units),
      unit: 'units',
      value: { heldBy: cause, units },
    })
  })
}

/** The limit that is in the way of one more unit; that it costs more than it is worth, where none is. */
function causeOf({ items, resources }: PreparedProblem, cause: Cause | null): readonly [MissingCause, Ref?] {
  switch (cause?.kind) {
    case 'resource':
      return ['resource', { resourceId: resources[cause.of].id }]
    case 'leadTime':
    case 'firmSupply':
    case 'supplyLimit':
    case 'maximumStock':
      return [cause.kind, { itemId: items[cause.of].id }]
    default:
      return ['cost']
  }
}
