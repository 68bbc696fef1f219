import { group, leaf, mixAndYield } from './leaf.js'
import { totalBy } from './quantities.js'
import { rowsOf, type VarianceReading } from './readVarianceInput.js'
import { workedRate } from './standardValues.js'
import type { StandardLabor, Variance } from './varianceTypes.js'

/** Variances of labor: the rate paid, the hours taken, and those in which nothing was made. */
export function laborVariancesOf(reading: VarianceReading, output: ReadonlyMap<string, number>): Variance {
  const { resources, bottomUp, options } = reading
  const rows = rowsOf(reading, 'hours')
  const paid = totalBy(rows, ['resourceId'], ({ hours }) => hours)
  const wages = totalBy(rows, ['resourceId'], ({ amount }) => amount)
  const idle = totalBy(
    rows.filter(({ forItemId }) => forItemId === undefined),
    ['resourceId'],
    ({ hours }) => hours,
  )
  const byResource = [...resources.values()].flatMap((resource) => {
    const { resourceId, costPerHour, revisedCostPerHour, expectedIdleShare = 0 } = resource
    const ref = { resourceId }
    const [hours, amount] = [paid.get(ref), wages.get(ref)]
    const rate = revisedCostPerHour ?? costPerHour
    const rates =
      hours === 0 && amount === 0
        ? []
        : [
            ...(revisedCostPerHour !== undefined
              ? [leaf('laborRatePlanning', ref, hours * (costPerHour - revisedCostPerHour))]
              : []),
            leaf('laborRate', ref, hours * rate - amount),
          ]
    const expected = hours * expectedIdleShare
    const nothingMade = (expected - idle.get(ref)) * workedRate(resource)
    const isIdle = expected !== 0 || idle.get(ref) !== 0
    return { rates, idle: isIdle ? [leaf('idleTime', ref, nothingMade)] : [] }
  })
  const rates = byResource.flatMap((one) => one.rates)
  const idleLeaves = byResource.flatMap((one) => one.idle)
  const worked = rows.filter(({ forItemId }) => forItemId !== undefined)
  const hours = totalBy(worked, ['resourceId', 'forItemId'], (row) => row.hours)
  const efficiency = bottomUp.flatMap((item) => {
    const { itemId: forItemId, labor = [] } = item
    const beside = new Set(
      worked
        .filter((row) => row.forItemId === forItemId && !labor.some(({ resourceId }) => resourceId === row.resourceId))
        .map(({ resourceId = '' }) => resourceId),
    )
    // Hours of a grade that the standard does not know should not have been worked on it.
    const lines: readonly StandardLabor[] = [
      ...labor,
      ...[...beside].map((resourceId) => ({ resourceId, hoursPer: 0 })),
    ]
    const leaves = efficiencyLeaves(
      reading,
      lines.map((line) => ({ line, worked: hours.get({ resourceId: line.resourceId, forItemId }) })),
      output.get(forItemId) ?? 0,
    )
    return leaves.length === 0 ? [] : [group('laborEfficiency', { itemId: forItemId }, leaves)]
  })
  if (options.idleTime === 'apart') return group('labor', {}, [...rates, ...efficiency, ...idleLeaves])
  // Efficiency by hours paid: the idle ones belong to no item, and to efficiency all the same.
  const all = idleLeaves.length === 0 ? efficiency : [...efficiency, group('laborEfficiency', {}, idleLeaves)]
  return group('labor', {}, [...rates, ...all])
}

interface WorkedLine {
  readonly line: StandardLabor
  readonly worked: number
}

function efficiencyLeaves(reading: VarianceReading, lines: readonly WorkedLine[], made: number): Variance[] {
  const rateOf = (resourceId: string): number => {
    const resource = reading.resources.get(resourceId)
    return resource === undefined ? 0 : workedRate(resource)
  }
  const mixes = new Map<string, WorkedLine[]>()
  const leaves: Variance[] = []
  for (const one of lines) {
    const { resourceId, hoursPer, revisedHoursPer, mixGroup } = one.line
    if (made === 0 && one.worked === 0) continue
    const ref = { resourceId }
    const rate = rateOf(resourceId)
    if (revisedHoursPer !== undefined) {
      leaves.push(leaf('laborEfficiencyPlanning', ref, made * (hoursPer - revisedHoursPer) * rate))
    }
    if (mixGroup === undefined) {
      leaves.push(leaf('laborEfficiencyAlone', ref, (made * (revisedHoursPer ?? hoursPer) - one.worked) * rate))
    } else mixes.set(mixGroup, [...(mixes.get(mixGroup) ?? []), one])
  }
  for (const mix of mixes.values()) {
    const parts = mix.map(({ line, worked }) => ({
      line,
      standard: made * (line.revisedHoursPer ?? line.hoursPer),
      actual: worked,
      unitValue: rateOf(line.resourceId),
    }))
    for (const { line, mix: amount, yield: rest } of mixAndYield(parts)) {
      const ref = { resourceId: line.resourceId }
      leaves.push(leaf('laborMix', ref, amount), leaf('laborYield', ref, rest))
    }
  }
  return leaves
}
