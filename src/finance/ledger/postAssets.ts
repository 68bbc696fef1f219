import { AT_ONCE, type LedgerContext, type PostRule } from './ledgerContext.js'

/** Rule `acquireAsset`: a new asset at cost, owed to its supplier. */
export function acquireAssetRule({ flows, writer, assets, dueDate }: LedgerContext): PostRule {
  return (t) => {
    flows.assets.forEach(({ id, terms }, i) => {
      const timeline = assets[i]
      if (timeline === undefined || timeline.acquiredIn !== t) return
      writer.begin(t, 'acquireAsset', { assetId: id })
      writer.post('fixedAssetsAtCost', timeline.costMinor)
      writer.post('capitalPayables', -timeline.costMinor, { dueDate: dueDate(terms ?? AT_ONCE, t) })
    })
  }
}

/** Rule `depreciation`: straight-line by whole months, the cumulative charge rounded. */
export function depreciationRule({ flows, writer, assets }: LedgerContext): PostRule {
  const rows = flows.assets.map((asset) => ({
    ref: { assetId: asset.id },
    account: (asset.function ?? 'production') === 'production' ? 'productionDepreciation' : 'nonProductionDepreciation',
  }))
  return (t) => {
    rows.forEach(({ ref, account }, i) => {
      const charge = assets[i]?.charges[t] as number
      writer.begin(t, 'depreciation', ref)
      writer.post(account, charge)
      writer.post('accumulatedDepreciation', -charge)
    })
  }
}

/** Rule `disposeAsset`: cost and charges leave the books, the rest is gain or loss. */
export function disposeAssetRule({ flows, writer, assets }: LedgerContext): PostRule {
  return (t) => {
    flows.assets.forEach(({ id }, i) => {
      const timeline = assets[i]
      if (timeline === undefined || timeline.disposedIn !== t) return
      const { costMinor, proceedsMinor, openingDepreciation, charges } = timeline
      const charged = charges.reduce((sum, charge) => sum + charge, openingDepreciation)
      writer.begin(t, 'disposeAsset', { assetId: id })
      writer.post('accumulatedDepreciation', charged)
      writer.post('cash', proceedsMinor)
      writer.post('fixedAssetsAtCost', -costMinor)
      writer.post('disposalResult', costMinor - charged - proceedsMinor)
    })
  }
}
