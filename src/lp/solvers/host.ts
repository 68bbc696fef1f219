/**
 * What the engine needs of the place where it runs, typed here because the library assumes no host and imports nothing of
 * Node: every part may be missing.
 */
interface Host {
  readonly process?: { getBuiltinModule?(name: string): unknown; cwd?(): string }
  readonly performance?: { now(): number }
  readonly Worker?: unknown
  readonly WebAssembly?: WebAssemblyHost
  fetch?(url: string): Promise<{ readonly ok: boolean; readonly status: number; arrayBuffer(): Promise<ArrayBuffer> }>
}

/** The part of WebAssembly that is used here. */
export interface WebAssemblyHost {
  compile(bytes: ArrayBuffer | ArrayBufferView): Promise<object>
  instantiate(module: object, imports: object): Promise<{ readonly exports: unknown }>
  readonly Module: (new (...given: never[]) => object) & { exports(module: object): { readonly name: string }[] }
}

const host = (): Host => globalThis as unknown as Host

/** A module that Node, Deno or Bun has built in; undefined elsewhere. */
export function builtIn(name: string): unknown {
  return host().process?.getBuiltinModule?.(name)
}

/** The folder from which the program was started; undefined where there is none. */
export function workingFolder(): string | undefined {
  try {
    return host().process?.cwd?.()
  } catch {
    // It was removed while the program ran.
    return undefined
  }
}

/** Whether a page's kind of worker can be made here. */
export const hasWorker = (): boolean => host().Worker !== undefined

/** The clock by which an engine keeps its limit of time; no answer depends on it but by that limit. */
export const engineClock = (): number => host().performance?.now() ?? 0

/** WebAssembly, where there is one. */
export const webAssembly = (): WebAssemblyHost | undefined => host().WebAssembly

/** Reads the bytes at a URL or, in Node, a path. */
export async function readBytes(place: string): Promise<ArrayBuffer | ArrayBufferView> {
  const isUrl = /^[a-z][a-z0-9+.-]+:/i.test(place)
  const files = builtIn('node:fs') as { readFileSync(place: string | URL_): Uint8Array } | undefined
  if (files !== undefined && (!isUrl || place.startsWith('file:'))) {
    const { URL } = builtIn('node:url') as { readonly URL: new (place: string) => URL_ }
    return files.readFileSync(isUrl ? new URL(place) : place)
  }
  const { fetch } = host()
  if (fetch === undefined) throw new Error(`nothing here can read ${place}`)
  const response = await fetch(place)
  if (!response.ok) throw new Error(`${place} was answered with ${response.status}`)
  return response.arrayBuffer()
}

/** A URL object, of Node. */
interface URL_ {
  readonly href: string
}
