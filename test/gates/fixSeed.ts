import fc from 'fast-check'

/**
 * Properties try new cases at every run, but the same ones where a change is judged (`CI`): a verdict must not depend on
 * luck. `SOP_FC_SEED` sets the seed; a failure prints its own.
 */
const seed = process.env['SOP_FC_SEED'] ?? (process.env['CI'] === undefined ? undefined : '20261122')
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) })
