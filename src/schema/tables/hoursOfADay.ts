/** No machine works more hours on a day. */
export const HOURS_OF_A_DAY = 24
