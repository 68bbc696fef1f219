import { describe, expect, test } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import type { Progress } from '../../src/core/running/progress.js'
import { loadDefaultSolver, type LpSolver } from '../../src/lp/index.js'
import { sharedLimit } from '../../src/lp/sharedLimit.js'
import { plan } from '../../src/plan/plan.js'
import type { PlanInput } from '../../src/schema/types.js'

const SERIES = 8

/** Eight lamps that nothing joins: eight histories, eight models. */
const input: PlanInput = {
  calendar: { start: '2027-01-01', months: 6 },
  items: Array.from({ length: SERIES }, (_, n) => ({ id: `lamp ${n}`, price: 49, purchaseCost: 20 + n })),
  history: Array.from({ length: SERIES }, (_, n) => ({
    itemId: `lamp ${n}`,
    start: '2025-01',
    quantities: Array.from({ length: 24 }, (__, t) => 100 + 10 * n + 7 * ((t * (n + 3)) % 5)),
  })),
}

/** Plans, and writes down each progress and each time that something else got its turn. */
async function watch(): Promise<string[]> {
  const seen: string[] = []
  let isOn = true
  const other = (): void => {
    if (!isOn) return
    if (seen.at(-1) !== '-') seen.push('-')
    setImmediate(other)
  }
  setImmediate(other)
  await plan(input, { onProgress: ({ stage, done }) => seen.push(`${stage} ${done}`) })
  isOn = false
  return seen
}

/** What a plan ends in that is stopped when `isTime` says so, and how far it came. */
async function stopped(isTime: (progress: Progress) => boolean): Promise<{ error: unknown; after: string[] }> {
  const stop = new AbortController()
  const after: string[] = []
  const error: unknown = await plan(input, {
    signal: stop.signal,
    onProgress(progress) {
      if (stop.signal.aborted) after.push(`${progress.stage} ${progress.done}`)
      // As a click does it: from a turn of its own, never from inside the plan.
      if (isTime(progress)) setImmediate(() => stop.abort(new Error('the planner closed the window')))
    },
  }).catch((thrown: unknown) => thrown)
  return { error, after }
}

describe('others get their turn while a plan is made', () => {
  test('before it, between any two series that are forecast and any two models that are solved, and before the end', async () => {
    const seen = await watch()
    const between = (one: string, other: string): string[] => seen.slice(seen.indexOf(one), seen.indexOf(other))
    for (const stage of ['forecast', 'solve']) {
      for (let n = stage === 'forecast' ? 1 : 0; n < SERIES; n += 1) {
        expect(between(`${stage} ${n}`, `${stage} ${n + 1}`), `${stage} ${n}`).toContain('-')
      }
    }
    expect(seen[0]).toBe('-')
    for (const [one, other] of [
      [`forecast ${SERIES}`, 'solve 0'],
      [`solve ${SERIES}`, 'ledger 0'],
      ['ledger 0', 'ledger 1'],
    ] as const) {
      expect(between(one, other), `${one} to ${other}`).toContain('-')
    }
    expect(seen.at(-1)).toBe('-')
  })

  test('also where a test has put the clock away', async () => {
    const { setTimeout } = globalThis
    try {
      Object.assign(globalThis, { setTimeout: () => 0 })
      expect((await plan(input)).status).toBe('optimal')
    } finally {
      Object.assign(globalThis, { setTimeout })
    }
  })
})

describe('a signal stops a plan, and its reason is the cause', () => {
  test.each([
    ['while it forecasts', (p: Progress) => p.stage === 'forecast' && p.done === 3, ['forecast 4']],
    ['while it solves', (p: Progress) => p.stage === 'solve' && p.done === 2, ['solve 3']],
    ['while it posts', (p: Progress) => p.stage === 'ledger' && p.done === 0, []],
  ])('%s', async (_, isTime, next) => {
    const { error, after } = await stopped(isTime)
    if (!isSopError(error)) throw new Error(`no SopError: ${String(error)}`)
    expect(error.code).toBe('ABORTED')
    expect((error.cause as Error).message).toBe('the planner closed the window')
    // The turn in which it is stopped may be the next one or the one after it.
    expect(next).toEqual(expect.arrayContaining(after))
  })

  test('a signal without a reason of its own has that of the host', async () => {
    const error: unknown = await plan(input, { signal: AbortSignal.abort() }).catch((thrown: unknown) => thrown)
    expect(isSopError(error) && (error.cause as Error).name).toBe('AbortError')
    const plain: unknown = await plan(input, { signal: { aborted: true } }).catch((thrown: unknown) => thrown)
    expect(isSopError(plain) && [plain.code, 'cause' in plain]).toEqual(['ABORTED', false])
  })
})

describe('one limit of time', () => {
  /** The default solver, and the limits that it is given. */
  async function listening(limits: (number | undefined)[], onSolve: () => void): Promise<LpSolver> {
    const solver = await loadDefaultSolver()
    return {
      name: solver.name,
      capabilities: solver.capabilities,
      solve(model, options) {
        limits.push(options?.timeLimitSeconds)
        onSolve()
        return solver.solve(model, options)
      },
    }
  }

  test('holds for all of a plan up to its last model, by the clock of the caller', async () => {
    let now = 50_000
    const limits: (number | undefined)[] = []
    // Each series takes a quarter of a second to forecast, and each model half a second to solve.
    const solver = await listening(limits, () => (now += 500))
    await plan(input, {
      solver,
      timeLimitSeconds: 10,
      now: () => now,
      onProgress: ({ stage, done }) => {
        if (stage === 'forecast' && done > 0) now += 250
      },
    })
    expect(limits).toEqual([8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5])
  })

  test('without a clock it holds for what the solver says that it took, over several models', async () => {
    const { model } = await buildLamp()
    const solver: LpSolver = {
      name: 'slow',
      capabilities: { integer: false, duals: true, timeLimit: true },
      solve: async (one, options) => ({ ...(await (await loadDefaultSolver()).solve(one, options)), solveSeconds: 3 }),
    }
    const options = sharedLimit({ solver, timeLimitSeconds: 10 })
    expect(options.timeLimitSeconds).toBe(10)
    await options.solver.solve(model)
    await options.solver.solve(model)
    expect(options.timeLimitSeconds).toBe(4)
    await options.solver.solve(model)
    await options.solver.solve(model)
    // Nothing is left, and a limit of nothing would be none.
    expect(options.timeLimitSeconds).toBe(0.001)
    expect(sharedLimit({ solver }).timeLimitSeconds).toBeUndefined()
  })
})

async function buildLamp(): Promise<{ model: Parameters<LpSolver['solve']>[0] }> {
  const { createModelBuilder } = await import('../../src/lp/index.js')
  const builder = createModelBuilder('maximize')
  builder.addTerm(builder.addRow({ upper: 12 }), builder.addColumn({ objective: 5, upper: 8 }), 2)
  return { model: builder.build() }
}
