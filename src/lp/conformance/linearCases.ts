import type { ModelCase } from './modelCase.js'
import { modelOf } from './modelOf.js'

const FREE = { lower: -Infinity, upper: Infinity }

/** Linear models with one best plan and one set of duals, all worked out by hand. */
export const LINEAR_CASES: readonly ModelCase[] = [
  {
    // 3 x 2 + 5 x 6 = 36: all 6 of the second, and 18 - 12 = 6 hours for 2 of the first. One hour more makes a third of
    // the first, worth 1; the second earns 5 - 2 x 1 = 3 beyond its hours.
    name: 'maximization, upper limit: a positive dual',
    model: modelOf(
      'maximize',
      [
        { objective: 3, upper: 4 },
        { objective: 5, upper: 6 },
      ],
      [{ upper: 18, terms: [3, 2] }],
    ),
    status: 'optimal',
    objective: 36,
    primal: [2, 6],
    rowDual: [1],
    reducedCost: [0, 3],
  },
  {
    // The negative of a cost of 2 x 3 + 3 x 1 = 9: one more that is asked for costs 3.
    name: 'maximization, lower limit: a negative dual',
    model: modelOf('maximize', [{ objective: -2, upper: 3 }, { objective: -3 }], [{ lower: 4, terms: [1, 1] }]),
    status: 'optimal',
    objective: -9,
    primal: [3, 1],
    rowDual: [-3],
    reducedCost: [1, 0],
  },
  {
    name: 'minimization, lower limit: a positive dual',
    model: modelOf('minimize', [{ objective: 2, upper: 3 }, { objective: 3 }], [{ lower: 4, terms: [1, 1] }]),
    status: 'optimal',
    objective: 9,
    primal: [3, 1],
    rowDual: [3],
    reducedCost: [-1, 0],
  },
  {
    name: 'minimization, upper limit: a negative dual',
    model: modelOf('minimize', [{ objective: -1 }, { objective: -2, upper: 3 }], [{ upper: 4, terms: [1, 1] }]),
    status: 'optimal',
    objective: -7,
    primal: [1, 3],
    rowDual: [-1],
    reducedCost: [0, -1],
  },
  {
    name: 'minimization, equation',
    model: modelOf('minimize', [{ objective: 1, upper: 3 }, { objective: 2 }], [{ lower: 5, upper: 5, terms: [1, 1] }]),
    status: 'optimal',
    objective: 7,
    primal: [3, 2],
    rowDual: [2],
    reducedCost: [-1, 0],
  },
  {
    name: 'maximization, equation',
    model: modelOf('maximize', [{ objective: 1 }, { objective: 2, upper: 3 }], [{ lower: 5, upper: 5, terms: [1, 1] }]),
    status: 'optimal',
    objective: 8,
    primal: [2, 3],
    rowDual: [1],
    reducedCost: [0, 1],
  },
  {
    name: 'range, upper end active',
    model: modelOf('maximize', [{ objective: 1, upper: 4 }, { objective: 1 }], [{ lower: 2, upper: 8, terms: [1, 2] }]),
    status: 'optimal',
    objective: 6,
    primal: [4, 2],
    rowDual: [0.5],
    reducedCost: [0.5, 0],
  },
  {
    name: 'range, lower end active',
    model: modelOf('minimize', [{ objective: 1, upper: 4 }, { objective: 1 }], [{ lower: 2, upper: 8, terms: [1, 2] }]),
    status: 'optimal',
    objective: 1,
    primal: [0, 1],
    rowDual: [0.5],
    reducedCost: [0.5, 0],
  },
  {
    // y >= x - 2 and y >= 4 - x meet at x = 3.
    name: 'free columns',
    model: modelOf(
      'minimize',
      [FREE, { objective: 1, ...FREE }],
      [
        { lower: -2, terms: [-1, 1] },
        { lower: 4, terms: [1, 1] },
      ],
    ),
    status: 'optimal',
    objective: 1,
    primal: [3, 1],
    rowDual: [0.5, 0.5],
    reducedCost: [0, 0],
  },
  {
    name: 'column without a lower bound',
    model: modelOf(
      'maximize',
      [
        { objective: 1, upper: 3 },
        { lower: -Infinity, upper: 0 },
      ],
      [{ upper: 1, terms: [1, -1] }],
    ),
    status: 'optimal',
    objective: 1,
    primal: [1, 0],
    rowDual: [1],
    reducedCost: [0, 1],
  },
  {
    name: 'column with negative bounds',
    model: modelOf('minimize', [{ objective: 1, lower: -7, upper: -2 }, { upper: 1 }], [{ lower: -5, terms: [1, 1] }]),
    status: 'optimal',
    objective: -6,
    primal: [-6, 1],
    rowDual: [1],
    reducedCost: [0, -1],
  },
  {
    name: 'fixed column',
    model: modelOf('minimize', [{ lower: 2, upper: 2 }, { objective: 1 }], [{ lower: 5, terms: [1, 1] }]),
    status: 'optimal',
    objective: 3,
    primal: [2, 3],
    rowDual: [1],
    reducedCost: [-1, 0],
  },
  {
    name: 'constant of the objective',
    model: modelOf('maximize', [{ objective: 2, upper: 5 }], [{ upper: 4, terms: [1] }], -3),
    status: 'optimal',
    objective: 5,
    primal: [4],
    rowDual: [2],
    reducedCost: [0],
  },
  {
    name: 'row without limits, column without terms',
    model: modelOf(
      'minimize',
      [{ objective: 1 }, { objective: -2, upper: 7 }],
      [{ terms: [1, 0] }, { lower: 3, terms: [2, 0] }],
    ),
    status: 'optimal',
    objective: 1.5 - 14,
    primal: [1.5, 7],
    rowDual: [0, 0.5],
    reducedCost: [0, -2],
  },
  {
    name: 'row without terms',
    model: modelOf(
      'maximize',
      [{ objective: 1 }],
      [
        { lower: -1, upper: 1, terms: [0] },
        { upper: 2, terms: [1] },
      ],
    ),
    status: 'optimal',
    objective: 2,
    primal: [2],
    rowDual: [0, 1],
    reducedCost: [0],
  },
  {
    name: 'no rows',
    model: modelOf(
      'minimize',
      [
        { objective: 1, lower: -3 },
        { objective: -1, upper: 4 },
      ],
      [],
    ),
    status: 'optimal',
    objective: -7,
    primal: [-3, 4],
    rowDual: [],
    reducedCost: [1, -1],
  },
  {
    name: 'no columns',
    model: modelOf('minimize', [], [{ lower: -1, upper: 1, terms: [] }], 4),
    status: 'optimal',
    objective: 4,
    primal: [],
    rowDual: [0],
    reducedCost: [],
  },
  {
    name: 'nothing at all',
    model: modelOf('maximize', [], []),
    status: 'optimal',
    objective: 0,
    primal: [],
    rowDual: [],
    reducedCost: [],
  },
  {
    name: 'no objective',
    model: modelOf('minimize', [{ upper: 3 }, { upper: 3 }], [{ lower: 5, terms: [1, 1] }]),
    status: 'optimal',
    objective: 0,
    reducedCost: [0, 0],
    rowDual: [0],
  },
  {
    name: 'an equation said twice',
    model: modelOf(
      'minimize',
      [{ objective: 1 }, { objective: 3, upper: 2 }],
      [
        { lower: 3, upper: 3, terms: [1, 1] },
        { lower: 6, upper: 6, terms: [2, 2] },
      ],
    ),
    status: 'optimal',
    objective: 3,
    primal: [3, 0],
  },
  {
    // E. M. L. Beale, Cycling in the dual simplex algorithm (1955): the rule of the largest coefficient goes round for ever.
    name: 'degenerate: the cycle of Beale',
    model: modelOf(
      'minimize',
      [{ objective: -0.75 }, { objective: 20 }, { objective: -0.5 }, { objective: 6 }],
      [
        { upper: 0, terms: [0.25, -8, -1, 9] },
        { upper: 0, terms: [0.5, -12, -0.5, 3] },
        { upper: 1, terms: [0, 0, 1, 0] },
      ],
    ),
    status: 'optimal',
    objective: -1.25,
    primal: [1, 0, 1, 0],
  },
  {
    // Each to its own place costs 1, any other more: an assignment has far more bases than plans.
    name: 'degenerate: an assignment of 6',
    model: modelOf(
      'minimize',
      Array.from({ length: 36 }, (_, k) => ({ objective: (Math.floor(k / 6) - (k % 6)) ** 2 + 1 })),
      Array.from({ length: 12 }, (_, i) => ({
        lower: 1,
        upper: 1,
        terms: Array.from({ length: 36 }, (_, k) =>
          i < 6 ? Number(Math.floor(k / 6) === i) : Number(k % 6 === i - 6),
        ),
      })),
    ),
    status: 'optimal',
    objective: 6,
    primal: Array.from({ length: 36 }, (_, k) => Number(Math.floor(k / 6) === k % 6)),
  },
  {
    // V. Klee and G. J. Minty, How good is the simplex algorithm? (1972): 5^5 = 3125, all in the last column.
    name: 'the cube of Klee and Minty',
    model: modelOf(
      'maximize',
      Array.from({ length: 5 }, (_, j) => ({ objective: 2 ** (4 - j) })),
      Array.from({ length: 5 }, (_, i) => ({
        upper: 5 ** (i + 1),
        terms: Array.from({ length: 5 }, (_, j) => (j < i ? 2 ** (i - j + 1) : Number(j === i))),
      })),
    ),
    status: 'optimal',
    objective: 3125,
    primal: [0, 0, 0, 0, 3125],
    rowDual: [0, 0, 0, 0, 1],
    reducedCost: [16 - 32, 8 - 16, 4 - 8, 2 - 4, 0],
  },
  {
    // The first model, its limits multiplied by 1e4 and 1e-4: 3 = 3e4 x 1e-4, and 5 = 2e4 x 1e-4 + 1e-4 x 3e4.
    name: 'badly scaled rows',
    model: modelOf(
      'maximize',
      [{ objective: 3 }, { objective: 5 }],
      [
        { upper: 18e4, terms: [3e4, 2e4] },
        { upper: 4e-4, terms: [1e-4, 0] },
        { upper: 6e-4, terms: [0, 1e-4] },
      ],
    ),
    status: 'optimal',
    objective: 36,
    primal: [2, 6],
    rowDual: [1e-4, 0, 3e4],
    reducedCost: [0, 0],
  },
  {
    // The first model again, the first column counted in units of 1e4, the second in units of 1e-4.
    name: 'badly scaled columns',
    model: modelOf(
      'maximize',
      [
        { objective: 3e4, upper: 4e-4 },
        { objective: 5e-4, upper: 6e4 },
      ],
      [{ upper: 18, terms: [3e4, 2e-4] }],
    ),
    status: 'optimal',
    objective: 36,
    primal: [2e-4, 6e4],
    rowDual: [1],
    reducedCost: [0, 3e-4],
  },
  {
    name: 'hints of pivots change nothing',
    model: modelOf(
      'maximize',
      [{ objective: -1 }, { objective: 3, upper: 10 }, {}, { objective: 5, upper: 4 }],
      [
        // Made 1 + opening 2 = sold + stock; then stock + made 2 = sold.
        { lower: 2, upper: 2, terms: [-1, 1, 1, 0], pivot: 0 },
        { lower: 0, upper: 0, terms: [0, 0, -1, 1], pivot: 3 },
        { upper: 9, terms: [1, 0, 0, 0] },
      ],
    ),
    // 9 made at a cost of 9, and 2 there: 4 sold at 5 leave 7 to sell at 3.
    status: 'optimal',
    objective: 21 + 20 - 9,
    primal: [9, 7, 4, 4],
  },
  {
    name: 'hints of pivots that form a circle',
    model: modelOf(
      'minimize',
      [{ objective: 1 }, { objective: 1 }],
      [
        { lower: 3, upper: 3, terms: [1, 1], pivot: 0 },
        { lower: 1, upper: 1, terms: [1, -1], pivot: 1 },
      ],
    ),
    status: 'optimal',
    objective: 3,
    primal: [2, 1],
    rowDual: [1, 0],
    reducedCost: [0, 0],
  },
  {
    name: 'keys that are no names: double, empty, long, with spaces and line ends',
    model: modelOf(
      'maximize',
      [
        { objective: 3, upper: 4, key: 'x'.repeat(300) },
        { objective: 5, upper: 6, key: 'end\nst x >= 1e9' },
      ],
      [
        { upper: 18, terms: [3, 2], key: 'same' },
        { upper: 100, terms: [1, 1], key: 'same' },
        { upper: 100, terms: [1, 0], key: '' },
      ],
    ),
    status: 'optimal',
    objective: 36,
    primal: [2, 6],
    rowDual: [1, 0, 0],
    reducedCost: [0, 3],
  },
]
