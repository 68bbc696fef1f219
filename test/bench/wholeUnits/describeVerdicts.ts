import { HIGHS_GAP, type Verdict } from '../../production/wholeUnits/judgeShop.js'

const percent = (share: number): string => `${(100 * share).toFixed(3)} %`
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The figures of a run, one block for each face. */
export function describeVerdicts(verdicts: readonly Verdict[]): string[] {
  return (['problem', 'plan'] as const).flatMap((face) => {
    const mine = verdicts.filter((verdict) => verdict.face === face)
    return mine.length === 0 ? [] : describeFace(face, mine)
  })
}

function describeFace(face: string, verdicts: readonly Verdict[]): string[] {
  const measured = verdicts.filter(({ gapShare }) => gapShare !== null)
  const gaps = measured.map(({ gapShare }) => gapShare as number)
  const large = verdicts.filter(({ isLarge }) => isLarge).map(({ lpGapShare }) => lpGapShare as number)
  const seeds = (found: readonly Verdict[]): string =>
    found.length === 0
      ? '0'
      : `${found.length} (seeds ${found
          .slice(0, 12)
          .map(({ seed }) => seed)
          .join(', ')})`
  const broken = verdicts.filter(({ breaches }) => breaches.length > 0)
  const rules = new Map<string, number>()
  for (const { breaches } of broken) {
    for (const rule of new Set(breaches.map((breach) => breach.rule))) rules.set(rule, (rules.get(rule) ?? 0) + 1)
  }
  const statuses = new Map<string, number>()
  for (const { status } of verdicts) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  const over = gaps.filter((gap) => gap > 0.01)
  const silent = verdicts.filter(
    ({ lpGapShare, hasExceptionOfCost }) => (lpGapShare ?? 0) > 0.01 && hasExceptionOfCost === false,
  )
  const earnsMore = verdicts.filter(
    ({ bound, total, gapShare, breaches, revenue }) =>
      gapShare !== null &&
      breaches.length === 0 &&
      total > (bound as number) + (HIGHS_GAP + 1e-6) * Math.max(1, revenue),
  )
  const worst = [...measured].sort((a, b) => (b.gapShare as number) - (a.gapShare as number)).slice(0, 10)
  return [
    `${face === 'plan' ? 'plan()' : 'optimizeProduction()'}: ${verdicts.length} shops, ${[...statuses].map(([status, n]) => `${n} ${status}`).join(', ')}`,
    `  (bound - ours) / max(revenue, 1) of ${gaps.length}: mean ${percent(mean(gaps))}, median ${percent(median(gaps))}, worst ${percent(Math.max(0, ...gaps))}, over 1 %: ${over.length}`,
    `  against the linear program where every flow is above 100 a period, ${large.length} shops: median ${percent(median(large))}`,
    `  plans that break a rule: ${seeds(broken)}${[...rules].map(([rule, n]) => `, ${rule} ${n}`).join('')}`,
    `  infeasible although HiGHS has a plan: ${seeds(verdicts.filter((one) => one.isFalseInfeasible))}`,
    `  no plan although HiGHS has one: ${seeds(verdicts.filter((one) => one.isMissingPlan))}`,
    `  a plan although HiGHS proves that there is none: ${seeds(verdicts.filter((one) => one.highs === 'infeasible' && one.gapShare === null && one.lpGapShare !== null && one.breaches.length === 0))}`,
    `  more than the bound with nothing broken: ${seeds(earnsMore)}`,
    ...(face === 'plan'
      ? [
          `  not verified: ${seeds(verdicts.filter((one) => one.isVerified === false))}`,
          `  whole units cost over 1 % and no exception says so: ${seeds(silent)}`,
        ]
      : []),
    `  HiGHS did not close in its seconds: ${seeds(verdicts.filter((one) => one.highs === 'open' || one.highs === 'unknown'))}`,
    `  seconds: ours ${verdicts.reduce((sum, one) => sum + one.oursSeconds, 0).toFixed(1)} (most ${Math.max(...verdicts.map((one) => one.oursSeconds)).toFixed(2)}), HiGHS ${verdicts.reduce((sum, one) => sum + one.highsSeconds, 0).toFixed(1)}`,
    '  worst:',
    ...worst.map(
      (one) =>
        `    seed ${one.seed}: ${percent(one.gapShare as number)}, ${one.items} items, ${one.periods} periods, ours ${one.total.toFixed(2)}, HiGHS ${one.best?.toFixed(2) ?? 'none'}, bound ${one.bound?.toFixed(2)}, before rounding ${one.beforeRounding.toFixed(2)}`,
    ),
  ]
}
