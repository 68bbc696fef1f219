/** With six decimals, whole millionths of a quantity up to here are exact numbers. */
export const MOST_QUANTITY = 1e9
