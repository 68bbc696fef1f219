import { SopError } from '../../core/checking/errors.js'

/**
 * The part of the `highs` package that is used here. The types are our own: who does not install the package can
 * compile against this one.
 */
export interface HighsEngine {
  createModel(): HighsInstance
}

/** One native solver; its memory is the engine's own and comes back with `dispose` alone. */
export interface HighsInstance {
  readonly options: { set(values: Readonly<Record<string, string | number | boolean>>): unknown }
  readonly info: { get(name: string): number | bigint }
  passModel(model: HighsModel): unknown
  run(): { readonly modelStatus: number }
  getSolution(): { readonly colValue: Float64Array; readonly rowDual: Float64Array }
  getRunTime(): number
  dispose(): void
}

/** A model as HiGHS takes it: sparse typed arrays, which are the arrays of a `LinearModel`. */
export interface HighsModel {
  readonly numCols: number
  readonly numRows: number
  readonly offset: number
  readonly colCost: Float64Array
  readonly colLower: Float64Array
  readonly colUpper: Float64Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly matrix: {
    readonly format: 'csr'
    readonly numRows: number
    readonly numCols: number
    readonly starts: Int32Array
    readonly indices: Int32Array
    readonly values: Float64Array
  }
  readonly integrality?: Int32Array
}

/** Where `highs.wasm` comes from: its URL or (in Node) its path, or its bytes. */
export type HighsWasm = string | { readonly href: string } | ArrayBuffer | ArrayBufferView

/** What `highs` exports: a function that starts the engine. */
type Loader = (options: object) => Promise<unknown>

/** Starts the installed package, which an application must have as a dependency of its own. */
export async function startInstalled(
  importPackage: () => Promise<{ readonly default: unknown }>,
  wasm: HighsWasm | undefined,
): Promise<unknown> {
  let loader: unknown
  try {
    ;({ default: loader } = await importPackage())
  } catch (error) {
    throw highsFailure(
      `The package highs could not be loaded: ${describe(error)}.`,
      'Install it beside sop-engine (npm install highs), or hand over a loaded one by the option load.',
    )
  }
  return (loader as Loader)(wasmOptions(wasm))
}

function wasmOptions(wasm: HighsWasm | undefined): object {
  if (wasm === undefined) return {}
  if (typeof wasm === 'string') return { locateFile: () => wasm }
  if ('href' in wasm) return { locateFile: () => wasm.href }
  return { wasmBinary: wasm }
}

/**
 * Starts the engine.
 *
 * @throws SopError of code `SOLVER_FAILED` where it cannot be loaded, or is one without an interface of typed arrays
 */
export async function startHighs(load: () => Promise<unknown>): Promise<HighsEngine> {
  let engine: unknown
  try {
    engine = await load()
  } catch (error) {
    if (error instanceof SopError) throw error
    throw highsFailure(
      `HiGHS could not be started: ${describe(error)}.`,
      'Name the place of highs.wasm by the option wasm, or hand over a loaded engine by the option load.',
    )
  }
  if (typeof (engine as Partial<HighsEngine> | undefined)?.createModel === 'function') return engine as HighsEngine
  throw highsFailure(
    'What was loaded as highs has no createModel.',
    'Install highs 1.15 or later; the option load must give what its default export gives when it is called.',
  )
}

/** What a solve throws when the engine is lost. */
export function highsFailure(message: string, remedy: string): SopError {
  return new SopError([{ code: 'SOLVER_FAILED', path: 'solver', message, received: 'highs', remedy }])
}

/** A thrown value in words, without the full stop. */
export function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}
