/** As a share of money: what a solver leaves. */
const SMALL = 1e-7

/** Whether an amount of money is more than a solver leaves, beside another. */
export const isMore = (money: number, than = 0): boolean => money > SMALL * Math.max(1, Math.abs(than))
