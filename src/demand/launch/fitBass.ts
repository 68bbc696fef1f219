import { createIssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { compensatedSum } from '../../math/sum.js'
import { checkNumber, checkNumbers, checkObject, QUANTITY } from '../checkPlannerInput.js'
import { bassShares } from './bassForecast.js'
import { type BassRegression, regressBass } from './regressBass.js'
import { searchBass, sizeOfMarket } from './searchBass.js'
import { atBound, beforePeak, marketExceeded, nothingSold, typicalCoefficients } from './notices.js'

/** What is known of the market beside the history. */
export interface FitBassOptions {
  /** Market size in units where it is known, as from market research. Default: fitted with the coefficients. */
  readonly marketSize?: number
}

/** A Bass model fitted to the first periods of a product. */
export interface BassFit {
  /** First purchases there will ever be, in units. */
  readonly marketSize: number
  /** Coefficient of innovation per period, 0 to 1. */
  readonly innovation: number
  /** Coefficient of imitation per period, 0 to 1. */
  readonly imitation: number
  /** `leastSquares`, or `typical` where the history is too short to tell and the literature's averages are used. */
  readonly method: 'leastSquares' | 'typical'
  /** Bass's regression, beside the fit; `null` where its parabola has no market size with positive coefficients. */
  readonly regression: BassRegression | null
  /** Sales by period as the model has them from the first on, in units. */
  readonly fitted: number[]
  /** Root of the mean squared residual, in units. */
  readonly rmse: number
  readonly warnings: Notice[]
}

/** Averages over 213 applications: Sultan, Farley and Lehmann (1990). */
const TYPICAL = { innovation: 0.03, imitation: 0.38 }
const SHORTEST = 4

/**
 * Fits the Bass model to the first periods of a product: market size, innovation and imitation.
 *
 * The curve of the whole recursion of `bassForecast`, run from the first period on, comes as near to the sales as least
 * squares allow (Srinivasan and Mason, "Nonlinear least squares estimation of new product diffusion models", Marketing
 * Science 5 (1986), in the discrete form); the search starts from Bass's regression (Management Science 15 (1969)) and
 * from a grid. With fewer than four periods, or without a sale, both coefficients are the averages of Sultan, Farley and
 * Lehmann, "A meta-analysis of applications of diffusion models", Journal of Marketing Research 27 (1990), and only the
 * market size is fitted. Before the peak, the market size is little more than a guess, which a warning says.
 *
 * @param history - units sold for the first time by period, from the launch on
 * @param options - the market size in units, where it is known
 * @throws SopError where the history is empty or holds anything but finite numbers from 0, or the market size is not
 * above 0
 * @example
 * ```ts
 * import { bassForecast, fitBass } from 'sop-engine/demand'
 * const sold = bassForecast({ marketSize: 1000, innovation: 0.03, imitation: 0.38, horizon: 12 }).adoptions
 * const fit = fitBass(sold)
 * Math.round(fit.marketSize) // => 1000
 * fit.imitation.toFixed(3) // => '0.380'
 * ```
 */
export function fitBass(history: readonly number[], options: FitBassOptions = {}): BassFit {
  const issues = createIssueList()
  checkNumbers(history, 'history', issues, QUANTITY)
  if (
    checkObject<FitBassOptions>(options, 'options', issues, { marketSize: true }) &&
    options.marketSize !== undefined
  ) {
    if (checkNumber(options.marketSize, 'options.marketSize', issues, QUANTITY) && options.marketSize === 0) {
      const remedy = 'Pass a number of units above zero, or leave it out.'
      issues.add('OUT_OF_RANGE', 'options.marketSize', 0, 'The market is empty.', remedy)
    }
  }
  issues.throwIfAny()
  const sales = Float64Array.from(history)
  const total = compensatedSum(sales)
  const warnings: Notice[] = []
  const known = options.marketSize
  if (known !== undefined && total > known) {
    warnings.push(createNotice(marketExceeded, { path: 'options.marketSize' }))
  }

  const regression = total > 0 && sales.length >= SHORTEST ? regressBass(sales) : null
  const isWeak = total === 0 || sales.filter((units) => units > 0).length < SHORTEST
  let { innovation, imitation } = TYPICAL
  if (isWeak) {
    warnings.push(createNotice(typicalCoefficients, { path: 'history', value: { least: SHORTEST } }))
  } else {
    const found = searchBass(sales, known, regression)
    innovation = found.innovation
    imitation = found.imitation
    if (found.isAtBound) {
      warnings.push(createNotice(atBound, { path: 'history' }))
    }
  }
  const shares = bassShares(innovation, imitation, sales.length)
  const marketSize = known ?? sizeOfMarket(sales, shares)
  let squares = 0
  const fitted = Array.from(shares, (share, t) => {
    const value = marketSize * share
    const residual = sales[t] - value
    squares += residual * residual
    return value
  })
  if (total === 0) warnings.push(createNotice(nothingSold, { path: 'history' }))
  else if (known === undefined && largestAt(shares) >= shares.length - 1) {
    warnings.push(createNotice(beforePeak, { path: 'history' }))
  }
  const method = isWeak ? 'typical' : 'leastSquares'
  const rmse = Math.sqrt(squares / sales.length)
  return { marketSize, innovation, imitation, method, regression, fitted, rmse, warnings }
}

function largestAt(values: Float64Array): number {
  let best = 0
  for (let t = 1; t < values.length; t += 1) if (values[t] > values[best]) best = t
  return best
}
