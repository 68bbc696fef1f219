import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Library, Measure, Scenario, StepCost } from './scenario.js'

/** The work of one process: runs one scenario on one build and writes its report. */
export async function runScenario(scenarios: readonly Scenario[], parameters: readonly string[]): Promise<void> {
  const [index, entry, inputFile, reportFile] = parameters as [string, string, string, string]
  const library = (await import(pathToFileURL(entry).href)) as Library
  const input = JSON.parse(readFileSync(inputFile, 'utf8')) as object
  const steps: StepCost[] = []
  const measure: Measure = async (step, work) => {
    const before = process.cpuUsage()
    const result = await work()
    const { user, system } = process.cpuUsage(before)
    steps.push({ step, seconds: (user + system) / 1e6, peakMegabytes: process.resourceUsage().maxRSS / 1024 })
    return result
  }
  const answer = await (scenarios[Number(index)] as Scenario).run(library, input, measure)
  writeFileSync(reportFile, JSON.stringify({ steps, answer }))
}
