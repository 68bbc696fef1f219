/**
 * Standard normal deviate that chance exceeds as rarely as a ratio of two mean squares is exceeded by Fisher's F.
 *
 * Paulson, "An approximate normalization of the analysis of variance distribution", Annals of Mathematical Statistics 13
 * (1942), with the correction of Kelley, Fundamentals of Statistics (1947), for few degrees of freedom: within 0.1 of the
 * deviate from 1.5 of them on.
 *
 * @param ratio - mean square between groups by that within them; infinity where there is none within
 * @param between - degrees of freedom between groups, above zero
 * @param within - degrees of freedom within groups, above zero
 */
export function fisherDeviate(ratio: number, between: number, within: number): number {
  const root = ratio < 1e30 ? Math.exp(Math.log(ratio) / 3) : 1e10
  const free = 2 / (9 * within)
  const normal = ((1 - free) * root - (1 - 2 / (9 * between))) / Math.sqrt(free * root * root + 2 / (9 * between))
  if (!(normal > 0)) return normal
  return normal * (1 + (0.08 * normal * normal * normal * normal) / (within * within * within))
}
