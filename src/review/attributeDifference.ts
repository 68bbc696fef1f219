import {
  anything,
  type Check,
  isPlain,
  list,
  oneOf,
  optional,
  record,
  refuse,
  throwIfUnreadable,
} from '../core/checking/checks.js'
import { RUN_FIELDS, TIME_FIELDS } from '../core/running/runChecks.js'
import { pick } from '../core/checking/pick.js'
import { createIssueList } from '../core/checking/errors.js'
import { shapley } from '../math/shapley.js'
import { lpSolver } from '../lp/modelChecks.js'
import type { LpStatus } from '../lp/solver.js'
import { createMemory } from '../plan/memory/planMemory.js'
import { checkPlanOptions, planRead } from '../plan/plan.js'
import type { CheckedInput } from '../schema/checkPlanInput.js'
import type { Plan, PlanOptions } from '../plan/types.js'
import { applyChanges } from '../scenario/applyPatch.js'
import { type PlacedChange, readChanges } from '../scenario/checkPatch.js'
import { openInput } from '../scenario/openInput.js'
import type { Changes, Patch } from '../scenario/types.js'
import type { PlanInput } from '../schema/types.js'
import { measureOf, type PlanMeasure } from './measure.js'

/** Options of {@link attributeDifference}. */
export interface AttributeDifferenceOptions extends PlanOptions {
  /** What makes the difference: patches, or groups of patches that are looked at as one. */
  readonly patches: readonly Changes[]
  /** What differs. */
  readonly measure: PlanMeasure
  /** Default: `shapley` for up to six patches, `waterfall` for more. */
  readonly method?: 'shapley' | 'waterfall'
}

/** What one patch, or group, makes of a difference. */
export interface DifferencePart {
  /** Ids of the patches of the group; of a set of changes without an id, its place in `patches`. */
  readonly patchIds: readonly string[]
  readonly amount: number
}

/** A difference and what makes it. */
export interface DifferenceAttribution {
  /** `attributed`, or `undefined` where the measure has no value in one of the plans: then there are no parts. */
  readonly status: 'attributed' | 'undefined'
  /** Of the input without a patch. */
  readonly before: number | null
  /** Of the input with all of them. */
  readonly after: number | null
  readonly difference: number | null
  /**
   * `shapley`: the mean over all orders in which the patches could come. `waterfall`: what each adds to those before it, in the
   * order of the parts.
   */
  readonly method: 'shapley' | 'waterfall'
  /** In the order of the patches; they add up to the difference. */
  readonly parts: readonly DifferencePart[]
  /** Plans that were made. */
  readonly plans: number
  /** With `undefined`: patches of the first plan that has no value, and its status. */
  readonly without?: { readonly patchIds: readonly string[]; readonly planStatus: LpStatus }
}

/** What `plan` takes. */
const RUN_OPTIONS = ['previous', 'solver', 'timeLimitSeconds', 'now', 'signal', 'onProgress'] as const

/** Patches of which all orders are looked at. */
const MOST = 6

const measureCheck: Check = (value, path, issues) =>
  typeof value === 'function' ||
  typeof value === 'string' ||
  isPlain(value) ||
  refuse(
    issues,
    value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE',
    path,
    value,
    'the name of a key figure, a line of a statement, or a function',
  )

function idsOf(group: Changes, place: number): readonly string[] {
  const sets = (Array.isArray(group) ? group : [group]) as readonly Partial<Patch>[]
  return sets.map(({ id }, n) => id ?? (sets.length === 1 ? String(place) : `${place}.${n}`))
}

/** Plans of coalitions, made as they are asked for. */
interface CoalitionPlans {
  readonly count: () => number
  readonly planOf: (members: readonly number[]) => Promise<Plan>
}

/**
 * The plans of coalitions; two coalitions that come to the same input share one. Each stays with the plan of the base where plans
 * are equal, so that what moves is moved by a patch.
 */
function createPlans(base: PlanInput, groups: readonly (readonly PlacedChange[])[], run: PlanOptions): CoalitionPlans {
  const known = new Map<string, Promise<Plan>>()
  const memory = createMemory()
  const open = openInput(base)
  const inputOf = (members: readonly number[]): CheckedInput =>
    applyChanges(
      open,
      members.flatMap((n) => groups[n] ?? []),
    )
  const planOnce = (read: CheckedInput, previous: Plan | undefined): Promise<Plan> => {
    const text = JSON.stringify(read.input)
    const found =
      known.get(text) ?? planRead(read, { ...run, ...(previous !== undefined && { previous }) }, { shared: memory })
    known.set(text, found)
    return found
  }
  let ofBase: Promise<Plan> | undefined
  return {
    count: () => known.size,
    async planOf(members) {
      const read = inputOf(members)
      ofBase ??= planOnce(inputOf([]), run.previous)
      return planOnce(read, await ofBase)
    },
  }
}

