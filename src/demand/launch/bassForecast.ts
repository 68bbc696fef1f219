import { SHARE } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkNumber, checkObject, COUNT, QUANTITY } from '../checkPlannerInput.js'
import { noAdoption } from './notices.js'

/** The Bass model of a new product and the periods to forecast. */
export interface BassInput {
  /** Number of first purchases there will ever be, in units: m in the literature. */
  readonly marketSize: number
  /** Share of the remaining market that buys in a period of its own accord, 0 to 1: p in the literature. */
  readonly innovation: number
  /** Extra share per period once everybody else has bought, 0 to 1: q in the literature. */
  readonly imitation: number
  /** Number of periods to forecast, 1 to 10,000. */
  readonly horizon: number
  /** Units already bought before the first period, up to the market size. Default 0. */
  readonly initialAdopters?: number
}

/** First purchases of a new product by period. */
export interface BassForecast {
  /** First purchases in each period, in units. */
  readonly adoptions: number[]
  /** First purchases up to the end of each period, the initial adopters included, in units. */
  readonly cumulative: number[]
  /** Place of the period of the most adoptions, counted from 0, the earliest of equals; `null` where nobody buys. */
  readonly peakPeriodIndex: number | null
  readonly warnings: Notice[]
}

/**
 * Forecasts the first purchases of a new product by innovation and imitation.
 *
 * n(t) = (p + q N(t-1) / m) (m - N(t-1)), with N the cumulative adopters: the discrete form of Bass, "A new product
 * growth for model consumer durables", Management Science 15 (1969). Where p + q is at most 1, as it must be, N can
 * approach m and never pass it.
 *
 * @param input - market size in units, both coefficients per period, and the number of periods
 * @throws SopError where a number is missing, not finite or outside its range, or the coefficients sum to more than 1
 * @example
 * ```ts
 * import { bassForecast } from 'sop-engine/demand'
 * const launch = bassForecast({ marketSize: 1000, innovation: 0.03, imitation: 0.38, horizon: 10 })
 * launch.adoptions[1] // => 40.158
 * launch.peakPeriodIndex // => 7
 * ```
 */
export function bassForecast(input: BassInput): BassForecast {
  const issues = createIssueList()
  if (
    checkObject<BassInput>(input, '', issues, {
      marketSize: true,
      innovation: true,
      imitation: true,
      horizon: true,
      initialAdopters: true,
    })
  ) {
    const hasSize = checkNumber(input.marketSize, 'marketSize', issues, QUANTITY)
    const hasInnovation = checkNumber(input.innovation, 'innovation', issues, SHARE)
    if (checkNumber(input.imitation, 'imitation', issues, SHARE) && hasInnovation) {
      const sum = input.innovation + input.imitation
      if (sum > 1) {
        const message = 'Innovation and imitation sum to more than 1, so more would buy than remain.'
        issues.add('OUT_OF_RANGE', 'imitation', sum, message, 'Use shorter periods with smaller coefficients.')
      }
    }
    checkNumber(input.horizon, 'horizon', issues, COUNT)
    if (input.initialAdopters !== undefined) {
      const rule = hasSize ? { min: 0, max: input.marketSize } : QUANTITY
      checkNumber(input.initialAdopters, 'initialAdopters', issues, rule)
    }
  }
  issues.throwIfAny()
  const { marketSize, innovation, imitation, horizon, initialAdopters = 0 } = input
  const shares = bassShares(innovation, imitation, horizon, marketSize > 0 ? initialAdopters / marketSize : 0)
  const adoptions: number[] = []
  const cumulative: number[] = []
  let sum = initialAdopters
  let peak = -1
  for (let t = 0; t < horizon; t += 1) {
    const units = marketSize * shares[t]
    sum = Math.min(sum + units, marketSize)
    adoptions.push(units)
    cumulative.push(sum)
    if (units > (peak < 0 ? 0 : adoptions[peak])) peak = t
  }
  const warnings: Notice[] = []
  if (peak < 0) {
    warnings.push(createNotice(noAdoption, { path: 'marketSize' }))
  }
  return { adoptions, cumulative, peakPeriodIndex: peak < 0 ? null : peak, warnings }
}

/** Share of the market that buys in each period: the recursion for a market of one, from a share that has bought. */
export function bassShares(innovation: number, imitation: number, periods: number, initialShare = 0): Float64Array {
  const shares = new Float64Array(periods)
  let bought = initialShare
  for (let t = 0; t < periods; t += 1) {
    const share = (innovation + imitation * bought) * Math.max(0, 1 - bought)
    shares[t] = share
    bought += share
  }
  return shares
}
