import { anything, list, number, record, text, throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { compareKeys, keyOfRow, type ProfitabilityRow, profitabilityRow } from './profitabilityBy.js'

/** Fixed cost that is caused by one value of a stage, as by a family, and by none below it. */
export interface StageFixedCost {
  /** One of the stages. */
  readonly stage: string
  /** The item, family or division that it is caused by. */
  readonly of: string | number
  /** Major units of money. */
  readonly amount: number
}

/** How fixed cost is taken off, step by step. */
export interface ContributionStagesOptions {
  /** Ids or attributes from the finest to the coarsest, as `['itemId', 'family', 'division']`. */
  readonly stages: readonly string[]
  readonly fixedCosts: readonly StageFixedCost[]
  /** Fixed cost that none of the stages causes; default 0. */
  readonly companyFixedCost?: number
}

/** One value of a stage. Major units of money. */
export interface ContributionStageLine {
  readonly of: string | number | null
  /** The value of the next stage that it belongs to; null on the last stage, or where it belongs to none. */
  readonly within: string | number | null
  /**
   * Contribution before this stage's fixed cost: of the first stage revenue less variable cost, else what the stage
   * below left over.
   */
  readonly before: number
  readonly fixedCost: number
  readonly after: number
}

/** Contribution by stage, from the finest to the company. Major units of money. */
export interface ContributionStages {
  readonly stages: readonly {
    readonly stage: string
    readonly lines: readonly ContributionStageLine[]
    readonly before: number
    readonly fixedCost: number
    readonly after: number
  }[]
  readonly companyFixedCost: number
  readonly profit: number
}

/**
 * Multi-stage contribution: fixed cost is taken off where it is caused, from products to families to divisions to the
 * company.
 *
 * Contribution 1 = revenue - variable cost; contribution n + 1 of a group = sum of contribution n within it - its own
 * fixed cost; nothing is spread by a key. Source: Agthe (1959), Stufenweise Fixkostendeckung im System des Direct
 * Costing; Horngren, Cost Accounting, ch. 14, cost hierarchy. Not rounded.
 *
 * @param rows - sales with their variable cost, major units; absorbed fixed cost is not looked at
 * @param options - the stages, and the fixed cost of their values
 * @returns one table for each stage, and profit
 * @throws SopError `EMPTY` without a stage, `UNKNOWN_ID` for a stage or a value that no row has, `CONFLICT` where a
 * value belongs to two of the next stage
 * @example
 * ```ts
 * import { contributionStages } from 'sop-engine/costing'
 * const rows = [
 *   { periodId: '2027', itemId: 'a', attributes: { family: 'x' }, revenue: 100, variableCost: 60 },
 *   { periodId: '2027', itemId: 'b', attributes: { family: 'x' }, revenue: 50, variableCost: 20 },
 * ]
 * const { stages, profit } = contributionStages(rows, {
 *   stages: ['itemId', 'family'],
 *   fixedCosts: [
 *     { stage: 'itemId', of: 'b', amount: 35 },
 *     { stage: 'family', of: 'x', amount: 10 },
 *   ],
 *   companyFixedCost: 5,
 * })
 * stages[0]?.lines.map(({ of, after }) => [of, after]) // => [['a', 40], ['b', -5]]
 * stages[1]?.after // => 25
 * profit // => 20
 * ```
 */
export function contributionStages(
  rows: readonly ProfitabilityRow[],
  options: ContributionStagesOptions,
): ContributionStages {
  checkInput(rows, options)
  const { stages, fixedCosts, companyFixedCost = 0 } = options
  const finest = stages.at(0) ?? ''
  let left = new Map<string | number | null, number[]>()
  for (const row of rows) {
    const amounts = [row.revenue, -row.variableCost, -(row.sellingCost ?? 0)]
    const key = keyOfRow(row, finest)
    left.set(key, [...(left.get(key) ?? []), ...amounts])
  }
  let profit = 0
  const tables = stages.map((stage, n) => {
    const next = stages[n + 1]
    const within = new Map<string | number | null, string | number | null>()
    if (next !== undefined) for (const row of rows) within.set(keyOfRow(row, stage), keyOfRow(row, next))
    const lines = [...left]
      .sort(([a], [b]) => compareKeys(a, b))
      .map(([of, amounts]) => {
        const before = sumDecimals(amounts)
        const own = fixedCosts.filter((cost) => cost.stage === stage && cost.of === of).map(({ amount }) => amount)
        const fixedCost = sumDecimals(own)
        return { of, within: within.get(of) ?? null, before, fixedCost, after: sumDecimals([before, -fixedCost]) }
      })
    left = new Map()
    for (const line of lines) left.set(line.within, [...(left.get(line.within) ?? []), line.after])
    const sum = (value: (line: ContributionStageLine) => number): number => sumDecimals(lines.map(value))
    profit = sum((line) => line.after)
    return { stage, lines, before: sum((line) => line.before), fixedCost: sum((line) => line.fixedCost), after: profit }
  })
  return { stages: tables, companyFixedCost, profit: sumDecimals([profit, -companyFixedCost]) }
}

function checkInput(rows: readonly ProfitabilityRow[], options: ContributionStagesOptions): void {
  const issues = createIssueList()
  list(profitabilityRow)(rows, 'rows', issues)
  record<ContributionStagesOptions>({
    stages: list(text, { least: 1 }),
    fixedCosts: list(record<StageFixedCost>({ stage: text, of: anything, amount: number() })),
    companyFixedCost: (value, path, into) => value === undefined || number()(value, path, into),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { stages, fixedCosts } = options
  stages.forEach((stage, n) => {
    if (stages.indexOf(stage) !== n) {
      issues.add('DUPLICATE_ID', `options.stages[${n}]`, stage, 'The stage is there twice.', 'Name it once.')
    } else if (rows.length > 0 && rows.every((row) => keyOfRow(row, stage) === null)) {
      const message = `No row has '${stage}'.`
      issues.add('UNKNOWN_ID', `options.stages[${n}]`, stage, message, 'Use an id or an attribute of the rows.')
    }
    const next = stages[n + 1]
    if (next === undefined) return
    const within = new Map<string | number | null, string | number | null>()
    for (const row of rows) {
      const [own, above] = [keyOfRow(row, stage), keyOfRow(row, next)]
      const before = within.get(own)
      if (before !== undefined && before !== above) {
        const message = `${stage} '${own}' belongs to '${before}' and to '${above}' of ${next}.`
        issues.add(
          'CONFLICT',
          `options.stages[${n + 1}]`,
          next,
          message,
          'Take stages of which each holds the one before.',
        )
        return
      }
      within.set(own, above)
    }
  })
  fixedCosts.forEach(({ stage, of }, n) => {
    const at = `options.fixedCosts[${n}]`
    if (!stages.includes(stage)) {
      issues.add('UNKNOWN_ID', `${at}.stage`, stage, `'${stage}' is not among the stages.`, 'Correct it, or add it.')
    } else if (!rows.some((row) => keyOfRow(row, stage) === of)) {
      const message = `No row has ${stage} '${String(of)}', so its fixed cost would be lost.`
      issues.add('UNKNOWN_ID', `${at}.of`, of, message, 'Add a row for it (with 0), or correct it.')
    }
  })
  issues.throwIfAny()
}
