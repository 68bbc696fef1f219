import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createModelBuilder } from '../../src/lp/index.js'
import type { LinearModel } from '../../src/lp/index.js'

export interface Instance {
  readonly id: string
  readonly kind: 'lp' | 'milp'
  readonly tolerance: number
  readonly optimum: number
  readonly knownSolution?: Readonly<Record<string, number>>
  readonly knownDuals?: Readonly<Record<string, number>>
  readonly model: LinearModel
}

interface RawVariable {
  readonly name: string
  readonly obj: number
  readonly lb?: number | null
  readonly ub?: number | null
  readonly type?: 'integer' | 'binary'
  readonly integer?: boolean
}

interface RawConstraint {
  readonly name: string
  readonly op?: '<=' | '>=' | '='
  readonly rhs?: number
  readonly lb?: number
  readonly ub?: number
  readonly terms: readonly (readonly [string, number])[]
}

const folder = join(import.meta.dirname, 'instances')

/** All instances, in order of their file names. */
export function readInstances(): Instance[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => toInstance(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
}

function toInstance(raw: any): Instance {
  const builder = createModelBuilder(raw.model.sense.startsWith('max') ? 'maximize' : 'minimize')
  builder.addConstant(raw.model.objConstant ?? 0)
  const columns = new Map<string, number>()
  for (const variable of raw.model.variables as RawVariable[]) {
    columns.set(
      variable.name,
      builder.addColumn({
        objective: variable.obj,
        lower: variable.lb === null ? -Infinity : (variable.lb ?? 0),
        upper: variable.ub ?? (variable.type === 'binary' ? 1 : Infinity),
        integer: variable.integer === true || variable.type !== undefined,
        key: variable.name,
      }),
    )
  }
  for (const constraint of raw.model.constraints as RawConstraint[]) {
    const row = builder.addRow({ ...limits(constraint), key: constraint.name })
    for (const [name, coefficient] of constraint.terms) builder.addTerm(row, columns.get(name) as number, coefficient)
  }
  return {
    id: raw.id,
    kind: raw.kind,
    tolerance: raw.tolerance,
    optimum: raw.optimum ?? raw.publishedOptimum,
    ...(raw.knownSolution === undefined ? {} : { knownSolution: raw.knownSolution }),
    ...(raw.knownDuals === undefined ? {} : { knownDuals: raw.knownDuals }),
    model: builder.build(),
  }
}

function limits(constraint: RawConstraint): { lower: number; upper: number } {
  if (constraint.op === undefined) return { lower: constraint.lb ?? -Infinity, upper: constraint.ub ?? Infinity }
  const rhs = constraint.rhs as number
  return { lower: constraint.op === '<=' ? -Infinity : rhs, upper: constraint.op === '>=' ? Infinity : rhs }
}
