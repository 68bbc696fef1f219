import { SHARE } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { checkNumber, checkNumbers, checkObject, QUANTITY } from '../checkPlannerInput.js'

/** One step on the way to an order: it costs money, and the lead survives it or is lost. */
export interface PursuitStep {
  /** Money spent to take the step. */
  readonly cost: number
  /** Probability that the lead survives the step, 0 to 1; that of the last step is the probability of the order. */
  readonly probability: number
}

/** A lead, and what it takes to win it. */
export interface LeadInput {
  /** Units ordered if the lead is won. */
  readonly quantity: number
  /** Contribution margin, money per unit; below zero for a loss. */
  readonly marginPerUnit: number
  /** Steps from now to the order, in their order; one step is enough. */
  readonly steps: readonly PursuitStep[]
}

/** Whether a lead is worth pursuing. Money amounts are unrounded. */
export interface LeadWorth {
  /** Margin if the lead is won, in money. */
  readonly marginIfWon: number
  /** Probability that every step is survived, 0 to 1. */
  readonly winProbability: number
  /** Margin times probability of winning, in money. */
  readonly expectedMargin: number
  /** Cost of the steps, each times the probability that it is reached, in money. */
  readonly expectedCost: number
  /** Expected margin less expected cost, if the lead is pursued to the end, in money. */
  readonly expectedWorth: number
  /** The win probability at which margin and this expected cost are even; `null` where not even certainty would pay. */
  readonly breakEvenProbability: number | null
  /** Whether the expected worth is above zero. */
  readonly isWorthPursuing: boolean
  /** Worth of going on from before each step, in money, costs already spent left aside: stop before one below zero. */
  readonly worthByStep: number[]
}

/**
 * Weighs the expected margin of a lead against the expected cost of pursuing it.
 *
 * A step is paid only if the lead has survived those before it; money already spent does not count. Source: decision
 * trees rolled back from the end, Raiffa, Decision Analysis (1968).
 *
 * @param input - quantity in units, margin in money per unit, and the steps with cost and probability
 * @throws SopError where a number is missing or outside its range, or there is no step
 * @example
 * ```ts
 * import { leadWorth } from 'sop-engine/demand'
 * const worth = leadWorth({ quantity: 100, marginPerUnit: 40, steps: [{ cost: 500, probability: 0.25 }] })
 * worth.expectedWorth // => 500
 * worth.breakEvenProbability // => 0.125
 * ```
 */
export function leadWorth(input: LeadInput): LeadWorth {
  const issues = createIssueList()
  if (checkObject<LeadInput>(input, '', issues, { quantity: true, marginPerUnit: true, steps: true })) {
    checkNumber(input.quantity, 'quantity', issues, QUANTITY)
    checkNumber(input.marginPerUnit, 'marginPerUnit', issues)
    const steps: unknown = input.steps
    if (!Array.isArray(steps) || steps.length === 0) checkNumbers(steps, 'steps', issues)
    else {
      steps.forEach((step: unknown, place) => {
        if (!checkObject<PursuitStep>(step, `steps[${place}]`, issues, { cost: true, probability: true })) return
        checkNumber((step as PursuitStep).cost, `steps[${place}].cost`, issues, QUANTITY)
        checkNumber((step as PursuitStep).probability, `steps[${place}].probability`, issues, SHARE)
      })
    }
  }
  issues.throwIfAny()
  const marginIfWon = input.quantity * input.marginPerUnit + 0
  let reached = 1
  let expectedCost = 0
  for (const { cost, probability } of input.steps) {
    expectedCost += reached * cost
    reached *= probability
  }
  const worthByStep: number[] = []
  let worth = marginIfWon
  for (const { cost, probability } of [...input.steps].reverse()) {
    worth = probability * worth - cost + 0
    worthByStep.unshift(worth)
  }
  const expectedMargin = reached * marginIfWon + 0
  const expectedWorth = expectedMargin - expectedCost
  return {
    marginIfWon,
    winProbability: reached,
    expectedMargin,
    expectedCost,
    expectedWorth,
    breakEvenProbability: marginIfWon > 0 && expectedCost <= marginIfWon ? expectedCost / marginIfWon : null,
    isWorthPursuing: expectedWorth > 0,
    worthByStep,
  }
}
