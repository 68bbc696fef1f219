import { callable, type Check, type Fields, instance, number, optional, POSITIVE, refuse } from '../checking/checks.js'
import type { RunOptions } from './progress.js'

/** What can say stop; whether it does is not asked yet. */
const cancelSignal: Check = (value, path, issues) =>
  instance(value, path, issues) &&
  ('aborted' in (value as object) ||
    refuse(issues, 'WRONG_TYPE', path, value, "an AbortSignal, or an object with 'aborted'"))

/** Options of every function that runs long. */
export const RUN_FIELDS: Fields<RunOptions> = {
  signal: (value, path, issues) => optional(cancelSignal)(value, path, issues),
  onProgress: (value, path, issues) => optional(callable)(value, path, issues),
}

/** How long a solver may take, and the clock that tells. */
export const TIME_FIELDS: { readonly timeLimitSeconds: Check; readonly now: Check } = {
  timeLimitSeconds: (value, path, issues) => optional(number(POSITIVE))(value, path, issues),
  now: (value, path, issues) => optional(callable)(value, path, issues),
}