const membersOf = (bits: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => n).filter((n) => (bits >> n) & 1)

/**
 * Says how much of the difference between two plans each of several patches makes: in profit, in cash, in service, in any number of a
 * plan.
 *
 * Patches that work on the same thing make more or less together than apart. By the Shapley value each gets the mean of what it
 * adds over all orders in which they could come; so one that changes nothing gets nothing, and the parts add up to the last minor
 * unit (of what is no money, to nine decimals). Every set of patches is planned: 64 plans for six, in which a model is solved once, however often it comes. Beyond six, or with
 * `method: 'waterfall'`, they are added one after the other, in the order given, which then decides.
 *
 * @param base - the input without the patches
 * @param options - the patches, what is measured, the method, and what `plan` takes
 * @returns the parts; where a plan has no such number (there is no plan, or nothing to take a share of), which one
 * @throws SopError as `applyPatch` and `plan` do, and for a measure that plans do not have
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { attributeDifference } from 'sop-engine/review'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 1 },
 *   items: [{ id: 'lamp', price: 50, purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100] }],
 * }
 * const price = { changes: [{ table: 'items', key: 'lamp', field: 'price', op: 'set', value: 60 }] } as const
 * const more = { changes: [{ table: 'forecasts', key: { itemId: 'lamp' }, field: 'quantities', op: 'multiply', value: 1.2 }] } as const
 * const { difference, parts } = await attributeDifference(base, { patches: [price, more], measure: 'grossMargin' })
 * difference // => 1600
 * parts.map(({ amount }) => amount) // => [1100, 500]
 * ```
 */
export async function attributeDifference(
  base: PlanInput,
  options: AttributeDifferenceOptions,
): Promise<DifferenceAttribution> {
  const issues = createIssueList()
  record<AttributeDifferenceOptions>({
    patches: list(anything),
    measure: measureCheck,
    method: optional(oneOf('shapley', 'waterfall')),
    ...RUN_FIELDS,
    ...TIME_FIELDS,
    solver: optional(lpSolver),
    previous: optional(anything),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  const count = options.patches.length
  const method = options.method ?? (count > MOST ? 'waterfall' : 'shapley')
  if (method === 'shapley' && count > MOST) {
    const message = `All orders of ${count} patches are more than can be planned: at most ${MOST}.`
    issues.add(
      'OUT_OF_RANGE',
      'options.method',
      method,
      message,
      "Put some of them together in groups, or use 'waterfall'.",
    )
  }
  issues.throwIfAny()
  const groups = options.patches.map((group, n) => readChanges(group, `options.patches[${n}]`))
  const run = pick(options, RUN_OPTIONS)
  checkPlanOptions(run)
  const plans = createPlans(base, groups, run)
  const coalitions =
    method === 'shapley'
      ? Array.from({ length: 2 ** count }, (_, bits) => membersOf(bits, count))
      : Array.from({ length: count + 1 }, (_, n) => membersOf(2 ** n - 1, count))
  // All together first: patches that cannot stand beside each other are told before anything is planned.
  await plans.planOf(coalitions.at(-1) ?? [])
  const values: bigint[] = []
  let power = 1
  const ids = options.patches.map(idsOf)
  const numbers: (number | null)[] = []
  for (const members of coalitions) {
    const made = await plans.planOf(members)
    const { value, decimals } = measureOf(made, options.measure)
    power = 10 ** decimals
    numbers.push(value)
    if (value === null) {
      return {
        status: 'undefined',
        before: numbers[0] ?? null,
        after: null,
        difference: null,
        method,
        parts: [],
        plans: plans.count(),
        without: { patchIds: members.flatMap((n) => ids[n] ?? []), planStatus: made.status },
      }
    }
    values.push(BigInt(Math.round(value * power)))
  }
  const amounts =
    method === 'shapley'
      ? shapley(count, (bits) => values[bits] ?? 0n)
      : options.patches.map((_, n) => (values[n + 1] ?? 0n) - (values[n] ?? 0n))
  return {
    status: 'attributed',
    before: numbers[0] ?? null,
    after: numbers.at(-1) ?? null,
    difference: Number((values.at(-1) ?? 0n) - (values[0] ?? 0n)) / power,
    method,
    parts: amounts.map((amount, n) => ({ patchIds: ids[n] ?? [], amount: Number(amount) / power })),
    plans: plans.count(),
  }
}
