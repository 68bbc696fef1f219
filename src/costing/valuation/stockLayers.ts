import type { QuantityReader } from '../../core/numbers/quantityGrid.js'

/** Which units leave first: the oldest, the newest, any of an average, or those that are named. */
export type LayerOrder = 'oldest' | 'newest' | 'average' | 'named'

/** Units that came in at one cost; each unit has the same parts of cost. */
export interface UnitLayer {
  /** As the reader reads them. */
  units: number
  readonly unitCosts: readonly number[]
  readonly lotId: string | undefined
}

/** Stock in layers. Units go in and come out in stock units; cost is by part, in the order in which layers have them. */
export interface StockLayers {
  add(units: number, unitCosts: readonly number[], lotId?: string): void
  /** Takes units out, as many as there are, and returns what they cost by part. */
  remove(units: number, lotId?: string): number[]
  /** What is left, oldest first; units as the reader reads them. */
  layers(): readonly UnitLayer[]
  /** Units in stock. */
  units(): number
  /** What they cost, by part. */
  value(): number[]
}

/** Starts an empty stock: the one implementation of layers, for statements and for valuation. */
export function createStockLayers(order: LayerOrder, { read, write }: QuantityReader, parts = 1): StockLayers {
  let layers: UnitLayer[] = []
  // Layers before this place are used up; they are dropped now and then, not one by one.
  let oldest = 0
  const nothing = (): number[] => new Array<number>(parts).fill(0)
  const addCosts = (sums: number[], { unitCosts }: UnitLayer, units: number): number[] =>
    sums.map((sum, part) => sum + write(units) * (unitCosts[part] ?? 0))
  const kept = (): UnitLayer[] => layers.slice(oldest)

  const merge = (): void => {
    const units = kept().reduce((sum, layer) => sum + layer.units, 0)
    const costs = kept().reduce(
      (sums, layer) => sums.map((sum, part) => sum + layer.units * (layer.unitCosts[part] ?? 0)),
      nothing(),
    )
    layers = units > 0 ? [{ units, unitCosts: costs.map((cost) => cost / units), lotId: undefined }] : []
    oldest = 0
  }
  /** The layer that units are taken from next. */
  const next = (lotId: string | undefined): UnitLayer | undefined => {
    if (order === 'named') return layers.find((layer) => layer.units > 0 && layer.lotId === lotId)
    if (order === 'newest') {
      while (layers.length > oldest && layers.at(-1)?.units === 0) layers.pop()
      return layers.length > oldest ? layers.at(-1) : undefined
    }
    while (layers[oldest]?.units === 0) oldest++
    if (oldest > 1000 && oldest * 2 > layers.length) {
      layers = kept()
      oldest = 0
    }
    return layers[oldest]
  }
  return {
    add(units, unitCosts, lotId) {
      if (!(units > 0)) return
      layers.push({ units: read(units), unitCosts, lotId })
      if (order === 'average') merge()
    },
    remove(units, lotId) {
      let left = read(units)
      let costs = nothing()
      while (left > 0) {
        const layer = next(lotId)
        if (layer === undefined) break
        const taken = Math.min(left, layer.units)
        costs = addCosts(costs, layer, taken)
        layer.units -= taken
        left -= taken
      }
      return costs
    },
    layers: () => kept().filter(({ units }) => units > 0),
    units: () => write(kept().reduce((sum, layer) => sum + layer.units, 0)),
    value: () => kept().reduce((sums, layer) => addCosts(sums, layer, layer.units), nothing()),
  }
}
