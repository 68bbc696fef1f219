import {
  checkUniqueIds,
  list,
  number,
  oneOf,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** By what a charge is spread over the lines of a shipment. */
export type ChargeBasis = 'value' | 'weight' | 'volume' | 'units'

/** A line of a shipment. */
export interface ShipmentLine {
  readonly itemId: string
  readonly units: number
  /** What the supplier is paid for one unit, major units. */
  readonly purchaseCost: number
  /** Of one unit; needed where a charge is spread by it. */
  readonly weight?: number
  readonly volume?: number
  /** Duty on the line's value, as a ratio; default 0. */
  readonly dutyRate?: number
}

/** Freight, insurance, handling or another charge of the whole shipment. */
export interface ShipmentCharge {
  readonly chargeId: string
  readonly amount: number
  readonly basis: ChargeBasis
}

/** A shipment and what it cost to bring it. */
export interface ShipmentInput {
  readonly lines: readonly ShipmentLine[]
  readonly charges: readonly ShipmentCharge[]
}

/** What a line cost until it was here. Major units of money. */
export interface LandedLine {
  readonly itemId: string
  readonly purchaseAmount: number
  readonly duty: number
  /** By charge, in their order. */
  readonly charges: readonly { readonly chargeId: string; readonly amount: number }[]
  readonly landedAmount: number
  readonly landedCostPerUnit: number
}

/**
 * Landed cost: what a shipment cost until it was here, line by line.
 *
 * share of a charge = amount x the line's part of the basis / that of all lines; landed = purchase + duty on it +
 * shares. Source: IAS 2.11 (import duties, transport, handling are costs of purchase); APICS (ASCM) Dictionary, "landed
 * cost". Not rounded; the shares add to the charges.
 *
 * @param input - lines (units, major units of money) and charges
 * @returns landed amount and unit cost by line, in their order
 * @throws SopError `EMPTY` where no line has any of a basis, `MISSING_VALUE` where one line has none given,
 * `DUPLICATE_ID`, `OUT_OF_RANGE`
 * @example
 * ```ts
 * import { landedCosts } from 'sop-engine/costing'
 * const lines = landedCosts({
 *   lines: [
 *     { itemId: 'lamp', units: 10, purchaseCost: 30, weight: 2, dutyRate: 0.05 },
 *     { itemId: 'desk', units: 5, purchaseCost: 100, weight: 16 },
 *   ],
 *   charges: [{ chargeId: 'freight', amount: 200, basis: 'weight' }],
 * })
 * lines.map(({ landedCostPerUnit }) => landedCostPerUnit) // => [35.5, 132]
 * ```
 */
export function landedCosts(input: ShipmentInput): LandedLine[] {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<ShipmentInput>({
    lines: list(
      record<ShipmentLine>({
        itemId: text,
        units: number(POSITIVE),
        purchaseCost: quantity,
        weight: optional(quantity),
        volume: optional(quantity),
        dutyRate: optional(quantity),
      }),
      { least: 1 },
    ),
    charges: list(
      record<ShipmentCharge>({ chargeId: text, amount: number(), basis: oneOf('value', 'weight', 'volume', 'units') }),
    ),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { lines, charges } = input
  checkUniqueIds(
    charges.map(({ chargeId }) => chargeId),
    (n) => `charges[${n}].chargeId`,
    issues,
  )
  const partOf = (line: ShipmentLine, basis: ChargeBasis): number => {
    if (basis === 'units') return line.units
    return line.units * ((basis === 'value' ? line.purchaseCost : line[basis]) ?? 0)
  }
  const wholeOf = (basis: ChargeBasis): number => lines.reduce((sum, line) => sum + partOf(line, basis), 0)
  charges.forEach(({ basis }, n) => {
    const field = basis === 'weight' || basis === 'volume' ? basis : undefined
    const missing = field === undefined ? -1 : lines.findIndex((line) => line[field] === undefined)
    if (field !== undefined && missing >= 0) {
      const message = `A charge is spread by ${field}, which this line has not.`
      issues.add(
        'MISSING_VALUE',
        `lines[${missing}].${field}`,
        undefined,
        message,
        `Give ${field}, 0 where there is none.`,
      )
    } else if (!(wholeOf(basis) > 0)) {
      const message = `No line has any ${basis} to spread it by.`
      issues.add('EMPTY', `charges[${n}].basis`, basis, message, 'Take another basis.')
    }
  })
  issues.throwIfAny()
  return lines.map((line) => {
    const { itemId, units, purchaseCost, dutyRate = 0 } = line
    const purchaseAmount = units * purchaseCost
    const duty = purchaseAmount * dutyRate
    const shares = charges.map(({ chargeId, amount, basis }) => ({
      chargeId,
      amount: amount * (partOf(line, basis) / wholeOf(basis)),
    }))
    const landedAmount = shares.reduce((sum, { amount }) => sum + amount, purchaseAmount + duty)
    return { itemId, purchaseAmount, duty, charges: shares, landedAmount, landedCostPerUnit: landedAmount / units }
  })
}
