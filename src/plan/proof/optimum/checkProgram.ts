import { checkSolution, type SolutionCheck } from '../../../lp/checkSolution.js'
import type { LinearModel } from '../../../lp/model.js'
import type { ProgramCertificate } from '../../../production/types.js'
import type { Checker } from '../checks.js'

/** An answer that was held against its model. */
export interface ProvenProgram {
  readonly verdict: SolutionCheck
  readonly primal: readonly number[]
  readonly rowDual: readonly number[]
  /** Reduced costs, worked out from the multipliers. */
  readonly reduced: Float64Array
}

/**
 * The answer and the multipliers of a certificate are both feasible and their objectives equal (strong duality); undefined where it
 * is not of this model.
 */
export function checkProgram(
  check: Checker,
  place: string,
  { certificate, model }: { readonly certificate: ProgramCertificate; readonly model: LinearModel },
): ProvenProgram | undefined {
  const { primal, rowDual } = certificate
  check.number(`${place}.primal.length`, primal.length, model.columnCount)
  check.number(`${place}.rowDual.length`, rowDual.length, model.rowCount)
  check.number(`${place}.reducedCost.length`, certificate.reducedCost.length, model.columnCount)
  // A typed array would read nothing as zero.
  for (const [field, values] of [['primal', primal] as const, ['rowDual', rowDual] as const]) {
    check.each(
      values.length,
      (n) => typeof values[n] === 'number',
      (n) => ({
        path: `${place}.${field}[${n}]`,
        actual: values[n],
        expected: 'a number',
        message: `${place}.${field}[${n}] is no number.`,
      }),
    )
  }
  if (primal.length !== model.columnCount || rowDual.length !== model.rowCount) return undefined

  const solution = {
    primal: Float64Array.from(primal),
    rowDual: Float64Array.from(rowDual),
    bound: certificate.bound,
  }
  const verdict = checkSolution(model, { solution })
  const { worst } = verdict
  check.holds(
    place,
    verdict.ok,
    worst[0]?.amount ?? 0,
    0,
    `The answer is not optimal: ${worst.map(({ kind, key, index }) => `${kind} ${key ?? index}`).join(', ')}.`,
  )
  check.holds(
    `${place}.ok`,
    certificate.ok === verdict.ok,
    String(certificate.ok),
    String(verdict.ok),
    `${place}.ok is not the verdict of the check.`,
  )
  const money = 1e-9 * Math.max(1, Math.abs(verdict.objective))
  check.number(`${place}.objective`, certificate.objective, verdict.objective, money)
  check.number(`${place}.bound`, certificate.bound, verdict.dualObjective, money)
  check.number(`${place}.gap`, certificate.gap, verdict.gap, 1e-9)
  check.number(`${place}.primalInfeasibility`, certificate.primalInfeasibility, verdict.primalInfeasibility, 1e-9)
  check.number(`${place}.dualInfeasibility`, certificate.dualInfeasibility, verdict.dualInfeasibility, 1e-9)

  // Reduced cost of a column: its objective less what the rows take at their multipliers.
  const reduced = Float64Array.from(model.objective)
  const size = Float64Array.from(model.objective, Math.abs)
  for (let row = 0; row < model.rowCount; row++) {
    for (let term = model.rowStart[row] as number; term < (model.rowStart[row + 1] as number); term++) {
      const column = model.columnIndex[term] as number
      const part = (model.coefficient[term] as number) * (rowDual[row] as number)
      reduced[column] = (reduced[column] as number) - part
      size[column] = (size[column] as number) + Math.abs(part)
    }
  }
  reduced.forEach((value, column) => {
    const tolerance = 1e-9 * Math.max(1, size[column] as number)
    check.cell(place, 'reducedCost', column, certificate.reducedCost[column], value, tolerance)
  })
  return { verdict, primal, rowDual, reduced }
}
