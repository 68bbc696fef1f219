import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { stripVTControlCharacters } from 'node:util'

/** One gate: an npm script, and the gates that must be done before it. */
interface Gate {
  readonly script: string
  readonly after?: readonly string[]
}

/** What `npm test` checks; the slow ones first, so that two cores finish together. */
const GATES: readonly Gate[] = [
  { script: 'test:unit' },
  { script: 'build' },
  { script: 'test:package', after: ['build'] },
  { script: 'check:types' },
  { script: 'check:size', after: ['build'] },
  { script: 'check:floors' },
  { script: 'check:format' },
  { script: 'check:lint' },
  { script: 'check:unused' },
]

/** A gate that takes longer hangs: a solve, for one, cannot be interrupted by the test that waits for it. */
const LIMIT_MINUTES = 15

interface Outcome {
  readonly script: string
  readonly passed: boolean
  readonly output: string
}

const started = performance.now()
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

function runGate(script: string): Promise<Outcome> {
  const from = performance.now()
  return new Promise((resolve) => {
    // A group of its own, so that what it started ends with it.
    const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    const limit = setTimeout(() => {
      output += `\n${script} did not end within ${LIMIT_MINUTES} minutes`
      process.kill(-(child.pid as number), 'SIGKILL')
    }, LIMIT_MINUTES * 60_000)
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (output += String(chunk)))
    child.on('close', (code) => {
      clearTimeout(limit)
      const passed = code === 0
      console.log(`${passed ? 'passed' : 'FAILED'}  ${script.padEnd(14)} ${seconds(from).padStart(8)}`)
      if (!passed) console.log(output)
      resolve({ script, passed, output })
    })
  })
}

/** Runs the gates, as many at a time as there are cores, two at the most: each may use several itself. */
async function runGates(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = [...GATES]
  const done = (script: string): Outcome | undefined => outcomes.find((outcome) => outcome.script === script)
  const running = new Set<Promise<void>>()
  const lanes = Math.min(2, availableParallelism())
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(({ after = [] }) => after.every((script) => done(script) !== undefined))
    const gate = waiting[next]
    if (gate === undefined || running.size >= lanes) {
      await Promise.race(running)
      continue
    }
    waiting.splice(next, 1)
    const broken = (gate.after ?? []).find((script) => done(script)?.passed === false)
    if (broken !== undefined) {
      console.log(`FAILED  ${gate.script.padEnd(14)} it needs ${broken}`)
      outcomes.push({ script: gate.script, passed: false, output: '' })
      continue
    }
    const run: Promise<void> = runGate(gate.script).then((outcome) => {
      outcomes.push(outcome)
      running.delete(run)
    })
    running.add(run)
  }
  return outcomes
}

const outcomes = await runGates()
const failed = outcomes.filter(({ passed }) => !passed).map(({ script }) => script)
const plain = outcomes.map(({ output }) => stripVTControlCharacters(output)).join('\n')
for (const line of plain.split('\n')) {
  // What failed is named again where whoever reads only the end of a long log finds it.
  if (/^\s*(FAIL|Test Files|Tests) /.test(line) || line.startsWith('golden: ')) console.log(line.trim())
}
console.log(failed.length === 0 ? `all gates passed in ${seconds(started)}` : `failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
