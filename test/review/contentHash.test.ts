import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan } from '../../src/plan/index.js'
import { contentHash, isSignedOff } from '../../src/review/index.js'
import { applyPatch } from '../../src/scenario/index.js'
import { checkPlanInput, type PlanInput } from '../../src/schema/index.js'
import { arbitraryPlanInput } from '../plan/arbitraryPlanInput.js'
import { shuffleRows } from '../plan/shuffleRows.js'

const shop: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 30 }],
  forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
  overheads: [{ id: 'rent', function: 'production', amount: 90 }],
  resources: [{ id: 'bench', capacityHours: 100 }],
  stakeholders: [{ id: 'Ann', role: 'finance', signs: true }, { id: 'Bob', role: 'sales', signs: true }, { id: 'Cy' }],
}
const signed = (input: PlanInput, ...ids: readonly string[]): PlanInput => ({
  ...input,
  signOffs: ids.map((stakeholderId) => ({ stakeholderId, date: '2026-12-20', contentHash: contentHash(shop) })),
})

describe('the fingerprint of an input', () => {
  it('is that of what it means, in any order of rows, and of the plan’s input', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlanInput, fc.infiniteStream(fc.nat()), async (input, numbers) => {
        const hash = contentHash(input)
        expect(hash).toMatch(/^[0-9a-f]{64}$/)
        expect(contentHash(shuffleRows(input, (count) => (numbers.next().value as number) % count))).toBe(hash)
        expect(contentHash(applyPatch(input, { changes: [] }))).toBe(hash)
      }),
      { numRuns: Number(process.env['SOP_FC_RUNS'] ?? 30), endOnFailure: true },
    )
    expect(contentHash((await plan(shop)).input)).toBe(contentHash(shop))
    expect(contentHash(shop)).not.toBe(createHash('sha256').update('').digest('hex'))
  }, 300_000)

  it('changes with every digit, and not with what people say of themselves', () => {
    const hash = contentHash(shop)
    expect(
      contentHash(
        applyPatch(shop, { changes: [{ table: 'items', key: 'lamp', field: 'price', op: 'add', value: 0.01 }] }),
      ),
    ).not.toBe(hash)
    expect(contentHash({ ...shop, asOf: '2026-12-31' })).not.toBe(hash)
    const talk: PlanInput = {
      ...signed(shop, 'Ann'),
      decisions: [
        {
          id: 'd',
          date: '2026-12-18',
          owner: 'Ann',
          alternatives: ['a', 'b'],
          chosen: 'b',
          expectedAmount: '900.00',
          reviewDate: '2027-02-01',
        },
      ],
      planningAssumptions: [
        {
          id: 'p',
          statement: 'Power costs as last year.',
          owner: 'Bob',
          low: 0.2,
          value: 0.25,
          high: 0.4,
          unit: 'USD per kWh',
        },
      ],
    }
    expect(checkPlanInput(talk)).toEqual([])
    expect(contentHash(talk)).toBe(hash)
  })
})

describe('a plan', () => {
  it('is signed off once everybody who signs has signed it as it is', async () => {
    expect(isSignedOff(await plan(shop))).toBe(false)
    expect(isSignedOff(await plan(signed(shop, 'Ann', 'Cy')))).toBe(false)
    const both = signed(shop, 'Ann', 'Bob')
    const done = await plan(both)
    expect(isSignedOff(done)).toBe(true)
    expect(isSignedOff(JSON.parse(JSON.stringify(done)))).toBe(true)
    expect(isSignedOff(await plan({ ...both, items: [{ id: 'lamp', price: 50, purchaseCost: 31 }] }))).toBe(false)
    expect(isSignedOff(await plan({ ...signed(shop), stakeholders: [{ id: 'Cy' }] }))).toBe(false)
  })

  it('is the same whatever people say of themselves', async () => {
    const { input: one, ...rest } = await plan(shop)
    const { input: two, ...other } = await plan(signed(shop, 'Ann'))
    expect(JSON.stringify(other)).toBe(JSON.stringify(rest))
    expect(two.signOffs).toHaveLength(1)
    expect(one.signOffs).toEqual([])
  })

  it('is refused where a signature is of nobody, is none, or a range stands on its head', () => {
    const issues = checkPlanInput({
      ...shop,
      signOffs: [
        { stakeholderId: 'Dan', date: '2026-12-32', contentHash: contentHash(shop) },
        { stakeholderId: 'Ann', date: '2026-12-20', contentHash: 'yes' },
      ],
      decisions: [{ id: 'd', date: '2026-12-18', owner: 'Ann', alternatives: ['a'], chosen: 'b' }],
      planningAssumptions: [{ id: 'p', statement: 'x', owner: 'Bob', low: 3, high: 2 }],
    })
    expect(issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'INVALID_DATE signOffs[0].date',
      'OUT_OF_RANGE planningAssumptions[0].value',
      'UNKNOWN_ID decisions[0].chosen',
      'UNKNOWN_ID signOffs[0].stakeholderId',
      'WRONG_TYPE signOffs[1].contentHash',
    ])
  })
})
