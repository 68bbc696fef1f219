import { STATEMENT_LINES, VARIANCE_NAMES } from '../../costing/variances/varianceRules.js'
import type { PlanVarianceName } from './types.js'

/** All names of variances of a plan: a budget without a ledger posts no write-downs. */
export const PLAN_VARIANCE_NAMES: readonly PlanVarianceName[] = [...VARIANCE_NAMES, 'stockWriteDown']

/** The second level of a tree, in the order of an operating statement. */
export const PLAN_STATEMENT_LINES: readonly PlanVarianceName[] = [...STATEMENT_LINES, 'stockWriteDown']
