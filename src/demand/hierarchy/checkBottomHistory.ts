import type { IssueList } from '../../core/checking/errors.js'
import { checkSeries } from '../checkForecastInput.js'
import type { CompiledHierarchy } from './compileHierarchy.js'

/** The history of each bottom node; adds every mistake to the list, and gives nothing back where there was one. */
export function checkBottomHistory(
  history: unknown,
  hierarchy: CompiledHierarchy | undefined,
  path: string,
  issues: IssueList,
): (readonly (number | null)[])[] | undefined {
  const before = issues.issues.length
  if (!Array.isArray(history)) {
    const code = history === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    const remedy = 'Pass an array of { id, values }, one for each bottom node.'
    issues.add(code, path, history, 'There are no histories of the bottom nodes.', remedy)
    return undefined
  }
  Array.from(history).forEach((series: unknown, place) => checkSeries(series, `${path}[${place}]`, issues))
  if (hierarchy === undefined || issues.issues.length > before) return undefined
  const { rowOf, leafOf, leaves, ids, nodes } = hierarchy
  const byLeaf: (readonly (number | null)[] | undefined)[] = Array.from(leaves, () => undefined)
  const periods = (history[0] as { values?: unknown[] } | undefined)?.values?.length
  history.forEach((series: { id?: string; values: (number | null)[] }, place) => {
    const { id, values } = series
    const row = id === undefined ? undefined : rowOf.get(id)
    const leaf = row === undefined || row >= nodes ? -1 : leafOf[row]
    if (leaf < 0) {
      const message = 'This is not the id of a bottom node.'
      const remedy = 'Give each history the id of a bottom node; totals are added up from those.'
      issues.add(row === undefined ? 'UNKNOWN_ID' : 'CONFLICT', `${path}[${place}].id`, id, message, remedy)
      return
    }
    if (byLeaf[leaf] !== undefined) {
      issues.add('DUPLICATE_ID', `${path}[${place}].id`, id, 'The node has two histories.', 'Pass one for each node.')
    }
    if (values?.length !== periods) {
      const message = `The history is not as long as the first one, which has ${periods} periods.`
      const remedy = 'Let all histories cover the same periods, with null where not observed.'
      issues.add('MISALIGNED', `${path}[${place}].values`, values, message, remedy)
    }
    byLeaf[leaf] = values
  })
  byLeaf.forEach((values, leaf) => {
    if (values !== undefined) return
    const id = ids[leaves[leaf]]
    const message = 'A bottom node has no history.'
    issues.add(
      'MISSING_VALUE',
      path,
      id,
      message,
      'Pass the history of every bottom node, zeros where nothing was sold.',
    )
  })
  return issues.issues.length > before ? undefined : (byLeaf as (readonly (number | null)[])[])
}
