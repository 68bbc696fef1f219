import { isSopError, type SopError } from '../../src/core/checking/errors.js'

/** The SopError that a call throws; any other outcome is an error of the test. */
export function catchSopError(call: () => unknown): SopError {
  try {
    call()
  } catch (error) {
    if (isSopError(error)) return error
    throw error
  }
  throw new Error('The call threw nothing.')
}
