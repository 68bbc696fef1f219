import {
  list,
  number,
  oneOf,
  optional,
  QUANTITY,
  record,
  recordOf,
  SHARE,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** Units in process, and how far they are complete by element of cost. */
export interface UnitsInProcess {
  readonly units: number
  /** Share of each element that is in them, by element, as `{ material: 1, conversion: 0.4 }`. */
  readonly completion: Readonly<Record<string, number>>
  /** Cost that opening units bring along, by element; default 0. */
  readonly costs?: Readonly<Record<string, number>>
}

/** A process of one period. */
export interface ProcessInput {
  readonly opening?: UnitsInProcess
  /** Units put in; default what comes out and stays, less what was there: no loss. */
  readonly startedUnits?: number
  readonly completedUnits: number
  readonly closing?: UnitsInProcess
  /** Cost of the period by element, major units. */
  readonly costs: Readonly<Record<string, number>>
  /** Share of the units put in that is lost as a matter of course; default 0. */
  readonly normalLossShare?: number
  /** Units that are lost as a matter of course, as a tenth of the good ones; in place of `normalLossShare`. */
  readonly normalLossUnits?: number
  /**
   * Who bears the normal loss. `allUnits`: it has no equivalent units of its own, and so everything else costs more.
   * `completed`: its equivalent units are counted, and their cost is that of the completed ones, as when loss is found at the
   * end. `inspected`: completed and closing units share it, as when both have passed the place where it is found; first in, first
   * out, without opening units that were as far as `lossCompletion` says: they passed it in an earlier period. Default `allUnits`.
   */
  readonly normalLossBorneBy?: 'allUnits' | 'completed' | 'inspected'
  /** What a lost unit is sold for; default 0. */
  readonly scrapValuePerUnit?: number
  /** How far lost units are complete when the loss is found, by element; default 1. */
  readonly lossCompletion?: Readonly<Record<string, number>>
}

/** Where the cost of a process went. Major units of money. */
export interface ProcessCosts {
  readonly elements: readonly {
    readonly element: string
    /** Equivalent units that the cost is spread over. */
    readonly equivalentUnits: number
    /** Cost of one of them; null where there are none. */
    readonly costPerUnit: number | null
  }[]
  readonly normalLossUnits: number
  /** Lost beyond what is normal; below zero a gain. */
  readonly abnormalLossUnits: number
  readonly completedCost: number
  readonly closingCost: number
  /** What abnormal loss cost, before its scrap value; a gain is below zero. */
  readonly abnormalLossCost: number
  /** What the normal loss cost, before its scrap value: in the cost of those that bear it; 0 where all units do. */
  readonly normalLossCost: number
  /** What the normal loss is sold for: taken off the cost of the period, or of the normal loss where that is counted. */
  readonly normalLossScrap: number
  /** What a unit complete in the period costs on average; null where none is. */
  readonly completedCostPerUnit: number | null
}

/**
 * Process costing: the cost of a period over equivalent units, by weighted average or first in, first out, with normal
 * and abnormal loss.
 *
 * Equivalent units of an element = completed + closing x completion + abnormal loss x its completion, for FIFO less
 * opening x completion; cost of one = (cost of the period - scrap value of normal loss) / equivalent units, for the
 * weighted average with opening cost. By default normal loss has no equivalent units: the good ones bear it, and its
 * scrap value lowers the element named `material`, or `materials`, else the first one (Drury, "short-cut method");
 * Horngren, ch. 18, counts it, and adds its cost to the units that passed inspection in the period (`normalLossBorneBy`). Source: Horngren,
 * Cost Accounting, ch. 17, 18; CIMA Official Terminology, "equivalent units", "normal / abnormal loss". Not rounded.
 *
 * @param input - units with their completion, and cost by element (major units)
 * @param options - the method; default `weightedAverage`
 * @returns equivalent units, cost of one, and where the cost went: completed, closing, abnormal loss
 * @throws SopError `CONFLICT` for more units out than in without a normal loss, for two normal losses, or, first in first
 * out, for fewer units completed than were in process; `UNKNOWN_ID` for an element without cost, `OUT_OF_RANGE`, `EMPTY`
 * @example
 * ```ts
 * import { processCosts } from 'sop-engine/costing'
 * const result = processCosts(
 *   {
 *     opening: { units: 3600, completion: { material: 1, labor: 0.4 }, costs: { material: 36_000, labor: 10_000 } },
 *     completedUnits: 12_000,
 *     closing: { units: 2000, completion: { material: 1, labor: 0.2 } },
 *     costs: { material: 104_000, labor: 76_720 },
 *   },
 *   { method: 'fifo' },
 * )
 * result.elements.map(({ equivalentUnits, costPerUnit }) => [equivalentUnits, costPerUnit]) // => [[10400, 10], [10960, 7]]
 * result.closingCost // => 22800
 * ```
 */
export function processCosts(
  input: ProcessInput,
  options: { readonly method?: 'weightedAverage' | 'fifo' } = {},
): ProcessCosts {
  checkInput(input, options)
  const { completedUnits, costs, normalLossShare = 0, scrapValuePerUnit = 0, normalLossBorneBy = 'allUnits' } = input
  const isFifo = options.method === 'fifo'
  const none: UnitsInProcess = { units: 0, completion: {} }
  const { opening = none, closing = none } = input
  const started = input.startedUnits ?? completedUnits + closing.units - opening.units
  const normalLossUnits = input.normalLossUnits ?? started * normalLossShare
  const isCounted = normalLossBorneBy !== 'allUnits'
  const lost = opening.units + started - completedUnits - closing.units
  // In the noise of floats a share of units is not all that is lost.
  const difference = lost - normalLossUnits
  const abnormalLossUnits = Math.abs(difference) <= 1e-9 * Math.max(1, started) ? 0 : difference
  const normalLossScrap = normalLossUnits * scrapValuePerUnit
  const names = Object.keys(costs)
  const bearer = names.find((name) => name === 'material' || name === 'materials') ?? names.at(0)
  let [completedCost, closingCost, abnormalLossCost, normalLossCost] = [0, 0, 0, 0]
  const elements = names.map((element) => {
    const inOpening = opening.units * (opening.completion[element] ?? 0)
    const inClosing = closing.units * (closing.completion[element] ?? 0)
    const lossCompletion = input.lossCompletion?.[element] ?? 1
    const inLoss = abnormalLossUnits * lossCompletion
    const inNormal = isCounted ? normalLossUnits * lossCompletion : 0
    const equivalentUnits = completedUnits + inClosing + inLoss + inNormal - (isFifo ? inOpening : 0)
    const before = opening.costs?.[element] ?? 0
    const period = (costs[element] ?? 0) - (element === bearer && !isCounted ? normalLossScrap : 0)
    const rate = equivalentUnits > 0 ? (period + (isFifo ? 0 : before)) / equivalentUnits : null
    // Without any equivalent unit the cost belongs to what was completed.
    completedCost +=
      rate === null ? period + before : isFifo ? before + (completedUnits - inOpening) * rate : completedUnits * rate
    closingCost += inClosing * (rate ?? 0)
    abnormalLossCost += inLoss * (rate ?? 0)
    normalLossCost += inNormal * (rate ?? 0)
    return { element, equivalentUnits, costPerUnit: rate }
  })
  const borne = normalLossCost - (isCounted ? normalLossScrap : 0)
  // Units that came in behind the place where loss is found are charged with that of an earlier period, in their opening cost. The
  // weighted average takes opening units and their cost as of this period.
  const isBehind = names.every((name) => (opening.completion[name] ?? 0) >= (input.lossCompletion?.[name] ?? 1))
  const inspected = completedUnits - (isFifo && isBehind ? opening.units : 0) + closing.units
  const byClosing = normalLossBorneBy === 'inspected' && inspected > 0 ? borne * (closing.units / inspected) : 0
  completedCost += borne - byClosing
  closingCost += byClosing
  return {
    elements,
    normalLossUnits,
    abnormalLossUnits,
    completedCost,
    closingCost,
    abnormalLossCost,
    normalLossCost,
    normalLossScrap,
    completedCostPerUnit: completedUnits > 0 ? completedCost / completedUnits : null,
  }
}

function checkInput(input: ProcessInput, options: { readonly method?: 'weightedAverage' | 'fifo' }): void {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  const inProcess = record<UnitsInProcess>({
    units: quantity,
    completion: recordOf(number(SHARE)),
    costs: optional(recordOf(quantity)),
  })
  record<ProcessInput>({
    opening: optional(inProcess),
    startedUnits: optional(quantity),
    completedUnits: quantity,
    closing: optional(inProcess),
    costs: recordOf(quantity),
    normalLossShare: optional(number({ min: 0, below: 1 })),
    normalLossUnits: optional(quantity),
    normalLossBorneBy: optional(oneOf('allUnits', 'completed', 'inspected')),
    scrapValuePerUnit: optional(quantity),
    lossCompletion: optional(recordOf(number(SHARE))),
  })(input, '', issues)
  record<{ method?: 'weightedAverage' | 'fifo' }>({ method: optional(oneOf('weightedAverage', 'fifo')) })(
    options,
    'options',
    issues,
  )
  throwIfUnreadable(issues)
  const { opening, closing, completedUnits, startedUnits, costs, lossCompletion = {} } = input
  const { normalLossShare, normalLossUnits } = input
  const names = Object.keys(costs)
  list(quantity, { least: 1 })(Object.values(costs), 'costs', issues)
  const known = (elements: object, path: string): void => {
    for (const element of Object.keys(elements)) {
      if (names.includes(element)) continue
      const message = `There is no cost of '${element}'; costs has ${names.join(', ')}.`
      issues.add('UNKNOWN_ID', `${path}.${element}`, element, message, 'Give it in costs (0 where there is none).')
    }
  }
  known(opening?.completion ?? {}, 'opening.completion')
  known(opening?.costs ?? {}, 'opening.costs')
  known(closing?.completion ?? {}, 'closing.completion')
  known(lossCompletion, 'lossCompletion')
  const there = (opening?.units ?? 0) + (startedUnits ?? completedUnits + (closing?.units ?? 0) - (opening?.units ?? 0))
  const out = completedUnits + (closing?.units ?? 0)
  if (out > there * (1 + 1e-12) && !(normalLossUnits ?? normalLossShare)) {
    const message = `${out} units come out or stay of ${there} that were there or put in.`
    issues.add('CONFLICT', 'completedUnits', completedUnits, message, 'Correct the units, or give normalLossShare.')
  }
  if (normalLossUnits !== undefined && normalLossShare !== undefined) {
    const message = 'normalLossShare says already how many are lost as a matter of course.'
    issues.add('CONFLICT', 'normalLossUnits', normalLossUnits, message, 'Give one of the two.')
  }
  // The weighted average does not ask which units came first.
  if (options.method === 'fifo' && opening !== undefined && completedUnits < opening.units) {
    const message = 'Fewer units were completed than were in process before: those come first.'
    issues.add(
      'CONFLICT',
      'completedUnits',
      completedUnits,
      message,
      'Count what is left of them in a period of its own.',
    )
  }
  issues.throwIfAny()
}
