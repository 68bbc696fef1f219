import { bench, describe } from 'vitest'
import { type HierarchyNode, type NodeForecast, reconcile, type ReconcileOptions } from '../../src/demand/index.js'
import { createRandom } from '../core/createRandom.js'

/**
 * A total over regions over shops over items, all forecast on their own. Vitest prints how many times faster each method is
 * than the slowest; `bottomUp` only adds up, and is what the least squares of the others cost on top of.
 */
const HORIZON = 12
const RESIDUALS = 36
const settings = { iterations: 3, time: 500, warmupIterations: 1, warmupTime: 0 }

function company(regions: number, shops: number, items: number): { nodes: HierarchyNode[]; forecasts: NodeForecast[] } {
  const nodes: HierarchyNode[] = [{ id: 'all' }]
  for (let r = 0; r < regions; r += 1) {
    nodes.push({ id: `r${r}`, parentId: 'all' })
    for (let s = 0; s < shops; s += 1) {
      nodes.push({ id: `r${r}s${s}`, parentId: `r${r}` })
      for (let i = 0; i < items; i += 1) nodes.push({ id: `r${r}s${s}i${i}`, parentId: `r${r}s${s}` })
    }
  }
  const random = createRandom(7)
  const sizes = [regions * shops * items, shops * items, items, 1]
  const forecasts = nodes.map(({ id }): NodeForecast => {
    const size = sizes[id === 'all' ? 0 : id.includes('i') ? 3 : id.includes('s') ? 2 : 1] as number
    const spread = Math.sqrt(size)
    return {
      id,
      point: Array.from({ length: HORIZON }, () => 20 * size * (0.8 + 0.4 * random())),
      residuals: Array.from({ length: RESIDUALS }, () => spread * (random() - 0.5)),
    }
  })
  return { nodes, forecasts }
}

function compare(title: string, input: ReturnType<typeof company>, methods: readonly ReconcileOptions[]): void {
  describe(`${title}: ${input.nodes.length} nodes, ${HORIZON} periods`, () => {
    for (const options of methods) {
      bench(String(options.method), () => void reconcile(input.forecasts, options), settings)
    }
  })
}

const large = company(10, 50, 20)
const hierarchy = { nodes: large.nodes }
compare('10 regions, 500 shops, 10,000 items', large, [
  { hierarchy, method: 'bottomUp' },
  { hierarchy, method: 'topDown' },
  { hierarchy, method: 'ols' },
  { hierarchy, method: 'wlsStructure' },
  { hierarchy, method: 'wlsVariance' },
])
const small = company(5, 20, 20)
compare('5 regions, 100 shops, 2,000 items', small, [
  { hierarchy: { nodes: small.nodes }, method: 'wlsVariance' },
  { hierarchy: { nodes: small.nodes }, method: 'mintShrink' },
])
