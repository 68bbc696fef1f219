import {
  checkUniqueIds,
  list,
  number,
  optional,
  QUANTITY,
  record,
  recordOf,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** An overhead to be spread over departments: by a base, or the whole of it to one of them. */
export interface OverheadToDistribute {
  readonly overheadId: string
  /** Major units of money. */
  readonly amount: number
  /** Name of the base that it is spread by, as `area`. */
  readonly base?: string
  /** The department that bears it alone; in place of a base. */
  readonly departmentId?: string
}

/** A department, and how much of each base it has. */
export interface DepartmentBases {
  readonly departmentId: string
  /** By name of the base, as `{ area: 120, heads: 4 }`; what is not named is 0. */
  readonly bases?: Readonly<Record<string, number>>
}

/** What {@link distributeOverheads} spreads, and over what. */
export interface OverheadDistributionInput {
  readonly overheads: readonly OverheadToDistribute[]
  readonly departments: readonly DepartmentBases[]
}

/** What a department bears, and of which overhead. Major units of money. */
export interface DepartmentOverhead {
  readonly departmentId: string
  readonly amount: number
  readonly parts: readonly { readonly overheadId: string; readonly amount: number }[]
}

/**
 * Primary distribution: spreads overheads over departments, by a base or to the one that caused them.
 *
 * Share of a department = amount x its part of the base / the whole base. Source: Drury, Management and Cost
 * Accounting, "first stage allocation"; CIMA Official Terminology, "allocation", "apportionment". Not rounded.
 *
 * @param input - overheads (major units) and departments with their bases
 * @returns what each department bears, in the order given; the amounts add to those of the overheads
 * @throws SopError `UNKNOWN_ID`, `DUPLICATE_ID`, `CONFLICT` for a base and a department at once or neither, `EMPTY` for
 * a base of which no department has any
 * @example
 * ```ts
 * import { distributeOverheads } from 'sop-engine/costing'
 * distributeOverheads({
 *   overheads: [
 *     { overheadId: 'rent', amount: 900, base: 'area' },
 *     { overheadId: 'foreman', amount: 200, departmentId: 'paint' },
 *   ],
 *   departments: [
 *     { departmentId: 'paint', bases: { area: 100 } },
 *     { departmentId: 'weld', bases: { area: 200 } },
 *   ],
 * }).map(({ departmentId, amount }) => [departmentId, amount]) // => [['paint', 500], ['weld', 600]]
 * ```
 */
export function distributeOverheads(input: OverheadDistributionInput): DepartmentOverhead[] {
  const issues = createIssueList()
  record<OverheadDistributionInput>({
    overheads: list(
      record<OverheadToDistribute>({
        overheadId: text,
        amount: number(),
        base: optional(text),
        departmentId: optional(text),
      }),
    ),
    departments: list(record<DepartmentBases>({ departmentId: text, bases: optional(recordOf(number(QUANTITY))) }), {
      least: 1,
    }),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { overheads, departments } = input
  checkUniqueIds(
    overheads.map(({ overheadId }) => overheadId),
    (n) => `overheads[${n}].overheadId`,
    issues,
  )
  checkUniqueIds(
    departments.map(({ departmentId }) => departmentId),
    (n) => `departments[${n}].departmentId`,
    issues,
  )
  const totalOf = (base: string): number => departments.reduce((sum, { bases }) => sum + (bases?.[base] ?? 0), 0)
  const ids = new Set(departments.map(({ departmentId }) => departmentId))
  overheads.forEach(({ base, departmentId }, n) => {
    const at = `overheads[${n}]`
    if ((base === undefined) === (departmentId === undefined)) {
      const message = 'An overhead is spread by a base, or borne by one department.'
      issues.add('CONFLICT', at, base, message, 'Give base or departmentId.')
    } else if (departmentId !== undefined && !ids.has(departmentId)) {
      const message = `There is no department '${departmentId}'.`
      issues.add('UNKNOWN_ID', `${at}.departmentId`, departmentId, message, 'Add it to departments, or correct the id.')
    } else if (base !== undefined && !(totalOf(base) > 0)) {
      const message = `No department has any of '${base}'.`
      issues.add('EMPTY', `${at}.base`, base, message, 'Give it in bases, or take another base.')
    }
  })
  issues.throwIfAny()
  const totals = new Map(overheads.flatMap(({ base }) => (base === undefined ? [] : [[base, totalOf(base)]])))
  return departments.map(({ departmentId, bases = {} }) => {
    const parts = overheads.flatMap((overhead) => {
      const { overheadId, base } = overhead
      const share =
        base === undefined
          ? Number(overhead.departmentId === departmentId)
          : (bases[base] ?? 0) / (totals.get(base) ?? 1)
      return share === 0 ? [] : [{ overheadId, amount: overhead.amount * share }]
    })
    return { departmentId, amount: parts.reduce((sum, { amount }) => sum + amount, 0), parts }
  })
}
