import { finishSteps, type Steps } from '../../core/running/progress.js'
import { type Candidate, isBetter } from './candidate.js'
import { candidateOf, type WorthRoom } from './partWorth.js'
import type { RawPlan } from '../model/rawPlan.js'
import type { ShopPart } from './shopParts.js'
import { supplyMissing, trimSurplus } from './repairSupply.js'
import { walkForward } from './walkForward.js'
import type { ItemWorth } from './wholePlan.js'
import type { WholeShop } from './wholeShop.js'

/** Items times periods up to which a part is small: every change of it can be priced as a whole, and it can be searched. */
export const SMALL = 300

/** The better of the two walks: components by the running supply of the raw plan, or by its stock; mended and trimmed. */
export function walkBothWays(shop: WholeShop, part: ShopPart, raw: RawPlan, context: WalkContext): Candidate {
  return finishSteps(walkInSteps(shop, part, raw, context))
}

/** What the walks of a part need beside it. */
interface WalkContext {
  readonly room: WorthRoom
  /** True where a plan is as good as it needs to be; the second walk is then spared. */
  readonly isGood?: (worth: ItemWorth) => boolean
}

/** As `walkBothWays`, a step for each walk. */
export function* walkInSteps(shop: WholeShop, part: ShopPart, raw: RawPlan, context: WalkContext): Steps<Candidate> {
  const { room, isGood } = context
  const walk = (isByStock: boolean): Candidate => {
    const supply = walkForward(shop, part, { raw, isByStock })
    return candidateOf(shop, part, supply, room)
  }
  const first = walk(false)
  if (isGood?.(first) === true) return first
  yield
  const second = walk(true)
  const better = isBetter(second, first) ? second : first
  yield
  const whole = better.broken > 1e-9 ? supplyMissing(shop, part, better, room) : better
  return part.items.length * shop.periodCount <= SMALL ? trimSurplus(shop, part, whole, room) : whole
}
