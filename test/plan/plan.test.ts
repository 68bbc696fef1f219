import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { createMockSolver, loadDefaultSolver, type LpSolution, type LpSolver } from '../../src/lp/index.js'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { workshop } from './workshop.js'

const failuresOf = (result: Plan): string[] =>
  verify(result).checks.flatMap(({ id, failures }) => failures.map(({ message }) => `${id}: ${message}`))

async function provenPlan(input: PlanInput): Promise<Plan> {
  const result = await plan(deepFreeze(input))
  expect(failuresOf(result)).toEqual([])
  expect(result.status).toBe('optimal')
  return result
}

const line = (
  result: Plan,
  statement: 'incomeStatement' | 'balanceSheet' | 'cashFlow',
  id: string,
): readonly number[] => result.statements[statement].lines.find((one) => one.id === id)?.amounts ?? []

const kiosk = (input: Partial<PlanInput> = {}): PlanInput => ({
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'tea', price: 5, purchaseCost: 2 }],
  forecasts: [{ itemId: 'tea', quantities: [10, 12, 9] }],
  ...input,
})

describe('money that lies at a half', () => {
  const overtime = (currency: string, hours: number): PlanInput =>
    kiosk({
      currency,
      calendar: { start: '2027-01-01', months: 1 },
      items: [{ id: 'tea', price: 500 }],
      forecasts: [{ itemId: 'tea', quantities: [1] }],
      resources: [{ id: 'cook', capacityHours: 0, overtimeHours: hours, costPerHour: 24.1 }],
      operations: [{ itemId: 'tea', resourceId: 'cook', runHoursPerUnit: hours }],
    })
  const wages = ({ ledger }: Plan): number =>
    ledger.amountMinor.reduce(
      (sum, amount, n) => (ledger.accounts[ledger.account[n] as number] === 'laborCost' ? sum + amount : sum),
      0,
    )

  it('pays the overtime wage that is not given as its digits say: 24.1 * 1.5 * 0.7 is 25.305', async () => {
    const dollars = await provenPlan(overtime('USD', 0.7))
    expect(dollars.input.resources[0]?.overtimeCostPerHour).toBe(36.15)
    expect(wages(dollars)).toBe(2530)
    expect(wages(await provenPlan(overtime('KWD', 1.75)))).toBe(63262)
  })

  it('spreads an amount over a wide period as its digits say: 3 * 0.035 is 0.105', async () => {
    const result = await provenPlan(
      kiosk({
        calendar: { start: '2027-03-01', months: 1, quarters: 1 },
        forecasts: [{ itemId: 'tea', quantities: [10, 12] }],
        finance: { overheads: [{ id: 'rent', function: 'administration', amount: 0.035 }] },
      }),
    )
    expect(line(result, 'incomeStatement', 'administrativeExpense')).toEqual([-0.04, -0.1])
  })

  it('shares a large invoice out by the days on which it is paid', async () => {
    const result = await provenPlan(
      kiosk({
        currency: 'IDR',
        calendar: { start: '2027-01-01', months: 1 },
        items: [{ id: 'tea', price: 15_000_000 }],
        forecasts: [{ itemId: 'tea', quantities: [1011] }],
        finance: { customerTerms: { netDays: 5 } },
      }),
    )
    expect(line(result, 'balanceSheet', 'receivables')).toEqual([2445967741.94])
  })
})

