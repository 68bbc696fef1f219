import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job, Report } from './job.js'

const ROOT = join(import.meta.dirname, '../..')
const CONFIG = join(import.meta.dirname, 'vitest.config.ts')

/**
 * Does a job in a process of its own and returns what it told. A process that asks one case for longer than its limit hangs and is ended: `asks` is then the last
 * report, and `done` is missing.
 */
export function runDriver(job: Job, runs: number): Promise<Report[]> {
  const jobFile = `${job.reportFile}.job`
  writeFileSync(jobFile, JSON.stringify(job))
  rmSync(job.reportFile, { force: true })
  const read = (): Report[] =>
    existsSync(job.reportFile)
      ? readFileSync(job.reportFile, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Report)
      : []
  return new Promise((resolve) => {
    const child = spawn('npx', ['vitest', 'run', '--config', CONFIG], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      // A group of its own, so that its worker ends with it.
      detached: true,
      env: { ...process.env, CI: 'true', SOP_FC_RUNS: String(runs), SOP_MUTANTS_JOB: jobFile },
    })
    let told = 0
    let since = performance.now()
    const watch = setInterval(() => {
      const reports = read()
      if (reports.length > told) [told, since] = [reports.length, performance.now()]
      const last = reports.at(-1)
      const limit = last?.kind === 'asks' ? last.limit : 3_600_000
      if (performance.now() - since > limit && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, 2000)
    child.on('close', () => {
      clearInterval(watch)
      resolve(read())
    })
  })
}
