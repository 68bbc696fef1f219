import { builtIn, workingFolder } from './host.js'

/** The name of this file in CommonJS, also in a bundle. */
declare const __filename: string

/** Starts an engine: the default export of glpk.js. */
type Start = () => unknown

/** The file in CommonJS. A bundler may know the type of the name, and not the name: it is tried. */
function commonJsFile(): string | undefined {
  try {
    return __filename
  } catch {
    return undefined
  }
}

/** Where this file is, as far as is known, and the folder of the program: where Node would look for packages. */
function places(): readonly string[] {
  // Empty in a bundle for CommonJS.
  const url = (import.meta as { readonly url?: string }).url
  const folder = workingFolder()
  const named = [commonJsFile(), url, folder && `${folder}/program.js`]
  return [...new Set(named.filter((place) => place !== undefined && place !== ''))] as string[]
}

/** The URL of the installed glpk.js, found as Node finds packages; undefined where there is none, or no Node. */
export function findInstalled(): string | undefined {
  const modules = builtIn('node:module') as
    { createRequire(from: string): { resolve(name: string): string } } | undefined
  const urls = builtIn('node:url') as { pathToFileURL(path: string): { readonly href: string } } | undefined
  if (modules === undefined || urls === undefined) return undefined
  for (const place of places()) {
    try {
      return urls.pathToFileURL(modules.createRequire(place).resolve('glpk.js/node')).href
    } catch {
      // Not from there; the next place may know.
    }
  }
  return undefined
}

/**
 * Starts the engine that the program has. A bundle holds a script that does not find its file, or, where it was left out,
 * nothing: then the installed package is started, if there is one.
 *
 * @throws what the first attempt throws, which says best what is wrong
 */
export async function startInstalled(importOwn: () => Promise<{ readonly default: unknown }>): Promise<unknown> {
  try {
    const { default: start } = await importOwn()
    return await (start as Start)()
  } catch (error) {
    const installed = findInstalled()
    if (installed === undefined) throw error
    const { default: start } = (await import(
      /* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ installed
    )) as { readonly default: Start }
    return start()
  }
}
