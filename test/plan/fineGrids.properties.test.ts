import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { arbitraryFineGrids, gridFeaturesOf } from './arbitraryFineGrids.js'
import { RUNS } from './runs.js'

const solver = await loadDefaultSolver()

/** Whole units of the grid that the digits of a quantity say; a quantity that is not the number of such digits fails. */
function unitsOf(quantity: number, decimals: number, name: string): bigint {
  const text = quantity.toFixed(decimals)
  expect(Number(text), name).toBe(quantity)
  return BigInt(text.replace('.', ''))
}

/** Every sum of units in a plan, in integers: nothing is lost between its parts, not a unit of the last decimal. */
function expectTied(result: Plan): void {
  const decimals = new Map(result.input.items.map(({ id, quantityDecimals }) => [id, quantityDecimals]))
  const used = new Map<string, bigint[]>()
  const add = (rows: Map<string, bigint[]>, itemId: string, quantities: readonly number[]): void => {
    const row = rows.get(itemId) ?? quantities.map(() => 0n)
    rows.set(
      itemId,
      quantities.map((quantity, t) => (row[t] as bigint) + unitsOf(quantity, decimals.get(itemId) as number, itemId)),
    )
  }
  for (const { components } of result.supply.records)
    for (const { componentId, quantities } of components) add(used, componentId, quantities)
  const sold = new Map<string, bigint[]>()
  for (const { itemId, shipped } of result.shipments) add(sold, itemId, shipped)
  for (const [n, record] of result.supply.records.entries()) {
    const { itemId } = record
    const stock = result.inventory[n] as Plan['inventory'][number]
    const units = (values: readonly number[]): bigint[] =>
      values.map((quantity) => unitsOf(quantity, decimals.get(itemId) as number, `${itemId} ${quantity}`))
    const [made, bought, received] = [record.produced, record.purchased, record.scheduledReceipts].map(units) as [
      bigint[],
      bigint[],
      bigint[],
    ]
    const [opening, receipts] = [units(stock.opening), units(stock.receipts)]
    const [taken, shipped, closing] = [units(record.dependentDemand), units(record.shipped), units(record.closing)]
    const [demand, backlog, lost] = [units(record.demand), units(record.backlog), units(record.lost)]
    for (const field of ['safetyStock', 'safetyStockShortfall'] as const) units(record[field])
    expect(stock.closing).toEqual(record.closing)
    expect(stock.backlog).toEqual(record.backlog)
    if (used.has(itemId)) expect(taken).toEqual(used.get(itemId))
    if (sold.has(itemId)) expect(shipped).toEqual(sold.get(itemId))
    const before = result.input.stock.filter((row) => row.itemId === itemId)
    const total = (values: readonly number[]): bigint => units(values).reduce((a, b) => a + b, 0n)
    expect(opening[0]).toBe(total(before.map(({ onHand }) => onHand)))
    closing.forEach((quantity, t) => {
      expect(receipts[t]).toBe((made[t] as bigint) + (bought[t] as bigint) + (received[t] as bigint))
      expect(quantity).toBe(
        (opening[t] as bigint) + (receipts[t] as bigint) - (taken[t] as bigint) - (shipped[t] as bigint),
      )
      if (t > 0) expect(opening[t]).toBe(closing[t - 1])
      const late = t === 0 ? total(before.map((row) => row.backlog)) : (backlog[t - 1] as bigint)
      expect((backlog[t] as bigint) + (lost[t] as bigint)).toBe(late + (demand[t] as bigint) - (shipped[t] as bigint))
      expect(quantity >= 0n && (backlog[t] as bigint) >= 0n).toBe(true)
    })
  }
}

/** A plan, or undefined where the grid is refused as too fine for its quantities, which is said of an item. */
async function planOf(input: PlanInput): Promise<Plan | undefined> {
  try {
    return await plan(input, { solver })
  } catch (error) {
    if (!isSopError(error)) throw error
    for (const { code, path, message } of error.issues) {
      expect(`${code} ${path}`).toMatch(/^OUT_OF_RANGE items\[\d\]$/)
      expect(message).toContain('can be added up exactly')
    }
    return undefined
  }
}

describe('goods on fine grids', () => {
  const seen = new Map<string, number>()

  it('are planned, proven, and tie to the last decimal', { timeout: 3_000_000 }, async ({ task }) => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(arbitraryFineGrids, async (input) => {
        const result = await planOf(deepFreeze(input))
        runs++
        for (const feature of [...gridFeaturesOf(input), `status ${result?.status ?? 'refused'}`])
          seen.set(feature, (seen.get(feature) ?? 0) + 1)
        if (result?.status !== 'optimal') return
        expect(
          verify(result, { input }).checks.flatMap(({ id, failures }) =>
            failures.slice(0, 4).map(({ path, message }) => `${id} ${path}: ${message}`),
          ),
        ).toEqual([])
        expectTied(result)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        const again = await plan(result.input, { solver })
        expect(JSON.stringify(again.supply)).toBe(JSON.stringify(result.supply))
        expect(JSON.stringify(again.ledger)).toBe(JSON.stringify(result.ledger))
      }),
      { numRuns: Math.ceil(RUNS / 2), endOnFailure: true },
    )
    const optimal = (seen.get('status optimal') ?? 0) / runs
    expect(optimal).toBeGreaterThan(0.6)
    if (RUNS < 1000) return
    const rows = [...seen].sort(([, a], [, b]) => b - a)
    Object.assign(task.meta, {
      closing: [
        'features of the plans on fine grids:',
        ...rows.map(([name, n]) => `  ${name} ${((100 * n) / runs).toFixed(1)} %`),
      ].join('\n'),
    })
    for (const [name, n] of rows) if (!name.startsWith('status')) expect(n / runs, name).toBeGreaterThan(0.01)
  })
})
