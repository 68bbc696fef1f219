/** The elements of a cost card, in the order of its cells; all but the last change with the quantity. */
export const ELEMENTS = ['material', 'outsideProcessing', 'labor', 'variableOverhead', 'fixedOverhead'] as const
export const ELEMENT_COUNT: number = ELEMENTS.length

/** The cells of a cost card on the grid of 6 decimals, in the order of the elements. */
export interface RoundedCosts {
  readonly unitCost: number
  readonly variableCost: number
  readonly elements: readonly number[]
  readonly thisLevel: readonly number[]
  readonly lowerLevels: readonly number[]
}

interface GridValue {
  readonly whole: number
  /** What is left above `whole`, 0 to below 1 steps of the grid. */
  readonly rest: number
}

function toGrid(value: number, power: number): GridValue {
  const scaled = value * power
  const nearest = Math.round(scaled)
  // A decimal such as 10.835 arrives a hair off its grid point; it must not count as a remainder.
  if (Math.abs(scaled - nearest) <= 1e-6 + Math.abs(scaled) * 1e-14) return { whole: nearest, rest: 0 }
  const whole = Math.floor(scaled)
  return { whole, rest: scaled - whole }
}

/** Which of the fractional parts are rounded up so that the sum of the rounded parts is `ups` above that of the floors. */
function largestRemainders(rests: readonly number[], ups: number): boolean[] {
  const order = rests.map((_, i) => i).sort((a, b) => (rests[b] as number) - (rests[a] as number) || a - b)
  const isUp = rests.map(() => false)
  for (const i of order.slice(0, ups)) isUp[i] = true
  return isUp
}

/**
 * Rounds the cells of a cost card (what this level adds and what lower levels bring, by element) to 6 decimals so that
 * all sums hold: elements add to the unit cost, and the two levels of each element to the element.
 *
 * Largest remainder first over the elements, then within them over the levels; every cell stays within one step of
 * its unrounded value. Where 6 decimals are beyond what a number holds (a unit cost over nine thousand million) the
 * grid is coarser. Undefined for costs that are not finite.
 */
export function roundCostCells(thisLevel: ArrayLike<number>, lowerLevels: ArrayLike<number>): RoundedCosts | undefined {
  const count = thisLevel.length
  let total = 0
  for (let e = 0; e < count; e++) total += (thisLevel[e] as number) + (lowerLevels[e] as number)
  if (!(total < 2 ** 52)) return undefined
  let power = 1e6
  while (total * power >= 2 ** 52) power /= 10

  const own = Array.from({ length: count }, (_, e) => toGrid(thisLevel[e] as number, power))
  const below = Array.from({ length: count }, (_, e) => toGrid(lowerLevels[e] as number, power))
  const elements = own.map((cell, e): GridValue => {
    const { whole, rest } = below[e] as GridValue
    const sum = cell.rest + rest
    return sum >= 1 ? { whole: cell.whole + whole + 1, rest: sum - 1 } : { whole: cell.whole + whole, rest: sum }
  })
  const rests = elements.map((element) => element.rest)
  const isUp = largestRemainders(rests, Math.round(rests.reduce((a, b) => a + b, 0)))
  const rounded = elements.map((element, e) => element.whole + (isUp[e] === true ? 1 : 0))

  // How many of its two cells each element rounds up: one can be either of them, and is chosen so that what this level
  // adds in all comes out as near to its unrounded sum as can be.
  const ups = rounded.map((units, e) => units - (own[e] as GridValue).whole - (below[e] as GridValue).whole)
  const ownUp = ups.map((up) => up === 2)
  const free = ups
    .map((up, e) => ({ e, up, lead: (own[e] as GridValue).rest - (below[e] as GridValue).rest }))
    .filter(({ e, up }) => up === 1 && (own[e] as GridValue).rest > 0)
  const forced = free.filter(({ e }) => (below[e] as GridValue).rest === 0)
  const chosen = free.filter(({ e }) => (below[e] as GridValue).rest > 0).sort((a, b) => b.lead - a.lead || a.e - b.e)
  for (const { e } of forced) ownUp[e] = true
  const wanted = Math.round(own.reduce((sum, cell) => sum + cell.rest, 0))
  for (const { e } of chosen.slice(0, Math.max(0, wanted - ownUp.filter(Boolean).length))) ownUp[e] = true

  const ownUnits = own.map((cell, e) => cell.whole + (ownUp[e] === true ? 1 : 0))
  const toAmount = (units: number): number => units / power
  return {
    unitCost: toAmount(rounded.reduce((a, b) => a + b, 0)),
    variableCost: toAmount(rounded.slice(0, -1).reduce((a, b) => a + b, 0)),
    elements: rounded.map(toAmount),
    thisLevel: ownUnits.map(toAmount),
    lowerLevels: ownUnits.map((units, e) => toAmount((rounded[e] as number) - units)),
  }
}
