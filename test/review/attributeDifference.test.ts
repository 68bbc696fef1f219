import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { plan } from '../../src/plan/index.js'
import { attributeDifference, type PlanMeasure } from '../../src/review/index.js'
import { applyPatch, type Patch } from '../../src/scenario/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { costlyRuns } from '../plan/runs.js'
import { arbitraryChanges } from '../scenario/arbitraryChanges.js'

const shop: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'lamp', price: 50, purchaseCost: 30 },
    { id: 'spot', price: 9, purchaseCost: 5 },
  ],
  forecasts: [
    { itemId: 'lamp', quantities: [100, 0] },
    { itemId: 'spot', quantities: [10, 10] },
  ],
}
const head = { owner: 'sales', reason: 'x' }
const price: Patch = {
  ...head,
  id: 'price',
  changes: [{ table: 'items', key: 'lamp', field: 'price', op: 'set', value: 60 }],
}
const more: Patch = {
  ...head,
  id: 'more',
  changes: [{ table: 'forecasts', key: { itemId: 'lamp' }, field: 'quantities', op: 'multiply', value: 1.2 }],
}
const nothing: Patch = {
  ...head,
  id: 'nothing',
  changes: [{ table: 'items', key: 'spot', field: 'name', op: 'set', value: 'Spot' }],
}
const spot: Patch = {
  ...head,
  id: 'spot',
  changes: [{ table: 'sources', key: 'spot', field: 'purchaseCost', op: 'add', value: 1 }],
}

const amounts = async (patches: readonly Patch[], measure: PlanMeasure): Promise<readonly number[]> =>
  (await attributeDifference(shop, { patches, measure })).parts.map(({ amount }) => amount)

