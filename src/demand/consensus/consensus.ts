import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import {
  checkIds,
  checkNumber,
  checkNumbers,
  checkObject,
  checkWeightSum,
  normalizeWeights,
  QUANTITY,
} from '../checkPlannerInput.js'
import { learnWeights, pastErrors } from './learnWeights.js'
import { consensusBelowZero, equalWeights, noCommonPast } from './notices.js'

/** One party's view of the demand. */
export interface ConsensusInput {
  /** Who it is, as `sales`, `marketing`, `operations`, `finance`, `statistical`. */
  readonly id: string
  /** Its forecast in units by period; as long as everybody's. */
  readonly forecast: readonly number[]
  /** Weight given to it, from 0; all contributors have one or none has. */
  readonly weight?: number
  /** What it forecast for past periods, aligned with the option `actual`; `null` where it made no forecast. */
  readonly past?: readonly (number | null)[]
}

/** How views become one. */
export interface ConsensusOptions {
  /** What was asked for in past periods, `null` where not known; without weights, the weights are learned from it. */
  readonly actual?: readonly (number | null)[]
  /** Whether each contributor's past bias is taken out of its forecast first. Default false. */
  readonly correctBias?: boolean
  /** Periods of experience that equal weights count for against learned ones, from 0. Default 12. */
  readonly priorPeriods?: number
  /** Forecast from which the waterfall starts, as the statistical one. Default: that of the first contributor. */
  readonly baseline?: readonly number[]
}

/** What one party brought to the consensus. */
export interface ConsensusContribution {
  readonly id: string
  /** Weight used; all sum to 1. */
  readonly weight: number
  /** Mean of forecast - actual in the past, in units: above zero means that it forecasts too high. `null`: not known. */
  readonly bias: number | null
  /** Mean squared error in the past, about the bias where that is corrected. `null` where not known. */
  readonly meanSquaredError: number | null
  /** Its forecast as it went in: less its bias where that is corrected, and never below zero. */
  readonly forecast: number[]
  /** Weight times its distance from the baseline, in units by period. */
  readonly change: number[]
}

/** One forecast out of many; baseline + the sum of all changes = consensus. */
export interface Consensus {
  /** Weighted mean of the forecasts, in units by period. */
  readonly consensus: number[]
  readonly baseline: number[]
  /** Where the weights came from. */
  readonly weighting: 'given' | 'learned' | 'equal'
  readonly contributions: ConsensusContribution[]
  /** How far the parties are apart by period. */
  readonly disagreement: {
    /** Standard deviation of the forecasts about the consensus, by the weights, in units. */
    readonly stdDev: number[]
    /** Highest forecast less lowest, in units. */
    readonly range: number[]
    /** Standard deviation by consensus: a ratio; `null` where the consensus is zero. */
    readonly coefficientOfVariation: (number | null)[]
  }
  readonly warnings: Notice[]
}

const PRIOR_PERIODS = 12

/**
 * Combines the forecasts of several parties into one, by weights given or learned from each one's past accuracy.
 *
 * Learned weights are in inverse proportion to mean squared errors over the past periods that all have in common (Bates
 * and Granger, "The combination of forecasts", Operational Research Quarterly 20 (1969)), drawn toward equal weights by
 * n / (n + priorPeriods) (the idea of Diebold and Pauly, "The use of prior information in forecast combination",
 * International Journal of Forecasting 6 (1990)). The bias is forecast - actual.
 *
 * @param inputs - forecasts of the parties in units by period, with weights or past forecasts
 * @param options - actuals of the past, bias correction, baseline
 * @throws SopError where there is nobody, forecasts are not aligned, some have weights and some not, or the weights sum
 * to zero
 * @example
 * ```ts
 * import { consensus } from 'sop-engine'
 * const result = consensus([
 *   { id: 'statistical', forecast: [100, 100], weight: 0.75 },
 *   { id: 'sales', forecast: [140, 80], weight: 0.25 },
 * ])
 * result.consensus // => [110, 95]
 * result.contributions[1]?.change // => [10, -5]
 * ```
 */
