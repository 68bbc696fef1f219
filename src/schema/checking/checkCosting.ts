import { createIssueList } from '../../core/checking/errors.js'
import { parsePeriodId } from '../../core/time/calendar.js'
import { planActual } from '../../costing/variances/varianceChecks.js'
import { type Context, rows } from '../reading/referenceChecks.js'
import { standardVersionOf } from '../reading/standardVersion.js'

/** Adds every mistake in the tables of costing that the registry alone does not find. */
export function checkCosting(context: Context): void {
  checkVersion(context)
  checkActuals(context)
  checkMarginPolicies(context)
}

/** One version of the standards holds, and every item that has a row of it has one on the first day of the plan. */
function checkVersion({ input, issues, calendar }: Context): void {
  const all = rows(input.standards)
  const named = input.policy?.standardVersion
  const versions = [...new Set(all.map(([, { version }]) => version))].sort()
  if (typeof named === 'string' && !versions.includes(named)) {
    issues.add(
      'UNKNOWN_ID',
      'policy.standardVersion',
      named,
      versions.length === 0
        ? 'There are no standards.'
        : `There are standards of ${versions.map((version) => `'${version}'`).join(', ')}.`,
      'Correct it, or add the standards of this version.',
    )
  }
  if (named === undefined && versions.length > 1) {
    issues.add(
      'MISSING_VALUE',
      'policy.standardVersion',
      undefined,
      `There are standards of ${versions.length} versions: ${versions.map((version) => `'${version}'`).join(', ')}.`,
      'Say which of them holds.',
    )
  }
  const version = standardVersionOf(input)
  const start = calendar?.periods[0]?.start
  if (version === undefined || start === undefined) return
  const first = new Map<string, { readonly i: number; readonly firstDate: string }>()
  for (const [i, row] of all) {
    if (row.version !== version || typeof row.firstDate !== 'string') continue
    const known = first.get(row.itemId)
    if (known === undefined || row.firstDate < known.firstDate) first.set(row.itemId, { i, firstDate: row.firstDate })
  }
  for (const [itemId, { i, firstDate }] of first) {
    if (firstDate <= start) continue
    issues.add(
      'MISSING_VALUE',
      `standards[${i}].firstDate`,
      firstDate,
      `The standard of '${itemId}' begins after it is needed: the plan begins on ${start}.`,
      'Give one that holds on that day as well, or leave the item out of this version to have it rolled up.',
    )
  }
}

/** Each kind has fields of its own, and a period that there can be. */
function checkActuals({ input, issues }: Context): void {
  const startMonth = input.calendar?.fiscalYearStartMonth ?? 1
  for (const [i, { attributes: _, ...row }] of rows(input.actuals)) {
    const own = createIssueList()
    planActual(row, `actuals[${i}]`, own)
    issues.issues.push(...own.issues)
    if (typeof row.periodId !== 'string' || parsePeriodId(row.periodId, startMonth) !== undefined) continue
    issues.add(
      'INVALID_DATE',
      `actuals[${i}].periodId`,
      row.periodId,
      'This names no period.',
      "Write a year as '2026', a quarter as '2026-Q4', a month as '2026-12', a week as '2026-W51', a day as '2026-12-31'.",
    )
  }
}

function checkMarginPolicies({ input, issues }: Context): void {
  const values = new Map<string, Set<string>>()
  for (const [, { attributes }] of rows(input.items)) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      const known = values.get(name) ?? new Set()
      values.set(name, known.add(String(value)))
    }
  }
  for (const [i, row] of rows(input.marginPolicies)) {
    const at = `marginPolicies[${i}]`
    const { attribute, attributeValue, floorShare, ceilingShare } = row
    if (floorShare === undefined && ceilingShare === undefined) {
      issues.add('MISSING_VALUE', at, row, 'The row has no bound.', 'Give floorShare, ceilingShare or both.')
    }
    if (floorShare !== undefined && ceilingShare !== undefined && floorShare > ceilingShare) {
      const message = `The least margin is above the most, ${ceilingShare}.`
      issues.add('OUT_OF_RANGE', `${at}.floorShare`, floorShare, message, 'Give a floor that is not above the ceiling.')
    }
    if (attribute === undefined) {
      if (attributeValue === undefined) continue
      const message = 'A value of which attribute?'
      issues.add('MISSING_VALUE', `${at}.attribute`, undefined, message, 'Name the attribute as well.')
    } else if (!values.has(attribute)) {
      const message = `No item has an attribute '${attribute}'.`
      issues.add('UNKNOWN_ID', `${at}.attribute`, attribute, message, 'Correct it, or give items this attribute.')
    } else if (attributeValue !== undefined && values.get(attribute)?.has(attributeValue) !== true) {
      const message = `No item has '${attributeValue}' for its '${attribute}'.`
      issues.add('UNKNOWN_ID', `${at}.attributeValue`, attributeValue, message, 'Correct it, or leave it out.')
    }
  }
}
