import type { DemandRecord } from '../../demand/types.js'
import type { Checker } from '../checks.js'
import type { Facts } from '../facts/facts.js'
import { before, near, NOISE, placeOf, type Rows } from './waterfallSteps.js'

/** Views move the demand from where it was to the mean of those who have one, by their weights, which sum to one. */
export function checkViews(
  record: DemandRecord,
  name: string,
  views: Rows<'views'>,
  { count }: Facts,
  check: Checker,
): void {
  const first = placeOf(record, 'view')
  const mine = views.filter(({ quantities }) => quantities !== undefined)
  const steps = record.waterfall.filter(({ step }) => step === 'view')
  check.number(`${name}.waterfall`, steps.length, mine.length)
  for (let t = 0; t < count; t++) {
    const base = before(record, first, t)
    let weights = 0
    steps.forEach((step, k) => {
      const view = mine.find(({ contributor }) => contributor === step.id)
      const quantity = view?.quantities?.[t] ?? null
      const weight = step.weights?.[t] ?? Number.NaN
      const path = `${name}.waterfall[${first + k}]`
      weights += weight
      check.holds(
        `${path}.weights[${t}]`,
        weight >= 0 && (quantity !== null || weight === 0),
        weight,
        0,
        `${path}.weights[${t}] is the weight of a view that is not there.`,
      )
      check.number(
        `${path}.quantities[${t}]`,
        step.quantities[t],
        quantity === null ? 0 : weight * (quantity - base),
        near(base + (quantity ?? 0)),
      )
    })
    check.holds(
      `${name}.waterfall`,
      weights <= 1 + NOISE,
      weights,
      1,
      `The weights of the views of ${name} sum to ${weights} in period ${t}.`,
    )
    const isWeighted = views.some(({ weight }) => weight !== undefined)
    if (steps.length > 0 && isWeighted) checkGivenWeights(record, { name, t, first }, views, check)
  }
}

/** Weights that are given are shared out among those who have a view of the period. */
function checkGivenWeights(
  record: DemandRecord,
  { name, t, first }: { readonly name: string; readonly t: number; readonly first: number },
  mine: Rows<'views'>,
  check: Checker,
): void {
  const isBased = record.basis !== 'none' || first > 0
  const present = mine.filter(({ contributor, quantities }) =>
    contributor === 'statistical' ? isBased : (quantities?.[t] ?? null) !== null,
  )
  const sum = present.reduce((total, { weight }) => total + (weight ?? 0), 0)
  record.waterfall.forEach((step, k) => {
    if (step.step !== 'view') return
    const own = present.find(({ contributor }) => contributor === step.id)?.weight ?? 0
    check.number(`${name}.waterfall[${k}].weights[${t}]`, step.weights?.[t], sum > 0 ? own / sum : 0, NOISE)
  })
}
