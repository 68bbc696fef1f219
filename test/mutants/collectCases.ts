type Body = (...values: unknown[]) => unknown

/** A block of cases: what is done once before them, and what it came by. */
export interface Block {
  readonly outer?: Block
  readonly before: Body[]
  /** Whether `before` has been done. */
  isReady: boolean
  /** Milliseconds that `before` took, and the changes that it came by, as they were seen. */
  milliseconds: number
  reached: readonly number[]
}

/** One case of a test file. */
export interface Case {
  readonly block: Block
  readonly name: string
  readonly run: () => unknown
}

export const newBlock = (outer?: Block): Block => ({
  ...(outer !== undefined && { outer }),
  before: [],
  isReady: false,
  milliseconds: 0,
  reached: [],
})

/** `it('...', body)` and `it('...', options, body)`. */
const bodyOf = (rest: readonly unknown[]): Body => rest.find((part): part is Body => typeof part === 'function') as Body

/** The words of vitest with which a test file says its cases, and where they are put. Its `expect` is the real one. */
export function createCollector(): { words: Record<string, unknown>; take: () => Promise<Case[]>; begin: () => void } {
  let cases: Case[] = []
  let block = newBlock()
  const waiting: { readonly outer: Block; readonly body: Body }[] = []

  const it = (name: string, ...rest: unknown[]): void => {
    const body = bodyOf(rest)
    cases.push({ block, name, run: () => body({}) })
  }
  const describe = (_name: string, ...rest: unknown[]): void => {
    waiting.push({ outer: block, body: bodyOf(rest) })
  }
  const forEachRow =
    (say: (name: string, body: Body) => void, isSpread: boolean) =>
    (rows: readonly unknown[]) =>
    (name: string, ...rest: unknown[]): void => {
      const body = bodyOf(rest)
      rows.forEach((row, n) => {
        say(`${name} [${n}]`, () => (isSpread && Array.isArray(row) ? body(...(row as unknown[])) : body(row)))
      })
    }
  const test = Object.assign(it, { each: forEachRow(it, true), for: forEachRow(it, false) })

  return {
    words: {
      it: test,
      test,
      describe: Object.assign(describe, { each: forEachRow(describe, true), for: forEachRow(describe, false) }),
      beforeAll: (body: Body) => block.before.push(body),
      // A test file is loaded anew for each change: nothing is to be put back.
      afterAll: () => undefined,
    },
    begin: () => {
      cases = []
      block = newBlock()
    },
    // What a block says may have to be waited for: its cases come after those of the blocks before it.
    take: async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        block = newBlock(next.outer)
        await next.body()
      }
      return cases
    },
  }
}
