import { createIssueList, type IssueList } from '../core/errors.js'
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
  readonly openingVariableCostPerUnit: number
  /** NaN where none was given. */
  readonly openingFixedCostPerUnit: number
}

function readSeries(
  value: number | readonly number[] | undefined,
  field: string,
  count: number,
  issues: IssueList,
): number[] {
  const values =
    typeof value === 'number' || value === undefined ? new Array<number>(count).fill(value ?? 0) : [...value]
  if (values.length !== count) {
    issues.add(
      'MISALIGNED',
      field,
      values.length,
      `There are ${count} periods.`,
      'Give one number, or one for each period.',
    )
  }
  values.forEach((amount, t) => {
    const path = typeof value === 'number' ? field : `${field}[${t}]`
    if (typeof value === 'number' && t > 0) return
    if (!Number.isFinite(amount))
      issues.add('NOT_FINITE', path, amount, 'It must be a finite number.', 'Give zero or more.')
    else if (amount < 0) issues.add('OUT_OF_RANGE', path, amount, 'It must not be negative.', 'Give zero or more.')
  })
  return values
}

/** Reads and checks the input of a costing statement; one SopError lists all that is wrong with it. */
export function readCostingPeriods(input: CostingPeriods): ReadPeriods {
  const issues = createIssueList()
  const count = input.producedUnits.length
  if (count === 0) {
    issues.add(
      'EMPTY',
      'producedUnits',
      input.producedUnits,
      'There is no period.',
      'Give the units produced in each period.',
    )
  }
  const read = (field: 'price' | keyof CostingPeriods): number[] => readSeries(input[field], field, count, issues)
  const single = (field: keyof CostingPeriods): number => readSeries(input[field], field, 1, issues)[0] ?? 0
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
    openingUnits: single('openingUnits'),
    openingVariableCostPerUnit:
      input.openingVariableCostPerUnit === undefined
        ? (variableManufacturing[0] ?? 0)
        : single('openingVariableCostPerUnit'),
    openingFixedCostPerUnit:
      input.openingFixedCostPerUnit === undefined ? Number.NaN : single('openingFixedCostPerUnit'),
  }
  issues.throwIfAny()
  let stock = result.openingUnits
  for (let t = 0; t < count; t++) {
    const supply = stock + (result.produced[t] as number)
    const sold = result.sold[t] as number
    if (sold > supply * (1 + 1e-12)) {
      issues.add(
        'CONFLICT',
        `soldUnits[${t}]`,
        sold,
        `Only ${supply} units were there to be sold.`,
        'Sell no more than opening stock and production.',
      )
    }
    stock = Math.max(0, supply - sold)
  }
  issues.throwIfAny()
  return result
}
