import type { Plan, Verification } from 'sop-engine'
import { whole } from './formatNumbers.js'
import { print, printTable, printTitle, wrap } from './printTable.js'

const CLAIM_WIDTH = 72
const SHOWN = 5

/** Every check of the plan by verify(), which computes by its own arithmetic. */
export function printVerification(
  { ok, checks }: Verification,
  { gap, objective, bound }: Plan['supply']['certificate'],
): void {
  printTitle('Verification', 'recomputed by verify(), apart from the code that built the plan')
  printTable(
    [
      { title: 'check' },
      { title: 'result', align: 'left' },
      { title: 'cells' },
      { title: 'what holds', align: 'left' },
    ],
    checks.flatMap((check) => {
      const [first = '', ...more] = wrap(check.claim, CLAIM_WIDTH)
      return [
        [check.id, check.ok ? 'ok' : 'FAILED', whole(check.compared), first],
        ...more.map((line) => ['', '', '', line]),
      ]
    }),
  )
  for (const { id, failures } of checks)
    for (const { message } of failures.slice(0, SHOWN)) print(`  ${id}: ${message}`)
  print()
  print(`Optimality: objective ${objective.toFixed(2)}, bound ${bound.toFixed(2)}, gap ${gap.toExponential(1)}.`)
  print(ok ? `All ${checks.length} checks hold.` : 'The plan is NOT verified.')
}
