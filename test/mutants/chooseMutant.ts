import { appendFileSync } from 'node:fs'
import { afterAll, expect } from 'vitest'

/** The change that is made in this run; none in the run that looks which test reaches which change. */
const chosen = Number(process.env['SOP_MUTANT'] ?? -1)
const reached = new Set<number>()

declare global {
  var sopMutants: { is: (id: number) => boolean }
}

globalThis.sopMutants = {
  is: (id) => {
    reached.add(id)
    return id === chosen
  },
}

const { SOP_MUTANTS_REACHED: file } = process.env
if (file !== undefined) {
  const started = performance.now()
  afterAll(() => {
    const milliseconds = performance.now() - started
    appendFileSync(
      file,
      `${JSON.stringify({ test: expect.getState().testPath, milliseconds, reached: [...reached] })}\n`,
    )
  })
}
