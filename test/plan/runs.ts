/**
 * Runs of a property over whole plans where nobody says how many (`SOP_FC_RUNS`): few, since each plans and proves a company, and the deep
 * run has hundreds.
 */
export const RUNS: number = Number(process.env['SOP_FC_RUNS'] ?? 40)

/** Most of such runs as are asked for by hand (`npm run test:deep -- --runs 10000`). */
const MOST_COSTLY = 400

/**
 * Runs of a property that plans several companies in each, or reads a dozen inputs: `few` where nobody says how many, else a third of
 * what is said. One of these runs takes as long as three of another property; with as many they were a third of the deep run.
 */
export const costlyRuns = (few: number): number => {
  const said = process.env['SOP_FC_RUNS']
  return said === undefined ? few : Math.min(MOST_COSTLY, Math.ceil(Number(said) / 3))
}
