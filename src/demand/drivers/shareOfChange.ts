/** Sum of effects below which they cancel each other out. */
const NOTHING = 1e-9

/**
 * What one of several effects that multiply adds to a forecast.
 *
 * The difference that all make is shared in proportion to their logarithms (the logarithmic mean Divisia index: Ang,
 * "Decomposition analysis for policymaking in energy", Energy Policy 32, 2004), which depends on no order and leaves no rest.
 *
 * @param added - units of demand that all effects add to the base
 * @param own - change of the logarithm by the one effect
 * @param all - change of the logarithm by all of them
 */
export function shareOfChange(
  { base, added }: { readonly base: number; readonly added: number },
  own: number,
  all: number,
): number {
  if (own === 0) return 0
  return Math.abs(all) > NOTHING ? (added * own) / all : base * own
}
