import { isSopError, SopError } from '../core/checking/errors.js'
import type { NormalInput } from '../schema/normalForm/normalInput.js'
import type { PlanInput } from '../schema/types.js'

const PLACE = /^items\[(\d+)\](\.(\w+).*)?$/

/**
 * Runs a step that names items by their place in the normal form; what it finds wrong only then is named by the place of
 * the item in the input that the caller gave.
 */
export async function inCallersItems<T>(
  step: () => T | Promise<T>,
  { normal, given }: { readonly normal: NormalInput; readonly given: PlanInput },
): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (!isSopError(error) || !error.issues.some(({ path }) => PLACE.test(path))) throw error
    const placeOf = (_: string, index: string, rest = '', field = ''): string => {
      const place = given.items.findIndex(({ id }) => id === normal.items[Number(index)]?.id)
      // What an item of the step has, and the caller's has not, was put together from other tables.
      return `items[${place}]${field in (given.items[place] ?? {}) ? rest : ''}`
    }
    throw new SopError(
      error.issues.map((issue) => ({
        ...issue,
        path: issue.path.replace(PLACE, placeOf),
      })),
    )
  }
}
