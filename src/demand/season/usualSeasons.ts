/** Parts of a day in which a week has a season of its own: hours, half and quarter hours. */
const PARTS_OF_A_DAY: readonly number[] = [24, 48, 96]

/** The seasons that a season length brings along: its own and, with parts of a day, that of the week once seen twice. */
export function usualSeasons(seasonLength: number, count: number): number[] {
  if (seasonLength < 2) return []
  const week = PARTS_OF_A_DAY.includes(seasonLength) && count >= 14 * seasonLength
  return week ? [seasonLength, 7 * seasonLength] : [seasonLength]
}
