import { formatDay } from '../../../src/core/numbers/days.js'
import type { Company, OpenOrder } from './company.js'

/** What a company hands from one plan to the next, as its ERP would. */
export interface CompanyState {
  readonly onHand: Map<string, number>
  /** Units that customers wait for. */
  readonly backlog: Map<string, number>
  openOrders: readonly OpenOrder[]
}

/** What is done in one month because a plan says so. */
export interface Decision {
  /** Units to make, in the order in which they are made. */
  readonly production: readonly { readonly goodId: string; readonly units: number }[]
  /** Orders that are released before the next plan; `due` is a day number. */
  readonly orders: readonly { readonly itemId: string; readonly units: number; readonly due: number }[]
}

/** What happened to one good in one month; units. */
export interface GoodMonth {
  readonly goodId: string
  readonly asked: number
  /** Of this month's demand. */
  readonly shippedInTime: number
  readonly shippedLate: number
  readonly lost: number
  /** At the close. */
  readonly backlog: number
}

/** What happened in one month. */
export interface MonthResult {
  readonly goods: readonly GoodMonth[]
  /** Units in stock at the close, by item. */
  readonly closing: ReadonlyMap<string, number>
  readonly received: ReadonlyMap<string, number>
  readonly produced: ReadonlyMap<string, number>
  /** Hours by machine. */
  readonly hours: ReadonlyMap<string, number>
  /** Units that the plan asked for, and for which hours or parts were not there. */
  readonly notExecuted: number
}

export function openingState({ opening }: Company): CompanyState {
  return { onHand: new Map(opening.onHand), backlog: new Map(), openOrders: opening.openOrders }
}

/** Puts the orders of a decision among the open ones. */
export function placeOrders(state: CompanyState, { orders }: Decision, step: number): void {
  state.openOrders = [
    ...state.openOrders,
    ...orders.map(({ itemId, units, due }, n) => ({
      id: `${step}-${n}`,
      itemId,
      quantity: units,
      dueDate: formatDay(due),
    })),
  ]
}
