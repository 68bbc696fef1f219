/** The methods that `model` takes by name. */
export const FORECAST_MODELS = [
  'auto',
  'naive',
  'seasonalNaive',
  'drift',
  'mean',
  'exponentialSmoothing',
  'theta',
  'optimizedTheta',
  'dynamicOptimizedTheta',
  'ses',
  'croston',
  'sba',
  'sbj',
  'tsb',
  'adida',
  'imapa',
] as const

/** How much work `auto` may do, from the least on. */
export const FORECAST_PROFILES = ['fast', 'balanced', 'best'] as const
