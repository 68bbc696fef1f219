import type { PreparedProblem } from './preparedProblem.js'
import type { RawPlan } from './rawPlan.js'
import { walkForward } from './walkForward.js'
import { completePlan, type WholePlan } from './wholePlan.js'
import { openShop } from './wholeShop.js'

/**
 * Brings a plan onto the grids of its items.
 *
 * Supply decides all else: use of components, by the running need rounded up, and hours follow from it, and the best
 * shipments of each item are found exactly for it (`shipBest`).
 */
export function snapPlan(problem: PreparedProblem, raw: RawPlan): WholePlan {
  const shop = openShop(problem)
  return completePlan(shop, walkForward(shop, raw))
}
