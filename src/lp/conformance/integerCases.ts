import type { ModelCase } from './modelCase.js'
import { modelOf } from './modelOf.js'

const binary = (objective: number): { objective: number; upper: number; integer: boolean } => ({
  objective,
  upper: 1,
  integer: true,
})

/** Models with integer columns, worked out by hand. */
export const INTEGER_CASES: readonly ModelCase[] = [
  {
    // By value per weight the relaxation takes the first two and half of the third: 22. In whole numbers the last three
    // weigh 14 and are worth 21.
    name: 'knapsack',
    model: modelOf('maximize', [binary(8), binary(11), binary(6), binary(4)], [{ upper: 14, terms: [5, 7, 4, 3] }]),
    status: 'optimal',
    objective: 21,
    primal: [0, 1, 1, 1],
  },
  {
    // Demand of 10, 20 and 30; a setup costs 50, a unit kept for a month 1. Two setups, in months 1 and 3: 100 + 20.
    name: 'lot sizes with setups',
    model: modelOf(
      'minimize',
      [binary(50), binary(50), binary(50), {}, {}, {}, { objective: 1 }, { objective: 1 }],
      [
        { lower: 10, upper: 10, terms: [0, 0, 0, 1, 0, 0, -1, 0] },
        { lower: 20, upper: 20, terms: [0, 0, 0, 0, 1, 0, 1, -1] },
        { lower: 30, upper: 30, terms: [0, 0, 0, 0, 0, 1, 0, 1] },
        { upper: 0, terms: [-60, 0, 0, 1, 0, 0, 0, 0] },
        { upper: 0, terms: [0, -60, 0, 0, 1, 0, 0, 0] },
        { upper: 0, terms: [0, 0, -60, 0, 0, 1, 0, 0] },
      ],
    ),
    status: 'optimal',
    objective: 120,
    primal: [1, 0, 1, 30, 0, 30, 20, 0],
  },
  {
    name: 'integer and continuous columns',
    model: modelOf(
      'minimize',
      [
        { objective: 3, upper: 9, integer: true },
        { objective: 2, upper: 0.6 },
      ],
      [{ lower: 2.5, terms: [1, 1] }],
    ),
    status: 'optimal',
    objective: 7,
    primal: [2, 0.5],
  },
  {
    name: 'integer with negative bounds',
    model: modelOf('minimize', [{ objective: 1, lower: -9, upper: 9, integer: true }], [{ lower: -5, terms: [2] }]),
    status: 'optimal',
    objective: -2,
    primal: [-2],
  },
  {
    name: 'integer without bounds, which a row limits',
    model: modelOf(
      'minimize',
      [{ objective: 1, lower: -Infinity, integer: true }],
      [{ lower: -3.3, upper: 40.2, terms: [1] }],
    ),
    status: 'optimal',
    objective: -3,
    primal: [-3],
  },
  {
    name: 'integer without an upper bound',
    model: modelOf('maximize', [{ objective: 1, integer: true }], [{ upper: 7, terms: [2] }]),
    status: 'optimal',
    objective: 3,
    primal: [3],
  },
  {
    name: 'integer with bounds that are not whole',
    model: modelOf('maximize', [{ objective: 1, lower: 0.5, upper: 2.7, integer: true }], [{ upper: 9, terms: [1] }]),
    status: 'optimal',
    objective: 2,
    primal: [2],
  },
  {
    name: 'equation in whole numbers',
    model: modelOf(
      'minimize',
      [
        { objective: 1, upper: 50, integer: true },
        { objective: 1, upper: 50, integer: true },
      ],
      [{ lower: 19, upper: 19, terms: [3, 5] }],
    ),
    status: 'optimal',
    objective: 5,
    primal: [3, 2],
  },
  {
    name: 'constant of the objective with integers',
    model: modelOf('maximize', [{ objective: 2, upper: 5, integer: true }], [{ upper: 7, terms: [2] }], 10),
    status: 'optimal',
    objective: 16,
    primal: [3],
  },
  {
    name: 'integers without rows',
    model: modelOf('maximize', [{ objective: 1, lower: -2.5, upper: -0.5, integer: true }], []),
    status: 'optimal',
    objective: -1,
    primal: [-1],
  },
  {
    name: 'no whole number between the bounds',
    model: modelOf('minimize', [{ objective: 1, lower: 0.2, upper: 0.8, integer: true }], [{ upper: 9, terms: [1] }]),
    status: 'infeasible',
  },
  {
    name: 'no whole numbers in an equation',
    model: modelOf(
      'minimize',
      [
        { objective: 1, upper: 5, integer: true },
        { objective: 1, upper: 5, integer: true },
      ],
      [{ lower: 3, upper: 3, terms: [2, 2] }],
    ),
    status: 'infeasible',
  },
  {
    name: 'a relaxation without a plan',
    model: modelOf('maximize', [binary(1), binary(1)], [{ lower: 3, terms: [1, 1] }]),
    status: 'infeasible',
  },
  {
    name: 'unbounded in a continuous column',
    model: modelOf('maximize', [binary(1), { objective: 1 }], [{ upper: 1, terms: [1, -1] }]),
    status: ['unbounded', 'infeasibleOrUnbounded'],
  },
  {
    name: 'unbounded in an integer column',
    model: modelOf('maximize', [{ objective: 1, integer: true }, { upper: 1 }], [{ lower: 1, terms: [1, 1] }]),
    status: ['unbounded', 'infeasibleOrUnbounded'],
    mayRefuse: true,
  },
  {
    name: 'a gap that was asked for',
    model: modelOf('maximize', [binary(8), binary(11), binary(6), binary(4)], [{ upper: 14, terms: [5, 7, 4, 3] }]),
    options: { relativeGap: 0.5 },
    status: 'optimal',
  },
]
