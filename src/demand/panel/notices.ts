import type { ValueRule } from '../../core/notices/notices.js'

export const coldStart: ValueRule<{ readonly observed: number; readonly items: number; readonly share: number }> = {
  code: 'cold-start',
  message: ({ value: { observed, items, share } }) =>
    observed === 0
      ? `The item has no history; its level is the mean of ${items} items of its group.`
      : `The item has ${observed} observations; they count for ${Math.round(100 * share)} % of its level, and ${items} items of its group for the rest.`,
  remedy: 'Give the item a group of items that sell as it will, or plan it as a launch.',
}

export const groupSeasonUsed: ValueRule<{ readonly items: number }> = {
  code: 'group-season',
  severity: 'info',
  message: ({ value: { items } }) =>
    items === 1
      ? 'One item has seen less than two seasons; it has that of its group.'
      : `${items} items have seen less than two seasons; they have that of their group.`,
}

export const outsidePanel: ValueRule<{ readonly rows: number }> = {
  code: 'rows-outside-calendar',
  message: ({ value: { rows } }) =>
    rows === 1
      ? 'One row lies outside the calendar and is not used.'
      : `${rows} rows lie outside the calendar and are not used.`,
}
