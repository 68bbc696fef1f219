import { readerOf } from '../../core/numbers/quantityGrid.js'

/** Adds units of one item up so that two totals can be compared. */
export interface UnitAdder {
  /** The units that are added up: whole numbers of the smallest unit. */
  read(units: number): number
  write(total: number): number
  /** Total of several flows in a period. */
  total(flows: readonly (readonly number[])[], t: number): number
  differs(a: number, b: number): boolean
}

/** Two totals of units without a grid may be apart by what the floating-point sums of whoever gives them are off. */
const NOISE = 1e-9

/**
 * An adder for all flows of one item: exact on the coarsest decimal grid on which all of them are. A ledger's input does not
 * say how an item is counted.
 */
export function unitAdder(flows: readonly (readonly number[])[]): UnitAdder {
  const { isExact, read, write } = readerOf(flows.flat())
  return {
    read,
    write,
    total(list, t) {
      let sum = 0
      for (const units of list) sum += read(units[t] ?? 0)
      return sum
    },
    differs: (a, b) => (isExact ? a !== b : Math.abs(a - b) > NOISE * Math.max(1, Math.abs(a), Math.abs(b))),
  }
}
