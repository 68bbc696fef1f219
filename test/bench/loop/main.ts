import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { addMeasures } from './addMeasures.js'
import { describeLoop, figuresOf, type LoopLine } from './describeLoop.js'
import { drawCompany } from './drawCompany.js'
import { leastStock } from './leastStock.js'
import { measureLoop } from './measureLoop.js'
import type { Engine } from './planDecision.js'
import { POLICIES, type PolicyName, runLoop } from './runLoop.js'

const ROOT = join(import.meta.dirname, '../../..')
const USAGE = `npm run --silent bench:loop -- [--seeds 10] [--first 1] [--targets 0.90,0.95,0.98] [--policies plan,mrp,clairvoyant]
  [--ample] [--ample-hours] [--ample-parts] [--noise 1] [--least] [--json] [--from DIR]

Plans so many drawn companies anew every month for two years, executes the first month of each plan against a demand that
the planner does not know, and prints service, stock and money by policy: plan(), a spreadsheet, and plan() with all demand
known. --least searches the one factor on all safety stocks of the plans with which the least stock serves two points less
than each target, and runs for minutes. --ample gives hours and parts without limit; --noise multiplies how
far demand strays from its course; --json prints one object for each company, policy and target as it is done, and the sums
of all at the end; --from plans by the source in another directory, such as a worktree of another commit.`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '10' },
      first: { type: 'string', default: '1' },
      targets: { type: 'string', default: '0.90,0.95,0.98' },
      policies: { type: 'string', default: POLICIES.join() },
      ample: { type: 'boolean', default: false },
      'ample-hours': { type: 'boolean', default: false },
      'ample-parts': { type: 'boolean', default: false },
      noise: { type: 'string', default: '1' },
      least: { type: 'boolean', default: false },
      from: { type: 'string', default: ROOT },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [count, first, targets] = [Number(values.seeds), Number(values.first), values.targets.split(',').map(Number)]
  const policies = POLICIES.filter((name) => values.policies.split(',').includes(name))
  const options = {
    areHoursAmple: values.ample || values['ample-hours'],
    arePartsAmple: values.ample || values['ample-parts'],
    noise: Number(values.noise),
  }
  const areTargets = targets.every((target) => target > 0 && target < 1)
  if (
    values.help ||
    !(count > 0) ||
    !(options.noise > 0) ||
    !Number.isInteger(first) ||
    !areTargets ||
    policies.length === 0
  ) {
    console.error(USAGE)
    return values.help ? 0 : 2
  }
  const engine = (await import(pathToFileURL(join(resolve(values.from), 'src/index.ts')).href)) as Engine
  const print = (figures: object): void => console.log(JSON.stringify(figures))
  const done: (LoopLine & { readonly seed: number })[] = []
  const runOne = async (seed: number, policy: PolicyName, target: number): Promise<void> => {
    const company = drawCompany({ seed, ...options })
    const measures = measureLoop(company, await runLoop(engine, company, policy, { target }))
    const line = { seed, policy, target, companies: 1, measures }
    done.push(line)
    if (values.json) print({ seed, ...figuresOf(line) })
    else console.error(`company ${seed}, ${policy} at ${target}`)
  }
  for (let seed = first; seed < first + count; seed += 1) {
    for (const policy of policies) {
      // Who knows all demand needs no target.
      for (const target of policy === 'clairvoyant' ? targets.slice(0, 1) : targets) await runOne(seed, policy, target)
    }
  }
  const lines = targets.flatMap((target) =>
    policies.flatMap((policy): LoopLine[] => {
      const own = done.filter((line) => line.policy === policy && line.target === target)
      return own.length === 0
        ? []
        : [{ policy, target, companies: own.length, measures: addMeasures(own.map(({ measures }) => measures)) }]
    }),
  )
  if (values.least) {
    const companies = Array.from({ length: count }, (_, n) => drawCompany({ seed: first + n, ...options }))
    for (const target of targets) lines.push(await leastStock(engine, companies, target))
  }
  if (values.json) for (const line of lines) print(figuresOf(line))
  else for (const text of describeLoop(lines)) console.log(text)
  return 0
}

process.exitCode = await main()
