import { SHARE } from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { calendar as calendarCheck } from '../../core/time/calendarChecks.js'
import { type Calendar, parseDay } from '../../core/time/calendar.js'
import type { DemandDistribution } from '../../core/numbers/distribution.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { findPeriod, periodDays } from '../../core/time/series.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { compensatedSum } from '../../math/sum.js'
import { checkIds, checkNumber, checkNumbers, checkObject, QUANTITY } from '../checkPlannerInput.js'
import { type Chance, exactQuantile, exactSum, normalSumQuantile } from './sumDistribution.js'
import { outsideCalendar, overdueOpportunity } from './notices.js'

/** A lead or opportunity: an order that may come. */
export interface Opportunity {
  readonly id: string
  /** Units ordered if it is won. */
  readonly quantity: number
  /** Day on which the order is expected, `YYYY-MM-DD`. */
  readonly closeDate: string
  /** Id of its stage of the sales process; gives the probability by the option `stages`. */
  readonly stageId?: string
  /** Probability that it is won, 0 to 1; goes before that of the stage. */
  readonly probability?: number
}

/** How a pipeline becomes demand. */
export interface PipelineOptions {
  /** Periods of the forecast. */
  readonly calendar: Calendar
  /** Stages of the sales process with the probability of winning, from what became of past leads. */
  readonly stages?: readonly { readonly id: string; readonly probability: number }[]
  /** Today, `YYYY-MM-DD`: a close date before it is overdue. Default: the first day of the calendar. */
  readonly asOf?: string
  /** Days from the order to the demand, as for delivery. Default 0. */
  readonly leadTimeDays?: number
  /** What becomes of overdue opportunities: their order is expected today, or they are left out. Default `'today'`. */
  readonly overdue?: 'today' | 'leaveOut'
  /** Probabilities of the quantiles, above 0 and below 1. Default `[0.1, 0.5, 0.9]`. */
  readonly quantiles?: readonly number[]
}

/** What became of one opportunity in the forecast. */
export interface PipelineLine {
  readonly id: string
  /** Probability used, 0 to 1. */
  readonly probability: number
  /** Probability times quantity, in units. */
  readonly expectedQuantity: number
  /** Place of the period in which the demand falls; `null` where it falls in none or was left out. */
  readonly periodIndex: number | null
  readonly isOverdue: boolean
}

/** Demand that a pipeline leads to expect. Arrays by period are aligned with the calendar. */
export interface PipelineForecast {
  /** Expected units by period. */
  readonly expected: number[]
  /** Variance of the units by period: sum of p (1 - p) quantity^2. */
  readonly variance: number[]
  /** Units by period if every opportunity is won. */
  readonly most: number[]
  /** Mean and standard deviation by period and summed up to it, with the quantiles asked for. */
  readonly distribution: DemandDistribution
  /** How the quantiles of each period were found: `exact`, or by the `normal` distribution beyond 4,096 outcomes. */
  readonly quantileMethod: ('exact' | 'normal')[]
  /** One line for each opportunity, in the order given. */
  readonly opportunities: PipelineLine[]
  /** Expected units of the opportunities that fall in no period, and how many these are. */
  readonly outside: { readonly count: number; readonly expectedQuantity: number }
  readonly warnings: Notice[]
}

const FALLBACK_LEVELS = [0.1, 0.5, 0.9]

/**
 * Turns leads and opportunities into expected demand by period, and its distribution.
 *
 * Each is won whole or lost, independently of the others, so a period's demand has mean sum of p q and variance sum of
 * p (1 - p) q^2; its quantiles come from all outcomes, or from the normal distribution where these are too many
 * (Feller, An Introduction to Probability Theory and Its Applications, volume 1, on Poisson trials). A buyer or a market
 * that decides over several at once makes the spread larger than this.
 *
 * @param opportunities - units, day and stage or probability of each
 * @param options - calendar, probabilities by stage, today
 * @throws SopError where a quantity, day or probability is not valid, a stage is not known, or an id is repeated
 * @example
 * ```ts
 * import { createCalendar, pipelineForecast } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 2 })
 * const leads = [
 *   { id: 'hotel', quantity: 400, closeDate: '2027-01-20', stageId: 'proposal' },
 *   { id: 'school', quantity: 100, closeDate: '2027-02-10', stageId: 'lead' },
 * ]
 * const stages = [
 *   { id: 'lead', probability: 0.25 },
 *   { id: 'proposal', probability: 0.5 },
 * ]
 * pipelineForecast(leads, { calendar, stages }).expected // => [200, 25]
 * ```
 */
