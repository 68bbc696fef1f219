import {
  checkLength,
  checkUniqueIds,
  list,
  number,
  numbers,
  optional,
  perPeriodNumber,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** Stock of one product, and the fixed overhead that its standard holds; arrays by period. */
export interface ReconciledProduct {
  readonly itemId: string
  /** Units in stock at the end of each period. */
  readonly closingUnits: readonly number[]
  /** Units in stock before the first period; default 0. */
  readonly openingUnits?: number
  /** Fixed overhead in a unit by the standard of each period; stock is revalued when it changes. */
  readonly fixedOverheadPerUnit: number | readonly number[]
  /** That of before the first period; default that of the first one. */
  readonly openingFixedOverheadPerUnit?: number
}

/** What {@link reconcileProfits} needs to know; money in major units. */
export interface ProfitsReconciliationInput {
  readonly products: readonly ReconciledProduct[]
  /** Profit under variable costing, by period. */
  readonly variableProfit: readonly number[]
  /** Profit under absorption costing, by period, all revaluations in it; without it, it is derived. */
  readonly absorptionProfit?: readonly number[]
}

/** The part of one period, or of all, between the two profits. Major units of money. */
export interface ProfitsReconciliationLine {
  readonly variableProfit: number
  /** Change of units x fixed overhead of a unit by the standard of the period. */
  readonly changeOfUnits: number
  /** Opening units x change of the standard: the fixed part of a revaluation. */
  readonly changeOfStandards: number
  readonly absorptionProfit: number
  /** Absorption profit less the three: zero where both profits are right, or one was derived. */
  readonly unexplained: number
}

/** From variable to absorption profit, by period, over all of them, and by product. */
export interface ProfitsReconciliation {
  readonly periods: readonly ProfitsReconciliationLine[]
  readonly total: ProfitsReconciliationLine
  readonly products: readonly {
    readonly itemId: string
    /** By period. */
    readonly changeOfUnits: readonly number[]
    readonly changeOfStandards: readonly number[]
    /** Fixed overhead in stock at the end of each period. */
    readonly fixedOverheadInStock: readonly number[]
  }[]
}

/**
 * Reconciles variable and absorption profit over several periods and products, with stock and standards that change.
 *
 * Change of the fixed overhead in stock = (closing - opening units) x rate of the period + opening units x (rate of the
 * period - rate before). Over all periods what was built up and sold off again cancels, whatever the standards were.
 * Source: Horngren, Cost Accounting, ch. 9; CIMA Official Terminology, "marginal costing". Not rounded.
 *
 * @param input - stock (units) and standards (major units) by product, profits by period
 * @returns what lies between the two profits by period, in all, and by product
 * @throws SopError `MISALIGNED`, `DUPLICATE_ID`, `MISSING_VALUE`, `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { reconcileProfits } from 'sop-engine/costing'
 * const { periods, total } = reconcileProfits({
 *   products: [{ itemId: 'lamp', closingUnits: [100, 0], fixedOverheadPerUnit: [4, 5] }],
 *   variableProfit: [1000, 2000],
 * })
 * // 100 x 4 is stored; then 100 x 1 of revaluation, and 100 x 5 goes out.
 * periods.map(({ absorptionProfit }) => absorptionProfit) // => [1400, 1600]
 * total.absorptionProfit // => 3000
 * ```
 */
export function reconcileProfits(input: ProfitsReconciliationInput): ProfitsReconciliation {
  checkInput(input)
  const { variableProfit, absorptionProfit } = input
  const products = input.products.map((product) => {
    const { itemId, closingUnits, fixedOverheadPerUnit, openingUnits = 0 } = product
    const rateOf = (t: number): number =>
      typeof fixedOverheadPerUnit === 'number' ? fixedOverheadPerUnit : (fixedOverheadPerUnit[t] ?? 0)
    let units = openingUnits
    let rate = product.openingFixedOverheadPerUnit ?? rateOf(0)
    const [changeOfUnits, changeOfStandards, fixedOverheadInStock]: [number[], number[], number[]] = [[], [], []]
    closingUnits.forEach((closing, t) => {
      const now = rateOf(t)
      changeOfUnits.push((closing - units) * now)
      changeOfStandards.push(units * (now - rate))
      fixedOverheadInStock.push(closing * now)
      units = closing
      rate = now
    })
    return { itemId, changeOfUnits, changeOfStandards, fixedOverheadInStock }
  })
  const periods = variableProfit.map((variable, t): ProfitsReconciliationLine => {
    const sum = (value: (product: (typeof products)[number]) => readonly number[]): number =>
      products.reduce((all, product) => all + (value(product)[t] ?? 0), 0)
    const changeOfUnits = sum((product) => product.changeOfUnits)
    const changeOfStandards = sum((product) => product.changeOfStandards)
    const derived = variable + changeOfUnits + changeOfStandards
    const given = absorptionProfit?.[t]
    return {
      variableProfit: variable,
      changeOfUnits,
      changeOfStandards,
      absorptionProfit: given ?? derived,
      unexplained: given === undefined ? 0 : given - derived,
    }
  })
  const total = (field: keyof ProfitsReconciliationLine): number => periods.reduce((sum, line) => sum + line[field], 0)
  return {
    periods,
    total: {
      variableProfit: total('variableProfit'),
      changeOfUnits: total('changeOfUnits'),
      changeOfStandards: total('changeOfStandards'),
      absorptionProfit: total('absorptionProfit'),
      unexplained: total('unexplained'),
    },
    products,
  }
}

function checkInput(input: ProfitsReconciliationInput): void {
  const issues = createIssueList()
  record<ProfitsReconciliationInput>({
    products: list(
      record<ReconciledProduct>({
        itemId: text,
        closingUnits: numbers(QUANTITY),
        openingUnits: optional(number(QUANTITY)),
        fixedOverheadPerUnit: perPeriodNumber(QUANTITY),
        openingFixedOverheadPerUnit: optional(number(QUANTITY)),
      }),
    ),
    variableProfit: numbers(),
    absorptionProfit: optional(numbers()),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { products, variableProfit, absorptionProfit } = input
  const count = variableProfit.length
  checkLength(absorptionProfit, 'absorptionProfit', count, 'periods', issues)
  products.forEach(({ closingUnits, fixedOverheadPerUnit }, n) => {
    checkLength(closingUnits, `products[${n}].closingUnits`, count, 'periods', issues)
    checkLength(fixedOverheadPerUnit, `products[${n}].fixedOverheadPerUnit`, count, 'periods', issues)
  })
  checkUniqueIds(
    products.map(({ itemId }) => itemId),
    (n) => `products[${n}].itemId`,
    issues,
  )
  issues.throwIfAny()
}
