import type { DemandNoticeCode } from '../core/notices/noticeCodes.js'
import type { NoticeReference } from '../core/notices/notices.js'
import * as arima from './arima/notices.js'
import * as consensus from './consensus/notices.js'
import * as drivers from './drivers/notices.js'
import * as effects from './effects/notices.js'
import * as hierarchy from './hierarchy/notices.js'
import * as history from './history/notices.js'
import * as launch from './launch/notices.js'
import * as demand from './notices.js'
import * as orders from './orders/notices.js'
import * as panel from './panel/notices.js'
import * as transform from './transform/notices.js'

const DRIVER = { value: { driverId: 'rain' } } as const
const SEASON = { value: { periods: 10, seasonLength: 12 } } as const

/** What the reference says of the notices of forecasting. */
export const DEMAND_NOTICES: NoticeReference<DemandNoticeCode> = {
  'at-bound': [
    { rule: launch.atBound, cause: 'The sales of a new product do not follow the Bass curve.', example: {} },
  ],
  'before-launch': [
    {
      rule: demand.beforeLaunch,
      cause: 'A history begins with more zeros than ever stand between two demands.',
      example: { value: { zeros: 12 } },
      otherExample: { value: { zeros: 1 } },
    },
  ],
  'before-peak': [{ rule: launch.beforePeak, cause: 'A Bass curve is fitted to sales that still rise.', example: {} }],
  'below-zero': [
    {
      rule: consensus.consensusBelowZero,
      cause: 'A contributor forecasts less than the bias that is taken off.',
      example: { value: { contributorId: 'sales' } },
    },
    {
      rule: consensus.overrideBelowZero,
      cause: 'An override takes away more than is forecast.',
      example: { value: { overrideId: 'o1', periodId: '2027-03' } },
    },
  ],
  'cannibalization-limited': [
    {
      rule: launch.cannibalizationLimited,
      cause: 'A successor is to take more from its predecessor than that sells.',
      example: { value: { periods: 1, of: 3 } },
    },
  ],
  'cold-start': [
    {
      rule: panel.coldStart,
      cause: 'An item of a panel has fewer than five observations.',
      example: { value: { observed: 0, items: 12, share: 0 } },
      otherExample: { value: { observed: 3, items: 12, share: 0.4 } },
    },
  ],
  'collinear-driver': [
    {
      rule: drivers.collinearDriver,
      cause: 'A driver is a mix of the drivers, trend or season before it.',
      example: DRIVER,
    },
  ],
  'constant-driver': [
    { rule: drivers.constantDriver, cause: 'A driver has one value in the whole history.', example: DRIVER },
  ],
  'constant-dropped': [
    {
      rule: arima.constantDropped,
      cause: 'A constant is asked for behind two or more differences.',
      example: { value: 2 },
    },
  ],
  'constant-history': [{ rule: demand.constantHistory, cause: 'All values of a history are the same.', example: {} }],
  'demand-stopped': [
    {
      rule: demand.demandStopped,
      cause: 'A history ends with more zeros than ever stood between two demands.',
      example: { value: { zeros: 3, longest: 0, alive: 0.435 } },
      otherExample: { value: { zeros: 9, longest: 5, alive: 0.75 } },
    },
  ],
  'driver-extrapolated': [
    {
      rule: drivers.driverExtrapolated,
      cause:
        'A driver is to be so far outside the values that were seen of it that another one is taken: it goes on beyond them ever more slowly, in `regression` and `arima` straight on, and by their range once more at the most.',
      example: {
        value: { driverId: 'price', stepsAhead: 2, periods: 1, given: 1000, taken: 12.5, low: 8, high: 10 },
      },
      otherExample: {
        periodIds: ['2027-02', '2027-02'],
        value: { driverId: 'price', stepsAhead: 2, periods: 4, given: 7, taken: 7.36, low: 8, high: 10 },
      },
    },
  ],
  'driver-filled': [
    {
      rule: drivers.driverFilled,
      cause: 'A driver has null in periods of the history.',
      example: { value: { driverId: 'rain', unknown: 5, of: 24 } },
    },
  ],
  'driver-outlier': [
    {
      rule: drivers.driverOutlier,
      cause:
        'A driver has a value in the history that is ten times all others, a tenth of them, or alone below zero, and demand is explained better without it.',
      example: { value: { driverId: 'price', periodIndexes: [30], given: [1000] } },
      otherExample: {
        periodIds: ['2026-07', '2026-07'],
        value: { driverId: 'price', periodIndexes: [30, 31], given: [1000, 1100] },
      },
    },
  ],
  'drivers-not-used': [
    {
      rule: effects.driversNotUsed,
      cause: 'A series has drivers, and the model named takes none.',
      example: {},
    },
  ],
  'early-orders': [
    {
      rule: orders.earlyOrders,
      cause: 'Orders are booked for a period whose booked share is 0.',
      example: {},
    },
  ],
  'equal-proportions': [
    {
      rule: hierarchy.equalProportions,
      cause: 'A total is split top-down by proportions that are all zero.',
      example: { value: { nodeIds: ['west'] } },
    },
  ],
  'equal-weights': [
    { rule: consensus.equalWeights, cause: 'Views are combined without weights and without a past.', example: {} },
  ],
  'extra-week': [
    {
      rule: demand.weekLeftOut,
      cause: 'A weekly history with a season of 52 weeks holds a week 53.',
      example: { path: 'history', value: { weeks: ['2026-W53'] } },
      otherExample: { path: 'history', value: { weeks: ['2020-W53', '2026-W53'] } },
    },
  ],
  'group-season': [
    {
      rule: panel.groupSeasonUsed,
      cause: 'Items of a panel have seen less than two seasons, and others show what their group does in one.',
      example: { value: { items: 3 } },
      otherExample: { value: { items: 1 } },
    },
  ],
  'held-at-zero': [
    {
      rule: hierarchy.heldAtZero,
      cause: 'Reconciliation would take forecasts below zero.',
      example: { value: 3 },
    },
  ],
  'intermittent-demand': [
    {
      rule: demand.intermittentDemand,
      cause: 'Most periods of a history are without demand.',
      example: { value: { zeros: 30, of: 40 } },
    },
    {
      rule: history.tooSparseToJudge,
      cause: 'Outliers are looked for in a history that is mostly without demand.',
      example: {},
    },
  ],
  'large-rate': [
    {
      rule: consensus.largeRate,
      cause: 'An override changes the forecast by a ratio that was probably meant as a percentage.',
      example: { value: { overrideId: 'o1', changeRate: 15 } },
    },
  ],
  'leading-gap': [
    { rule: demand.leadingGap, cause: 'A history begins with periods that were not observed.', example: { value: 3 } },
  ],
  'level-shift': [
    {
      rule: history.levelShift,
      cause: 'The level of a history steps up or down for good.',
      example: { value: { periodIndex: 28, before: 1100, after: 850, isAdjusted: false } },
    },
  ],
  'lone-zero': [
    {
      rule: demand.loneZeros,
      cause: 'A zero stands alone in a flow that is far too steady for it.',
      example: { value: { zeros: 1 } },
      otherExample: { value: { zeros: 2 } },
    },
  ],
  'many-outliers': [
    {
      rule: history.manyOutliers,
      cause: 'So many values lie far off that they are no outliers.',
      example: { value: { farOff: 9, of: 36 } },
    },
  ],
  'market-exceeded': [{ rule: launch.marketExceeded, cause: 'More was sold than the market size given.', example: {} }],
  'missing-values': [
    {
      rule: demand.missingValues,
      cause: 'Periods inside a history were not observed (null).',
      example: { value: { missing: 2, of: 36 } },
    },
  ],
  'model-replaced': [
    {
      rule: demand.modelReplaced,
      cause: 'The history does not allow the model that was asked for.',
      example: { value: { asked: 'ETS(M,N,M)', used: 'ETS(A,N,N)', reason: 'notAboveZero' } },
    },
    {
      rule: demand.partReplaced,
      cause: 'The history does not allow a multiplicative part or a season that was asked for.',
      example: { value: { asked: 'season', used: 'ETS(A,N,N)' } },
    },
    {
      rule: arima.ordersReplaced,
      cause: 'The history is too short for the ARIMA orders that were asked for.',
      example: { value: { periods: 8 } },
    },
    {
      rule: transform.untransformed,
      cause: 'The history does not allow the Box-Cox transform.',
      example: { value: { reason: 'notAboveZero', lambda: null } },
    },
    {
      rule: drivers.effectsAdded,
      cause: 'Multiplicative effects are asked for on values that are not all above zero.',
      example: {},
    },
    {
      rule: effects.effectsAreUnits,
      cause: 'A series with drivers has values below zero.',
      example: {},
    },
    {
      rule: drivers.logarithmDropped,
      cause: 'Logarithms are asked for of values that are not all above zero.',
      example: {},
    },
  ],
  'mostly-stock-outs': [
    {
      rule: history.mostlyStockOuts,
      cause: 'An item was out of stock in most periods of its history.',
      example: { value: { stockOuts: 20, of: 36 } },
    },
    { rule: history.onlyStockOuts, cause: 'An item was out of stock in every period of its history.', example: {} },
  ],
  'no-adoption': [{ rule: launch.noAdoption, cause: 'By the Bass model nobody ever buys.', example: {} }],
  'no-common-past': [
    {
      rule: consensus.noCommonPast,
      cause: 'Weights are to be learned, and no period has a forecast of everybody and an actual.',
      example: {},
    },
  ],
  'no-error-estimate': [
    { rule: demand.oneObservation, cause: 'A history has one observation.', example: {} },
    {
      rule: demand.noErrorLeft,
      cause: 'An ARIMA model has as many parameters as the history has values.',
      example: {},
    },
    {
      rule: hierarchy.noNodeError,
      cause: 'Forecasts are to be weighed by their errors, and there is none.',
      example: {},
    },
    {
      rule: hierarchy.silentNodes,
      cause: 'Forecasts are to be weighed by their errors, and some nodes have none.',
      example: { value: { nodeIds: ['west'] } },
    },
    {
      rule: hierarchy.noSpread,
      cause: 'Some forecasts of a hierarchy state how far off they may be, and a node below them states nothing.',
      example: { value: { nodeIds: ['west'] } },
    },
  ],
  'no-estimate': [
    {
      rule: history.noEstimate,
      cause: 'What would have been sold cannot be computed.',
      example: { value: { periodIndex: 7 } },
    },
  ],
  'no-observations': [
    { rule: demand.noObservations, cause: 'A history without any observation is forecast.', example: {} },
    { rule: demand.nothingToDecompose, cause: 'A history without any observation is decomposed.', example: {} },
  ],
  'no-sales': [
    {
      rule: launch.likeItemUnsold,
      cause: 'A like item has no sales.',
      example: { value: { likeItemId: 'lamp-0' } },
    },
    { rule: launch.nothingSold, cause: 'A Bass curve is fitted to a history without sales.', example: {} },
  ],
  'no-season': [
    { rule: drivers.noSeason, cause: 'A season is asked for, and nothing says how long it is.', example: {} },
  ],
  'not-settled': [
    {
      rule: hierarchy.notSettled,
      cause: 'Reconciliation without negative forecasts meets its limit of steps.',
      example: { value: 1 },
    },
  ],
  outlier: [
    {
      rule: history.outlier,
      cause: 'A value lies far from what level and season lead to expect, and outliers are to be reported.',
      example: { value: { periodIndex: 7, observed: 900, expected: 120, side: 'above' } },
    },
  ],
  'outside-calendar': [
    {
      rule: orders.outsideCalendar,
      cause: 'The demand of an opportunity falls before or after the periods.',
      example: { value: { opportunityId: 'hotel' } },
    },
  ],
  overdue: [
    {
      rule: orders.overdueOpportunity,
      cause: 'An opportunity should have closed before today.',
      example: { value: { opportunityId: 'hotel', closeDate: '2026-12-20', isLeftOut: false } },
    },
  ],
  'override-expired': [
    {
      rule: consensus.overrideExpired,
      cause: 'An override is older than its expiry date.',
      example: { value: { overrideId: 'o1', owner: 'Ann', expiryDate: '2026-11-30' } },
    },
  ],
  'override-replaced': [
    {
      rule: consensus.overrideReplaced,
      cause: 'Two overrides set the quantity of one period.',
      example: { value: { overrideId: 'o2', earlierOverrideId: 'o1', periodId: '2027-03' } },
    },
  ],
  'peak-seen-once': [
    {
      rule: demand.peakSeenOnce,
      cause: 'A history of less than two seasons holds one period far from all others of its last season.',
      example: { value: { periodIndexes: [11], given: [400], share: 0.25 } },
      otherExample: {
        periodIds: ['2026-11', '2026-12'],
        value: { periodIndexes: [10, 11], given: [300, 400], share: 0.25 },
      },
    },
  ],
  'raised-to-zero': [
    { rule: demand.raisedToZero, cause: 'A model forecasts less than zero for a history that never was.', example: {} },
    {
      rule: hierarchy.baseRaisedToZero,
      cause: 'Forecasts below zero are reconciled.',
      example: { value: { count: 2 } },
    },
  ],
  'regressor-dropped': [
    { rule: arima.regressorConstant, cause: 'A regressor has one value in the whole history.', example: DRIVER },
    { rule: arima.regressorCollinear, cause: 'A regressor is a mix of those before it.', example: DRIVER },
    {
      rule: arima.tooManyRegressors,
      cause: 'There are too many regressors for the history.',
      example: { value: { regressors: 9, periods: 12 } },
    },
  ],
  'regressor-filled': [
    {
      rule: arima.regressorFilled,
      cause: 'A regressor is not known in some periods of the history.',
      example: { value: { driverId: 'rain', unknown: 2, of: 36 } },
    },
  ],
  'residuals-cut': [
    {
      rule: hierarchy.residualsCut,
      cause: 'There are more residuals than the covariance is taken from.',
      example: { value: { used: 500, of: 800 } },
    },
  ],
  'rows-outside-calendar': [
    {
      rule: panel.outsidePanel,
      cause: 'A row of a panel is of no period of the calendar.',
      example: { value: { rows: 3 } },
      otherExample: { value: { rows: 1 } },
    },
  ],
  'season-detected': [
    {
      rule: demand.seasonDetected,
      cause: "The season was to be found (seasonLength: 'auto').",
      example: { value: 12 },
    },
  ],
  'season-not-modeled': [
    {
      rule: demand.seasonNotModeled,
      cause: 'A history is forecast without a season length, and a season shows in it.',
      example: { value: 12 },
    },
  ],
  'short-history': [
    {
      rule: demand.tooShortForModel,
      cause: 'A history has fewer observations than a model needs.',
      example: { value: { observed: 3 } },
    },
    { rule: demand.tooShortForSeason, cause: 'A history does not hold its season twice.', example: SEASON },
    {
      rule: demand.seasonSeenOnce,
      cause: 'A history holds its season once, but not twice.',
      example: { value: { periods: 18, seasonLength: 12, confirmed: 6, share: 0.83 } },
    },
    {
      rule: demand.tooShortForSeasons,
      cause: 'A history does not hold one of several seasons twice.',
      example: { value: { periods: 200, seasonLengths: [168] } },
    },
    {
      rule: demand.tooShortToSelect,
      cause: 'Methods are to be judged on a part of the history, and it is too short.',
      example: { value: { periods: 6 } },
    },
    {
      rule: demand.tooShortForStarts,
      cause: 'Start states are to be searched, and there are as many as values.',
      example: { value: { periods: 14 } },
    },
    {
      rule: demand.tooShortForOrigins,
      cause: 'A backtest asks for more origins than the history holds.',
      example: { value: { periods: 20, origins: 2, asked: 5, before: 12, horizon: 4 } },
    },
    {
      rule: demand.tooShortForDriver,
      cause: 'There are more drivers than the history can tell apart.',
      example: DRIVER,
    },
    {
      rule: history.tooShortToJudge,
      cause: 'Outliers and steps are looked for in a history that is too short.',
      example: { value: { usable: 5 } },
    },
    {
      rule: hierarchy.tooFewResiduals,
      cause: 'Errors of forecasts are to be compared over too few periods.',
      example: {},
    },
    {
      rule: launch.typicalCoefficients,
      cause: 'A Bass curve is fitted to too few periods of sales.',
      example: { value: { least: 4 } },
    },
  ],
  'stray-demand': [
    {
      rule: history.strayDemand,
      cause:
        'One value of a history is four times, or a tenth of, all that stand around it and in its season, far outside what the others stray by, or alone below zero; or two zeros or more, up to half a season, stand in a flow far too steady for them. No driver explains it.',
      example: { path: 'series[20]', value: { periodIndex: 20, given: 1e9, usual: 100 } },
      otherExample: {
        path: "histories['lamp']",
        periodIds: ['2026-09', '2026-10'],
        value: { periodIndex: 20, given: 0, periods: 2, usual: 99.5 },
      },
    },
  ],
  'trailing-gap': [
    {
      rule: demand.trailingGap,
      cause: 'A history ends with periods that were not observed.',
      example: { value: 4 },
      otherExample: { value: 1 },
    },
  ],
  'unbounded-interval': [
    {
      rule: transform.unboundedInterval,
      cause: 'The upper end of an interval lies beyond what the transform can turn back.',
      example: { value: { lambda: -0.5 } },
    },
  ],
  'zero-error': [
    { rule: hierarchy.zeroError, cause: 'Nodes were never wrong inside the history.', example: { value: 2 } },
  ],
}
