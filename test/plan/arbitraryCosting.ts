import type fc from 'fast-check'
import type { PlanInput, PlanStandard } from '../../src/schema/index.js'

type Gen = fc.GeneratorValue

const ELEMENTS = ['material', 'labor', 'variableOverhead', 'fixedOverhead', 'outsideProcessing'] as const

/** Which ways to value stock a generated company uses. */
export function costingFeaturesOf(input: PlanInput): string[] {
  const { policy = {}, standards = [], resources = [] } = input
  const { start } = input.calendar
  const features = [`valuation ${policy.valuation ?? 'default'}`]
  const add = (feature: string, present: boolean): void => {
    if (present) features.push(feature)
  }
  add('rate for standards', policy.restandardRate !== undefined)
  add('standards of one version', standards.length > 0 && policy.standardVersion === undefined)
  add('standards of two versions', new Set(standards.map(({ version }) => version)).size > 1)
  add(
    'standards that begin within the plan',
    standards.some(({ firstDate }) => firstDate > start),
  )
  add(
    'overhead rate by period',
    resources.some(({ fixedOverheadPerHour }) => Array.isArray(fixedOverheadPerHour)),
  )
  return features
}

/** The same company, some of whose standards are given, and whose stock may be valued at moving average. */
export function addCosting(g: Gen, base: PlanInput, integer: typeof fc.integer, count: number): PlanInput {
  const whole = (min: number, max: number): number => g(integer, { min, max })
  const oneIn = (n: number): boolean => whole(1, n) === 1
  if (!oneIn(2)) return base
  const { start } = base.calendar
  const later = `${start.slice(0, 8)}28`
  const standardsOf = (version: string): PlanStandard[] =>
    base.items.flatMap(({ id }) =>
      oneIn(2)
        ? []
        : ELEMENTS.filter(() => oneIn(2)).flatMap((element) => {
            const row = { itemId: id, version, element, firstDate: '2026-01-01', amountPerUnit: whole(0, 5000) / 100 }
            const next = { ...row, firstDate: oneIn(2) ? later : '2027-03-01', amountPerUnit: whole(0, 5000) / 1000 }
            return oneIn(2) ? [row] : [row, next]
          }),
    )
  const first = oneIn(2) ? standardsOf('plan') : []
  const standards = first.length > 0 && oneIn(2) ? [...first, ...standardsOf('draft')] : first
  const isOne = standards.every(({ version }) => version === 'plan')
  const rates = (): number[] => Array.from({ length: count }, () => whole(0, 4000) / 100)
  return {
    ...base,
    ...(standards.length > 0 && { standards }),
    resources: (base.resources ?? []).map((row) =>
      row.fixedOverheadPerHour === undefined && oneIn(4) ? { ...row, fixedOverheadPerHour: rates() } : row,
    ),
    policy: {
      ...base.policy,
      ...(oneIn(2) && { valuation: oneIn(3) ? ('standard' as const) : ('movingAverage' as const) }),
      ...(oneIn(2) && { restandardRate: whole(0, 40) / 100 }),
      ...(!isOne && { standardVersion: 'plan' }),
    },
  }
}
