import { throwIfAborted } from '../../core/running/progress.js'
import type { CancelSignal } from '../../core/running/progress.js'

/** The timers of every JavaScript host, typed here because the library assumes no host. */
interface Timers {
  setInterval(call: () => void, milliseconds: number): unknown
  clearInterval(timer: unknown): void
}

const TICK_MILLISECONDS = 50

/**
 * Waits for a promise that may never settle.
 *
 * @param promise - what to wait for
 * @param options - most seconds to wait, and a signal to stop by
 * @returns the value, or 'timeout'; the wait counts ticks and reads no clock
 * @throws SopError of code `ABORTED` when the signal says stop; whatever the promise rejects with
 */
export function waitFor<T>(
  promise: Promise<T>,
  options: { readonly seconds: number; readonly signal?: CancelSignal },
): Promise<T | 'timeout'> {
  const timers = globalThis as unknown as Timers
  return new Promise((resolve, reject) => {
    let ticks = 0
    const most = (options.seconds * 1000) / TICK_MILLISECONDS
    const timer = timers.setInterval(() => {
      ticks += 1
      try {
        throwIfAborted(options.signal)
      } catch (error) {
        timers.clearInterval(timer)
        reject(error)
        return
      }
      if (ticks < most) return
      timers.clearInterval(timer)
      resolve('timeout')
    }, TICK_MILLISECONDS)
    promise.then(
      (value) => {
        timers.clearInterval(timer)
        resolve(value)
      },
      (error: unknown) => {
        timers.clearInterval(timer)
        reject(error)
      },
    )
  })
}
