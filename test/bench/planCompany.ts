import type { PlanInput } from '../../src/index.js'
import { rollUpCosts } from '../../src/costing/index.js'
import { createRandom } from '../core/createRandom.js'
import { planScaleProblem } from './planScale.js'

/** Size and load of the company. */
export interface PlanCompanyOptions {
  readonly finished?: number
  readonly assemblies?: number
  readonly parts?: number
  readonly months?: number
  readonly resources?: number
  /** Hours of the expected demand over regular hours, for every resource. */
  readonly load?: number
}

const HISTORY_MONTHS = 36
/** What all items have in common: a high season that the regular hours cannot follow. */
const YEAR = [0.8, 0.85, 0.95, 1.1, 1.25, 1.25, 1.1, 1, 0.95, 0.9, 0.9, 0.95]

/**
 * A whole company around the structure of `planScaleProblem`: three years of history with trend, season and noise for
 * every finished item, prices, suppliers, overheads, assets, credit and tax; every resource has the hours that last
 * year's demand takes, divided by the load.
 */
export function planCompany(options: PlanCompanyOptions = {}): PlanInput {
  const { finished = 100, assemblies = 60, parts = 240, months = 18, resources = 7, load = 0.95 } = options
  const problem = planScaleProblem({ finished, assemblies, parts, months, resources })
  const random = createRandom(20270101)
  const level = new Map<string, number>()
  const history = problem.items.flatMap(({ id, demand }) => {
    if (demand === undefined) return []
    const mean = demand.reduce((a, b) => a + b, 0) / demand.length
    level.set(id, mean)
    const quantities = Array.from({ length: HISTORY_MONTHS }, (_, s) => {
      const place = s % 12
      const season = (demand[place] ?? mean) / mean
      return Math.max(0, Math.round(mean * (YEAR[place] as number) * (0.5 + 0.5 * season) * (0.9 + 0.2 * random())))
    })
    return [{ itemId: id, start: '2024-01', quantities }]
  })
  return {
    currency: 'EUR',
    calendar: { start: '2027-01-01', months },
    items: problem.items.map(({ id, source, price, purchaseCost, leadTimeDays, unmetDemand }) => ({
      id,
      ...(source !== undefined && source !== 'subcontract' && { source }),
      ...(price !== undefined && { price }),
      ...(purchaseCost !== undefined && { purchaseCost, supplierId: `V${1 + (Number(id.slice(1)) % 12)}` }),
      ...(leadTimeDays !== undefined && { leadTimeDays }),
      ...(unmetDemand !== undefined && { unmetDemand }),
    })),
    billOfMaterials: problem.billOfMaterials ?? [],
    operations: problem.operations ?? [],
    resources: (problem.resources ?? []).map(({ id, costPerHour, overtimeCostPerHour, variableOverheadPerHour }) => {
      const hours = monthlyHours(problem, id, level) / load
      return {
        id,
        capacityHours: Math.round(hours * 10) / 10,
        overtimeHours: Math.round(hours) / 10,
        ...(costPerHour !== undefined && { costPerHour }),
        ...(overtimeCostPerHour !== undefined && { overtimeCostPerHour }),
        ...(variableOverheadPerHour !== undefined && { variableOverheadPerHour }),
      }
    }),
    suppliers: Array.from({ length: 12 }, (_, n) => ({ id: `V${n + 1}`, terms: { netDays: 15 * (n % 5) } })),
    history,
    stock: problem.items.map(({ id, onHand }) => ({ itemId: id, onHand: onHand ?? 0 })),
    finance: {
      openingCash: 500_000,
      openingReceivables: 900_000,
      openingPayables: 400_000,
      shareCapital: 1_000_000,
      customerTerms: { profile: [0.3, 0.5, 0.2] },
      supplierTerms: { netDays: 30 },
      overheads: [
        { id: 'plant', function: 'production', amount: 60_000 },
        { id: 'sales', function: 'selling', amount: 25_000 },
        { id: 'commission', function: 'selling', rateOfRevenue: 0.03 },
        { id: 'office', function: 'administration', amount: 40_000 },
      ],
      assets: [{ id: 'hall', cost: 2_400_000, lifeMonths: 300, acquiredDate: '2020-01' }],
      minimumCash: 100_000,
      creditLine: { interestRatePerYear: 0.06 },
      tax: { rateShare: 0.25, terms: { profile: [0, 0, 1] } },
    },
  }
}

/** Hours a month of one resource through all levels of the bills: a roll-up in which an hour of it costs one. */
function monthlyHours(
  problem: ReturnType<typeof planScaleProblem>,
  resourceId: string,
  level: ReadonlyMap<string, number>,
): number {
  const { billOfMaterials = [], operations = [] } = problem
  const structure = { items: problem.items.map(({ id }) => ({ id })), billOfMaterials, operations }
  const cards = rollUpCosts(structure, {
    rates: {
      purchaseCosts: problem.items
        .filter(({ source }) => source === 'buy')
        .map(({ id }) => ({ itemId: id, purchaseCost: 0 })),
      resources: (problem.resources ?? []).map(({ id }) => ({
        resourceId: id,
        costPerHour: id === resourceId ? 1 : 0,
        variableOverheadPerHour: 0,
        fixedOverheadPerHour: 0,
      })),
    },
  })
  return cards.reduce((sum, { itemId, elements }) => sum + elements.labor * (level.get(itemId) ?? 0), 0)
}
