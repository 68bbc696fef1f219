import type { ModelCase } from './modelCase.js'
import { modelOf } from './modelOf.js'

const FREE = { lower: -Infinity, upper: Infinity }
const UNIT = { objective: 1, upper: 1 }

/** Models without a best plan. */
export const STATUS_CASES: readonly ModelCase[] = [
  {
    name: 'infeasible: more is asked for than the bounds allow',
    model: modelOf('minimize', [UNIT, UNIT], [{ lower: 3, terms: [1, 1] }]),
    status: 'infeasible',
  },
  {
    name: 'infeasible in a maximization',
    model: modelOf('maximize', [UNIT, UNIT], [{ lower: 3, terms: [1, 1] }]),
    status: 'infeasible',
  },
  {
    name: 'infeasible by a thousandth',
    model: modelOf('minimize', [UNIT, UNIT], [{ lower: 2.001, terms: [1, 1] }]),
    status: 'infeasible',
  },
  {
    name: 'feasible to the last digit',
    model: modelOf('minimize', [UNIT, UNIT], [{ lower: 2, terms: [1, 1] }]),
    status: 'optimal',
    objective: 2,
    primal: [1, 1],
  },
  {
    name: 'infeasible: two rows against each other',
    model: modelOf(
      'minimize',
      [{ objective: 1 }, { objective: 1 }],
      [
        { lower: 3, terms: [1, 1] },
        { upper: 2, terms: [1, 1.5] },
        { upper: 1, terms: [1, -1] },
      ],
    ),
    status: 'infeasible',
  },
  {
    name: 'infeasible: equations that contradict each other',
    model: modelOf(
      'minimize',
      [FREE, FREE],
      [
        { lower: 3, upper: 3, terms: [1, 1] },
        { lower: 5, upper: 5, terms: [1, 1] },
      ],
    ),
    status: 'infeasible',
  },
  {
    name: 'infeasible: a row without terms',
    model: modelOf('minimize', [{ objective: 1, upper: 1 }], [{ lower: 1, upper: 2, terms: [0] }]),
    status: 'infeasible',
  },
  {
    name: 'infeasible: no columns',
    model: modelOf('maximize', [], [{ lower: 1, terms: [] }]),
    status: 'infeasible',
  },
  {
    name: 'unbounded minimization',
    model: modelOf('minimize', [{ objective: -1 }, { objective: 1 }], [{ upper: 1, terms: [1, -2] }]),
    status: 'unbounded',
  },
  {
    name: 'unbounded maximization',
    model: modelOf('maximize', [{ objective: 1 }, { objective: 1 }], [{ lower: 1, terms: [1, 1] }]),
    status: 'unbounded',
  },
  {
    name: 'unbounded: a free column',
    model: modelOf('minimize', [{ objective: 1, ...FREE }, {}], [{ upper: 5, terms: [1, 1] }]),
    status: 'unbounded',
  },
  {
    name: 'unbounded without rows',
    model: modelOf('maximize', [{ objective: 1 }], []),
    status: 'unbounded',
  },
  {
    name: 'infeasible, and without end if it were not',
    model: modelOf(
      'minimize',
      [{ objective: -1 }, { objective: -1 }],
      [
        { lower: 1, terms: [1, -1] },
        { lower: 1, terms: [-1, 1] },
      ],
    ),
    status: ['infeasible', 'infeasibleOrUnbounded'],
  },
]
