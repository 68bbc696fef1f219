import { type Context, rows } from '../reading/referenceChecks.js'

/** Adds every mistake in what the people who plan say of themselves: ranges upside down, a choice that was none. */
export function checkPeople({ input, issues }: Context): void {
  for (const [i, { low, value, high }] of rows(input.planningAssumptions)) {
    const given = [low, value, high].filter((one): one is number => typeof one === 'number')
    if (given.every((one, n) => n === 0 || (given[n - 1] ?? one) <= one)) continue
    issues.add(
      'OUT_OF_RANGE',
      `planningAssumptions[${i}].value`,
      value ?? high,
      'The least, the value and the most are not in this order.',
      'Give low, value and high from the least to the most.',
    )
  }
  for (const [i, { alternatives, chosen }] of rows(input.decisions)) {
    if (!Array.isArray(alternatives) || alternatives.length === 0 || alternatives.includes(chosen)) continue
    issues.add(
      'UNKNOWN_ID',
      `decisions[${i}].chosen`,
      chosen,
      `'${chosen}' is none of the alternatives.`,
      'Add it to the alternatives, or correct the name.',
    )
  }
}
