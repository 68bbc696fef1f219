import {
  checkUniqueIds,
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

/** A product that comes out of a joint process. */
export interface JointProduct {
  readonly itemId: string
  /** Units that come out, in one unit of measure; needed by `physical`. */
  readonly units?: number
  /** What all of it would sell for at the split-off point; needed by `salesValue`. Major units. */
  readonly splitOffValue?: number
  /** What all of it sells for in the end; needed by `netRealizableValue` and `constantMargin`. */
  readonly finalValue?: number
  /** Cost of its own after the split-off point; default 0. */
  readonly furtherCost?: number
  /** `byProduct`: of little value; its net realizable value makes the joint cost smaller. Default `joint`. */
  readonly kind?: 'joint' | 'byProduct'
}

/** What {@link allocateJointCost} allocates. */
export interface JointCostInput {
  readonly jointCost: number
  readonly products: readonly JointProduct[]
}

/** How a joint cost is allocated. */
export type JointCostMethod = 'physical' | 'salesValue' | 'netRealizableValue' | 'constantMargin'

/** What each product bears. Major units of money. */
export interface JointCostAllocation {
  /** Joint cost less the net realizable value of by-products. */
  readonly allocated: number
  readonly products: readonly {
    readonly itemId: string
    readonly kind: 'joint' | 'byProduct'
    /** Its share of the joint cost; below zero where a constant margin asks for it; 0 of a by-product. */
    readonly jointCost: number
    readonly furtherCost: number
    /** Final or split-off value less both costs; null where no value is given. */
    readonly margin: number | null
    /** Margin over value; null without a value. */
    readonly marginShare: number | null
    /**
     * Final value less further cost less split-off value: whether processing it further pays; null where one is not
     * given.
     */
    readonly furtherProfit: number | null
  }[]
}

/**
 * Allocates the cost of a joint process to its products.
 *
 * `physical`: by units; `salesValue`: by value at split-off; `netRealizableValue`: by final value less further cost;
 * `constantMargin`: so that each has the margin of all together. A by-product bears nothing: its net realizable value
 * is taken off the joint cost. Source: Horngren, Cost Accounting, ch. 16; CIMA Official Terminology, "joint products",
 * "by-product"; IAS 2.14. Not rounded.
 *
 * @param input - joint cost and products, major units
 * @param options - the method
 * @returns what each product bears, its margin, and whether further processing pays
 * @throws SopError `MISSING_VALUE` for what the method needs, `EMPTY` where there is nothing to go by, `DUPLICATE_ID`,
 * `OUT_OF_RANGE`
 * @example
 * ```ts
 * import { allocateJointCost } from 'sop-engine/costing'
 * const { products } = allocateJointCost(
 *   {
 *     jointCost: 600,
 *     products: [
 *       { itemId: 'oil', splitOffValue: 800 },
 *       { itemId: 'meal', splitOffValue: 400 },
 *     ],
 *   },
 *   { method: 'salesValue' },
 * )
 * products.map(({ jointCost }) => jointCost) // => [400, 200]
 * ```
 */
export function allocateJointCost(
  input: JointCostInput,
  options: { readonly method: JointCostMethod },
): JointCostAllocation {
  checkInput(input, options)
  const { method } = options
  const { products } = input
  const joint = products.filter(({ kind }) => kind !== 'byProduct')
  const sum = (of: readonly JointProduct[], value: (product: JointProduct) => number): number =>
    of.reduce((all, product) => all + value(product), 0)
  const finalOf = ({ finalValue, splitOffValue = 0 }: JointProduct): number => finalValue ?? splitOffValue
  const netOf = (product: JointProduct): number => finalOf(product) - (product.furtherCost ?? 0)
  const byProducts = sum(products, (product) => (product.kind === 'byProduct' ? netOf(product) : 0))
  const allocated = input.jointCost - byProducts
  const weights: Readonly<Record<Exclude<JointCostMethod, 'constantMargin'>, (product: JointProduct) => number>> = {
    physical: ({ units = 0 }) => units,
    salesValue: ({ splitOffValue = 0 }) => splitOffValue,
    netRealizableValue: netOf,
  }
  const share = (product: JointProduct): number => {
    if (method === 'constantMargin') {
      const value = sum(joint, finalOf)
      const margin = value - allocated - sum(joint, ({ furtherCost = 0 }) => furtherCost)
      return finalOf(product) * (1 - margin / value) - (product.furtherCost ?? 0)
    }
    const weight = weights[method]
    return allocated * (weight(product) / sum(joint, weight))
  }
  return {
    allocated,
    products: products.map((product) => {
      const { itemId, kind = 'joint', furtherCost = 0, finalValue, splitOffValue } = product
      const jointCost = kind === 'byProduct' ? 0 : share(product)
      const value = finalValue ?? splitOffValue
      const margin = value === undefined ? null : value - jointCost - furtherCost
      const isByProduct = kind === 'byProduct'
      return {
        itemId,
        kind,
        jointCost,
        furtherCost,
        // What a by-product earns has made the others cheaper.
        margin: isByProduct ? 0 : margin,
        marginShare: isByProduct || margin === null || !value ? null : margin / value,
        furtherProfit:
          finalValue === undefined || splitOffValue === undefined ? null : finalValue - furtherCost - splitOffValue,
      }
    }),
  }
}

function checkInput(input: JointCostInput, options: { readonly method: JointCostMethod }): void {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<JointCostInput>({
    jointCost: quantity,
    products: list(
      record<JointProduct>({
        itemId: text,
        units: optional(quantity),
        splitOffValue: optional(quantity),
        finalValue: optional(quantity),
        furtherCost: optional(quantity),
        kind: optional(oneOf('joint', 'byProduct')),
      }),
      { least: 1 },
    ),
  })(input, '', issues)
  record<{ method: JointCostMethod }>({
    method: oneOf('physical', 'salesValue', 'netRealizableValue', 'constantMargin'),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  issues.throwIfAny()
  const { products } = input
  const { method } = options
  checkUniqueIds(
    products.map(({ itemId }) => itemId),
    (n) => `products[${n}].itemId`,
    issues,
  )
  const needed = {
    physical: 'units',
    salesValue: 'splitOffValue',
    netRealizableValue: 'finalValue',
    constantMargin: 'finalValue',
  } as const
  const field = needed[method]
  let whole = 0
  products.forEach((product, n) => {
    const { kind, furtherCost = 0, splitOffValue } = product
    const value = product.finalValue ?? splitOffValue
    if (kind === 'byProduct') {
      if (value !== undefined) return
      const message = 'Nothing says what the by-product sells for.'
      issues.add('MISSING_VALUE', `products[${n}].finalValue`, undefined, message, 'Give finalValue or splitOffValue.')
      return
    }
    // What is sold at the split-off point has its value there.
    const weight = field === 'finalValue' ? value : product[field]
    if (weight === undefined) {
      const message = `The method '${method}' goes by ${field}, which is not given.`
      issues.add('MISSING_VALUE', `products[${n}].${field}`, undefined, message, `Give ${field}, or another method.`)
    } else if (method === 'netRealizableValue' && weight < furtherCost) {
      const message = 'Its further cost is more than it sells for: it has no net realizable value to go by.'
      issues.add(
        'OUT_OF_RANGE',
        `products[${n}].furtherCost`,
        furtherCost,
        message,
        'Sell it at split-off, or drop it.',
      )
    } else whole += method === 'netRealizableValue' ? weight - furtherCost : weight
  })
  if (issues.issues.length === 0 && !(whole > 0)) {
    issues.add('EMPTY', 'products', undefined, `All ${field} together are nothing to go by.`, 'Choose another method.')
  }
  issues.throwIfAny()
}
