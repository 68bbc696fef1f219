import { type Check, refuse } from '../../core/checking/checks.js'

const REMEDY = "Name the first period that has not happened, where the next plan begins, as '2027-02'."

/** The id of the first period that is not closed; whether the plan has it is asked later. */
export const firstOpen: Check = (value, path, issues) =>
  (typeof value === 'string' && value !== '') ||
  refuse(issues, value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE', path, value, 'the id of a period', REMEDY)
