import { plan, type Plan, type PlanInput } from 'sop-engine'
import {
  actualsOf,
  attributeDifference,
  comparePlans,
  contentHash,
  type DifferencePart,
  isSignedOff,
  type PlanDifference,
  type PlanStability,
  planStability,
  rollForward,
  type RolledInput,
  type VarianceAnalysis,
  varianceAnalysis,
} from 'sop-engine/review'
import { applyPatch, mergeInputs, type MergeConflict, type Patch } from 'sop-engine/scenario'
import { closeMonth } from './closeMonth.js'
import type { Line } from './company.js'
import type { Meeting } from './meetings.js'

/** All that one month's meeting sees, and what came after it. */
export interface Month {
  readonly meeting: Meeting
  readonly scenarios: readonly Patch[]
  /** Without any scenario, and as it was agreed. */
  readonly asIs: Plan
  readonly agreed: Plan
  readonly conflicts: readonly MergeConflict[]
  readonly differences: readonly PlanDifference[]
  /** What each agreed scenario makes of the net income. */
  readonly parts: readonly DifferencePart[]
  readonly isSigned: boolean
  /** Where the profit of the month went that was planned. */
  readonly variances: VarianceAnalysis
  /** What the month left when it was over. */
  readonly rolled: RolledInput
  /** How much the next plan, as it is, differs from the agreed one. */
  readonly next: Plan
  readonly stability: PlanStability
}

const PEOPLE = ['sales', 'operations', 'finance'] as const

/** The agreed input with the decision, and with everybody's signature. */
function sign(input: PlanInput, { date, agreed, because }: Meeting, scenarios: readonly Patch[]): PlanInput {
  const chosen = agreed.length === 0 ? 'as is' : agreed.join(', ')
  const decisions = [
    ...(input.decisions ?? []),
    {
      id: `meeting of ${date}`,
      date,
      owner: 'general manager',
      alternatives: [...new Set(['as is', scenarios.map(({ id }) => id).join(', '), chosen])].filter(
        (name) => name !== '',
      ),
      chosen,
      expectedEffect: because,
    },
  ]
  const decided = { ...input, decisions, stakeholders: PEOPLE.map((id) => ({ id, role: id, signs: true })) }
  const hash = contentHash(decided)
  return { ...decided, signOffs: PEOPLE.map((stakeholderId) => ({ stakeholderId, date, contentHash: hash })) }
}

/** Where what two owners want of the input cannot both be. */
function findConflicts(input: PlanInput, scenarios: readonly Patch[]): readonly MergeConflict[] {
  const owners = [...new Set(scenarios.map(({ owner }) => owner))]
  const wanted = (owner: string): PlanInput =>
    applyPatch(
      input,
      scenarios.filter((patch) => patch.owner === owner),
    )
  return owners.flatMap((ours, n) =>
    owners.slice(n + 1).flatMap((theirs) => {
      const sides = { ours: wanted(ours), theirs: wanted(theirs), owners: { ours, theirs } }
      return mergeInputs(input, sides).conflicts
    }),
  )
}

/** Plans one month, lets it happen as it did, and plans on. */
async function runMonth(input: PlanInput, meeting: Meeting, line: Line): Promise<Month> {
  const scenarios = meeting.scenarios(input)
  const chosen = scenarios.filter(({ id }) => meeting.agreed.includes(id))
  const asIs = await plan(input)
  const signed = sign(applyPatch(input, chosen), meeting, scenarios)
  const agreed = await plan(signed, { previous: asIs })
  const { parts } =
    chosen.length === 0 ? { parts: [] } : await attributeDifference(input, { patches: chosen, measure: 'netIncome' })
  const to = agreed.calendar.periods[1]?.id ?? ''
  const happened = closeMonth(agreed, actualsOf(agreed, { to }), line)
  const rolled = rollForward(signed, { ...happened, plan: agreed, to })
  const next = await plan(rolled.input, { previous: agreed })
  return {
    meeting,
    scenarios,
    asIs,
    agreed,
    conflicts: findConflicts(input, scenarios),
    differences: comparePlans(asIs, agreed),
    parts,
    isSigned: isSignedOff(agreed),
    variances: varianceAnalysis(agreed, { actuals: happened.actuals }),
    rolled,
    next,
    stability: planStability(agreed, next),
  }
}

/** Runs the meetings one after the other, each on what the month before it left. */
export async function runCycle(line: Line, meetings: readonly Meeting[]): Promise<readonly Month[]> {
  const months: Month[] = []
  let { input } = line
  for (const meeting of meetings) {
    const month = await runMonth(input, meeting, line)
    months.push(month)
    input = month.rolled.input
  }
  return months
}
