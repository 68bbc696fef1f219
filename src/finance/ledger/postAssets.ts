import type { LedgerContext, PostRule } from './ledgerContext.js'

/** Rule `acquireAsset`: a new asset at cost, owed to its supplier. */
export function acquireAssetRule({ input, writer, assets }: LedgerContext): PostRule {
  return (t) => {
    ;(input.assets ?? []).forEach(({ id }, i) => {
      const timeline = assets[i]
      if (timeline === undefined || timeline.acquiredIn !== t) return
      writer.transfer(t, 'acquireAsset', id, 'fixedAssets', 'capitalPayables', timeline.costMinor)
    })
  }
}

/** Rule `depreciation`: straight-line by whole months, the cumulative charge rounded. */
export function depreciationRule({ input, writer, assets }: LedgerContext): PostRule {
  return (t) => {
    ;(input.assets ?? []).forEach((asset, i) => {
      const account = (asset.function ?? 'production') === 'production' ? 'productionDepreciation' : 'depreciation'
      const charge = assets[i]?.charges[t] as number
      writer.transfer(t, 'depreciation', asset.id, account, 'accumulatedDepreciation', charge)
    })
  }
}

/** Rule `disposeAsset`: cost and charges leave the books, the rest is gain or loss. */
export function disposeAssetRule({ input, writer, assets }: LedgerContext): PostRule {
  return (t) => {
    ;(input.assets ?? []).forEach(({ id }, i) => {
      const timeline = assets[i]
      if (timeline === undefined || timeline.disposedIn !== t) return
      const { costMinor, proceedsMinor, openingDepreciation, charges } = timeline
      const charged = charges.reduce((sum, charge) => sum + charge, openingDepreciation)
      writer.begin(t, 'disposeAsset', id)
      writer.post('accumulatedDepreciation', charged)
      writer.post('cash', proceedsMinor)
      writer.post('fixedAssets', -costMinor)
      writer.post('disposalResult', costMinor - charged - proceedsMinor)
    })
  }
}
