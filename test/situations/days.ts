const DAY = 86_400_000

/** Days since 1970-01-01 of `YYYY-MM-DD`. */
export const numberOfDay = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY

/** `YYYY-MM-DD` of days since 1970-01-01. */
export const dayOfNumber = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
