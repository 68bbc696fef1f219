import type { Steps } from '../../core/running/progress.js'
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

/** Supplies of a part that walks have come to, with what they are worth, and those that were mended and trimmed. */
export interface KnownWalks {
  readonly worths: Map<string, ItemWorth>
  readonly mended: Set<string>
}

export const openWalks = (): KnownWalks => ({ worths: new Map(), mended: new Set() })

/**
 * The better of the two walks: components by the running supply of the raw plan, or by its stock; mended and trimmed. Undefined where an earlier
 * walk came to the same: answers of one search are rounded to few supplies, three of four to one that is known.
 */
export function walkBothWays(
  shop: WholeShop,
  part: ShopPart,
  raw: RawPlan,
  { room, known }: { readonly room: WorthRoom; readonly known: KnownWalks },
): Candidate | undefined {
  const walk = (isByStock: boolean): Candidate & { readonly key: string } => {
    const supply = walkForward(shop, part, { raw, isByStock })
    const key = keyOfSupply(shop, part, supply)
    const { money, broken } = known.worths.get(key) ?? candidateOf(shop, part, supply, room)
    known.worths.set(key, { money, broken })
    return { supply, key, money, broken }
  }
  const [first, second] = [walk(false), walk(true)]
  const { key, ...better } = isBetter(second, first) ? second : first
  if (known.mended.has(key)) return undefined
  known.mended.add(key)
  return finish(shop, part, better, room)
}

function keyOfSupply({ periodCount }: WholeShop, { items }: ShopPart, supply: Float64Array): string {
  let key = ''
  for (const i of items) for (let t = 0; t < periodCount; t += 1) key += `${supply[i * periodCount + t]},`
  return key
}

/** A walked plan with what a hard need lacks, and in a small part without what nobody takes. */
function finish(shop: WholeShop, part: ShopPart, walked: Candidate, room: WorthRoom): Candidate {
  const whole = walked.broken > 1e-9 ? supplyMissing(shop, part, walked, room) : walked
  return part.items.length * shop.periodCount <= SMALL ? trimSurplus(shop, part, whole, room) : whole
}

/** What the walks of a part need beside it. */
interface WalkContext {
  readonly room: WorthRoom
  /** True where a plan is as good as it needs to be; the second walk is then spared. */
  readonly isGood?: (worth: ItemWorth) => boolean
}

/** As `walkBothWays`, where no supply is known yet, a step for each walk; the second is spared where the first is good. */
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
  return finish(shop, part, better, room)
}
