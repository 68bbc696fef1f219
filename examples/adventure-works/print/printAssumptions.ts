import type { Plan } from 'sop-engine'
import { whole } from './formatNumbers.js'
import { print, printHeading, printTitle, printWrapped } from './printTable.js'

const UNIT_COST = 'unit-cost-assumed'

/** Characters of a warning that are shown. */
const LONGEST = 300

/** What the plan took for granted; the assumed unit costs item by item. */
export function printAssumptions({ assumptions, warnings }: Plan): void {
  printTitle('Assumptions', 'of plan(); those about the extract stand in assumptions.ts, each with its reason')
  for (const { code, message, refs } of assumptions) {
    if (code === UNIT_COST) continue
    const names = refs.map((ref) => Object.values(ref).join('@'))
    printWrapped(
      '- ',
      `${message}${names.length === 0 ? '' : ` (${names.length > 4 ? `${names.length} records` : names.join(', ')})`}`,
    )
  }
  const costs = assumptions.filter(({ code }) => code === UNIT_COST)
  printHeading(`${costs.length} unit costs assumed, item by item`)
  for (const { message } of costs) printWrapped('- ', message)

  printHeading('Warnings')
  const codes = new Map<string, { count: number; example: string }>()
  for (const { code, message } of warnings) {
    const before = codes.get(code)
    codes.set(code, { count: (before?.count ?? 0) + 1, example: before?.example ?? message })
  }
  if (codes.size === 0) print('None.')
  for (const [code, { count, example }] of codes) {
    const shown = example.length <= LONGEST ? example : `${example.slice(0, LONGEST)}... (in full in plan.json)`
    printWrapped('- ', `${whole(count)} x ${code}, as: ${shown}`)
  }
}
