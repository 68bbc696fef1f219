import { afterAll, expect, it, vi } from 'vitest'

const SUPPLY = '../../src/schema/tables/supplyTables.js'

// Files share their modules: what is loaded here is loaded anew, and forgotten again.
afterAll(() => {
  vi.doUnmock(SUPPLY)
  vi.resetModules()
})

/** Planning over it: what is loaded with the same registry. */
const planning = async (): Promise<{
  readonly plan: typeof import('../../src/plan/index.js')
  readonly review: typeof import('../../src/review/index.js')
}> => ({ plan: await import('../../src/plan/index.js'), review: await import('../../src/review/index.js') })

/** Scenarios over a registry with a table that nothing outside it has heard of: its entry alone is to bring it into all they do. */
async function withBoats(): Promise<typeof import('../../src/scenario/index.js')> {
  vi.resetModules()
  vi.doMock(SUPPLY, async (original) => {
    const z = await import('zod')
    const tables = await original<object>()
    const boats = {
      noun: 'boat',
      row: z.strictObject({
        harbor: z.string(),
        name: z.string(),
        supplierId: z.exactOptional(z.string()),
        berths: z.exactOptional(z.union([z.number(), z.array(z.number())])),
        launched: z.exactOptional(z.string()),
      }),
      key: ['harbor', 'name'],
      references: { supplierId: 'suppliers' },
      byPeriod: { berths: 'level' },
      days: ['launched'],
      defaults: { berths: 4 },
    }
    return { ...tables, boats }
  })
  return import('../../src/scenario/index.js')
}

it('a table that was added to the registry alone takes part in all of it', async () => {
  const { applyPatch, diffInputs, invertPatch, mergeInputs } = await withBoats()
  const key = { harbor: 'Kiel', name: 'Anna' }
  const base = {
    calendar: { start: '2027-01-01', months: 2 },
    items: [{ id: 'lamp' }],
    suppliers: [{ id: 'mill' }],
    forecasts: [{ itemId: 'lamp', quantities: [1, 2] }],
    boats: [{ ...key, launched: '2020-05-01' }],
  }
  const changes = [
    { table: 'boats', key, field: 'berths', periodId: '2027-02', op: 'add', value: 2 },
    { table: 'boats', where: { field: 'name', equals: 'Anna' }, field: 'launched', op: 'add', value: 31 },
    { table: 'boats', op: 'insert', value: { harbor: 'Kiel', name: 'Berta', supplierId: 'mill' } },
  ] as never
  const patched = applyPatch(base, { changes })
  expect(patched).toMatchObject({
    boats: [
      { ...key, berths: [4, 6], launched: '2020-06-01' },
      { harbor: 'Kiel', name: 'Berta', supplierId: 'mill' },
    ],
  })
  const difference = diffInputs(base, patched)
  expect(difference.changes).toHaveLength(3)
  expect(applyPatch(base, difference)).toEqual(patched)
  expect(diffInputs(base, applyPatch(patched, invertPatch(base, { changes }))).changes).toEqual([])
  const theirs = applyPatch(base, {
    changes: [{ table: 'boats', key, field: 'berths', periodId: '2027-01', op: 'set', value: 5 }] as never,
  })
  const merge = mergeInputs(base, { ours: patched, theirs })
  expect(merge.conflicts).toEqual([])
  expect(merge.input).toMatchObject({ boats: [{ berths: [5, 6] }, {}] })
  expect(() => applyPatch(patched, { changes: [{ table: 'suppliers', key: 'mill', op: 'delete' }] })).toThrow(
    "boats['Kiel', name 'Berta'].supplierId: There is no 'mill' in suppliers.",
  )
})

it('and in plans: they carry it, sign it, and are made again with a patch of it, which solves nothing', async () => {
  const { applyPatch } = await withBoats()
  const { plan: planningOf, review } = await planning()
  const input = {
    calendar: { start: '2027-01-01', months: 2 },
    items: [{ id: 'lamp', price: 9, purchaseCost: 5 }],
    forecasts: [{ itemId: 'lamp', quantities: [1, 2] }],
    boats: [{ harbor: 'Kiel', name: 'Anna' }],
  }
  const wider = {
    changes: [{ table: 'boats', key: { harbor: 'Kiel', name: 'Anna' }, field: 'berths', op: 'set', value: 9 }],
  } as never
  const before = await planningOf.plan(input)
  expect(before.input).toMatchObject({ boats: [{ harbor: 'Kiel', name: 'Anna', berths: 4 }] })
  let solves = 0
  const { loadDefaultSolver } = await import('../../src/lp/index.js')
  const own = await loadDefaultSolver()
  const solver = { ...own, solve: ((...asked) => ((solves += 1), own.solve(...asked))) satisfies typeof own.solve }
  const first = await planningOf.plan(input, { solver })
  const asked = solves
  const after = await planningOf.replan(first, { patch: wider, input, solver })
  expect(asked).toBeGreaterThan(0)
  expect(solves).toBe(asked)
  expect(after.input).toMatchObject({ boats: [{ berths: 9 }] })
  expect(JSON.stringify(after)).toBe(
    JSON.stringify(await planningOf.plan(applyPatch(input, wider), { previous: first, solver: own })),
  )
  expect(review.comparePlans(before, after)).toEqual([])
  expect(review.contentHash(before.input)).toBe(review.contentHash(input))
  expect(review.contentHash(after.input)).not.toBe(review.contentHash(input))
  const { parts } = await review.attributeDifference(input, { patches: [wider], measure: 'netIncome' })
  expect(parts.map(({ amount }) => amount)).toEqual([0])
}, 180_000)
