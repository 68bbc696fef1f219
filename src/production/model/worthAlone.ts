import type { EasedGain, EasedLimit, Limit, LimitEaser } from '../../lp/search/easeLimits.js'

/** What one more of a limit is worth in one of some periods. */
export interface WorthAlone {
  /** Of one more alone, where it is worth most; the most that it can be where `isAtMost`. */
  readonly worth: number
  readonly t: number
  readonly isAtMost: boolean
  /** Other limits that are reached with it, where one more of all of them is worth more than of each by itself. */
  readonly together?: { readonly limits: readonly Limit[]; readonly worth: number; readonly t: number }
}

/** A limit by period in a program of which the optimum is known. */
export interface PricedLimit {
  readonly easer: LimitEaser
  /** By period. */
  readonly limit: (t: number) => Limit
  /** By the multipliers, by period. */
  readonly worth: (t: number) => number
  /** What one more of a limit costs beside the program. */
  readonly cost: (limit: Limit) => number
  /** Whether another limit, in some period, may be told beside it, and not yet is by one of those given. */
  readonly isOther: (limit: Limit, told: readonly Limit[]) => boolean
  /**
   * What the plan earns more with one more of some limits, where that is not just what the program says: others come before or after it. Undefined
   * where nothing tells it.
   */
  readonly inOrder: ((limits: readonly Limit[]) => number | undefined) | undefined
}

/** Periods of one limit that are tried, and limits that are told together. */
const MOST_TRIED = 4
const MOST_TOGETHER = 4

const isLess = (a: number, b: number): boolean => a < b - 1e-6 * Math.max(1, Math.abs(b))

/**
 * What one more of a limit brings by itself, in that of the periods in which it brings most. The multipliers of the
 * optimum are at least that; where several limits are reached together they may be more, up to all that one more of each brings.
 */
export function worthAlone(
  { easer, limit, worth, cost, isOther, inOrder }: PricedLimit,
  periods: readonly number[],
): WorthAlone | undefined {
  const scarce = periods.filter((t) => worth(t) > 0).sort((a, b) => worth(b) - worth(a) || a - b)
  const [first] = scarce
  if (first === undefined) return undefined
  /** Without what a solver leaves. */
  const clean = (gain: number, t: number): number =>
    gain < 1e-6 ? 0 : isLess(gain, worth(t)) || isLess(worth(t), gain) ? gain : worth(t)
  const oneMore = (one: Limit): EasedLimit => ({ limit: one, by: 1, cost: cost(one) })
  /** One more of all of some limits, in the program and to the plan. */
  const raise = (limits: readonly Limit[]): EasedGain & { readonly told: number } => {
    const found = easer.gainOf(limits.map(oneMore))
    return { ...found, told: (found.isExact ? inOrder?.(limits) : undefined) ?? found.gain }
  }
  const alone = raise([limit(first)])
  let best = { worth: clean(alone.told, first), t: first, isAtMost: !alone.isExact }
  for (const t of scarce.slice(1, MOST_TRIED)) {
    // By one program alone no more than the multiplier can be gained.
    if (inOrder === undefined && !isLess(best.worth, worth(t))) break
    const { told, isExact } = raise([limit(t)])
    if (isLess(best.worth, told)) best = { worth: clean(told, t), t, isAtMost: !isExact }
  }
  if (!alone.isExact || !isLess(best.worth, worth(first))) return best

  const limits: Limit[] = [limit(first)]
  let all = alone
  while (limits.length < MOST_TOGETHER && isLess(all.gain, worth(first))) {
    const next = easer.mostRisen(all, (other) => isOther(other, limits))
    if (next === undefined) break
    limits.push(next)
    all = raise(limits)
    if (!all.isExact) return best
  }
  const others = limits.slice(1)
  if (others.length === 0 || !isLess(best.worth, all.told)) return best
  const apart = raise(others)
  if (!apart.isExact || !isLess(alone.told + apart.told, all.told)) return best
  return { ...best, together: { limits: others, worth: all.told, t: first } }
}
