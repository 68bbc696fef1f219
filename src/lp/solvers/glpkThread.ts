import type { GlpkEngine, GlpkResult } from './glpkProblem.js'
import { builtIn } from './host.js'
import { findInstalled } from './installedGlpk.js'

/** A worker thread of Node, Deno or Bun. */
interface Thread {
  on(event: 'message', listener: (message: Message) => void): void
  on(event: 'error', listener: (error: Error) => void): void
  on(event: 'exit', listener: () => void): void
  postMessage(message: unknown): void
  terminate(): unknown
  ref(): void
  unref(): void
}

interface Message {
  readonly answer?: GlpkResult
  readonly ready?: { readonly GLP_OPT: number; readonly version: string }
  readonly error?: string
}

/** What runs in the thread. A text, because no bundler carries a file of ours to where it would be looked for. */
const SCRIPT = `
const { parentPort, workerData } = require('node:worker_threads')
const words = (error) => (error instanceof Error ? error.message : String(error))
import(workerData)
  .then(({ default: start }) => start())
  .then((engine) => {
    parentPort.on('message', ({ problem, options }) => {
      try {
        parentPort.postMessage({ answer: engine.solve(problem, options) })
      } catch (error) {
        parentPort.postMessage({ error: words(error) })
      }
    })
    parentPort.postMessage({ ready: { GLP_OPT: engine.GLP_OPT, version: engine.version } })
  })
  .catch((error) => parentPort.postMessage({ error: words(error) }))
`

/**
 * Starts the installed glpk.js in a thread of its own, so that a solve blocks nobody and can be ended. An idle thread does not
 * keep the process alive. It is asked one question at a time.
 *
 * @throws Error in words where there are no threads, or glpk.js is not found
 */
export async function startInThread(): Promise<GlpkEngine> {
  const threads = builtIn('node:worker_threads') as
    { readonly Worker: new (script: string, options: object) => Thread } | undefined
  if (threads === undefined) throw new Error('there are no threads of Node here')
  const href = findInstalled()
  if (href === undefined) throw new Error('the package glpk.js is not installed where this program runs')
  const thread = new threads.Worker(SCRIPT, { eval: true, workerData: href })
  let waiting: { resolve(message: Message): void; reject(error: Error): void } | undefined
  const ask = (message: unknown): Promise<Message> =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      thread.ref()
      if (message !== undefined) thread.postMessage(message)
    })
  const settle = (act: (asker: NonNullable<typeof waiting>) => void): void => {
    const asker = waiting
    waiting = undefined
    thread.unref()
    if (asker !== undefined) act(asker)
  }
  thread.on('message', (message) =>
    settle(({ resolve, reject }) =>
      message.error === undefined ? resolve(message) : reject(new Error(message.error)),
    ),
  )
  thread.on('error', (error) => settle(({ reject }) => reject(error)))
  thread.on('exit', () => settle(({ reject }) => reject(new Error('its thread ended'))))
  const { ready } = await ask(undefined)
  return {
    ...ready,
    async solve(problem, options) {
      return (await ask({ problem, options })).answer as GlpkResult
    },
    terminate: () => void thread.terminate(),
  }
}
