import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawPlan } from '../../examples/draw-a-plan/drawPlan.js'
import { plan, type Plan, type PlanInput } from '../../src/index.js'
import { findCompany } from '../consumers/company.js'
import { ROOT } from './examples.js'

const PICTURE = join(ROOT, 'docs/images/first-plan.svg')

/** The plan of README's first block of code, which holds the input as the argument of `plan(`. */
async function planOfReadme(): Promise<Plan> {
  const argument = /await plan\((\{[\s\S]*?\n\})\)/.exec(findCompany(ROOT))?.[1]
  return plan((new Function(`return ${argument}`) as () => PlanInput)())
}

test('the picture of README is drawn by the example from the plan of README', async () => {
  const drawn = drawPlan(await planOfReadme(), 'lamp')
  if (process.env['SOP_UPDATE'] === '1') writeFileSync(PICTURE, drawn)
  expect(readFileSync(PICTURE, 'utf8')).toBe(drawn)
  // May takes 340 hours, 300 and 40 of overtime: 1,360 lamps of a quarter of an hour.
  expect(drawn.match(/<rect [^>]*fill="#4477aa"/g)).toHaveLength(13)
})

test('a plan without the item draws nothing', () => {
  const none = { calendar: { periods: [] }, supply: { records: [] } } as unknown as Plan
  expect(() => drawPlan(none, 'lamp')).toThrow("no item 'lamp'")
})
