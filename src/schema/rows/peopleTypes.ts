import type { MoneyInput } from '../../core/money/money.js'
import type { PlanRow } from './rowTypes.js'

/** Someone who has a say in the plan. Nothing is planned by it. */
export interface Stakeholder extends PlanRow {
  readonly id: string
  /** A name to show; default the id. */
  readonly name?: string
  /** For what, as `sales` or `finance`; default none. */
  readonly role?: string
  /** Whether the plan needs the signature; default false. */
  readonly signs?: boolean
}

/** What was decided about the plan. Nothing is planned by it. */
export interface PlanDecision extends PlanRow {
  readonly id: string
  /** Day of the decision, `YYYY-MM-DD`. */
  readonly date: string
  /** Who decided. */
  readonly owner: string
  /** What it was about; default none. */
  readonly subject?: string
  /** The scenarios, or patches, among which was chosen; default none. */
  readonly alternatives?: readonly string[]
  /** The one that was chosen. */
  readonly chosen: string
  /** What is expected of it, in words; default none. */
  readonly expectedEffect?: string
  /** What it is expected to add to profit, major units; below zero for less. Default unknown. */
  readonly expectedAmount?: MoneyInput
  /** Day on which it is looked at again, `YYYY-MM-DD`; default none. */
  readonly reviewDate?: string
}

/** What the people who plan take for granted of the world outside. Nothing is planned by it. */
export interface PlanningAssumption extends PlanRow {
  readonly id: string
  /** What is taken for granted, in words. */
  readonly statement: string
  /** Who answers for it. */
  readonly owner: string
  /** The least that it may come to; default unknown. */
  readonly low?: number
  /** The value that is planned with; default unknown. */
  readonly value?: number
  /** The most that it may come to; default unknown. */
  readonly high?: number
  /** Unit of these, as `USD per kWh`; default none. */
  readonly unit?: string
  /** What comes of it if it is wrong, in words; default none. */
  readonly effect?: string
}

/** A signature under the plan as it was. Nothing is planned by it. */
export interface SignOff extends PlanRow {
  /** Who signed. */
  readonly stakeholderId: string
  /** Hash of what was signed, as `contentHash` gives it: 64 hexadecimal digits. */
  readonly contentHash: string
  /** Day of the signature, `YYYY-MM-DD`. */
  readonly date: string
  /** What was said with it; default none. */
  readonly remark?: string
}

/** Tables of the people who plan: checked and kept, and left out of what is signed. */
export interface PeopleTables {
  /** Who has a say in the plan. */
  readonly stakeholders?: readonly Stakeholder[]
  /** What was decided, when, by whom. */
  readonly decisions?: readonly PlanDecision[]
  /** What is taken for granted of the world outside. */
  readonly planningAssumptions?: readonly PlanningAssumption[]
  /** Who signed what. */
  readonly signOffs?: readonly SignOff[]
}
