import { etsName, formOf } from './smoothing/etsModel.js'
import type { ForecastOptions } from './types.js'

/** What a model is called in comparisons, before it is fitted. */
export function modelId(model: NonNullable<ForecastOptions['model']>): string {
  if (typeof model === 'string') return model
  return 'error' in model ? etsName(formOf(model)) : model.name
}
