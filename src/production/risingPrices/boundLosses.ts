import type { SolveModelOptions } from '../../lp/solveModel.js'
import { openUnits } from '../customersFirst/heldCustomers.js'
import { type SolvedInOrder, solveInOrder } from '../customersFirst/solveInOrder.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { inPartsOf, partOfItems } from '../problem/sharingParts.js'
import { hasRisingPrices, type OpenRanges, withRanges } from './openQueues.js'

/** Less than this share of what is left is arithmetic. */
const NOISE = 1e-6

/**
 * Solves the programs with what is left because it does not pay (`leaveLosses`), bounded only where it would be supplied without a bound.
 *
 * Its lateness weighs next to nothing, so money leaves it without a bound, too. With one as well, more limits meet than it takes, and the
 * multipliers may say that an hour which would serve one more of it is worth nothing, since the bound forbids to serve him. Where prices rise
 * in a queue it stays: the program reckons with their mean, and the bound brings it nearer to what is lost.
 */
export async function boundLosses(
  prepared: PreparedProblem,
  losses: OpenRanges,
  context: { readonly run: SolveModelOptions; readonly roundsUp: boolean },
): Promise<{ readonly ranges: OpenRanges; readonly solved: SolvedInOrder }> {
  const { items, periodCount } = prepared
  const solve = async (
    isBound: (i: number) => boolean,
  ): Promise<{ readonly ranges: OpenRanges; readonly solved: SolvedInOrder }> => {
    const ranges: OpenRanges = new Map(
      [...losses].map(([at, range]) => [at, isBound(Math.floor(at / periodCount)) ? range : { ...range, least: 0 }]),
    )
    return { ranges, solved: await solveInOrder(withRanges(prepared, ranges), context) }
  }
  const isRising = items.map((item) => hasRisingPrices(item, periodCount))
  const first = await solve((i) => isRising[i])
  const isIn = suppliedAnyhow(prepared, losses, first.solved)
  return isIn === undefined ? first : solve((i) => isRising[i] || isIn[i] === 1)
}

/** Items of the parts of the company in which an answer supplies what is left because it does not pay; undefined where it leaves all of it. */
export function suppliedAnyhow(
  prepared: PreparedProblem,
  losses: OpenRanges,
  { production, solution }: SolvedInOrder,
): Uint8Array | undefined {
  if (solution.status !== 'optimal') return undefined
  const { items, periodCount } = prepared
  const supplied = new Set<number>()
  for (const [at, { unpaid = 0 }] of losses) {
    const i = Math.floor(at / periodCount)
    const left = openUnits(items[i], production.map, { at, t: at % periodCount, primal: solution.primal })
    if (left < unpaid - NOISE * Math.max(1, unpaid)) supplied.add(i)
  }
  return supplied.size === 0 ? undefined : inPartsOf(partOfItems(prepared), (i) => supplied.has(i))
}
