import fc from 'fast-check'
import { createModelBuilder } from '../../src/lp/index.js'
import type { LinearModel, ModelSense } from '../../src/lp/index.js'

export interface RandomParts {
  readonly sense: ModelSense
  readonly blocks: readonly RandomBlock[]
}

export interface RandomBlock {
  readonly columns: readonly { cost: number; lower: number; width: number | null }[]
  readonly rows: readonly { weights: readonly number[]; slackBelow: number | null; slackAbove: number | null }[]
}

const small = fc.integer({ min: -9, max: 9 })

const block: fc.Arbitrary<RandomBlock> = fc.integer({ min: 1, max: 5 }).chain((size) =>
  fc.record({
    columns: fc.array(
      fc.record({
        cost: small,
        lower: fc.integer({ min: -5, max: 5 }),
        width: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 4 }),
      }),
      { minLength: size, maxLength: size },
    ),
    rows: fc.array(
      fc.record({
        weights: fc.array(small, { minLength: size, maxLength: size }),
        slackBelow: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 2 }),
        slackAbove: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 2 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  }),
)

/** One to three independent blocks, each feasible because a point inside its bounds is built in. */
export const randomParts: fc.Arbitrary<RandomParts> = fc.record({
  sense: fc.constantFrom<ModelSense>('minimize', 'maximize'),
  blocks: fc.array(block, { minLength: 1, maxLength: 3 }),
})

/** Builds the model of some blocks; the point that the rows are built around is `lower + half the width`. */
export function toModel(
  parts: RandomParts,
  options: { readonly costFactor?: number; readonly hints?: boolean } = {},
): LinearModel {
  const builder = createModelBuilder(parts.sense)
  builder.addConstant(7)
  for (const { columns, rows } of parts.blocks) {
    const indices = columns.map(({ cost, lower, width }) =>
      builder.addColumn({
        objective: cost * (options.costFactor ?? 1),
        lower,
        upper: width === null ? Infinity : lower + width,
      }),
    )
    for (const { weights, slackBelow, slackAbove } of rows) {
      const inside = weights.reduce((sum, weight, k) => {
        const column = columns[k]
        return sum + weight * ((column?.lower ?? 0) + (column?.width ?? 4) / 2)
      }, 0)
      const row = builder.addRow({
        lower: slackBelow === null ? -Infinity : inside - slackBelow,
        upper: slackAbove === null ? Infinity : inside + slackAbove,
      })
      weights.forEach((weight, k) => builder.addTerm(row, indices[k] as number, weight))
      const pivot = weights.findIndex((weight) => weight !== 0)
      if (options.hints === true && pivot >= 0) builder.setPivot(row, indices[pivot] as number)
    }
  }
  return builder.build()
}
