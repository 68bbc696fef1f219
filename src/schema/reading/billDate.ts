/**
 * The day on which bills are read, for the whole plan: `asOf`, and where that lies before the plan its first day. A plan made the
 * evening before makes by the bill of its first day.
 */
export function billDate(asOf: string, start: string): string {
  return asOf > start ? asOf : start
}
