import { hasWorker } from './host.js'

/** What went wrong when the engine was looked for, by the words of the place where it happened, and what mends it there. */
const REMEDIES: readonly { readonly words: RegExp; readonly remedy: string }[] = [
  {
    words: /handed over as wasm|no WebAssembly|can read /,
    remedy:
      'Hand over the file glpk.js/dist/glpk.wasm of glpk.js 5.0: its URL or path, its bytes, or the module compiled from it.',
  },
  {
    words: /no threads/,
    remedy: 'Leave the option worker out.',
  },
  {
    // A script in a bundle looks for its file beside the bundle; nor is the package installed there.
    words: /glpk\.wasm|ENOENT|createRequire|filename|sync fetching|Invalid URL/i,
    remedy:
      'In a bundle glpk.js does not find its glpk.wasm: install glpk.js where the program runs (npm install glpk.js), which is then used, or hand the file over: createGlpkSolver({ wasm }) from sop-engine/lp/glpk.',
  },
  {
    words:
      /ERR_MODULE_NOT_FOUND|ERR_PACKAGE_IMPORT|Cannot find|Could not resolve|not (found|installed)|Failed to resolve|No such module|specifier|dynamic require/i,
    remedy:
      'Install glpk.js where the program runs (npm install glpk.js), or pass a solver that does without it, as createHighsSolver() from sop-engine/lp/highs.',
  },
]

const NO_WORKER =
  'There are no workers here, in which glpk.js would run: hand over its file, createGlpkSolver({ wasm }) from sop-engine/lp/glpk, or pass another solver in the options.'

const IN_A_PAGE =
  "In a page allow workers from blob: URLs and WebAssembly (Content-Security-Policy: worker-src blob:; script-src 'wasm-unsafe-eval'), or pass another solver in the options."

/** What mends an engine that did not start, as far as its words and the place tell. */
export function engineRemedy(words: string): string {
  const known = REMEDIES.find((one) => one.words.test(words))
  if (known !== undefined) return known.remedy
  return hasWorker() ? IN_A_PAGE : NO_WORKER
}

/** What mends an engine that broke down at work. */
export const AGAIN =
  'Solve again, which starts a new engine; where the model is very large, split it or pass another solver.'
