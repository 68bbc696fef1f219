import { SopError, type SopIssue } from '../checking/errors.js'

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
  /**
   * Stops the work between two steps with a SopError of code `ABORTED`, whose `cause` is the `reason` of the signal. What is
   * asynchronous lets timers and messages act between its steps, so that they can stop it.
   */
  readonly signal?: CancelSignal
  /** Called at the start and the end of each stage, and between its steps. */
  readonly onProgress?: (progress: Progress) => void
}

/** Throws a SopError of code `ABORTED` when the signal says stop; its `cause` is the reason that the signal gives. */
export function throwIfAborted(signal: CancelSignal | undefined): void {
  if (signal?.aborted !== true) return
  const reason = signal.reason
  const issue: SopIssue = {
    code: 'ABORTED',
    path: 'options.signal',
    message: 'The work was stopped by its signal.',
    received: reason instanceof Error ? reason.message : String(reason ?? 'aborted'),
    remedy: 'Call again without an aborted signal.',
  }
  throw new SopError([issue], reason === undefined ? {} : { cause: reason })
}

/** What every JavaScript host has, typed here because the library assumes no host. */
interface Host {
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port }
  setTimeout(call: () => void, milliseconds: number): unknown
}

interface Port {
  onmessage: (() => void) | null
  postMessage(message: unknown): void
  close(): void
}

/**
 * Lets timers, messages and signals act before long work goes on; then stops it when the signal says so.
 *
 * By a message to oneself, which waits its turn among all that the host has to do: a timer would wait 1 ms in Node and 4 ms
 * in a page, each time, and for ever where a test has put the clock away.
 */
export async function letOthersRun(signal: CancelSignal | undefined): Promise<void> {
  const host = globalThis as unknown as Host
  await new Promise<void>((resolve) => {
    if (host.MessageChannel === undefined) {
      host.setTimeout(resolve, 0)
      return
    }
    const { port1, port2 } = new host.MessageChannel()
    port1.onmessage = () => {
      // An open port keeps the process of Node alive.
      port1.close()
      resolve()
    }
    port2.postMessage(0)
  })
  throwIfAborted(signal)
}

/** Work that can be left between two of its steps: at each `yield` nothing is half done. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Does all steps of a work at once. */
export function finishSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Does the steps of a work one by one, and lets others run between them; stops between two when the signal says so. */
export async function finishInTurns<T>(steps: Steps<T>, signal: CancelSignal | undefined): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await letOthersRun(signal)
  }
}
