import {
  type Check,
  having,
  isRecord,
  list,
  number,
  numbers,
  optional,
  orNull,
  recordOf,
  refuse,
  text,
} from '../core/checking/checks.js'
import { isSopError, type IssueList } from '../core/checking/errors.js'
import { paymentTerms } from '../core/time/terms.js'
import { checkLedger } from '../finance/ledger/checkLedger.js'
import type { Ledger } from '../finance/types.js'
import { isPlan } from '../plan/isPlan.js'
import { checkPlanInput } from '../schema/checkPlanInput.js'
import { NORMAL_TABLE_NAMES } from '../schema/tables/tables.js'
import { HOURS, ITEM_UNITS, MONEY } from './figures.js'

// A plan that went through an app may have lost a section, or rows of one: what is read of it is looked at first.

const periods: Check = having({ periods: list(having({ id: text, start: text, end: text })) })
const costs: Check = list(having({ itemId: text, unitCost: number() }))
const quantities = { itemId: text, produced: numbers(), purchased: numbers(), scheduledReceipts: numbers() }

/** What is made, bought and costs what, by period. */
const SUPPLIED: Readonly<Record<string, Check>> = {
  calendar: periods,
  costs,
  supply: having({ records: list(having(quantities)) }),
  input: having({
    sources: list(having({ itemId: text, leadTimeDays: number() })),
    policy: having({ firmPeriods: number() }),
  }),
}

const component: Check = having({ componentId: text, quantities: numbers() })

/** A ledger whose postings are whole and balance. */
function books(value: unknown, path: string, issues: IssueList): boolean {
  try {
    checkLedger(value as Ledger)
    return true
  } catch (error) {
    if (!isSopError(error)) throw error
    for (const issue of error.issues) issues.issues.push({ ...issue, path: issue.path.replace(/^ledger/, path) })
    return false
  }
}

/** Everything that is read of a plan whose periods are closed. */
const CLOSED: Readonly<Record<string, Check>> = {
  calendar: periods,
  demand: list(having({ itemId: text, marketId: optional(text), consensus: numbers() })),
  costs,
  supply: having({
    records: list(
      having({
        ...quantities,
        shipped: numbers(),
        components: list(component),
        refused: optional(numbers()),
        refusedShipped: optional(numbers()),
      }),
    ),
    resources: list(
      having({
        resourceId: text,
        regularHours: numbers(),
        overtimeHours: numbers(),
        capacityHours: numbers(),
        overtimeLimitHours: numbers(),
      }),
    ),
    plannedOrders: list(
      having({
        itemId: text,
        sourceId: text,
        kind: text,
        quantity: number(),
        releaseDate: text,
        dueDate: text,
        periodId: text,
      }),
    ),
    sources: list(having({ itemId: text, kind: text, quantities: numbers() })),
  }),
  standards: list(
    having({
      itemId: text,
      periodId: text,
      unitCost: number(),
      variableCost: number(),
      thisLevel: having({ outsideProcessing: number() }),
    }),
  ),
  inventory: list(having({ itemId: text, closing: numbers() })),
  shipments: list(having({ itemId: text, marketId: optional(text), demand: numbers(), shipped: numbers() })),
  profitability: list(having({ shipped: numbers(), revenue: numbers() })),
  ledger: books,
}

/** Tables of one row. */
const ONE_ROW = ['calendar', 'finance', 'policy', 'forecasting'] as const

/** Terms that a plan has in any case. */
const TERMS: Readonly<Record<string, Check>> = {
  customerTerms: paymentTerms,
  supplierTerms: paymentTerms,
  payrollTerms: paymentTerms,
}

/** The tables of a plan's input: all are there, and are what a plan can be made from. */
function checkTables(input: unknown, path: string, issues: IssueList): boolean {
  if (!isRecord(input, path, issues)) return false
  const missing = [...NORMAL_TABLE_NAMES, ...ONE_ROW].filter((name) => input[name] === undefined)
  for (const name of missing)
    refuse(issues, 'MISSING_VALUE', `${path}.${name}`, undefined, 'a table of a plan', 'Pass what plan returned.')
  if (!missing.includes('finance') && !having(TERMS)(input['finance'], `${path}.finance`, issues)) return false
  if (!having({ currency: text, asOf: text })(input, path, issues)) return false
  const found = checkPlanInput(input).filter((issue) => !missing.some((name) => name === issue.path))
  for (const issue of found) issues.issues.push({ ...issue, path: `${path}.${issue.path}` })
  return missing.length === 0 && found.length === 0
}

const statement: Check = having({ lines: list(having({ id: text, amounts: numbers() })), periodIds: list(text) })

/** What is read of a plan beside that when it is held against what happened. */
const ANALYZED: Readonly<Record<string, Check>> = {
  ...CLOSED,
  inventory: list(having({ itemId: text, opening: numbers(), closing: numbers() })),
  statements: having({ incomeStatement: statement, contribution: statement }),
}

/** A plan of which supply is compared. */
export const suppliedPlan: Check = (value, path, issues) =>
  isPlan(value, path, issues) && having(SUPPLIED)(value, path, issues)

/** Whom a plan leaves for their price: who rolls it forward needs to know that they do not wait. */
const left: Check = having({
  certificate: having({
    openRanges: optional(list(having({ itemId: text, periodId: text, unpaid: optional(number()) }))),
  }),
})

/** A plan of which periods are closed. */
export const closedPlan: Check = (value, path, issues) =>
  isPlan(value, path, issues) &&
  having({ ...CLOSED, input: checkTables })(value, path, issues) &&
  having({ supply: left })(value, path, issues)

/** A plan that is held against what happened. */
export const analyzedPlan: Check = (value, path, issues) =>
  isPlan(value, path, issues) && having({ ...ANALYZED, input: checkTables })(value, path, issues)

const amounts: Check = list(orNull(number()))
const figure = having({ values: amounts, total: orNull(number()) })
const ofResources = list(having({ resourceId: text, values: amounts, total: orNull(number()) }))
const numbersOf = (fields: readonly string[]): Readonly<Record<string, Check>> =>
  Object.fromEntries(fields.map((field) => [field, numbers()]))

/** Everything that is read of a plan that is laid beside another. */
const COMPARED: Readonly<Record<string, Check>> = {
  calendar: periods,
  costs,
  kpis: recordOf((value, path, issues) => (Array.isArray(value) ? ofResources : figure)(value, path, issues)),
  statements: recordOf(having({ lines: list(having({ id: text, amounts })) })),
  supply: having({
    records: list(having({ itemId: text, ...numbersOf(ITEM_UNITS) })),
    resources: list(having({ resourceId: text, ...numbersOf(HOURS) })),
  }),
  contribution: list(having({ itemId: optional(text), marketId: optional(text), ...numbersOf(MONEY) })),
  exceptions: list(having({ code: text, refs: list(having({})), moneyAtStake: optional(number()) })),
  input: having({ resources: list(having({ id: text })) }),
}

/** A plan that is laid beside another. */
export const comparedPlan: Check = (value, path, issues) =>
  isPlan(value, path, issues) && having(COMPARED)(value, path, issues)
