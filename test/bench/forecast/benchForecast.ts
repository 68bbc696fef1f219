import { parseArgs } from 'node:util'
import { forecast, type ForecastOptions, isSopError } from 'sop-engine'
import { type ForecastProfile } from 'sop-engine/demand'
import { augursEngine, type Engine, METHODS, panelEngine, sopEngine } from './engines.js'
import { judgeForecasts, type JudgedSeries } from './judgeForecasts.js'
import { type DataFile, readDataFiles, UsageError } from './readDataFiles.js'

const PROFILES: readonly ForecastProfile[] = ['fast', 'balanced', 'best']
const ENGINES: readonly string[] = ['sop-engine', 'augurs']
const WARM_UP_SECONDS = 1

const HELP = `npm run --silent bench:forecast -- FOLDER [options]

Forecasts the series of every data file in FOLDER, with intervals at 80 and 95 %, and prints one JSON object a line: first
by this library, then by augurs in the same process, on one thread. A data file is a JSON object with frequency, horizon and
series of { id, y, test }; what is none is named on stderr.

  --profile NAME   fast, balanced or best; default balanced
  --engine NAME    only sop-engine, or only augurs
  --models A,B     one line for each of these models of the library, with a field model: auto,theta,exponentialSmoothing ...
                   or panel (forecastPanel over the file), ${Object.keys(METHODS).join(', ')}
  --files A,B      only these files, by name without .json: m3_yearly,m3_monthly
  --help           this text

sMAPE is in percent; OWA is relative to Naive2 on the same series; MSIS95, MASE, RMSSE and pinball95 are by the mean
change of the history; bias is forecast less actual by the mean of the history. A file whose series have drivers (x) is judged
by WAPE and bias by the sum of its actuals, RMSSE and pinball50 to 99, too; auto takes the drivers. seconds is processor time.
`

/** Where the lines go. */
export interface BenchOutput {
  /** A line of standard output. */
  print(line: string): void
  /** A line for the reader, apart from the results. */
  note(line: string): void
  /** How long an engine runs on a file before it is timed, so that what it runs is compiled. Default 1. */
  readonly warmUpSeconds?: number
}

interface Request {
  readonly folder: string
  readonly profile: string
  readonly files?: readonly string[]
  readonly runs: readonly Run[]
}

/** One engine over all files. */
interface Run {
  readonly name: string
  readonly model?: string
  readonly start: () => Engine
}

/** Runs the benchmark; the exit code: 0, or 2 for a mistake in what was asked for. */
export function benchForecast(parameters: readonly string[], output: BenchOutput): number {
  try {
    const request = readRequest(parameters)
    if (request === 'help') {
      output.note(HELP)
      return 0
    }
    const { folder, profile, files, runs } = request
    const data = readDataFiles(folder, files, (line) => output.note(line))
    for (const { name, model, start } of runs) {
      const engine = start()
      for (const file of data) {
        const { results, failures, seconds } = forecastFile(engine, file, output.warmUpSeconds ?? WARM_UP_SECONDS)
        for (const [reason, count] of failures) output.note(`${name}, ${file.name}: ${count} failed: ${reason}`)
        const failed = file.series.length - results.length
        const line = {
          file: file.name,
          engine: name,
          profile,
          ...(model === undefined ? {} : { model }),
          series: file.series.length,
          ...(failed > 0 ? { failed } : {}),
          ...judgeForecasts(file, results),
          seconds,
          seriesPerSecond: results.length / seconds,
        }
        output.print(JSON.stringify(line, (_, value: unknown) => (typeof value === 'number' ? rounded(value) : value)))
      }
    }
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    output.note(error.message)
    return 2
  }
}

function readRequest(parameters: readonly string[]): Request | 'help' {
  const { positionals, values } = parse(parameters)
  if (values.help === true) return 'help'
  const [folder, ...more] = positionals
  if (folder === undefined) throw new UsageError('Pass the folder of the data files; --help says more.')
  if (more.length > 0) throw new UsageError(`Pass one folder, not also ${more.join(', ')}.`)
  const { profile = 'balanced', engine } = values
  oneOf('--profile', profile, PROFILES)
  if (engine !== undefined) oneOf('--engine', engine, ENGINES)
  if (engine === 'augurs' && values.models !== undefined) {
    throw new UsageError('--models are models of sop-engine; leave out --engine augurs.')
  }
  const models = values.models?.split(',')
  const own = (models ?? [undefined]).map((model): Run => {
    const common = { profile: profile as ForecastProfile }
    if (model === undefined) return { name: 'sop-engine', start: () => sopEngine(common) }
    if (model === 'panel') return { name: 'sop-engine', model, start: () => panelEngine(common.profile) }
    if (Object.hasOwn(METHODS, model)) return { name: 'sop-engine', model, start: () => sopEngine(common, model) }
    const options = { ...common, model: model as 'auto' }
    refuseOptions(options)
    return { name: 'sop-engine', model, start: () => sopEngine(options) }
  })
  const peer: Run = { name: 'augurs', start: augursEngine }
  const runs = engine === 'augurs' ? [peer] : engine === undefined && models === undefined ? [...own, peer] : own
  return { folder, profile, ...(values.files === undefined ? {} : { files: values.files.split(',') }), runs }
}

function parse(parameters: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: { profile: text, engine: text, models: text, files: text, help: { type: 'boolean' } },
    })
  } catch (error) {
    throw new UsageError((error as Error).message.replaceAll('\n', ' '))
  }
}

function oneOf(option: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) throw new UsageError(`${option} is one of ${choices.join(', ')}, not ${value}.`)
}

/** The library knows its models and profiles best: it is asked for one forecast with them. */
function refuseOptions(options: Partial<ForecastOptions>): void {
  try {
    forecast([3, 4, 5, 4], { horizon: 1, ...options })
  } catch (error) {
    if (!isSopError(error)) throw error
    throw new UsageError(error.message.replaceAll('\n', ' '))
  }
}

interface ForecastRun {
  readonly results: readonly JudgedSeries[]
  /** How many series failed for which reason. */
  readonly failures: ReadonlyMap<string, number>
  /** Processor time of the forecasts. */
  readonly seconds: number
}

/** Forecasts every series of a file, timed after a warm-up on some of them. */
function forecastFile(engine: Engine, file: DataFile, warmUpSeconds: number): ForecastRun {
  warmUp(engine, file, warmUpSeconds)
  const results: JudgedSeries[] = []
  const failures = new Map<string, number>()
  const start = process.cpuUsage()
  for (const series of file.series) {
    try {
      results.push({ series, result: engine(series, file) })
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] as string
      failures.set(reason, (failures.get(reason) ?? 0) + 1)
    }
  }
  const { user, system } = process.cpuUsage(start)
  return { results, failures, seconds: (user + system) / 1e6 }
}

/** Series from all over the file, again and again, until the time is up. */
function warmUp(engine: Engine, file: DataFile, seconds: number): void {
  const start = performance.now()
  const { length } = file.series
  for (let k = 0; performance.now() - start < 1000 * seconds; k += 1) {
    try {
      engine(file.series[(k * 37) % length] as JudgedSeries['series'], file)
    } catch {
      // counted when it is timed
    }
  }
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6))
}