export function pipelineForecast(opportunities: readonly Opportunity[], options: PipelineOptions): PipelineForecast {
  const issues = createIssueList()
  const isKnown = checkOptions(options, issues)
  checkOpportunities(opportunities, isKnown ? options : undefined, issues)
  issues.throwIfAny()
  const { calendar, leadTimeDays = 0, overdue = 'today', quantiles: levels = FALLBACK_LEVELS } = options
  const stages = new Map((options.stages ?? []).map(({ id, probability }) => [id, probability]))
  const { starts, end } = periodDays(calendar.periods)
  const today = options.asOf === undefined ? starts[0] : (parseDay(options.asOf) as number)
  const warnings: Notice[] = []
  const lines: PipelineLine[] = []
  const chances: (Chance & { readonly period: number })[] = []
  const outside: number[] = []
  opportunities.forEach(({ id, quantity, closeDate, stageId, probability: own }, place) => {
    const probability = own ?? (stages.get(stageId as string) as number)
    const closes = parseDay(closeDate) as number
    const isOverdue = closes < today
    const expectedQuantity = probability * quantity
    const isLeftOut = isOverdue && overdue === 'leaveOut'
    const found = isLeftOut ? -1 : findPeriod(starts, end, Math.max(closes, today) + leadTimeDays)
    const path = `opportunities[${place}].closeDate`
    if (isOverdue) {
      warnings.push(createNotice(overdueOpportunity, { path, value: { opportunityId: id, closeDate, isLeftOut } }))
    }
    if (found < 0) {
      outside.push(expectedQuantity)
      if (!isLeftOut) {
        warnings.push(createNotice(outsideCalendar, { path, value: { opportunityId: id } }))
      }
    } else chances.push({ quantity, probability, period: found })
    lines.push({ id, probability, expectedQuantity, periodIndex: found < 0 ? null : found, isOverdue })
  })

  const expected: number[] = []
  const variance: number[] = []
  const most: number[] = []
  const quantileMethod: ('exact' | 'normal')[] = []
  const quantiles = levels.map((probability) => ({ probability, values: [] as number[] }))
  calendar.periods.forEach((_, t) => {
    const here = chances.filter(({ period }) => period === t)
    const mean = compensatedSum(here.map((c) => c.probability * c.quantity))
    const spread = compensatedSum(here.map((c) => c.probability * (1 - c.probability) * c.quantity * c.quantity))
    const all = compensatedSum(here.map((c) => (c.probability > 0 ? c.quantity : 0)))
    const sure = compensatedSum(here.map((c) => (c.probability === 1 ? c.quantity : 0)))
    const open = here.filter((c) => c.probability > 0 && c.probability < 1 && c.quantity > 0)
    const exact = exactSum(open)
    expected.push(mean)
    variance.push(spread)
    most.push(all)
    quantileMethod.push(exact === null ? 'normal' : 'exact')
    for (const { probability, values } of quantiles) {
      values.push(
        exact === null
          ? normalSumQuantile(mean, Math.sqrt(spread), all, probability)
          : sure + exactQuantile(exact, probability),
      )
    }
  })
  let running = 0
  const cumulativeStdDev = variance.map((value) => {
    running += value
    return Math.sqrt(running)
  })
  const stdDev = variance.map((value) => Math.sqrt(value))
  return {
    expected,
    variance,
    most,
    distribution: { mean: [...expected], stdDev, cumulativeStdDev, quantiles },
    quantileMethod,
    opportunities: lines,
    outside: { count: outside.length, expectedQuantity: compensatedSum(outside) },
    warnings,
  }
}

function checkOptions(options: PipelineOptions, issues: IssueList): boolean {
  const names = { calendar: true, stages: true, asOf: true, leadTimeDays: true, overdue: true, quantiles: true }
  if (!checkObject<PipelineOptions>(options, 'options', issues, names)) return false
  const { asOf, stages, leadTimeDays, overdue, quantiles } = options
  calendarCheck(options.calendar, 'options.calendar', issues)
  if (asOf !== undefined) day(asOf, 'options.asOf', issues)
  if (leadTimeDays !== undefined) {
    checkNumber(leadTimeDays, 'options.leadTimeDays', issues, { min: 0, max: 100_000, whole: true })
  }
  if (overdue !== undefined && overdue !== 'today' && overdue !== 'leaveOut') {
    issues.add('OUT_OF_RANGE', 'options.overdue', overdue, 'There is no such choice.', "Pass 'today' or 'leaveOut'.")
  }
  if (quantiles !== undefined && checkNumbers(quantiles, 'options.quantiles', issues, SHARE)) {
    quantiles.forEach((probability, place) => {
      if (probability > 0 && probability < 1) return
      const remedy = 'Pass a number such as 0.9.'
      const message = 'The probability of a quantile lies between 0 and 1.'
      issues.add('OUT_OF_RANGE', `options.quantiles[${place}]`, probability, message, remedy)
    })
  }
  if (stages === undefined) return true
  checkIds<NonNullable<PipelineOptions['stages']>[number]>(stages, 'options.stages', issues, {
    id: true,
    probability: true,
  })
  if (!Array.isArray(stages)) return false
  stages.forEach((stage: { readonly probability?: number } | null, place) => {
    if (typeof stage !== 'object' || stage === null) return
    checkNumber(stage.probability, `options.stages[${place}].probability`, issues, SHARE)
  })
  return true
}

function checkOpportunities(
  opportunities: readonly Opportunity[],
  options: PipelineOptions | undefined,
  issues: IssueList,
): void {
  checkIds<Opportunity>(opportunities, 'opportunities', issues, {
    id: true,
    quantity: true,
    closeDate: true,
    stageId: true,
    probability: true,
  })
  if (!Array.isArray(opportunities)) return
  opportunities.forEach((opportunity: Partial<Opportunity> | null, place) => {
    if (typeof opportunity !== 'object' || opportunity === null) return
    const { quantity, closeDate, stageId, probability } = opportunity
    const path = `opportunities[${place}]`
    checkNumber(quantity, `${path}.quantity`, issues, QUANTITY)
    day(closeDate, `${path}.closeDate`, issues)
    if (probability !== undefined) checkNumber(probability, `${path}.probability`, issues, SHARE)
    else if (stageId === undefined) {
      const remedy = 'Give its stageId, or its probability from 0 to 1.'
      issues.add('MISSING_VALUE', `${path}.stageId`, stageId, 'The chance of winning is not known.', remedy)
    } else if (
      options !== undefined &&
      !(Array.isArray(options.stages) && options.stages.some((stage) => stage?.id === stageId))
    ) {
      const remedy = 'Add the stage to options.stages, or give the opportunity a probability.'
      issues.add('UNKNOWN_ID', `${path}.stageId`, stageId, 'This stage has no probability.', remedy)
    }
  })
}
