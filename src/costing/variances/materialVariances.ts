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

/** A material of one product: what its output should have taken, and what it did. */
export interface MaterialComparison {
  readonly itemId: string
  /** Units for one unit of output. */
  readonly quantityPer: number
  readonly standardPrice: number
  readonly usedUnits: number
  /** What one unit did cost; without it there is no price variance. */
  readonly actualPrice?: number
  /** Units bought; default those used. */
  readonly purchasedUnits?: number
}

/** Output of one product and the materials that went into it. */
export interface MaterialVarianceInput {
  readonly outputUnits: number
  readonly materials: readonly MaterialComparison[]
}

/** How material is compared. */
export interface MaterialVarianceOptions {
  /** Whether the price variance is of the units bought or of those used. Default `purchase`. */
  readonly priceAt?: 'purchase' | 'use'
  /** Whether the materials can stand in for each other, so that usage is cut into mix and yield. Default false. */
  readonly mix?: boolean
}

/** Variances of one material, or of all; positive is favorable. Major units of money. */
export interface MaterialVariance {
  /** Null where the actual price is not given. */
  readonly price: number | null
  readonly usage: number
  /** Null where the materials are not a mix. */
  readonly mix: number | null
  readonly yield: number | null
  /** Price and usage. */
  readonly total: number
}

/** Variances of material in all and by material, in their order. */
export interface MaterialVariances extends MaterialVariance {
  readonly materials: readonly (MaterialVariance & { readonly itemId: string })[]
}

/**
 * Price, usage, mix and yield variances of the materials of one product.
 *
 * price = units x (standard price - actual price), of the units bought or used; usage = (output x standard units -
 * units used) x standard price; mix = (all units used, in the standard mix - units used) x standard price; yield =
 * usage - mix, by its own formula. Source: CIMA Official Terminology, "direct material price / usage / mix / yield
 * variance"; Horngren, Cost Accounting, ch. 7. Not rounded.
 *
 * @param input - output (units) and materials (units, major units of money)
 * @param options - when the price is told, and whether the materials are a mix
 * @returns the variances in all and by material
 * @throws SopError `OUT_OF_RANGE`, `NOT_FINITE`, `DUPLICATE_ID`, `EMPTY`, `MISSING_VALUE`
 * @example
 * ```ts
 * import { materialVariances } from 'sop-engine/costing'
 * const { price, usage } = materialVariances({
 *   outputUnits: 10_000,
 *   materials: [{ itemId: 'cloth', quantityPer: 2, standardPrice: 30, usedUnits: 22_200, actualPrice: 28 }],
 * })
 * price // => 44400
 * usage // => -66000
 * ```
 */
export function materialVariances(
  input: MaterialVarianceInput,
  options: MaterialVarianceOptions = {},
): MaterialVariances {
  const issues = createIssueList()
  record<MaterialVarianceInput>({
    outputUnits: quantity,
    materials: list(
      record<MaterialComparison>({
        itemId: text,
        quantityPer: quantity,
        standardPrice: quantity,
        usedUnits: quantity,
        actualPrice: optional(quantity),
        purchasedUnits: optional(quantity),
      }),
      { least: 1 },
    ),
  })(input, '', issues)
  record<MaterialVarianceOptions>({ priceAt: optional(oneOf('purchase', 'use')), mix: optional(flag) })(
    options,
    'options',
    issues,
  )
  throwIfUnreadable(issues)
  checkUniqueIds(
    input.materials.map(({ itemId }) => itemId),
    (n) => `materials[${n}].itemId`,
    issues,
  )
  issues.throwIfAny()
  const { outputUnits, materials } = input
  const { priceAt = 'purchase', mix: isMix = false } = options
  const cut = mixAndYield(
    materials.map((line) => ({
      line,
      standard: outputUnits * line.quantityPer,
      actual: line.usedUnits,
      unitValue: line.standardPrice,
    })),
  )
  const lines = cut.map(({ line, mix, yield: rest }) => {
    const { itemId, quantityPer, standardPrice, usedUnits, actualPrice, purchasedUnits = usedUnits } = line
    const units = priceAt === 'purchase' ? purchasedUnits : usedUnits
    const price = actualPrice === undefined ? null : units * (standardPrice - actualPrice)
    const usage = (outputUnits * quantityPer - usedUnits) * standardPrice
    return {
      itemId,
      price,
      usage,
      mix: isMix ? mix : null,
      yield: isMix ? rest : null,
      total: (price ?? 0) + usage,
    }
  })
  const sum = (value: (line: MaterialVariance) => number | null): number | null =>
    lines.reduce<number | null>((all, line) => {
      const own = value(line)
      return all === null || own === null ? null : all + own
    }, 0)
  return {
    price: sum(({ price }) => price),
    usage: sum(({ usage }) => usage) ?? 0,
    mix: sum(({ mix }) => mix),
    yield: sum((line) => line.yield),
    total: sum(({ total }) => total) ?? 0,
    materials: lines,
  }
}