describe('a plan that cannot be', () => {
  const input = kiosk({ items: [{ id: 'tea', price: 5, purchaseCost: 2, unmetDemand: 'forbidden', supplyLimit: 4 }] })

  it('says which limits conflict, posts nothing, and is not proven', async () => {
    const result = await plan(input)
    expect(result.status).toBe('infeasible')
    const conflicts = result.supply.diagnosis?.conflicts ?? []
    expect(conflicts.length).toBeGreaterThan(0)
    for (const { itemId, message, amount } of conflicts) {
      expect(itemId).toBe('tea')
      expect(message.length).toBeGreaterThan(20)
      expect(amount).toBeGreaterThan(0)
    }
    expect(result.ledger.amountMinor).toEqual([])
    expect(result.supply.records).toEqual([])
    for (const statement of Object.values(result.statements)) {
      for (const { amounts } of statement.lines) expect(amounts.every((amount: number) => amount === 0)).toBe(true)
    }
    expect(result.kpis.revenue).toEqual({ values: [null, null, null], total: null })
    expect(result.demand[0]?.consensus).toEqual([10, 12, 9])
    const verdict = verify(result)
    expect(verdict.ok).toBe(false)
    expect(verdict.checks[0]?.failures[0]?.message).toContain('infeasible')
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  it.each([
    ['noPlanInLimit', 'noPlanInLimit'],
    ['numericalError', 'numericalError'],
    // Claims without a proof: there is a plan, and an end to what it can earn.
    ['infeasible', 'numericalError'],
    ['infeasibleOrUnbounded', 'numericalError'],
    ['unbounded', 'numericalError'],
  ] as const)('believes no solver that only says %s', async (status, told) => {
    const solver = createMockSolver(() => ({ status }))
    const result = await plan(kiosk(), { solver, timeLimitSeconds: 60 })
    expect(result.status).toBe(told)
    expect(result.ledger.periodIndex).toEqual([])
    expect(verify(result).ok).toBe(false)
    expect(solver.models.length).toBeGreaterThan(0)
  })
})

describe('a solver that is wrong', () => {
  const halved = (solution: LpSolution): LpSolution => ({
    ...solution,
    rowDual: solution.rowDual.map((value) => value * 0.5),
    reducedCost: solution.reducedCost.map((value) => value * 0.5),
  })

  it('is found out: an answer that is not proven is no plan', async () => {
    const honest = await loadDefaultSolver()
    // Half the plan and half the multipliers: of either alone the other would be found.
    const liar: LpSolver = {
      ...honest,
      async solve(...given) {
        const solution = halved(await honest.solve(...given))
        return { ...solution, primal: solution.primal.map((value) => value * 0.5) }
      },
    }
    const result = await plan(workshop, { solver: liar })
    expect(result.status).toBe('numericalError')
    expect(result.supply.certificate.ok).toBe(false)
    expect(verify(result).ok).toBe(false)
  })

  it('is asked again, and believed where its answer is proven', async () => {
    const honest = await loadDefaultSolver()
    let solves = 0
    const hasty: LpSolver = {
      ...honest,
      async solve(...given) {
        solves += 1
        const solution = await honest.solve(...given)
        return solves % 2 === 1 ? halved(solution) : solution
      },
    }
    const result = await plan(workshop, { solver: hasty })
    expect(result.status).toBe('optimal')
    expect(result.supply.certificate.ok).toBe(true)
    expect(failuresOf(result)).toEqual([])
  })
})

describe('a plan that a time limit cut short', () => {
  const hasty = async (): Promise<LpSolver> => {
    const honest = await loadDefaultSolver()
    const none = new Float64Array(0)
    return {
      ...honest,
      async solve(...given) {
        const solution = await honest.solve(...given)
        return { ...solution, status: 'feasible', rowDual: none, reducedCost: none, bound: Infinity }
      },
    }
  }

  it('says so, proves what it claims, and claims no more', async () => {
    const result = await plan(workshop, { solver: await hasty(), timeLimitSeconds: 60 })
    expect(result.status).toBe('feasible')
    expect(result.supply.certificate).toMatchObject({ ok: false, gap: Number.MAX_VALUE, rowDual: [] })
    expect(result.supply.shadowPrices).toEqual([])
    expect(result.warnings.map(({ code }) => code)).toContain('not-proven-best')
    expect(failuresOf(result)).toEqual([])
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  it('is found out where it breaks a limit, or calls itself the best', async () => {
    const result = await plan(workshop, { solver: await hasty(), timeLimitSeconds: 60 })
    const { supply } = result
    const { certificate } = supply
    const changed = (more: Partial<typeof certificate>): Plan => ({
      ...result,
      supply: { ...supply, certificate: { ...certificate, ...more } },
    })
    const most = certificate.primal.indexOf(Math.max(...certificate.primal))
    const primal = certificate.primal.map((value, j) => (j === most ? value * 3 : value))
    for (const liar of [changed({ primal }), changed({ ok: true }), { ...result, status: 'optimal' as const }]) {
      expect(verify(liar).ok).toBe(false)
    }
    const { warnings } = result
    const silent = { ...result, warnings: warnings.filter(({ code }) => code !== 'not-proven-best') }
    expect(verify(silent).ok).toBe(false)
  })
})

describe('an opening balance sheet that does not balance', () => {
  it('is refused by the name that its input has', async () => {
    const error = await plan(kiosk({ finance: { openingCash: 100, shareCapital: 60, retainedEarnings: 30 } })).catch(
      (thrown: unknown) => thrown,
    )
    if (!isSopError(error)) throw error
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual(['UNBALANCED finance.retainedEarnings'])
    expect(
      (await provenPlan(kiosk({ finance: { openingCash: 100, shareCapital: 60, retainedEarnings: 40 } }))).status,
    ).toBe('optimal')
  })
})

describe('stopping', () => {
  const abortedBy = async (signal: AbortSignal, onStage?: (stage: string) => void): Promise<unknown> =>
    plan(workshop, { signal, ...(onStage !== undefined && { onProgress: ({ stage }) => onStage(stage) }) }).catch(
      (error: unknown) => error,
    )

  it('before the start', async () => {
    const error = await abortedBy(AbortSignal.abort())
    expect(isSopError(error) && error.code).toBe('ABORTED')
  })

  it.each(['forecast', 'solve'])('during %s', async (at) => {
    const controller = new AbortController()
    const stages: string[] = []
    const error = await abortedBy(controller.signal, (stage) => {
      stages.push(stage)
      if (stage === at) controller.abort()
    })
    expect(isSopError(error) && error.code).toBe('ABORTED')
    expect(stages).not.toContain('ledger')
  })
})

describe('progress', () => {
  it('goes through forecast, solve and ledger, each from 0 to its total', async () => {
    const seen: { stage: string; done: number; total: number }[] = []
    await plan(workshop, { onProgress: (progress) => seen.push({ ...progress }) })
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(['forecast', 'solve', 'ledger'])
    for (const stage of ['forecast', 'solve', 'ledger']) {
      const steps = seen.filter((step) => step.stage === stage)
      expect(steps[0]?.done).toBe(0)
      expect(steps.at(-1)?.done).toBe(steps.at(-1)?.total)
      steps.forEach((step, n) => expect(step.done).toBeGreaterThanOrEqual(steps[n - 1]?.done ?? 0))
    }
  })

  it('gives the solver its time limit', async () => {
    const options: number[] = []
    const honest = await loadDefaultSolver()
    const solver: LpSolver = {
      ...honest,
      solve(model, solve) {
        options.push(solve?.timeLimitSeconds ?? -1)
        return honest.solve(model, solve)
      },
    }
    await plan(kiosk(), { solver, timeLimitSeconds: 7 })
    expect(options.every((seconds) => seconds > 0 && seconds <= 7)).toBe(true)
    expect(options.length).toBeGreaterThan(0)
  })
})

describe('weak data does not stop a plan', () => {
  const histories: [string, (number | null)[]][] = [
    ['one observation', [12]],
    ['nothing observed', [null, null, null]],
    ['only zeros', [0, 0, 0, 0, 0, 0]],
    ['sparse demand', [0, 0, 4, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 2]],
    ['gaps', [5, null, 6, null, null, 7]],
    ['a single sale', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 300]],
  ]
  it.each(histories)('%s', async (_, quantities) => {
    const result = await provenPlan({
      calendar: { start: '2027-01-01', months: 3 },
      items: [
        { id: 'tea', price: 5, purchaseCost: 2 },
        { id: 'pot', price: 20, purchaseCost: 8 },
      ],
      history: [
        { itemId: 'tea', start: '2025-01', quantities },
        { itemId: 'pot', start: '2026-01', quantities: [4, 5, 4, 6, 5, 4, 5, 5, 4, 6, 5, 5] },
      ],
    })
    const tea = result.demand.find(({ itemId }) => itemId === 'tea')
    expect(tea?.consensus.every((quantity) => Number.isInteger(quantity) && quantity >= 0)).toBe(true)
    const pot = result.supply.records.find(({ itemId }) => itemId === 'pot')
    expect(pot?.shipped.reduce((a, b) => a + b, 0)).toBeGreaterThan(9)
  })

  it('a history too short for its season is a warning that names the series', async () => {
    const result = await provenPlan(workshop)
    expect(
      result.warnings.filter(({ code }) => code === 'short-history').map(({ path, refs }) => [path, ...refs]),
    ).toEqual([
      ["history['bike', marketId 'export']", { itemId: 'bike', marketId: 'export' }],
      ["history['bike', marketId 'home']", { itemId: 'bike', marketId: 'home' }],
    ])
  })

  it('an item without a price is still delivered, earns nothing, and the assumption says so', async () => {
    const result = await provenPlan(kiosk({ items: [{ id: 'tea', purchaseCost: 2 }] }))
    expect(result.supply.records[0]?.shipped).toEqual([10, 12, 9])
    expect(result.kpis.revenue.total).toBe(0)
    expect(result.assumptions.find(({ code }) => code === 'price-missing')?.refs).toEqual([{ itemId: 'tea' }])
  })

  it('an item without a cost is free, and the assumption says so', async () => {
    const result = await provenPlan(kiosk({ items: [{ id: 'tea', price: 5 }] }))
    expect(result.costs[0]?.unitCost).toBe(0)
    expect(result.assumptions.find(({ code }) => code === 'unit-cost-missing')?.refs).toEqual([{ itemId: 'tea' }])
    expect(result.kpis.grossMargin.total).toBe(155)
  })

  it('says that set-up without a lot size falls on every unit', async () => {
    const made = (lotSize?: number): PlanInput =>
      kiosk({
        items: [{ id: 'tea', price: 50, ...(lotSize !== undefined && { lotSize }) }],
        operations: [{ itemId: 'tea', resourceId: 'kettle', runHoursPerUnit: 0.1, setupHours: 1 }],
        resources: [{ id: 'kettle', capacityHours: 100, costPerHour: 10 }],
      })
    const [without, within] = [await provenPlan(made()), await provenPlan(made(20))]
    expect(without.assumptions.find(({ code }) => code === 'lot-size-missing')?.refs).toEqual([{ itemId: 'tea' }])
    expect(within.assumptions.some(({ code }) => code === 'lot-size-missing')).toBe(false)
    // 0.1 + 1 / 1 hours against 0.1 + 1 / 20
    expect(without.costs[0]?.unitCost).toBe(11)
    expect(within.costs[0]?.unitCost).toBe(1.5)
  })

  it('a horizon without demand is a plan of nothing, with unknown ratios', async () => {
    const result = await provenPlan(
      kiosk({ forecasts: [{ itemId: 'tea', quantities: [0, 0, 0] }], stock: [{ itemId: 'tea', onHand: 7 }] }),
    )
    expect(result.supply.records[0]?.closing).toEqual([7, 7, 7])
    expect(result.kpis.serviceLevel).toEqual({ values: [null, null, null], total: null })
    expect(result.kpis.grossMarginRatio.total).toBeNull()
    expect(result.exceptions.map(({ code, moneyAtStake }) => [code, moneyAtStake])).toEqual([['dead-stock', 14]])
  })
})

describe('calendars', () => {
  it('one item, one period', async () => {
    const result = await provenPlan(
      kiosk({ calendar: { start: '2027-01-01', months: 1 }, forecasts: [{ itemId: 'tea', quantities: [10] }] }),
    )
    expect(result.kpis.closingCash.total).toBe(30)
    expect(line(result, 'incomeStatement', 'netIncome')).toEqual([30])
  })

  it('weeks through a year of 53', async () => {
    const result = await provenPlan({
      calendar: { start: '2026-12-14', weeks: 6 },
      items: [{ id: 'tea', price: 5, purchaseCost: 2, leadTimeDays: 9 }],
      history: [{ itemId: 'tea', start: '2026-W10', quantities: Array.from({ length: 41 }, (_, n) => 20 + (n % 5)) }],
      stock: [{ itemId: 'tea', onHand: 60 }],
      finance: { customerTerms: { netDays: 14 }, overheads: [{ id: 'stall', function: 'selling', amount: 12.5 }] },
    })
    expect(result.calendar.periods.map(({ id }) => id)).toEqual([
      '2026-W51',
      '2026-W52',
      '2026-W53',
      '2027-W01',
      '2027-W02',
      '2027-W03',
    ])
    expect(line(result, 'incomeStatement', 'sellingExpense')).toEqual([-12.5, -12.5, -12.5, -12.5, -12.5, -12.5])
  })

  it('a plan that starts within a fiscal year taxes each year for itself', async () => {
    const result = await provenPlan(
      kiosk({
        calendar: { start: '2027-02-01', months: 3, fiscalYearStartMonth: 4 },
        items: [{ id: 'tea', price: 5, purchaseCost: 2 }],
        finance: {
          overheads: [{ id: 'rent', function: 'administration', amount: [130, 0, 0] }],
          tax: { rateShare: 0.3 },
        },
      }),
    )
    // 2027 ends in March: 30 - 130 and 36 are a loss of 64, carried into 2028, whose April earns 27.
    expect(result.calendar.periods.map(({ fiscalYear }) => fiscalYear)).toEqual([2027, 2027, 2028])
    expect(line(result, 'incomeStatement', 'profitBeforeTax')).toEqual([-100, 36, 27])
    expect(line(result, 'incomeStatement', 'incomeTax')).toEqual([0, 0, 0])
  })

  it('a year by quarter takes rates by the month for three months', async () => {
    const result = await provenPlan(
      kiosk({
        calendar: { start: '2027-01-01', months: 3, quarters: 1 },
        forecasts: [{ itemId: 'tea', quantities: [10, 10, 10, 30] }],
        finance: { overheads: [{ id: 'rent', function: 'administration', amount: 7.01 }] },
      }),
    )
    expect(line(result, 'incomeStatement', 'administrativeExpense')).toEqual([-7.01, -7.01, -7.01, -21.03])
  })
})

describe('goods and money by hand', () => {
  it('late orders of an item whose sales are lost are shipped first, or lost at once', async () => {
    const result = await provenPlan(
      kiosk({
        items: [{ id: 'tea', price: 5, purchaseCost: 2, unmetDemand: 'lost', supplyLimit: 11 }],
        stock: [{ itemId: 'tea', onHand: 0, backlog: 3 }],
      }),
    )
    expect(result.shipments[0]?.shipped).toEqual([11, 11, 9])
    expect(result.supply.records[0]?.lost).toEqual([2, 1, 0])
    expect(result.kpis.revenue.values).toEqual([55, 55, 45])
  })

  it('markets that ask at the same time are served by their price', async () => {
    const result = await provenPlan({
      calendar: { start: '2027-01-01', months: 2 },
      items: [{ id: 'tea', price: 5, purchaseCost: 2, supplyLimit: 9 }],
      markets: [{ id: 'home' }, { id: 'abroad', terms: { profile: [0, 1] } }],
      prices: [{ itemId: 'tea', marketId: 'abroad', price: 6 }],
      forecasts: [
        { itemId: 'tea', marketId: 'home', quantities: [8, 0] },
        { itemId: 'tea', marketId: 'abroad', quantities: [4, 0] },
      ],
    })
    expect(result.shipments.map(({ marketId, shipped }) => [marketId, shipped])).toEqual([
      ['abroad', [4, 0]],
      ['home', [5, 3]],
    ])
    // 4 x 6 + 5 x 5, then 3 x 5.
    expect(result.kpis.revenue.values).toEqual([49, 15])
    // Home pays at once, abroad a month later.
    expect(line(result, 'cashFlow', 'receiptsFromCustomers')).toEqual([25, 39])
    expect(result.kpis.serviceLevel.values).toEqual([0.75, null])
  })

  it('an overdue order in another unit stands in the exceptions in stock units', async () => {
    const result = await provenPlan(workshop)
    const late = result.exceptions.find(({ refs, code }) => code === 'late-order' && refs[0]?.itemId === 'paint')
    expect(late?.amount).toBe(10)
    expect(late?.moneyAtStake).toBeCloseTo(173.55, 9)
    expect(late?.message).toContain('10')
    expect(late?.message).toContain(`expected in ${result.calendar.periods[0]?.id}`)
    expect(result.warnings.filter(({ code }) => code.startsWith('order-'))).toEqual([])
  })

  it('the price of a customer without a market is not that of the item without one', async () => {
    const result = await provenPlan(
      kiosk({
        customers: [{ id: 'inn' }],
        prices: [{ itemId: 'tea', customerId: 'inn', price: 1 }],
      }),
    )
    const without = await provenPlan(kiosk())
    expect(result.kpis.revenue).toEqual(without.kpis.revenue)
    expect(result.supply.objective).toEqual(without.supply.objective)
    expect(result.exceptions).toEqual(without.exceptions)
    expect(result.assumptions.map(({ code }) => code)).toContain('customer-price-not-planned')
  })

  it.each(['buy', 'subcontract'] as const)('nothing that we %s arrives within the lead time', async (kind) => {
    const shop = (january: number): PlanInput => ({
      calendar: { start: '2027-01-01', months: 4 },
      items: [{ id: 'tea', price: 5 }],
      sources: [{ itemId: 'tea', kind, purchaseCost: 2, leadTimeDays: 45 }],
      stockPolicies: [{ itemId: 'tea', safetyStock: 10 }],
      forecasts: [{ itemId: 'tea', quantities: [january, 10, 10, 10] }],
    })
    const missing = (await provenPlan(shop(0))).exceptions
    expect(missing.map(({ code }) => code)).toEqual(['late-purchase', 'wait-within-period'])
    // Of the 10 of February's 28 days those of 14 are asked for before the 15th, and served then.
    expect(missing[1]).toMatchObject({ amount: 5, value: { units: [5], untilDates: ['2027-02-15'] } })
    // All 10 of the safety stock are missing, at 2 each.
    expect(missing[0]).toMatchObject({
      refs: [{ itemId: 'tea' }],
      periodIds: ['2027-01', '2027-01'],
      moneyAtStake: 20,
      value: { units: [10], money: [20], leadTimeDays: [45] },
    })
    // 31 days of January and 14 of February: the lead time is told once, with the customers that it holds back.
    const late = (await provenPlan(shop(10))).exceptions
    expect(late.map(({ code }) => code)).toEqual(['lead-time', 'wait-within-period'])
    expect(late[0]).toMatchObject({
      refs: [{ itemId: 'tea' }],
      periodIds: ['2027-01', '2027-01'],
      amount: 10,
      moneyAtStake: 50,
      victims: [{ ref: { itemId: 'tea' }, amount: 10, unit: 'units', moneyAtStake: 50 }],
      value: { leadTimeDays: 45, arrivalDate: '2027-02-15' },
    })
  })

  it('an order due after the plan is a warning and not part of it', async () => {
    const result = await provenPlan(kiosk({ openOrders: [{ itemId: 'tea', quantity: 500, dueDate: '2027-04-01' }] }))
    expect(result.warnings.map(({ code }) => code)).toContain('order-beyond-plan')
    expect(result.supply.records[0]?.scheduledReceipts).toEqual([0, 0, 0])
  })

  it('yen have no cents and dinars have three decimals', async () => {
    const yen = await provenPlan(kiosk({ currency: 'JPY', items: [{ id: 'tea', price: 500.4, purchaseCost: 199.5 }] }))
    expect(yen.kpis.revenue.values).toEqual([5004, 6005, 4504])
    const dinars = await provenPlan(
      kiosk({ currency: 'KWD', items: [{ id: 'tea', price: '5.0005', purchaseCost: 2 }] }),
    )
    expect(dinars.kpis.revenue.values).toEqual([50.005, 60.006, 45.004])
  })

  it('halves are rounded to even, or up where that is asked for', async () => {
    const items = [{ id: 'tea', price: 0.125, purchaseCost: 0 }]
    const forecasts = [{ itemId: 'tea', quantities: [1, 3, 5] }]
    expect((await provenPlan(kiosk({ items, forecasts }))).kpis.revenue.values).toEqual([0.12, 0.38, 0.62])
    expect((await provenPlan(kiosk({ items, forecasts, rounding: 'halfUp' }))).kpis.revenue.values).toEqual([
      0.13, 0.38, 0.63,
    ])
  })
})
