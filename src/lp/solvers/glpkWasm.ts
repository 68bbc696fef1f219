import { engineClock, readBytes, webAssembly, type WebAssemblyHost } from './host.js'
import type { GlpkEngine, GlpkOptions, GlpkProblem, GlpkResult } from './glpkProblem.js'
import { GLP_OPT } from './glpkProblem.js'

/** Where `glpk.wasm` comes from: its URL or (in Node) its path, its bytes, or what was compiled from them. */
export type GlpkWasm = string | { readonly href: string } | ArrayBuffer | ArrayBufferView | object

/** Functions of glpk.wasm by the names that its file has for them; those of glpk.js 5.0. */
interface Functions {
  readonly l: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  /** Starts the module. */
  m(): void
  /** glp_create_prob */
  o(): number
  /** glp_set_obj_dir */
  q(problem: number, direction: number): void
  /** glp_add_rows */
  r(problem: number, count: number): number
  /** glp_add_cols */
  s(problem: number, count: number): number
  /** glp_set_row_bnds */
  v(problem: number, row: number, type: number, lower: number, upper: number): void
  /** glp_set_col_bnds */
  w(problem: number, column: number, type: number, lower: number, upper: number): void
  /** glp_set_obj_coef */
  x(problem: number, column: number, coefficient: number): void
  /** glp_load_matrix */
  y(problem: number, count: number, rows: number, columns: number, values: number): void
  /** glp_sort_matrix */
  z(problem: number): void
  /** glp_delete_prob */
  A(problem: number): void
  /** glp_get_status */
  J(problem: number): number
  /** glp_get_row_dual */
  M(problem: number, row: number): number
  /** glp_get_col_prim */
  N(problem: number, column: number): number
  /** glp_set_col_kind */
  O(problem: number, column: number, kind: number): void
  /** glp_mip_status */
  R(problem: number): number
  /** glp_mip_col_val */
  U(problem: number, column: number): number
  /** glp_version */
  V(): number
  /** malloc */
  X(bytes: number): number
  /** free */
  Y(place: number): void
  /** simplex with its limit of time in milliseconds */
  _(problem: number, messages: number, milliseconds: number, presolve: number): number
  /** branch and bound, the same with a gap */
  $(problem: number, messages: number, milliseconds: number, presolve: number, gap: number): number
}

/** All names of the file, in their order: another build of it has others. */
const NAMES = 'l m n o p q r s t u v w x y z A B C D E F G H I J K L M N O P Q R S T U V W X Y Z _ $ aa ba ca'
const VERSION = '5.0'
const INTEGER = 2
const MOST_MILLISECONDS = 2_147_483_647
const PAGE = 65_536
/** Of musl: what is asked for is not there. */
const NOT_THERE = -44

/**
 * Starts GLPK from a `glpk.wasm` that was handed over, without the script of glpk.js around it, which looks for its file
 * beside itself and finds it in no bundle. The calls are those that glpk.js makes, in their order, so answers are the same.
 *
 * @throws Error in words where the file cannot be read, or is not that of glpk.js 5.0
 */
export async function startFromWasm(wasm: GlpkWasm): Promise<GlpkEngine> {
  const assembly = webAssembly()
  if (assembly === undefined) throw new Error('there is no WebAssembly here')
  const module = await compile(wasm, assembly)
  const names = assembly.Module.exports(module).map(({ name }) => name)
  if (names.join(' ') !== NAMES) throw new Error('what was handed over as wasm is not the glpk.wasm of glpk.js 5.0')
  const memory: { functions?: Functions } = {}
  const instance = await assembly.instantiate(module, { a: system(memory) })
  const functions = instance.exports as Functions
  memory.functions = functions
  functions.m()
  const version = readText(functions, functions.V())
  if (version !== VERSION) throw new Error(`what was handed over as wasm is GLPK ${version}, not ${VERSION}`)
  return { GLP_OPT, version, solve: (problem, options) => solve(functions, problem, options) }
}

async function compile(wasm: GlpkWasm, assembly: WebAssemblyHost): Promise<object> {
  if (typeof wasm === 'string') return assembly.compile(await readBytes(wasm))
  if (wasm instanceof assembly.Module) return wasm
  if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)) return assembly.compile(wasm)
  if ('href' in wasm && typeof wasm.href === 'string') return assembly.compile(await readBytes(wasm.href))
  throw new Error('what was handed over as wasm is neither a URL nor bytes nor a compiled module')
}

