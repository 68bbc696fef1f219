import { addMeasures } from './addMeasures.js'
import type { Company } from './company.js'
import type { LoopLine } from './describeLoop.js'
import { type LoopMeasures, measureLoop } from './measureLoop.js'
import type { Engine } from './planDecision.js'
import { runLoop } from './runLoop.js'

/** By how much service may lie under the target. */
const POINTS_UNDER = 0.02
const MOST_FACTOR = 4
const STEPS = 5

/** The least stock that serves so well over all companies, by one factor on all safety stocks of the plans, halving. */
export async function leastStock(engine: Engine, companies: readonly Company[], target: number): Promise<LoopLine> {
  const run = async (stockFactor: number): Promise<LoopMeasures> => {
    const all: LoopMeasures[] = []
    for (const company of companies) {
      all.push(measureLoop(company, await runLoop(engine, company, 'plan', { target, stockFactor })))
    }
    return addMeasures(all)
  }
  const serves = ({ servedMonths, goodMonths }: LoopMeasures): boolean =>
    servedMonths >= (target - POINTS_UNDER) * goodMonths
  let [low, high] = [0, 1]
  let best = await run(high)
  while (!serves(best) && high < MOST_FACTOR) {
    ;[low, high] = [high, high * 2]
    best = await run(high)
  }
  for (let n = 0; n < STEPS && serves(best); n += 1) {
    const middle = (low + high) / 2
    const measures = await run(middle)
    if (serves(measures)) [high, best] = [middle, measures]
    else low = middle
  }
  const policy = serves(best) ? `plan x ${high.toFixed(2)}` : `not by x ${high}`
  return { policy, target, companies: companies.length, measures: best }
}
