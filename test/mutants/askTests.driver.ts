import { appendFileSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as vitest from 'vitest'
import { type Block, type Case, createCollector } from './collectCases.js'
import { createSwitch, workedMilliseconds } from './switch.js'
import type { CaseReach, Job, Report } from './job.js'

const job = JSON.parse(readFileSync(process.env['SOP_MUTANTS_JOB'] ?? '', 'utf8')) as Job
const load = createRequire(import.meta.url)(join(job.outdir, 'native.cjs')) as (url: string) => Promise<unknown>
const chooser = createSwitch(job.size)
chooser.chosen = job.fromLoad ?? -1
const collector = createCollector()
Object.assign(globalThis, { sopMutants: chooser, sopVitest: { ...vitest, ...collector.words } })

const tell = (report: Report): void => appendFileSync(job.reportFile, `${JSON.stringify(report)}\n`)

let loads = 0
/** The cases of a test file, which is loaded anew; the source is not. */
async function loadCases(test: string): Promise<Case[]> {
  collector.begin()
  loads += 1
  const { href } = pathToFileURL(join(job.outdir, test.replace(/\.ts$/, '.mjs')))
  await load(`${href}?${loads}`)
  return collector.take()
}

async function makeReady(block: Block): Promise<void> {
  if (block.outer !== undefined) await makeReady(block.outer)
  if (block.isReady) return
  block.isReady = true
  for (const body of block.before) await body()
}

const passedBy = (): number[] => {
  const found = [...chooser.reached.keys()].filter((id) => chooser.reached[id] === 1)
  chooser.reached.fill(0)
  return found
}

/** Which case comes by which change, over the source as it is. */
async function findReaches(): Promise<void> {
  const atLoad = new Set<number>()
  for (const test of job.tests) {
    const measure = async (step: () => unknown): Promise<Pick<CaseReach, 'milliseconds' | 'reached'>> => {
      passedBy()
      const started = workedMilliseconds()
      await step()
      return { milliseconds: workedMilliseconds() - started, reached: passedBy() }
    }
    try {
      passedBy()
      await loadCases(test)
      const first = passedBy()
      let cases: Case[] = []
      const loaded = await measure(async () => (cases = await loadCases(test)))
      for (const id of first) if (!loaded.reached.includes(id)) atLoad.add(id)
      for (const [index, { block, name, run }] of cases.entries()) {
        if (!block.isReady) Object.assign(block, await measure(() => makeReady(block)))
        const own = await measure(run)
        const reached = [...new Set([...loaded.reached, ...block.reached, ...own.reached])]
        const before = loaded.milliseconds + block.milliseconds
        tell({ kind: 'reach', test, index, name, before, milliseconds: own.milliseconds, reached })
      }
    } catch (error) {
      tell({ kind: 'unfit', test, why: String(error).slice(0, 300) })
    }
  }
  tell({ kind: 'loaded', reached: [...atLoad] })
}

/** Waits for a step, but no longer than until this process has worked for so long. */
async function limited(step: () => unknown, deadline: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_resolve, reject) => {
    timer = setInterval(() => {
      if (workedMilliseconds() > deadline) reject(new Error('The change keeps the case from ending'))
    }, 1000)
  })
  try {
    await Promise.race([step(), late])
  } finally {
    clearInterval(timer)
  }
}

/** Asks the cases that reach a change one after the other, until one fails. */
async function judge(id: number, asked: readonly CaseReach[]): Promise<void> {
  const files = new Map<string, Case[]>()
  for (const { test, index, name, before, milliseconds } of asked) {
    tell({ kind: 'asks', id, test, name, limit: 300_000 + 200 * (before + milliseconds) })
    chooser.chosen = id
    chooser.deadline = workedMilliseconds() + 10_000 + 5 * (before + milliseconds)
    try {
      await limited(async () => {
        const cases = files.get(test) ?? (await loadCases(test))
        files.set(test, cases)
        const found = cases[index]
        if (found === undefined) throw new Error('The case is no longer there')
        await makeReady(found.block)
        await found.run()
      }, chooser.deadline)
    } catch (error) {
      tell({ kind: 'judged', id, verdict: 'noticed', test, name, why: String(error).slice(0, 200) })
      return
    } finally {
      chooser.chosen = -1
      chooser.deadline = Infinity
    }
  }
  tell({ kind: 'judged', id, verdict: 'survived' })
}

vitest.test('asks', { timeout: 0 }, async () => {
  if (job.mutants === undefined) await findReaches()
  for (const { id, cases } of job.mutants ?? []) {
    await judge(id, cases)
  }
  tell({ kind: 'done' })
})
