import { number, optional, POSITIVE, QUANTITY, record } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'

/** How long an operation takes. */
export interface OperationTime {
  /** Hours for one unit. */
  readonly runHoursPerUnit: number
  /** Hours for one lot; default 0. */
  readonly setupHours?: number
  /** Units in one lot; default 1. */
  readonly lotSize?: number
  /** Share of the started units that come out good; default 1. */
  readonly yieldShare?: number
}

/**
 * Hours of a resource that a quantity of good units takes by standard.
 *
 * quantity x (runHoursPerUnit + setupHours / lotSize) / yieldShare. The one definition for roll-up, optimizer and payroll.
 * Source: APICS (ASCM) Dictionary, "standard hours".
 *
 * @param operation - run hours per unit, set-up hours per lot, lot size (units), yield (0..1)
 * @param options - good units; default 1
 * @returns hours
 * @throws SopError `OUT_OF_RANGE`
 * @example
 * ```ts
 * import { standardHours } from 'sop-engine'
 * standardHours({ runHoursPerUnit: 0.25, setupHours: 1, lotSize: 50 }, { quantity: 100 }) // => 27
 * ```
 */
export function standardHours(operation: OperationTime, options: { readonly quantity?: number } = {}): number {
  const issues = createIssueList()
  record<OperationTime>({
    runHoursPerUnit: number(QUANTITY),
    setupHours: optional(number(QUANTITY)),
    lotSize: optional(number(POSITIVE)),
    yieldShare: optional(number({ above: 0, max: 1 })),
  })(operation, 'operation', issues)
  record<{ quantity?: number }>({ quantity: optional(number(QUANTITY)) })(options, 'options', issues)
  issues.throwIfAny()
  return (options.quantity ?? 1) * hoursPerUnit(operation)
}

/** {@link standardHours} of one good unit, of values that were checked. */
export function hoursPerUnit(operation: OperationTime): number {
  const perUnit = operation.runHoursPerUnit + (operation.setupHours ?? 0) / (operation.lotSize ?? 1)
  return perUnit / (operation.yieldShare ?? 1)
}
