import { describe, expect, it } from 'vitest'
import { ENGINE, IS_DEEP } from './holdShops.js'
import { judgeShop } from './judgeShop.js'

describe('shops that are nearly full', () => {
  // The same shops at every commit: what is measured must not depend on luck.
  it.runIf(IS_DEEP)(
    'cost at most 0.3 % of revenue on average, and 1.5 % at worst',
    { timeout: 3_000_000 },
    async ({ task }) => {
      const gaps: number[] = []
      for (let seed = 1; seed <= 60; seed += 1) {
        const { verdict } = await judgeShop(ENGINE, { seed, face: 'problem', secondsLimit: 3 })
        const { gapShare, highs, isMissingPlan } = verdict
        expect(isMissingPlan, `seed ${seed}`).toBe(false)
        if (gapShare !== null && highs === 'closed') gaps.push(gapShare)
      }
      const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length
      Object.assign(task.meta, {
        closing: `whole units against the best: mean ${(100 * mean).toFixed(3)} %, worst ${(100 * Math.max(...gaps)).toFixed(3)} % of ${gaps.length} shops`,
      })
      expect(mean).toBeLessThanOrEqual(0.003)
      expect(Math.max(...gaps)).toBeLessThanOrEqual(0.015)
    },
  )
})
