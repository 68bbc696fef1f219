import {
  checkUniqueIds,
  list,
  number,
  oneOf,
  optional,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { compareText } from '../../core/keys/keys.js'
import { leastSquaresQr } from '../../math/leastSquaresQr.js'

/** A department and its own cost. */
export interface Department {
  readonly departmentId: string
  /** Cost of its own, after primary distribution; major units. */
  readonly amount: number
  /** `service`: works for other departments, and its cost goes to them. Default `production`. */
  readonly kind?: 'service' | 'production'
}

/** How much of a service a department takes, in any unit of that service. */
export interface ServiceUse {
  readonly serviceId: string
  readonly departmentId: string
  readonly quantity: number
}

/** What {@link allocateServices} allocates. */
export interface ServiceAllocationInput {
  readonly departments: readonly Department[]
  readonly uses: readonly ServiceUse[]
}

/** How services are allocated. */
export interface ServiceAllocationOptions {
  /**
   * `direct`: to production departments alone. `stepDown`: one service after the other, also to those services that
   * come after it. `reciprocal`: services serve each other, all at once. Default `reciprocal`.
   */
  readonly method?: 'direct' | 'stepDown' | 'reciprocal'
  /**
   * Services in the order of the steps; default the one first that gives the largest share of its work to other
   * services.
   */
  readonly order?: readonly string[]
}

/** Cost of the departments after services were allocated. Major units of money. */
export interface ServiceAllocation {
  /** Production departments, with what they bear of services; adds to all cost. */
  readonly departments: readonly {
    readonly departmentId: string
    readonly own: number
    readonly allocated: number
    readonly amount: number
  }[]
  /** Services with the cost that each passed on: its own, and what it bore of others before. */
  readonly services: readonly { readonly departmentId: string; readonly amount: number }[]
}

/**
 * Allocates the cost of service departments to those that they work for: directly, step by step, or all at once.
 *
 * Reciprocal: total of a service = own cost + sum over services of (share taken of it x its total), a system of linear
 * equations. Source: Horngren, Cost Accounting, ch. 15; CIMA Official Terminology, "reciprocal / step-down / direct
 * method". Not rounded.
 *
 * @param input - departments with their cost (major units), and who takes how much of whose service
 * @param options - the method, and the order of steps
 * @returns production departments with all cost, and what each service passed on
 * @throws SopError `UNKNOWN_ID`, `DUPLICATE_ID`, `OUT_OF_RANGE`; `CONFLICT` for a service that works for nobody who
 * could bear it
 * @example
 * ```ts
 * import { allocateServices } from 'sop-engine/costing'
 * const { departments } = allocateServices({
 *   departments: [
 *     { departmentId: 'power', amount: 800, kind: 'service' },
 *     { departmentId: 'repair', amount: 400, kind: 'service' },
 *     { departmentId: 'weld', amount: 1000 },
 *     { departmentId: 'paint', amount: 2000 },
 *   ],
 *   uses: [
 *     { serviceId: 'power', departmentId: 'repair', quantity: 20 },
 *     { serviceId: 'power', departmentId: 'weld', quantity: 50 },
 *     { serviceId: 'power', departmentId: 'paint', quantity: 30 },
 *     { serviceId: 'repair', departmentId: 'weld', quantity: 1 },
 *     { serviceId: 'repair', departmentId: 'paint', quantity: 1 },
 *   ],
 * })
 * departments.map(({ amount }) => Math.round(amount)) // => [1680, 2520]
 * ```
 */
export function allocateServices(
  input: ServiceAllocationInput,
  options: ServiceAllocationOptions = {},
): ServiceAllocation {
  checkInput(input, options)
  const { departments } = input
  const services = departments.filter(({ kind }) => kind === 'service')
  const producers = departments.filter(({ kind }) => kind !== 'service')
  const share = sharesOf(input)
  const { method = 'reciprocal' } = options
  const order = options.order ?? usualOrder(services, share)
  const totals =
    method === 'reciprocal'
      ? reciprocalTotals(services, share)
      : steppedTotals(services, method === 'direct' ? [] : order, share)
  checkTotals(totals)
  const after = (serviceId: string): readonly string[] => {
    if (method === 'direct') return []
    if (method === 'reciprocal') return services.map(({ departmentId }) => departmentId)
    return order.slice(order.indexOf(serviceId) + 1)
  }
  const shares = services.map(({ departmentId }) => {
    // A share of what goes to those who can still bear it; work of a service for itself is its own affair.
    const takers = [...producers.map((one) => one.departmentId), ...after(departmentId)]
    const whole = takers.reduce((sum, taker) => sum + share(departmentId, taker), 0)
    return { departmentId, total: totals.get(departmentId) ?? 0, whole }
  })
  return {
    departments: producers.map(({ departmentId, amount: own }) => {
      const allocated = shares.reduce(
        (sum, service) => sum + service.total * (share(service.departmentId, departmentId) / service.whole),
        0,
      )
      return { departmentId, own, allocated, amount: own + allocated }
    }),
    services: shares.map(({ departmentId, total }) => ({ departmentId, amount: total })),
  }
}

type Share = (serviceId: string, departmentId: string) => number

/** Share of a service's work that a department takes, of all work for others. */
function sharesOf({ uses }: ServiceAllocationInput): Share {
  const quantities = new Map<string, Map<string, number>>()
  const totals = new Map<string, number>()
  for (const { serviceId, departmentId, quantity } of uses) {
    if (serviceId === departmentId) continue
    const takers = quantities.get(serviceId) ?? new Map<string, number>()
    quantities.set(serviceId, takers.set(departmentId, quantity))
    totals.set(serviceId, (totals.get(serviceId) ?? 0) + quantity)
  }
  return (serviceId, departmentId) => {
    const total = totals.get(serviceId) ?? 0
    return total > 0 ? (quantities.get(serviceId)?.get(departmentId) ?? 0) / total : 0
  }
}

/** The service first that gives the largest share to others; of equal ones the dearer, then the smaller id. */
function usualOrder(services: readonly Department[], share: Share): string[] {
  const given = new Map(
    services.map(({ departmentId }) => [
      departmentId,
      services.reduce((sum, other) => sum + share(departmentId, other.departmentId), 0),
    ]),
  )
  const givenBy = ({ departmentId }: Department): number => given.get(departmentId) ?? 0
  return [...services]
    .sort((a, b) => givenBy(b) - givenBy(a) || b.amount - a.amount || compareText(a.departmentId, b.departmentId))
    .map(({ departmentId }) => departmentId)
}

/** Cost that each service passes on, where it passes to those services only that come after it. */
function steppedTotals(services: readonly Department[], order: readonly string[], share: Share): Map<string, number> {
  const totals = new Map(services.map(({ departmentId, amount }) => [departmentId, amount]))
  const ids = new Set(services.map(({ departmentId }) => departmentId))
  order.forEach((from, n) => {
    const later = order.slice(n + 1)
    const earlier = [...ids].filter((id) => id !== from && !later.includes(id))
    const whole = 1 - earlier.reduce((sum, id) => sum + share(from, id), 0)
    if (!(whole > 1e-12)) return
    for (const to of later) {
      totals.set(to, (totals.get(to) ?? 0) + ((totals.get(from) ?? 0) * share(from, to)) / whole)
    }
  })
  return totals
}

/** Solves total = own + shares of the totals of all services; NaN where they serve none but each other. */
function reciprocalTotals(services: readonly Department[], share: Share): Map<string, number> {
  const columns = services.map((from) =>
    Float64Array.from(services, (to) => Number(from === to) - share(from.departmentId, to.departmentId)),
  )
  const fit = leastSquaresQr(
    columns,
    Float64Array.from(services, ({ amount }) => amount),
  )
  const isSolved = fit.dropped.length === 0
  return new Map(
    services.map(({ departmentId }, n) => [departmentId, isSolved ? (fit.coefficients[n] ?? 0) : Number.NaN]),
  )
}

function checkTotals(totals: ReadonlyMap<string, number>): void {
  const issues = createIssueList()
  if ([...totals.values()].some((total) => Number.isNaN(total))) {
    const message = 'Some services work for none but each other: nobody bears their cost.'
    issues.add('CONFLICT', 'uses', undefined, message, 'Say what production departments take of them.')
  }
  issues.throwIfAny()
}

function checkInput(input: ServiceAllocationInput, options: ServiceAllocationOptions): void {
  const issues = createIssueList()
  record<ServiceAllocationInput>({
    departments: list(
      record<Department>({
        departmentId: text,
        amount: number(QUANTITY),
        kind: optional(oneOf('service', 'production')),
      }),
      { least: 1 },
    ),
    uses: list(record<ServiceUse>({ serviceId: text, departmentId: text, quantity: number(QUANTITY) })),
  })(input, '', issues)
  record<ServiceAllocationOptions>({
    method: optional(oneOf('direct', 'stepDown', 'reciprocal')),
    order: optional(list(text)),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { departments, uses } = input
  checkUniqueIds(
    departments.map(({ departmentId }) => departmentId),
    (n) => `departments[${n}].departmentId`,
    issues,
  )
  checkUniqueIds(
    uses.map(({ serviceId, departmentId }) => JSON.stringify([serviceId, departmentId])),
    (n) => `uses[${n}]`,
    issues,
  )
  const kinds = new Map(departments.map(({ departmentId, kind = 'production' }) => [departmentId, kind]))
  const isService = (id: string, path: string): void => {
    if (kinds.get(id) === 'service') return
    issues.add('UNKNOWN_ID', path, id, `There is no service '${id}'.`, "Add it to departments, with kind: 'service'.")
  }
  uses.forEach(({ serviceId, departmentId }, n) => {
    isService(serviceId, `uses[${n}].serviceId`)
    if (kinds.has(departmentId)) return
    const message = `There is no department '${departmentId}'.`
    issues.add('UNKNOWN_ID', `uses[${n}].departmentId`, departmentId, message, 'Add it, or correct the id.')
  })
  const services = departments.filter(({ kind }) => kind === 'service').map(({ departmentId }) => departmentId)
  const { order, method = 'reciprocal' } = options
  order?.forEach((id, n) => isService(id, `options.order[${n}]`))
  if (order !== undefined && services.some((id) => order.filter((one) => one === id).length !== 1)) {
    issues.add('CONFLICT', 'options.order', order, 'It does not name each service once.', 'Name each service once.')
  }
  const share = sharesOf(input)
  const usual =
    order ??
    usualOrder(
      departments.filter(({ kind }) => kind === 'service'),
      share,
    )
  services.forEach((id) => {
    const later = method === 'direct' ? [] : method === 'reciprocal' ? services : usual.slice(usual.indexOf(id) + 1)
    const bears = departments.filter(({ departmentId, kind }) => kind !== 'service' || later.includes(departmentId))
    if (bears.some(({ departmentId }) => share(id, departmentId) > 0)) return
    const message = `The service '${id}' works for nobody who could bear its cost.`
    const at = departments.findIndex(({ departmentId }) => departmentId === id)
    issues.add('CONFLICT', `departments[${at}]`, id, message, 'Say in uses who takes it, or choose another method.')
  })
  issues.throwIfAny()
}
