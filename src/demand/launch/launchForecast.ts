import { SHARE } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { compensatedSum } from '../../math/sum.js'
import {
  checkIds,
  checkNumber,
  checkNumbers,
  checkObject,
  checkWeightSum,
  COUNT,
  normalizeWeights,
  QUANTITY,
} from '../checkPlannerInput.js'
import { stretchCurve } from './stretchCurve.js'
import { likeItemUnsold } from './notices.js'

/** An item already sold whose life the new one is expected to repeat. */
export interface LikeItem {
  /** Name of the item that it is like; it need not be one of the plan. */
  readonly id: string
  /** Units sold by period of its WHOLE life, from its launch on. */
  readonly history: readonly number[]
  /** How much it counts against the other like items, from 0. Default 1. */
  readonly weight?: number
}

/** A new item without a history of its own. */
export interface LaunchInput {
  readonly likeItems: readonly LikeItem[]
  /** Number of periods to forecast. */
  readonly horizon: number
  /** Units to be sold over the whole life. Default: the weighted mean of what the like items sold. */
  readonly total?: number
  /** Periods of the new item's life; the like items' lives are stretched to it. Default: the longest of theirs. */
  readonly lifePeriods?: number
  /** Periods of the horizon before the launch. Default 0. */
  readonly launchOffset?: number
  /**
   * Share of the market served in the first periods of life, 0 to 1, as stores are added; later periods count 1. The
   * total is kept: what cannot be sold at first is sold later, in the shape of the curve. Default: no phase-in.
   */
  readonly phaseIn?: readonly number[]
}

/** Forecast of a new item. */
export interface LaunchForecast {
  /** Units by period of the horizon; zero before the launch and after the end of life. */
  readonly forecast: number[]
  /** Share of the total by period of life; sums to 1. */
  readonly profile: number[]
  /** Units over the whole life. */
  readonly total: number
  /** Units of the total that fall after the horizon. */
  readonly beyondHorizon: number
  /** Weights used, in the order of the like items; they sum to 1. */
  readonly weights: number[]
  readonly warnings: Notice[]
}

/**
 * Forecasts a new item by the life-cycle curves of items like it.
 *
 * Each like item's life is stretched to one length and divided by its total; the weighted mean of these shares, after
 * the phase-in, is the new item's profile, and the total is spread by it. An item that sold nothing is left out, with a
 * warning. Source: forecasting by analogy, as in Kahn, New Product Forecasting: An Applied Approach (2006).
 *
 * @param input - like items with units sold by period, horizon in periods, and what is known of the new item
 * @throws SopError where there is no like item that sold anything, a number is outside its range, the weights sum to
 * zero, or the phase-in leaves nothing to sell
 * @example
 * ```ts
 * import { launchForecast } from 'sop-engine'
 * const likeItems = [{ id: 'lamp-1', history: [10, 30, 40, 20] }, { id: 'lamp-2', history: [100, 200, 60, 40] }]
 * launchForecast({ likeItems, horizon: 4, total: 800 }).forecast // => [140, 320, 220, 120]
 * ```
 */
export function launchForecast(input: LaunchInput): LaunchForecast {
  const issues = createIssueList()
  checkLaunch(input, issues)
  issues.throwIfAny()
  const { horizon, launchOffset = 0, phaseIn = [] } = input
  const warnings: Notice[] = []
  const totals = input.likeItems.map((item) => compensatedSum(item.history))
  const given = input.likeItems.map((item, place) => {
    if (totals[place] > 0) return item.weight ?? 1
    const path = `likeItems[${place}].history`
    warnings.push(createNotice(likeItemUnsold, { path, value: { likeItemId: item.id } }))
    return 0
  })
  checkWeightSum(given, 'likeItems', issues)
  issues.throwIfAny()
  const weights = normalizeWeights(given)
  const life = input.lifePeriods ?? input.likeItems.reduce((most, { history }) => Math.max(most, history.length), 0)
  const curve = new Array<number>(life).fill(0)
  let total = 0
  input.likeItems.forEach((item, place) => {
    const weight = weights[place]
    if (weight === 0) return
    total += weight * totals[place]
    stretchCurve(item.history, life).forEach((units, age) => {
      curve[age] = curve[age] + weight * (units / totals[place])
    })
  })
  const served = curve.map((share, age) => share * (phaseIn[age] ?? 1))
  const sum = compensatedSum(served)
  if (!(sum > 0)) {
    const remedy = 'Let at least one period of life with sales be served.'
    issues.add('EMPTY', 'phaseIn', phaseIn, 'The phase-in leaves nothing to sell.', remedy)
    issues.throwIfAny()
  }
  const profile = served.map((share) => share / sum)
  total = input.total ?? total
  const forecast = Array.from({ length: horizon }, (_, t) => total * (profile[t - launchOffset] ?? 0))
  const beyond = profile.slice(Math.max(0, horizon - launchOffset))
  return { forecast, profile, total, beyondHorizon: total * compensatedSum(beyond), weights, warnings }
}

function checkLaunch(input: LaunchInput, issues: IssueList): void {
  if (
    !checkObject<LaunchInput>(input, '', issues, {
      likeItems: true,
      horizon: true,
      total: true,
      lifePeriods: true,
      launchOffset: true,
      phaseIn: true,
    })
  )
    return
  checkIds<LikeItem>(input.likeItems, 'likeItems', issues, { id: true, history: true, weight: true })
  if (Array.isArray(input.likeItems)) {
    if (input.likeItems.length === 0) {
      const remedy = 'Pass at least one item with the sales of its life.'
      issues.add('EMPTY', 'likeItems', [], 'There is no like item.', remedy)
    }
    input.likeItems.forEach((item: LikeItem | null, place) => {
      if (typeof item !== 'object' || item === null) return
      checkNumbers(item.history, `likeItems[${place}].history`, issues, QUANTITY)
      if (item.weight !== undefined) checkNumber(item.weight, `likeItems[${place}].weight`, issues, QUANTITY)
    })
  }
  checkNumber(input.horizon, 'horizon', issues, COUNT)
  if (input.total !== undefined) checkNumber(input.total, 'total', issues, QUANTITY)
  if (input.lifePeriods !== undefined) checkNumber(input.lifePeriods, 'lifePeriods', issues, COUNT)
  if (input.launchOffset !== undefined) {
    checkNumber(input.launchOffset, 'launchOffset', issues, { min: 0, max: 10_000, whole: true })
  }
  if (input.phaseIn !== undefined) checkNumbers(input.phaseIn, 'phaseIn', issues, SHARE)
}
