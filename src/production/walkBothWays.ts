import { type WorthRoom, worthOfPart } from './partWorth.js'
import type { RawPlan } from './rawPlan.js'
import type { ShopPart } from './shopParts.js'
import { walkForward } from './walkForward.js'
import type { ItemWorth } from './wholePlan.js'
import type { WholeShop } from './wholeShop.js'

/** A supply with what it is worth. */
export interface Candidate extends ItemWorth {
  readonly supply: Float64Array
}

/** True where the first plan breaks fewer hard limits, or as many and earns more. */
export function isBetter(a: ItemWorth, b: ItemWorth): boolean {
  const broken = a.broken - b.broken
  return broken < -1e-9 || (broken < 1e-9 && a.money > b.money + 1e-9 * Math.max(1, Math.abs(b.money)))
}

/** The better of the two walks: components by the running supply of the raw plan, or by its stock. */
export function walkBothWays(shop: WholeShop, part: ShopPart, raw: RawPlan, room: WorthRoom): Candidate {
  const walk = (isByStock: boolean): Candidate => {
    const supply = walkForward(shop, part, { raw, isByStock })
    return { ...worthOfPart(shop, part, supply, room), supply }
  }
  const [first, second] = [walk(false), walk(true)]
  return isBetter(second, first) ? second : first
}
