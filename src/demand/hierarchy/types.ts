import type { Notice } from '../../core/notices/notices.js'

/** One node of a tree of products, places or customers. */
export interface HierarchyNode {
  /** Unique among all nodes and groups. */
  readonly id: string
  /** The node above; left out at the top. Several tops are allowed. */
  readonly parentId?: string
}

/** A total that lies across the tree, as of one industry over all states. */
export interface HierarchyGroup {
  /** Unique among all nodes and groups. */
  readonly id: string
  /** Ids of the bottom nodes that add up to it. */
  readonly memberIds: readonly string[]
}

/** What adds up to what. Nodes without another below them are the bottom; every other one is the sum of its children. */
export interface Hierarchy {
  readonly nodes: readonly HierarchyNode[]
  /** Further totals over bottom nodes, for crossed hierarchies. Default none. */
  readonly groups?: readonly HierarchyGroup[]
}

/** Demand that is not exceeded with a probability. */
export interface NodeQuantile {
  /** Between 0 and 1. */
  readonly probability: number
  /** By period, in the unit of the forecasts. */
  readonly values: readonly number[]
}

/** Base forecast of one node or group, made without regard to the others. */
export interface NodeForecast {
  /** Id of a node or group. */
  readonly id: string
  /** Expected demand by period, in one unit for the whole hierarchy; as many periods for every node. */
  readonly point: readonly number[]
  /**
   * Standard deviation of the forecast by period: what `wlsForecast` weighs by, and carried to the reconciled forecast;
   * `wlsVariance` takes the first one where there are no residuals.
   */
  readonly stdDev?: readonly number[]
  /** Demand not exceeded with a probability, as in `distribution.quantiles` of a forecast; the same probabilities in every node. */
  readonly quantiles?: readonly NodeQuantile[]
  /**
   * Errors of the one-step forecasts inside the history, actual - forecast, oldest first; `null` where there is none.
   * For `mintShrink` the same periods in every node.
   */
  readonly residuals?: readonly (number | null)[]
}

/** How forecasts of all levels are made to add up. */
export type ReconciliationMethod =
  'bottomUp' | 'topDown' | 'middleOut' | 'ols' | 'wlsStructure' | 'wlsForecast' | 'wlsVariance' | 'mintShrink'

/** Weight by which a bottom node shares in the forecast above it. */
export interface NodeWeight {
  /** Id of a bottom node. */
  readonly id: string
  /** At or above zero; only the ratios count. */
  readonly weight: number
}

/** What to reconcile, and how. */
export interface ReconcileOptions {
  readonly hierarchy: Hierarchy
  /**
   * `bottomUp` adds up the bottom. `topDown` splits the top by `proportions`; `middleOut` splits the nodes of
   * `middleLevel` and adds them up above. The others change all forecasts as little as they can, in squares divided by
   * the weight of the node: `ols` by 1, `wlsStructure` by the number of bottom nodes below, `wlsForecast` by the mean square
   * of `stdDev`, four times that of a total, `wlsVariance` by the variance of the one-step error; `mintShrink` by the whole
   * covariance of the one-step errors, its correlations shrunk. Default `wlsForecast` where every node has `stdDev`, else
   * `wlsStructure`.
   */
  readonly method?: ReconciliationMethod
  /**
   * How `topDown` and `middleOut` split: `forecast` by the forecasts of the children, level by level;
   * `averageHistorical` by the average over time of each bottom node's part in the total; `historicalAverages` by its
   * part in the total of all periods; or by weights of the bottom nodes. Default `forecast`.
   */
  readonly proportions?: 'forecast' | 'averageHistorical' | 'historicalAverages' | readonly NodeWeight[]
  /** Levels below the top at which `middleOut` begins: 1 for the children of the top; a bottom node above counts too. */
  readonly middleLevel?: number
  /** Histories of the bottom nodes, for proportions from the history; the same periods in each. */
  readonly history?: readonly { readonly id?: string; readonly values: readonly (number | null)[] }[]
  /** Whether demand below zero is impossible. Default: true when no base forecast is below zero. */
  readonly nonNegative?: boolean
}

/** How far forecasts are from adding up. */
export interface Coherence {
  /** Largest absolute difference between a node and the sum of the bottom nodes below it, in the unit of the forecasts. */
  readonly largestGap: number
  /** The node or group, and the place of the period, where it is; `null` where there is no gap. */
  readonly nodeId: string | null
  readonly periodIndex: number | null
}

/** Reconciled forecast of one node. */
export interface ReconciledForecast {
  readonly id: string
  /** Expected demand by period, in the unit of the base forecasts. */
  readonly point: number[]
  /**
   * Standard deviation by period; left out where nothing tells it, as below a node that was split. Of a total without one of its
   * own it follows from those of the bottom nodes below it.
   */
  readonly stdDev?: number[]
  /** Demand that is not exceeded, at the probabilities of the base forecasts; left out where nothing tells it. */
  readonly quantiles?: { readonly probability: number; readonly values: number[] }[]
}

/** Forecasts of all levels that add up. */
export interface Reconciliation {
  /** The method used, which a weak input can change; a warning then says so. */
  readonly method: ReconciliationMethod
  /** One for each node, then for each group, in the order of the hierarchy. */
  readonly forecasts: ReconciledForecast[]
  readonly coherence: {
    /** Of the base forecasts; `null` where not all of them are given. */
    readonly before: Coherence | null
    readonly after: Coherence
  }
  /** Share by which `mintShrink` shrank the correlations of the errors, 0 to 1. */
  readonly shrinkageShare?: number
  readonly warnings: Notice[]
}
