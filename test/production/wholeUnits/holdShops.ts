import { describe, expect, it } from 'vitest'
import { plan, verify } from '../../../src/plan/index.js'
import { toProductionProblem } from '../../../src/plan/supply/planProduction.js'
import { optimizeProduction } from '../../../src/production/index.js'
import { type Engine, type Judged, judgeShop } from './judgeShop.js'
import type { ShopModel } from './readShop.js'
import { solveWholeUnits } from './solveWholeUnits.js'

export const IS_DEEP = process.env['SOP_SHOPS'] !== undefined
const COMPANIES = Number(process.env['SOP_SHOPS'] ?? 10)
/** Three of five of the companies that the deep run has: a shop, with its search for whole units, takes as long as five of those. */
export const SHOPS = IS_DEEP ? Math.ceil((3 * COMPANIES) / 5) : COMPANIES
/** The first of the shops: another one for each commit in the deep run, always the same ones else. */
const FIRST = IS_DEEP ? Number(process.env['SOP_FC_SEED'] ?? 1) : 1
/** So many faults of a thousand shops, or of some hundreds of them, that nobody has seen are told; more of them fail. By hand, `--runs 10000`, none passes. */
const TOLD_OF_THOUSAND = IS_DEEP && COMPANIES < 10_000 ? 1 : 0
/** The functions of this source. */
export const ENGINE: Engine = { optimizeProduction, plan, verify, toProductionProblem }

/**
 * By how much a whole-unit plan may earn more than the linear program: a component is taken to the next whole unit, and
 * what is taken is not held; undefined where that may free a stock that is full.
 */
function mostAbove({ items, lines }: ShopModel): number | undefined {
  let money = 0
  for (const { component } of lines) {
    const { maximum, holding } = items[component] as ShopModel['items'][number]
    if (maximum.some((limit) => limit < Infinity)) return undefined
    money += holding.reduce((a, b) => a + b, 0)
  }
  return money
}

/** What is wrong with one answer; nothing, as it should be. */
function faultsOf({ verdict, model }: Judged): string[] {
  const { seed, face, status, breaches, isVerified, failedChecks, total, beforeRounding, revenue } = verdict
  const faults = breaches.map((one) => `breaks ${one.rule} of ${one.id} in period ${one.periodIndex} by ${one.amount}`)
  if (isVerified === false) faults.push(`is not verified: ${failedChecks.join(', ')}`)
  if (status === 'infeasible') {
    // The linear program has no plan, or else the whole-unit model has none.
    const isProven = solveWholeUnits(model, { relaxed: true }).status === 'infeasible'
    if (!isProven && solveWholeUnits(model).status === 'feasible') faults.push('is called infeasible and is not')
  } else if (status === 'optimal') {
    const above = mostAbove(model)
    const noise = 1e-6 * Math.max(1, revenue, Math.abs(beforeRounding))
    const isBound = above !== undefined && verdict.isOneProgram
    if (isBound && total > beforeRounding + above + noise) faults.push('earns more than its linear program')
    const cost = (beforeRounding - total) / Math.max(1, revenue)
    if (face === 'plan' && cost > 0.01 + 1e-9 !== verdict.hasExceptionOfCost) {
      faults.push(`whole units cost ${(100 * cost).toFixed(3)} %, exception: ${verdict.hasExceptionOfCost}`)
    }
  } else if (status !== 'noPlanInLimit') faults.push(`has the status ${status}`)
  return faults.map((fault) => `seed ${seed} (${face}) ${fault}`)
}

/**
 * Tests the shops of these places, `end` excluded, in a file of its own each: the deep run has so many that two processes
 * share them.
 */
export function holdShops({ start, end }: { readonly start: number; readonly end: number }): void {
  describe('shops that are nearly full', () => {
    it(
      'break no limit, are verified, tell what whole units cost, and are infeasible only where nothing else is left',
      { timeout: 3_000_000 },
      async ({ task }) => {
        const faults: string[] = []
        const statuses = new Map<string, number>()
        for (let n = start; n < end; n += 1) {
          const face = n % 10 === 9 ? 'problem' : 'plan'
          const judged = await judgeShop(ENGINE, { seed: FIRST + n, face, withoutHighs: true })
          const { status } = judged.verdict
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          faults.push(...faultsOf(judged))
        }
        const shops = end - start
        expect(faults.length > Math.round((TOLD_OF_THOUSAND * shops) / 1000) ? faults : []).toEqual([])
        expect(statuses.get('optimal') ?? 0).toBeGreaterThanOrEqual(0.8 * shops)
        expect(statuses.get('noPlanInLimit') ?? 0).toBeLessThanOrEqual(shops / 100)
        if (!IS_DEEP) return
        const counts = [...statuses].map(([status, count]) => `${count} ${status}`).join(', ')
        const told = faults.length === 0 ? 'no faults' : faults.join('; ')
        Object.assign(task.meta, { closing: `whole-unit shops from seed ${FIRST + start}: ${counts}; ${told}` })
      },
    )
  })
}