export function consensus(inputs: readonly ConsensusInput[], options: ConsensusOptions = {}): Consensus {
  const issues = createIssueList()
  checkInputs(inputs, options, issues)
  issues.throwIfAny()
  const { actual, correctBias = false, priorPeriods = PRIOR_PERIODS } = options
  const warnings: Notice[] = []
  const pasts = inputs.flatMap(({ past }) => (past === undefined ? [] : [past]))
  const isJudged = actual !== undefined && pasts.length === inputs.length
  const errors = isJudged ? pastErrors(actual, pasts, correctBias) : null
  const periods = errors?.periods ?? 0
  const given = inputs.map(({ weight }) => weight)
  const hasWeights = given[0] !== undefined
  const canLearn = errors !== null && periods > 0
  if (!canLearn && (isJudged || correctBias)) {
    warnings.push(createNotice(noCommonPast, { path: 'inputs' }))
  } else if (!hasWeights && !canLearn) {
    warnings.push(createNotice(equalWeights, { path: 'inputs' }))
  }
  const weights = hasWeights
    ? normalizeWeights(given as number[])
    : canLearn
      ? learnWeights(errors.meanSquaredError as number[], periods, priorPeriods)
      : inputs.map(() => 1 / inputs.length)

  const first = inputs[0]
  const baseline = [...(options.baseline ?? first.forecast)]
  const contributions = inputs.map(({ id, forecast }, i): ConsensusContribution => {
    const weight = weights[i]
    const bias = errors?.bias[i] ?? null
    const shift = correctBias && bias !== null ? bias : 0
    if (forecast.some((value) => value < shift)) {
      const path = `inputs[${i}].forecast`
      warnings.push(createNotice(consensusBelowZero, { path, value: { contributorId: id } }))
    }
    const used = forecast.map((value) => Math.max(0, value - shift) + 0)
    const change = used.map((value, t) => weight * (value - baseline[t]) + 0)
    return { id, weight, bias, meanSquaredError: errors?.meanSquaredError[i] ?? null, forecast: used, change }
  })
  const combined = baseline.map((_, t) =>
    contributions.reduce((sum, { weight, forecast }) => sum + weight * forecast[t], 0),
  )
  const stdDev = combined.map((center, t) => {
    const square = ({ weight, forecast }: ConsensusContribution): number => {
      const distance = forecast[t] - center
      return weight * distance * distance
    }
    return Math.sqrt(contributions.reduce((sum, contribution) => sum + square(contribution), 0))
  })
  const range = combined.map((_, t) => {
    const values = contributions.map(({ forecast }) => forecast[t])
    return Math.max(...values) - Math.min(...values)
  })
  return {
    consensus: combined,
    baseline,
    weighting: hasWeights ? 'given' : canLearn ? 'learned' : 'equal',
    contributions,
    disagreement: {
      stdDev,
      range,
      coefficientOfVariation: combined.map((center, t) => (center > 0 ? stdDev[t] / center : null)),
    },
    warnings,
  }
}

function checkInputs(inputs: readonly ConsensusInput[], options: ConsensusOptions, issues: IssueList): void {
  const hasOptions = checkObject<ConsensusOptions>(options, 'options', issues, {
    actual: true,
    correctBias: true,
    priorPeriods: true,
    baseline: true,
  })
  const { actual, correctBias, priorPeriods, baseline } = hasOptions ? options : {}
  const isActualKnown = actual !== undefined && checkPast(actual, 'options.actual', undefined, issues)
  if (correctBias !== undefined && typeof correctBias !== 'boolean') {
    issues.add('WRONG_TYPE', 'options.correctBias', correctBias, 'This option is a switch.', 'Pass true or false.')
  }
  if (priorPeriods !== undefined) checkNumber(priorPeriods, 'options.priorPeriods', issues, QUANTITY)
  checkIds<ConsensusInput>(inputs, 'inputs', issues, { id: true, forecast: true, weight: true, past: true })
  if (!Array.isArray(inputs)) return
  if (inputs.length === 0) {
    issues.add('EMPTY', 'inputs', inputs, 'There is no forecast to combine.', 'Pass at least one.')
    return
  }
  const list = inputs.filter((input: ConsensusInput | null) => typeof input === 'object' && input !== null)
  const forecast: unknown = list[0]?.forecast
  const length = Array.isArray(forecast) ? forecast.length : undefined
  const rule = length === undefined ? QUANTITY : { ...QUANTITY, length }
  inputs.forEach((input: ConsensusInput | null, i) => {
    if (typeof input !== 'object' || input === null) return
    checkNumbers(input.forecast, `inputs[${i}].forecast`, issues, rule)
    if (input.past === undefined) return
    if (actual === undefined) {
      const remedy = 'Pass options.actual, or leave the past forecasts out.'
      issues.add('MISSING_VALUE', 'options.actual', actual, 'There are past forecasts and no actuals.', remedy)
    } else checkPast(input.past, `inputs[${i}].past`, isActualKnown ? actual.length : undefined, issues)
  })
  if (baseline !== undefined) checkNumbers(baseline, 'options.baseline', issues, rule)
  if (list.length === inputs.length) checkWeights(inputs, issues)
}

function checkWeights(inputs: readonly ConsensusInput[], issues: IssueList): void {
  const weights = inputs.map(({ weight }) => weight)
  if (weights.every((weight) => weight === undefined)) return
  let isGood = true
  weights.forEach((weight, i) => {
    const path = `inputs[${i}].weight`
    if (weight !== undefined) isGood = checkNumber(weight, path, issues, QUANTITY) && isGood
    else {
      isGood = false
      const remedy = 'Give everybody a weight, or nobody.'
      issues.add('MISSING_VALUE', path, weight, 'Others have a weight and this one has none.', remedy)
    }
  })
  if (isGood) checkWeightSum(weights as number[], 'inputs', issues)
}

function checkPast(values: unknown, path: string, length: number | undefined, issues: IssueList): boolean {
  const known: unknown = Array.isArray(values) ? values.map((value: unknown) => value ?? 0) : values
  return checkNumbers(known, path, issues, length === undefined ? {} : { length })
}