describe('what makes a difference', () => {
  it('is the mean over all orders: a price and a quantity share what they make together', async () => {
    // 10 dearer: 1,000 of 100 lamps, 1,200 of 120. 20 more: 400 at 20 each, 600 at 30 each. Twenty spots at 1 less each.
    const result = await attributeDifference(shop, { patches: [price, more, nothing, spot], measure: 'netIncome' })
    expect(result).toEqual({
      status: 'attributed',
      before: 2080,
      after: 3660,
      difference: 1580,
      method: 'shapley',
      parts: [
        { patchIds: ['price'], amount: 1100 },
        { patchIds: ['more'], amount: 500 },
        { patchIds: ['nothing'], amount: 0 },
        { patchIds: ['spot'], amount: -20 },
      ],
      plans: 16,
    })
  })

  it('is read of a line, a period, or by a function; groups count as one', async () => {
    const line = { statement: 'incomeStatement', line: 'revenue', periodId: '2027-01' } as const
    expect(await amounts([price, more], line)).toEqual([1100, 1100])
    expect(
      await amounts([price, more], { statement: 'incomeStatement', line: 'revenue', periodId: '2027-02' }),
    ).toEqual([0, 0])
    // Cash stands: at the end of the plan, and before it.
    const cash = (line: string): PlanMeasure => ({ statement: 'cashFlow', line })
    expect(await amounts([price, more], cash('closingCash'))).toEqual([1100, 500])
    const bank = { changes: [{ table: 'finance', field: 'openingCash', op: 'set', value: 700 }] } as const
    const opening = await attributeDifference(shop, { patches: [bank, price], measure: cash('openingCash') })
    expect([opening.before, opening.after]).toEqual([0, 700])
    expect(opening.parts.map(({ amount }) => amount)).toEqual([700, 0])
    expect(await amounts([price, more], { kpi: 'closingCash', periodId: '2027-02' })).toEqual([1100, 500])
    expect(await amounts([more, spot], ({ supply }) => supply.records[0]?.shipped[0] ?? null)).toEqual([20, 0])
    const { parts } = await attributeDifference(shop, {
      patches: [[price, more], { changes: [] }],
      measure: 'netIncome',
    })
    expect(parts).toEqual([
      { patchIds: ['price', 'more'], amount: 1600 },
      { patchIds: ['1'], amount: 0 },
    ])
  })

  it('of more than six is what each adds to those before it, in the order given', async () => {
    const steps = [0, 1, 2, 3, 4].map((n): Patch => ({ ...nothing, id: `${n}` })).slice(0, 5)
    const patches = [more, price, ...steps.map((step) => ({ ...step, changes: [] }))]
    const result = await attributeDifference(shop, { patches, measure: 'netIncome' })
    expect(result.method).toBe('waterfall')
    expect(result.parts.map(({ amount }) => amount)).toEqual([400, 1200, 0, 0, 0, 0, 0])
    expect(result.plans).toBe(3)
  })

  it('is not known where one of the plans has no such number', async () => {
    const stop: Patch = {
      ...head,
      id: 'stop',
      changes: [
        {
          table: 'forecasts',
          where: { field: 'itemId', equals: 'lamp' },
          field: 'quantities',
          op: 'multiply',
          value: 0,
        },
      ],
    }
    const quiet: Patch = {
      ...stop,
      id: 'quiet',
      changes: [{ ...(stop.changes[0] as never as object), where: { field: 'itemId', equals: 'spot' } } as never],
    }
    const result = await attributeDifference(shop, { patches: [stop, quiet], measure: 'serviceLevel' })
    expect(result).toMatchObject({
      status: 'undefined',
      parts: [],
      without: { patchIds: ['stop', 'quiet'], planStatus: 'optimal' },
    })
  })

  it('solves once what patches of money alone leave as it is', async () => {
    const own = await loadDefaultSolver()
    const solves = async (patches: readonly Patch[]): Promise<number> => {
      let count = 0
      const solver = {
        ...own,
        solve: ((model, limits) => {
          count++
          return own.solve(model, limits)
        }) satisfies typeof own.solve,
      }
      await attributeDifference(shop, { patches, measure: 'closingCash', solver })
      return count
    }
    const rent: Patch = {
      ...head,
      id: 'rent',
      changes: [{ table: 'overheads', op: 'insert', value: { id: 'rent', function: 'administration', amount: 70 } }],
    }
    const terms: Patch = {
      ...head,
      id: 'terms',
      changes: [{ table: 'finance', field: 'customerTerms', op: 'set', value: { netDays: 30 } }],
    }
    const alone = await solves([])
    expect(alone).toBeGreaterThan(0)
    expect(await solves([rent, terms])).toBe(alone)
    expect(await solves([more])).toBeGreaterThan(alone)
  })

  it('refuses measures that plans do not have, and patches that cannot stand beside each other', async () => {
    const told = async (run: () => Promise<unknown>): Promise<string[]> => {
      try {
        await run()
        return []
      } catch (error) {
        if (!isSopError(error)) throw error
        return error.issues.map(({ code, path }) => `${code} ${path}`)
      }
    }
    const measured = (measure: unknown, patches: unknown = [price]): Promise<string[]> =>
      told(() => attributeDifference(shop, { patches, measure } as never))
    expect(await measured('profit')).toEqual(['UNKNOWN_ID options.measure'])
    expect(await measured({ kpi: 'netIncome', periodId: '2028-01' })).toEqual(['UNKNOWN_ID options.measure.periodId'])
    expect(await measured({ statement: 'incomeStatement', line: 'sales' })).toEqual(['UNKNOWN_ID options.measure.line'])
    expect(await measured({ statement: 'income', line: 'revenue' })).toEqual(['UNKNOWN_ID options.measure.statement'])
    expect(await measured(() => Number.NaN)).toEqual(['UNKNOWN_ID options.measure'])
    expect(await measured(7)).toEqual(['WRONG_TYPE options.measure'])
    const other: Patch = {
      ...price,
      id: 'other',
      changes: [{ ...price.changes[0], op: 'multiply', value: 2 } as never],
    }
    expect(await measured('netIncome', [price, other])).toEqual(['CONFLICT options.patches[1].changes[0].field'])
    const seven = Array.from({ length: 7 }, () => ({ changes: [] }))
    expect(
      await told(() => attributeDifference(shop, { patches: seven, measure: 'netIncome', method: 'shapley' })),
    ).toEqual(['OUT_OF_RANGE options.method'])
  })

  it('adds up to the last minor unit in any company, and a change that is none gets nothing', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryChanges, async ({ input, changes }) => {
        const patches = [...changes.map((change) => ({ changes: [change] })), { changes: [] }]
        const measure = 'netIncome'
        // One change alone may refer to what another one brings: then there is no plan of it.
        const result = await attributeDifference(input, { patches, measure }).catch((error: unknown) => {
          if (isSopError(error)) return undefined
          throw error
        })
        fc.pre(result !== undefined)
        if (result.status === 'undefined') return
        const minor = (amount: number): number => Math.round(amount * 1000)
        const sum = result.parts.reduce((total, { amount }) => total + minor(amount), 0)
        expect(sum).toBe(minor(result.difference ?? Number.NaN))
        expect(result.parts.at(-1)?.amount).toBe(0)
        const previous = await plan(input)
        expect(result.before).toBe(previous.kpis[measure].total)
        expect(result.after).toBe((await plan(applyPatch(input, { changes }), { previous })).kpis[measure].total)
      }),
      { numRuns: costlyRuns(10), endOnFailure: true },
    )
  }, 900_000)
})
