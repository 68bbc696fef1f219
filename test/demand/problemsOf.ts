import { isSopError } from '../../src/core/checking/errors.js'

/** Code and path of every issue that some work is refused with; none where it is not. */
export function problemsOf(work: () => unknown): string[] {
  try {
    work()
  } catch (error) {
    if (isSopError(error)) return error.issues.map(({ code, path }) => `${code} ${path}`)
    throw error
  }
  return []
}
