/**
 * Runs of a property over whole plans where nobody says how many (`SOP_FC_RUNS`): few, since each plans and proves a company, and the deep
 * run has hundreds.
 */
export const RUNS: number = Number(process.env['SOP_FC_RUNS'] ?? 40)
