import { expect, it } from 'vitest'
import { checkPlanInput, plan, type PlanInput, verify } from '../../src/index.js'
import { rollForward } from '../../src/review/index.js'
import { catchSopError } from '../core/catchSopError.js'

const shop: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'lamp', price: 49, purchaseCost: 30 }],
  forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
}

it('a result in place of the input is one problem, not one for each of its sections', async () => {
  const result = await plan(shop)
  const remedy = 'Pass the input that the plan was made from, or `plan.input`.'
  expect(checkPlanInput(result).map((issue) => issue.remedy)).toEqual([remedy])
  const rolled = catchSopError(() => rollForward(result as never, { actuals: [], to: '2027-02-01' }))
  expect(rolled.issues.map((issue) => issue.remedy)).toEqual([remedy])
  expect(checkPlanInput(result.input)).toEqual([])
})

it('an input, or a plan that was not waited for, is no plan to verify', () => {
  for (const value of [shop, plan(shop)]) {
    const { ok, checks } = verify(value as never)
    expect(ok).toBe(false)
    expect(checks.map(({ id }) => id)).toEqual(['has-plan'])
    expect(checks[0]?.failures[0]?.message).toContain('Wait for it with await.')
  }
})

it('a solver is made, not named', async () => {
  for (const solver of ['highs', () => undefined]) {
    const error = await plan(shop, { solver: solver as never }).catch((thrown: unknown) => thrown)
    expect(String(error)).toContain('Pass one that is made, as createHighsSolver()')
  }
})
