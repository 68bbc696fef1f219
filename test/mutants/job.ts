/** A case of a test file, how long it takes as the source is, and which changes of the sample it comes by. */
export interface CaseReach {
  readonly test: string
  /** Place among the cases of its file. */
  readonly index: number
  readonly name: string
  /** Milliseconds to load the file and to prepare its block. */
  readonly before: number
  readonly milliseconds: number
  readonly reached: readonly number[]
}

/** What one process does: without `mutants` it looks which case reaches which change. */
export interface Job {
  /** Changes in the sample. */
  readonly size: number
  readonly outdir: string
  readonly reportFile: string
  readonly tests: readonly string[]
  readonly mutants?: readonly Asked[]
  /** A change that is made before the source is loaded: it stands where the source does something as it is loaded. */
  readonly fromLoad?: number
}

/** A change and the cases that are asked of it, in this order. */
export interface Asked {
  readonly id: number
  readonly cases: readonly CaseReach[]
}

export type Report =
  | ({ readonly kind: 'reach' } & CaseReach)
  | { readonly kind: 'loaded'; readonly reached: readonly number[] }
  | { readonly kind: 'unfit'; readonly test: string; readonly why: string }
  | { readonly kind: 'asks'; readonly id: number; readonly test: string; readonly name: string; readonly limit: number }
  | Judged
  | { readonly kind: 'done' }

export interface Judged {
  readonly kind: 'judged'
  readonly id: number
  readonly verdict: 'noticed' | 'survived'
  /** The case that noticed. */
  readonly test?: string
  readonly name?: string
  readonly why?: string
}
