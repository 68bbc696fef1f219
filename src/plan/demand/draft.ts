import type { SeriesId } from '../../core/keys/seriesId.js'
import type { DemandRecord, WaterfallStep } from './types.js'
import type { Spread } from './spread.js'

/** A series of demand while its waterfall is made. */
export interface Draft
  extends
    SeriesId,
    Pick<
      DemandRecord,
      'basis' | 'model' | 'statistical' | 'parameters' | 'effects' | 'models' | 'accuracy' | 'history'
    > {
  readonly key: string
  /** For messages. */
  readonly name: string
  /** Demand after the steps so far. */
  state: readonly number[]
  spread: Spread
  /** The demand planned for, on the item's grid, where orders of customers have decided it. */
  planned?: readonly number[]
  /** What of it orders of customers are. */
  booked?: readonly number[]
  readonly steps: WaterfallStep[]
}

/** Puts one step on a series: from the demand so far to `next`. */
export function addStep(draft: Draft, step: Omit<WaterfallStep, 'quantities'>, next: readonly number[]): void {
  const { weights, ...words } = step
  const quantities = next.map((value, t) => value - (draft.state[t] as number) + 0)
  draft.steps.push({ ...words, quantities, ...(weights !== undefined && { weights }) })
  draft.state = next
}

const FLOAT_NOISE = 1e-9

/** Sums of all steps by period, added in order. */
function sumsOf(steps: readonly WaterfallStep[], count: number): number[] {
  const sums = new Array<number>(count).fill(0)
  for (const { quantities } of steps) quantities.forEach((quantity, t) => (sums[t] = (sums[t] ?? 0) + quantity))
  return sums
}

/**
 * The steps of a waterfall and, where there is one, the rounding, so that they add up to the demand planned for, exactly
 * in floats and in order. What is float noise goes into the last step instead.
 */
export function closeWaterfall(steps: readonly WaterfallStep[], consensus: readonly number[]): WaterfallStep[] {
  const last = steps.at(-1)
  const settled =
    steps.length < 2 || last === undefined
      ? [...steps]
      : [...steps.slice(0, -1), settle(steps.slice(0, -1), last, consensus)]
  const sums = sumsOf(settled, consensus.length)
  const rounding = consensus.map((value, t) => value - (sums[t] as number) + 0)
  return rounding.every((value) => value === 0) ? settled : [...settled, { step: 'rounding', quantities: rounding }]
}

function settle(before: readonly WaterfallStep[], last: WaterfallStep, consensus: readonly number[]): WaterfallStep {
  const sums = sumsOf(before, consensus.length)
  const quantities = last.quantities.map((quantity, t) => {
    const value = consensus[t] as number
    const sum = sums[t] as number
    const isNoise = Math.abs(value - (sum + quantity)) <= FLOAT_NOISE * Math.max(1, Math.abs(value))
    return isNoise ? value - sum + 0 : quantity
  })
  return { ...last, quantities }
}
