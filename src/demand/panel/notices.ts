import type { ValueRule } from '../../core/notices/notices.js'

export const coldStart: ValueRule<{ readonly observed: number; readonly items: number; readonly share: number }> = {
  code: 'cold-start',
  message: ({ value: { observed, items, share } }) =>
    observed === 0
      ? `The item has no history; its level is the mean of ${items} items of its group.`
      : `The item has ${observed} observations; they count for ${Math.round(100 * share)} % of its level, and ${items} items of its group for the rest.`,
  remedy: 'Give the item a group of items that sell as it will, or plan it as a launch.',
}

export const outsidePanel: ValueRule<{ readonly rows: number }> = {
  code: 'rows-outside-calendar',
  message: ({ value: { rows } }) =>
    rows === 1
      ? 'One row lies outside the calendar and is not used.'
      : `${rows} rows lie outside the calendar and are not used.`,
}
