import {
  type Check,
  checkLength,
  number,
  numbers,
  optional,
  perPeriodNumber,
  QUANTITY,
  record,
} from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import { type QuantityReader, readerOf } from '../../core/numbers/quantityGrid.js'
import type { CostingPeriods } from './statementTypes.js'

/** {@link CostingPeriods} with one value of everything for every period. */
export interface ReadPeriods {
  readonly count: number
  readonly produced: readonly number[]
  readonly sold: readonly number[]
  readonly price: readonly number[]
  readonly variableManufacturing: readonly number[]
  readonly variableSelling: readonly number[]
  readonly fixedManufacturing: readonly number[]
  readonly fixedSelling: readonly number[]
  readonly openingUnits: number
  /** How its units are added up. */
  readonly units: QuantityReader
  readonly openingVariableCostPerUnit: number
  /** NaN where none was given. */
  readonly openingFixedCostPerUnit: number
}

/** Checks of the input of a costing statement, field by field. */
export const costingPeriods: Check = (value, path, issues) => {
  const amount = perPeriodNumber(QUANTITY)
  return record<CostingPeriods>({
    producedUnits: numbers({ ...QUANTITY, least: 1 }),
    soldUnits: numbers(QUANTITY),
    price: amount,
    variableManufacturingCostPerUnit: amount,
    variableSellingCostPerUnit: optional(amount),
    fixedManufacturingCost: amount,
    fixedSellingCost: optional(amount),
    openingUnits: optional(number(QUANTITY)),
    openingVariableCostPerUnit: optional(number(QUANTITY)),
    openingFixedCostPerUnit: optional(number(QUANTITY)),
  })(value, path, issues)
}

function readSeries(
  value: number | readonly number[] | undefined,
  field: string,
  count: number,
  issues: IssueList,
): readonly number[] {
  if (typeof value === 'number' || value === undefined) return new Array<number>(count).fill(value ?? 0)
  checkLength(value, field, count, 'periods', issues)
  return value
}

/** Reads the checked input of a costing statement; one SopError lists all that is wrong with it. */
export function readCostingPeriods(input: CostingPeriods, issues: IssueList): ReadPeriods {
  const count = input.producedUnits.length
  const read = (field: Exclude<keyof CostingPeriods, `opening${string}`>): readonly number[] =>
    readSeries(input[field], field, count, issues)
  const variableManufacturing = read('variableManufacturingCostPerUnit')
  const result: ReadPeriods = {
    count,
    produced: read('producedUnits'),
    sold: read('soldUnits'),
    price: read('price'),
    variableManufacturing,
    variableSelling: read('variableSellingCostPerUnit'),
    fixedManufacturing: read('fixedManufacturingCost'),
    fixedSelling: read('fixedSellingCost'),
    openingUnits: input.openingUnits ?? 0,
    units: readerOf([input.openingUnits ?? 0, ...input.producedUnits, ...input.soldUnits]),
    openingVariableCostPerUnit: input.openingVariableCostPerUnit ?? variableManufacturing[0] ?? 0,
    openingFixedCostPerUnit: input.openingFixedCostPerUnit ?? Number.NaN,
  }
  issues.throwIfAny()
  const { isExact, read: units, write } = result.units
  let stock = units(result.openingUnits)
  for (let t = 0; t < count; t++) {
    const supply = stock + units(result.produced[t] as number)
    const sold = units(result.sold[t] as number)
    if (sold > supply * (isExact ? 1 : 1 + 1e-12)) {
      issues.add(
        'CONFLICT',
        `soldUnits[${t}]`,
        result.sold[t],
        `Only ${write(supply)} units were there to be sold.`,
        'Sell no more than opening stock and production.',
      )
    }
    stock = Math.max(0, supply - sold)
  }
  issues.throwIfAny()
  return result
}
