import { SopError } from './errors.js'

/** What a caller passes to stop long work: an `AbortSignal`, or anything with its two fields. */
export interface CancelSignal {
  readonly aborted: boolean
  readonly reason?: unknown
}

/** A report on work under way: `done` of `total` steps of one stage. */
export interface Progress {
  readonly stage: string
  readonly done: number
  readonly total: number
}

/** Options that every long-running function takes. */
export interface RunOptions {
  /** Stops the work between two steps with a SopError of code `ABORTED`. */
  readonly signal?: CancelSignal
  /** Called at the start and the end of each stage, and between its steps. */
  readonly onProgress?: (progress: Progress) => void
}

/** Throws a SopError of code `ABORTED` when the signal says stop. */
export function throwIfAborted(signal: CancelSignal | undefined): void {
  if (signal?.aborted !== true) return
  const reason = signal.reason
  throw new SopError([
    {
      code: 'ABORTED',
      path: 'options.signal',
      message: 'The work was stopped by its signal.',
      received: reason instanceof Error ? reason.message : String(reason ?? 'aborted'),
      remedy: 'Call again without an aborted signal.',
    },
  ])
}

/** The timer of every JavaScript host, typed here because the library assumes no host. */
interface Timer {
  setTimeout(call: () => void, milliseconds: number): unknown
}

/** Lets timers, messages and signals act before long work goes on; then stops it when the signal says so. */
export async function letOthersRun(signal: CancelSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    ;(globalThis as unknown as Timer).setTimeout(resolve, 0)
  })
  throwIfAborted(signal)
}
