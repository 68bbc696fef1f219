/** Runs of the properties of costing, which take so little time that the deep run tries 2,000 companies. */
export const RUNS = Number(process.env['SOP_SHOPS'] ?? process.env['SOP_FC_RUNS'] ?? 300)
