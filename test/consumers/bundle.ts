import { join } from 'node:path'
import { build } from 'esbuild'
import type { Metafile } from 'esbuild'

/**
 * Bundles a module of the consumer for browsers, by default the company of README; a builtin of Node anywhere in it makes
 * the build fail, unless it is said to stay outside.
 */
export async function bundleForBrowser(
  consumer: string,
  outdir: string,
  { entry = 'company.ts', external = [] }: { readonly entry?: string; readonly external?: string[] } = {},
): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: consumer,
    entryPoints: [join(consumer, entry)],
    external,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir,
    metafile: true,
    logLevel: 'silent',
  })
  return metafile
}

/** Every file that is loaded at once with an input, that is by static imports alone. */
export function staticClosure(metafile: Metafile, entry: string): string[] {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const { kind, path, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import') continue
      if (external === true) seen.add(path)
      else visit(path)
    }
  }
  visit(entry)
  return [...seen]
}
