import { type CancelSignal, finishInTurns, letOthersRun } from '../../core/running/progress.js'
import { leaveUnwanted } from './leaveUnwanted.js'
import { openRoom, rawWorthOfPart } from './partWorth.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { RawPlan } from '../model/rawPlan.js'
import { NEIGHBORHOOD, searchAround } from './searchAround.js'
import { searchItems } from './searchPart.js'
import { serveWaiting } from './serveWaiting.js'
import { partsOf, type ShopPart } from './shopParts.js'
import { SMALL, walkInSteps } from './walkBothWays.js'
import { walkForward } from './walkForward.js'
import { completePlan, type ItemWorth, type WholePlan } from './wholePlan.js'
import { openShop, type WholeShop } from './wholeShop.js'

/** Share of revenue that whole units may cost a part before a better plan is looked for. */
const TOLERANCE = 3e-4
const LIMITS = { nodes: 2000, work: 4e8 }

/** What the step to whole units found for the parts of a shop. */
export interface SnapResult<Plan = WholePlan> {
  readonly plan: Plan
  /** Stock units and hours by which hard limits are broken. */
  readonly broken: number
  /** True where a limit is broken and a search has shown that no plan in whole units keeps all. */
  readonly isProven: boolean
}

/**
 * Brings a plan onto the grids of its items.
 *
 * Supply decides all else: use of components, by the running need rounded up, and hours follow from it, and the best
 * shipments of each item are found exactly for it (`shipBest`).
 */
export async function snapPlan(
  problem: PreparedProblem,
  raw: RawPlan,
  signal: CancelSignal | undefined,
): Promise<SnapResult> {
  const shop = openShop(problem)
  const wide = withoutRanges(problem)
  const parts = partsOf(shop)
  const room = openRoom(shop)
  const supply = new Float64Array(raw.supply.length)
  const rawWorths = parts.map((part) => rawWorthOfPart(shop, part, raw))
  let broken = 0
  let isProven = false
  const pause = (): Promise<void> => letOthersRun(signal)
  await pause()
  for (const [n, part] of parts.entries()) {
    const tolerance = TOLERANCE * Math.max(1 / parts.length, rawWorths[n].revenue)
    const isGood = ({ money, broken }: ItemWorth): boolean => broken <= 1e-9 && rawWorths[n].money - money <= tolerance
    let best = await finishInTurns(walkInSteps(shop, part, raw, { room, isGood }), signal)
    if (!isGood(best)) {
      const task = { shop, part, raw, tolerance, pause }
      const cells = part.items.length * shop.periodCount
      let isDone = false
      if (cells <= SMALL) {
        // In the ranges that were chosen a search sees true prices; whole units may be better off beyond them.
        for (const searched of wide === undefined ? [shop] : [shop, wide]) {
          if (isGood(best)) break
          const found = await searchItems({ ...task, shop: searched, start: best, free: part.items, limits: LIMITS })
          best = found.best
          isDone = found.isDone && searched === (wide ?? shop)
        }
        if (best.broken > 1e-9 && isDone) isProven = true
      }
      // In a search as a whole a part of this size has few nodes.
      if (cells > NEIGHBORHOOD && !isDone && !isGood(best)) {
        best = await searchAround({ ...task, start: best }, { rawMoney: rawWorths[n].items, isGood })
      }
    }
    best = leaveUnwanted(shop, part, serveWaiting(shop, part, best, room), room)
    await pause()
    if (best.broken > 1e-9) broken += best.broken
    takePart(shop, part, best.supply, supply)
  }
  return { plan: completePlan(shop, supply), broken, isProven }
}

/** The shop with nothing decided about queues of rising prices; undefined where nothing was. */
function withoutRanges(problem: PreparedProblem): WholeShop | undefined {
  if (problem.items.every(({ openRanges }) => openRanges === undefined)) return undefined
  return openShop({ ...problem, items: problem.items.map((item) => ({ ...item, openRanges: undefined })) })
}

/** The first supply that the walk finds for all parts of a shop. */
export function walkParts(shop: WholeShop, raw: RawPlan): Float64Array {
  const supply = new Float64Array(raw.supply.length)
  for (const part of partsOf(shop)) takePart(shop, part, walkForward(shop, part, { raw }), supply)
  return supply
}

function takePart({ periodCount }: WholeShop, { items }: ShopPart, from: Float64Array, to: Float64Array): void {
  for (const i of items) to.set(from.subarray(i * periodCount, (i + 1) * periodCount), i * periodCount)
}
