import { relative } from 'node:path'
import type { Plugin } from 'vitest/config'
import type { Mutant } from './findMutants.js'

/** A source in which every change of the sample stands beside the original, and one number chooses. */
export function withMutants(source: string, mutants: readonly (Mutant & { readonly id: number })[]): string {
  return [...mutants]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { id, start, end, isFirst, text: other, original }) =>
        `${text.slice(0, start)}${isFirst ? '0, ' : ''}(globalThis.sopMutants.is(${id}) ? (${other}) : (${original}))${text.slice(end)}`,
      source,
    )
}

/** Puts the changes of a sample into the files that tests load; nothing on the disk changes. */
export function mutantsPlugin(root: string, sample: readonly Mutant[]): Plugin {
  const numbered = sample.map((mutant, id) => ({ ...mutant, id }))
  return {
    name: 'mutants',
    enforce: 'pre',
    transform(source, path) {
      const name = relative(root, path.split('?')[0] ?? path).replaceAll('\\', '/')
      const mutants = numbered.filter(({ file }) => file === name)
      return mutants.length === 0 ? undefined : { code: withMutants(source, mutants), map: null }
    },
  }
}
