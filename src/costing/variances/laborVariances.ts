import {
  checkUniqueIds,
  flag,
  list,
  number,
  oneOf,
  optional,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { mixAndYield } from './leaf.js'

const quantity = number(QUANTITY)

/** Hours of one grade: what the output should have taken, and what was paid and worked. */
export interface LaborComparison {
  readonly resourceId: string
  /** Hours for one unit of output. */
  readonly hoursPer: number
  /** Standard wages of one paid hour. */
  readonly standardRate: number
  readonly paidHours: number
  /** Default: all that were paid. */
  readonly workedHours?: number
  /** Wages paid; without them there is no rate variance. */
  readonly wages?: number
  /** Share of the paid hours in which nothing can be made, as the standard has it; default 0. */
  readonly expectedIdleShare?: number
}

/** Output of one product and the hours that went into it. */
export interface LaborVarianceInput {
  readonly outputUnits: number
  readonly labor: readonly LaborComparison[]
}

/** How labor is compared. */
export interface LaborVarianceOptions {
  /** Whether idle hours are a variance of their own, or a part of efficiency. Default `apart`. */
  readonly idleTime?: 'apart' | 'inEfficiency'
  /** Whether the grades can stand in for each other, so that efficiency is cut into mix and yield. Default false. */
  readonly mix?: boolean
}

/** Variances of one grade, or of all; positive is favorable. Major units of money. */
export interface LaborVariance {
  /** Null where the wages are not given. */
  readonly rate: number | null
  readonly efficiency: number
  /** Null where it is a part of efficiency. */
  readonly idleTime: number | null
  /** Of the hours worked; null where the grades are not a mix. */
  readonly mix: number | null
  readonly yield: number | null
  readonly total: number
}

/** Variances of labor in all and by grade, in their order. */
export interface LaborVariances extends LaborVariance {
  readonly labor: readonly (LaborVariance & { readonly resourceId: string })[]
}

/**
 * Rate, efficiency, idle time, mix and yield variances of the labor of one product.
 *
 * rate = hours paid x standard rate - wages; efficiency = (standard hours of the output - hours worked) x rate of a
 * worked hour; idle time = (hours paid x expected idle share - idle hours) x rate of a worked hour, which is the
 * standard rate / (1 - expected idle share). Source: CIMA Official Terminology, "direct labour rate / efficiency
 * variance", "idle time variance"; Drury, Management and Cost Accounting. Without idle time apart, efficiency goes by
 * the hours paid (Horngren, Cost Accounting, ch. 7). Not rounded.
 *
 * @param input - output (units) and labor (hours, major units of money)
 * @param options - how idle time is told, and whether the grades are a mix
 * @returns the variances in all and by grade
 * @throws SopError `OUT_OF_RANGE`, `NOT_FINITE`, `DUPLICATE_ID`, `EMPTY`, `MISSING_VALUE`; `CONFLICT` for more hours
 * worked than paid
 * @example
 * ```ts
 * import { laborVariances } from 'sop-engine/costing'
 * const { rate, efficiency, idleTime } = laborVariances({
 *   outputUnits: 1000,
 *   labor: [
 *     { resourceId: 'crew', hoursPer: 4, standardRate: 2.25, paidHours: 5250, workedHours: 5150, wages: 13_125 },
 *   ],
 * })
 * rate // => -1312.5
 * efficiency // => -2587.5
 * idleTime // => -225
 * ```
 */
export function laborVariances(input: LaborVarianceInput, options: LaborVarianceOptions = {}): LaborVariances {
  const issues = createIssueList()
  record<LaborVarianceInput>({
    outputUnits: quantity,
    labor: list(
      record<LaborComparison>({
        resourceId: text,
        hoursPer: quantity,
        standardRate: quantity,
        paidHours: quantity,
        workedHours: optional(quantity),
        wages: optional(quantity),
        expectedIdleShare: optional(number({ min: 0, below: 1 })),
      }),
      { least: 1 },
    ),
  })(input, '', issues)
  record<LaborVarianceOptions>({ idleTime: optional(oneOf('apart', 'inEfficiency')), mix: optional(flag) })(
    options,
    'options',
    issues,
  )
  throwIfUnreadable(issues)
  checkUniqueIds(
    input.labor.map(({ resourceId }) => resourceId),
    (n) => `labor[${n}].resourceId`,
    issues,
  )
  input.labor.forEach(({ paidHours, workedHours = 0 }, n) => {
    if (workedHours <= paidHours) return
    const message = `More hours were worked than the ${paidHours} that were paid.`
    issues.add('CONFLICT', `labor[${n}].workedHours`, workedHours, message, 'Give all hours paid.')
  })
  issues.throwIfAny()
  const { outputUnits, labor } = input
  const { idleTime: treatment = 'apart', mix: isMix = false } = options
  const cut = mixAndYield(
    labor.map((line) => ({
      line,
      standard: outputUnits * line.hoursPer,
      actual: line.workedHours ?? line.paidHours,
      unitValue: line.standardRate / (1 - (line.expectedIdleShare ?? 0)),
    })),
  )
  const lines = cut.map(({ line, mix, yield: rest }) => {
    const { resourceId, hoursPer, standardRate, paidHours, workedHours = paidHours, wages } = line
    const idleShare = line.expectedIdleShare ?? 0
    const workedRate = standardRate / (1 - idleShare)
    const rate = wages === undefined ? null : paidHours * standardRate - wages
    const onWorked = (outputUnits * hoursPer - workedHours) * workedRate
    const idle = (paidHours * idleShare - (paidHours - workedHours)) * workedRate
    return {
      resourceId,
      rate,
      efficiency: treatment === 'apart' ? onWorked : onWorked + idle,
      idleTime: treatment === 'apart' ? idle + 0 : null,
      mix: isMix ? mix : null,
      yield: isMix ? rest : null,
      total: (rate ?? 0) + onWorked + idle,
    }
  })
  const sum = (value: (line: LaborVariance) => number | null): number | null =>
    lines.reduce<number | null>((all, line) => {
      const own = value(line)
      return all === null || own === null ? null : all + own
    }, 0)
  return {
    rate: sum((line) => line.rate),
    efficiency: sum((line) => line.efficiency) ?? 0,
    idleTime: sum((line) => line.idleTime),
    mix: sum((line) => line.mix),
    yield: sum((line) => line.yield),
    total: sum((line) => line.total) ?? 0,
    labor: lines,
  }
}
