import {
  checkUniqueIds,
  list,
  number,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { compareText } from '../../core/keys/keys.js'

/** A product by what the bottleneck needs for it. */
export interface ThroughputProduct {
  readonly itemId: string
  readonly price: number
  /** What varies with every unit: material alone, by this school. */
  readonly materialCostPerUnit: number
  readonly bottleneckHoursPerUnit: number
  /** Units sold, or to be sold; with them come totals. Default 0. */
  readonly units?: number
}

/** A plant seen through its bottleneck. */
export interface ThroughputInput {
  readonly products: readonly ThroughputProduct[]
  /** All cost but material: labor and overhead of the time span. */
  readonly operatingExpense: number
  readonly bottleneckHours: number
  /** Money tied up in the plant, for the return; default none. */
  readonly investment?: number
}

/** Throughput accounting of a plant. Major units of money. */
export interface Throughput {
  /** The most throughput for an hour of the bottleneck first. */
  readonly products: readonly {
    readonly itemId: string
    /** Price less material. */
    readonly throughputPerUnit: number
    /** Null where it does not need the bottleneck. */
    readonly throughputPerHour: number | null
    /**
     * Throughput for an hour over cost of an hour; below 1 it earns less than the plant costs. Null where there is
     * neither.
     */
    readonly throughputRatio: number | null
    readonly units: number
    readonly throughput: number
    readonly hours: number
  }[]
  /** Operating expense of an hour of the bottleneck. */
  readonly costPerHour: number
  readonly throughput: number
  readonly operatingExpense: number
  readonly profit: number
  readonly hoursUsed: number
  readonly hoursLeft: number
  /** Profit over investment; null without one. */
  readonly returnOnInvestment: number | null
}

/**
 * Throughput accounting: revenue less material, by hour of the bottleneck, against the cost of that hour.
 *
 * throughput = price - material; ratio = throughput for a bottleneck hour / (operating expense / bottleneck hours);
 * profit = throughput - operating expense; return = profit / investment. Source: Galloway and Waldron (1988),
 * Throughput accounting; CIMA Official Terminology, "throughput accounting"; Goldratt, The Haystack Syndrome. Not
 * rounded.
 *
 * @param input - products (major units, hours), operating expense, hours of the bottleneck
 * @returns products in order of rank, cost of an hour, profit and return
 * @throws SopError `DUPLICATE_ID`, `OUT_OF_RANGE`, `NOT_FINITE`; `CONFLICT` where units need more hours than there are
 * @example
 * ```ts
 * import { throughputAccounting } from 'sop-engine/costing'
 * const { products, profit } = throughputAccounting({
 *   products: [
 *     { itemId: 'A', price: 50, materialCostPerUnit: 20, bottleneckHoursPerUnit: 1, units: 10 },
 *     { itemId: 'B', price: 45, materialCostPerUnit: 21, bottleneckHoursPerUnit: 0.5, units: 20 },
 *   ],
 *   operatingExpense: 700,
 *   bottleneckHours: 20,
 * })
 * products.map(({ itemId, throughputPerHour }) => [itemId, throughputPerHour]) // => [['B', 48], ['A', 30]]
 * profit // => 80
 * ```
 */
export function throughputAccounting(input: ThroughputInput): Throughput {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<ThroughputInput>({
    products: list(
      record<ThroughputProduct>({
        itemId: text,
        price: quantity,
        materialCostPerUnit: quantity,
        bottleneckHoursPerUnit: quantity,
        units: optional(quantity),
      }),
    ),
    operatingExpense: quantity,
    bottleneckHours: number(POSITIVE),
    investment: optional(number(POSITIVE)),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { products, operatingExpense, bottleneckHours, investment } = input
  checkUniqueIds(
    products.map(({ itemId }) => itemId),
    (n) => `products[${n}].itemId`,
    issues,
  )
  const hoursUsed = products.reduce((sum, one) => sum + (one.units ?? 0) * one.bottleneckHoursPerUnit, 0)
  if (hoursUsed > bottleneckHours * (1 + 1e-12)) {
    const message = `The units need ${hoursUsed} hours of the bottleneck.`
    issues.add('CONFLICT', 'bottleneckHours', bottleneckHours, message, 'Lower the units, or raise the hours.')
  }
  issues.throwIfAny()
  const costPerHour = operatingExpense / bottleneckHours
  const lines = products.map(({ itemId, price, materialCostPerUnit, bottleneckHoursPerUnit, units = 0 }) => {
    const throughputPerUnit = price - materialCostPerUnit
    const throughputPerHour = bottleneckHoursPerUnit > 0 ? throughputPerUnit / bottleneckHoursPerUnit : null
    return {
      itemId,
      throughputPerUnit,
      throughputPerHour,
      throughputRatio: throughputPerHour === null || costPerHour === 0 ? null : throughputPerHour / costPerHour,
      units,
      throughput: units * throughputPerUnit,
      hours: units * bottleneckHoursPerUnit,
    }
  })
  const rank = (perHour: number | null): number => perHour ?? Number.POSITIVE_INFINITY
  lines.sort((a, b) => {
    const [left, right] = [rank(a.throughputPerHour), rank(b.throughputPerHour)]
    return (left === right ? 0 : right - left) || compareText(a.itemId, b.itemId)
  })
  const throughput = lines.reduce((sum, line) => sum + line.throughput, 0)
  const profit = throughput - operatingExpense
  return {
    products: lines,
    costPerHour,
    throughput,
    operatingExpense,
    profit,
    hoursUsed,
    hoursLeft: Math.max(0, bottleneckHours - hoursUsed),
    returnOnInvestment: investment === undefined ? null : profit / investment,
  }
}
