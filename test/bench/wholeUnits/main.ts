import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { type Engine, type Face, judgeShop, type Verdict } from '../../production/wholeUnits/judgeShop.js'
import { describeVerdicts } from './describeVerdicts.js'

const ROOT = join(import.meta.dirname, '../../..')
const USAGE = `npm run --silent bench:whole-units -- [--shops 500] [--seed 1] [--face both] [--json] [--seconds 10] [--from DIR]

Plans so many generated shops, the first with that seed, by the optimizer (--face problem), by plan() (--face plan) or
both, audits each plan by arithmetic of its own and holds it against the whole-unit model solved by HiGHS, which gets so
many seconds for a shop at the most. Prints what whole units cost against that bound, what is broken, and the ten worst
seeds; with --json one object a shop on a line of its own. --from judges the source in another directory, such as a
worktree of another commit.`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      shops: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      face: { type: 'string', default: 'both' },
      seconds: { type: 'string', default: '10' },
      from: { type: 'string', default: ROOT },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [shops, seed, secondsLimit] = [Number(values.shops), Number(values.seed), Number(values.seconds)]
  const faces = ({ both: ['problem', 'plan'], problem: ['problem'], plan: ['plan'] } as Record<string, Face[]>)[
    values.face
  ]
  if (values.help || faces === undefined || !Number.isInteger(seed) || !(shops > 0) || !(secondsLimit > 0)) {
    console.error(USAGE)
    return values.help ? 0 : 2
  }
  const engine = await loadEngine(values.from)
  const verdicts: Verdict[] = []
  for (let n = 0; n < shops; n += 1) {
    for (const face of faces) {
      const { verdict } = await judgeShop(engine, { seed: seed + n, face, secondsLimit })
      verdicts.push(verdict)
      if (values.json) console.log(JSON.stringify(verdict))
    }
  }
  for (const line of describeVerdicts(verdicts)) console.log(values.json ? `# ${line}` : line)
  return 0
}

async function loadEngine(directory: string): Promise<Engine> {
  const load = async (file: string): Promise<unknown> => import(pathToFileURL(join(directory, 'src', file)).href)
  const [index, supply] = [await load('index.ts'), await load('plan/supply/planProduction.ts')]
  return { ...(index as object), ...(supply as object) } as Engine
}

process.exitCode = await main()
