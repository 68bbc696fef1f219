import type { Comparison } from './compareBuilds.js'
import type { RunReport, StepCost } from './scenario.js'

/** The lines that are printed of one scenario: a line for each step, and whether both builds gave the same answer. */
export function describeComparison({ scenario, ours, theirs }: Comparison): string[] {
  const steps = (ours[0]?.steps ?? []).map(({ step }, s) => {
    const of = (reports: readonly RunReport[], field: 'seconds' | 'peakMegabytes'): number[] =>
      reports.map(({ steps: costs }) => (costs[s] as StepCost)[field])
    const compare = (field: 'seconds' | 'peakMegabytes', unit: string, digits: number): string => {
      const [mine, other] = [of(ours, field), of(theirs, field)]
      const ratios = mine.map((value, pair) => value / (other[pair] as number))
      const range = `${Math.min(...ratios).toFixed(2)}..${Math.max(...ratios).toFixed(2)}`
      const figures = [mine, other].map((values) => median(values).toFixed(digits)).join(' / ')
      return `${median(ratios).toFixed(3)} (${range}; ${figures} ${unit})`
    }
    return `${scenario.padEnd(12)} ${step.padEnd(9)} time ${compare('seconds', 's', 2)}, peak memory ${compare('peakMegabytes', 'MB', 0)}`
  })
  const [mine, other] = [ours, theirs].map((reports) => JSON.stringify(reports[0]?.answer))
  return [...steps, mine === other ? `  the same answer: ${mine}` : `  OTHER ANSWERS: ours ${mine}, theirs ${other}`]
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}