/** What the file asks of the system: memory, a clock, and files, of which there are none. */
function system(memory: { readonly functions?: Functions }): object {
  const functions = (): Functions => memory.functions as Functions
  const fail = (what: string) => (): never => {
    throw new Error(what)
  }
  return {
    a: fail('an assertion inside GLPK failed'),
    b: () => 0,
    c: (_file: number, vectors: number, count: number, written: number) => {
      // Words to a terminal: taken and forgotten.
      const view = new DataView(functions().l.buffer)
      let bytes = 0
      for (let k = 0; k < count; k += 1) bytes += view.getUint32(vectors + 8 * k + 4, true)
      view.setUint32(written, bytes, true)
      return 0
    },
    d: () => 0,
    e: () => NOT_THERE,
    f: () => NOT_THERE,
    g: () => 0,
    h: () => NOT_THERE,
    i: engineClock,
    j: (bytes: number) => {
      const { l } = functions()
      // By a fifth more than it has, so that it grows seldom.
      const wanted = Math.max(bytes >>> 0, Math.min(l.buffer.byteLength * 1.2, 2 ** 31))
      try {
        l.grow(Math.ceil((wanted - l.buffer.byteLength) / PAGE))
        return 1
      } catch {
        return 0
      }
    },
    k: fail('GLPK gave up'),
  }
}

function readText({ l }: Functions, place: number): string {
  const bytes = new Uint8Array(l.buffer)
  let text = ''
  for (let at = place; bytes[at] !== 0; at += 1) text += String.fromCharCode(bytes[at])
  return text
}

function solve(glpk: Functions, problem: GlpkProblem, options: GlpkOptions): GlpkResult {
  const began = engineClock()
  const place = load(glpk, problem)
  try {
    const isMixed = problem.generals.length > 0
    const limit = options.tmlim === undefined ? MOST_MILLISECONDS : options.tmlim * 1000
    const presolve = options.presol ? 1 : 0
    if (isMixed) glpk.$(place, options.msglev, limit, presolve, options.mipgap ?? 0)
    else glpk._(place, options.msglev, limit, presolve)
    const vars: Record<string, number> = {}
    problem.bounds.forEach(({ name }, j) => {
      vars[name] = isMixed ? glpk.U(place, j + 1) : glpk.N(place, j + 1)
    })
    const dual: Record<string, number> = {}
    if (!isMixed) problem.subjectTo.forEach(({ name }, i) => (dual[name] = glpk.M(place, i + 1)))
    const status = isMixed ? glpk.R(place) : glpk.J(place)
    return { time: (engineClock() - began) / 1000, result: { status, vars, ...(isMixed ? {} : { dual }) } }
  } finally {
    glpk.A(place)
  }
}

/** Writes a problem into the memory of the engine; its columns are named by their places. */
function load(glpk: Functions, { objective, subjectTo, bounds, generals }: GlpkProblem): number {
  const place = glpk.o()
  glpk.q(place, objective.direction)
  if (bounds.length > 0) glpk.s(place, bounds.length)
  if (subjectTo.length > 0) glpk.r(place, subjectTo.length)
  objective.vars.forEach(({ coef }, j) => glpk.x(place, j + 1, coef))
  subjectTo.forEach(({ bnds }, i) => glpk.v(place, i + 1, bnds.type, bnds.lb, bnds.ub))
  loadMatrix(glpk, place, subjectTo)
  bounds.forEach(({ type, lb, ub }, j) => glpk.w(place, j + 1, type, lb, ub))
  for (const name of generals) glpk.O(place, Number(name) + 1, INTEGER)
  glpk.z(place)
  return place
}

function loadMatrix(glpk: Functions, place: number, rows: GlpkProblem['subjectTo']): void {
  const count = rows.reduce((sum, { vars }) => sum + vars.length, 0)
  if (count === 0) return
  // Place 0 of each array is not read.
  const [rowAt, columnAt, valueAt] = [glpk.X(4 * (count + 1)), glpk.X(4 * (count + 1)), glpk.X(8 * (count + 1))]
  // After the last of them: memory that grows gets another buffer.
  const { buffer } = glpk.l
  const row = new Int32Array(buffer, rowAt, count + 1)
  const column = new Int32Array(buffer, columnAt, count + 1)
  const value = new Float64Array(buffer, valueAt, count + 1)
  let k = 1
  rows.forEach(({ vars }, i) => {
    for (const { name, coef } of vars) {
      row[k] = i + 1
      column[k] = Number(name) + 1
      value[k] = coef
      k += 1
    }
  })
  glpk.y(place, count, rowAt, columnAt, valueAt)
  for (const at of [rowAt, columnAt, valueAt]) glpk.Y(at)
}
