/** Methods for intermittent demand, by the names that `model` takes. */
export const INTERMITTENT_NAMES: readonly string[] = ['ses', 'croston', 'sba', 'sbj', 'tsb', 'adida', 'imapa']

/** Those of them with a second smoothing constant. */
export const TWO_CONSTANT_NAMES: readonly string[] = ['croston', 'sba', 'sbj', 'tsb']
