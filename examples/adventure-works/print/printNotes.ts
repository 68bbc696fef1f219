import type { Note } from '../notes.js'
import { whole } from './formatNumbers.js'
import { printTable, printTitle, wrap } from './printTable.js'

const WHY_WIDTH = 58

/** What the extract holds and what was left out, filled in or found odd. */
export function printNotes(notes: readonly Note[]): void {
  printTitle('What was read, left out and assumed about the extract')
  printTable(
    [{ title: 'what' }, { title: 'count' }, { title: 'USD' }, { title: 'why', align: 'left' }],
    notes.flatMap(({ what, count, money, why }) => {
      const [first = '', ...more] = wrap(why, WHY_WIDTH)
      return [
        [what, count === 0 ? '0' : whole(count), money === undefined ? '' : whole(money), first],
        ...more.map((line) => ['', '', '', line]),
      ]
    }),
  )
}
