import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { createHighsSolver } from '../../src/lp/highs/index.js'
import { plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { planCompany } from '../bench/planCompany.js'
import { findCompany } from '../consumers/company.js'

const ROOT = join(import.meta.dirname, '../..')

/** The input that the company of README gives to `plan`. */
async function readmeCompany(): Promise<PlanInput> {
  const body = findCompany(ROOT).replace(/^import .*$/gm, '')
  const code = ts.transpileModule(`return (async () => {${body}\n})()`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  })
  let input: PlanInput | undefined
  const stop = new Error('the input is known')
  const stub = (given: PlanInput): never => {
    input = given
    throw stop
  }
  // oxlint-disable-next-line no-new-func
  const run = new Function('plan', 'verify', code.outputText) as (...names: unknown[]) => Promise<void>
  await expect(run(stub, verify)).rejects.toBe(stop)
  return input as unknown as PlanInput
}

const oracle = JSON.parse(readFileSync(join(ROOT, 'test/oracle/input.json'), 'utf8')) as PlanInput

describe('a plan by another solver', () => {
  test.each([
    ['the company of README', readmeCompany],
    ['the lamp maker of the oracle', () => Promise.resolve(oracle)],
    ['50 items on three levels', () => Promise.resolve(planCompany({ finished: 13, assemblies: 7, parts: 30 }))],
  ])('%s: the same optimum, proven', async (_, company) => {
    const input = await company()
    const own = await plan(input)
    const other = await plan(input, { solver: createHighsSolver() })
    expect(own.status).toBe('optimal')
    expect(other.status).toBe('optimal')
    expect(other.supply.certificate.ok).toBe(true)
    expect(verify(other, { input }).ok).toBe(true)
    const optimum = own.supply.objective.beforeRounding
    expect(Math.abs(other.supply.objective.beforeRounding - optimum)).toBeLessThan(1e-7 * Math.abs(optimum))
  })

  test('is the only one, where there is one best plan: the figures that were worked out by hand', async () => {
    const own = await plan(oracle)
    const other = await plan(oracle, { solver: createHighsSolver() })
    expect(other.statements).toEqual(own.statements)
    expect(other.supply.records).toEqual(own.supply.records)
  })
})
