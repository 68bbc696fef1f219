import ts from 'typescript'
import type { Plugin } from 'vitest/config'
import { examplesOfFile, makeRunnable } from './examples.js'

const PREFIX = 'virtual:example/'

/**
 * Serves each example as the module `virtual:example/<file>:<line>`, so that it runs against src as a user's module.
 *
 * The module takes its console and `expectValue` from `globalThis.exampleContexts`, under the same key.
 */
export function examplesPlugin(): Plugin {
  return {
    name: 'sop-engine-examples',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      const key = id.slice(PREFIX.length + 1)
      const example = examplesOfFile(key.replace(/:\d+$/, '')).find(({ file, line }) => `${file}:${line}` === key)
      if (example === undefined) throw new Error(`No example at ${key}`)
      const prelude = `const { console, expectValue } = globalThis.exampleContexts.get(${JSON.stringify(key)});`
      return ts.transpileModule(`${prelude}${makeRunnable(example).code}\nexport {}`, {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      }).outputText
    },
  }
}
