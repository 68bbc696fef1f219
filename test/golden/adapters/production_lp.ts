import { createModelBuilder, loadDefaultSolver, solveModel } from '../../../src/lp/index.js'
import type { GoldenCase } from '../runner.js'

/** Transport problems (`supply`, `demand`, `cost`) and product mixes (`profit` or `cost`, `A`, `b`). */
export const adapter = (c: GoldenCase): Promise<unknown> | undefined => {
  const { given } = c
  if (given.supply !== undefined && given.demand !== undefined && given.cost !== undefined) return transport(given)
  if (given.A !== undefined && given.b !== undefined && (given.profit ?? given.cost ?? given.c) !== undefined)
    return mix(given)
  return undefined
}

async function transport(given: any): Promise<unknown> {
  const { supply, demand, cost }: { supply: number[]; demand: number[]; cost: number[][] } = given
  const builder = createModelBuilder('minimize')
  const from = supply.map((upper, i) => builder.addRow({ upper, key: `supply ${i}` }))
  const to = demand.map((lower, j) => builder.addRow({ lower, key: `demand ${j}` }))
  const shipped = cost.map((line, i) =>
    line.map((objective, j) => {
      const column = builder.addColumn({ objective })
      builder.addTerm(from[i] as number, column, 1)
      builder.addTerm(to[j] as number, column, 1)
      return column
    }),
  )
  const solution = await solveModel(builder.build(), { solver: await loadDefaultSolver() })
  return {
    status: solution.status,
    totalCost: solution.objective,
    objective: solution.objective,
    shipments: shipped.map((line) => line.map((column) => solution.primal[column])),
    x: shipped.map((line) => line.map((column) => solution.primal[column])),
    shadowPrices: [...solution.rowDual],
    supplyPrices: from.map((row) => solution.rowDual[row]),
    demandPrices: to.map((row) => solution.rowDual[row]),
  }
}

async function mix(given: any): Promise<unknown> {
  const maximize = given.profit !== undefined || /^max/i.test(given.sense ?? '')
  const coefficients: number[] = given.profit ?? given.cost ?? given.c
  const builder = createModelBuilder(maximize ? 'maximize' : 'minimize')
  const columns = coefficients.map((objective, j) =>
    builder.addColumn({
      objective,
      lower: given.lower?.[j] ?? 0,
      upper: given.upper?.[j] ?? Infinity,
      integer: given.integer === true || given.integer?.[j] === true,
    }),
  )
  ;(given.A as number[][]).forEach((line, i) => {
    const limit: number = given.b[i]
    // A product mix has capacities; a least-cost mix has requirements.
    const operator: string = given.operators?.[i] ?? given.op?.[i] ?? (maximize ? '<=' : '>=')
    const row = builder.addRow({
      ...(operator.startsWith('>') || operator.startsWith('=') ? { lower: limit } : {}),
      ...(operator.startsWith('<') || operator.startsWith('=') ? { upper: limit } : {}),
    })
    line.forEach((coefficient, j) => builder.addTerm(row, columns[j] as number, coefficient))
  })
  const solution = await solveModel(builder.build(), { solver: await loadDefaultSolver() })
  return {
    status: solution.status,
    objective: solution.objective,
    totalCost: solution.objective,
    profit: solution.objective,
    x: [...solution.primal],
    shadowPrices: [...solution.rowDual],
    reducedCosts: [...solution.reducedCost],
  }
}
