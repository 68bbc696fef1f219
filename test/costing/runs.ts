/** Runs of the properties of costing, which take so little time that the deep run tries as many companies as nearly full shops. */
export const RUNS = Number(process.env['SOP_SHOPS'] ?? process.env['SOP_FC_RUNS'] ?? 300)
