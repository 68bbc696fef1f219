/**
 * The standard normal distribution: density, distribution, quantile, and the loss function of inventory theory.
 *
 * Only `+ - * /`, `Math.sqrt`, `Math.exp` and `Math.log` are used, so results agree between engines.
 */

const SQRT_2PI = 2.5066282746310002
const SQRT_2 = Math.SQRT2
const ONE_OVER_SQRT_PI = 0.5641895835477563

/** Value of a polynomial with the given coefficients, highest power first, by Horner's rule. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0
  for (const coefficient of coefficients) value = value * x + coefficient
  return value
}

// W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23 (1969).
const ERF_P = [
  1.8577770618460315e-1, 3.1611237438705656, 1.1386415415105016e2, 3.77485237685302e2, 3.2093775891384695e3,
]
const ERF_Q = [1, 2.3601290952344122e1, 2.4402463793444417e2, 1.2826165260773723e3, 2.844236833439171e3]
const MID_P = [
  2.1531153547440385e-8, 5.641884969886701e-1, 8.883149794388376, 6.611919063714163e1, 2.9863513819740013e2,
  8.819522212417691e2, 1.7120476126340706e3, 2.0510783778260715e3, 1.2303393547979972e3,
]
const MID_Q = [
  1, 1.5744926110709835e1, 1.176939508913125e2, 5.371811018620099e2, 1.6213895745666902e3, 3.2907992357334596e3,
  4.362619090143247e3, 3.4393676741437216e3, 1.2303393548037494e3,
]
const FAR_P = [
  1.6315387137302097e-2, 3.053266349612323e-1, 3.603448999498044e-1, 1.257817261112293e-1, 1.6083785148742275e-2,
  6.587491615298378e-4,
]
const FAR_Q = [
  1, 2.568520192289822, 1.8729528499234673, 5.279051029514284e-1, 6.0518341312441324e-2, 2.3352049762686918e-3,
]

/** exp(-y^2), with y split so that the rounding error of the square does not grow with y (Cody). */
function expMinusSquare(y: number): number {
  const head = Math.trunc(y * 16) / 16
  return Math.exp(-head * head) * Math.exp(-(y - head) * (y + head))
}

/**
 * Complementary error function, to about 1e-15 relative.
 *
 * @param x - any finite number or an infinity
 */
export function complementaryError(x: number): number {
  const y = Math.abs(x)
  if (y <= 0.46875) {
    const square = y < 1e-20 ? 0 : y * y
    return 1 - (x * polynomial(ERF_P, square)) / polynomial(ERF_Q, square)
  }
  if (y > 27) return x > 0 ? 0 : 2
  let tail: number
  if (y <= 4) tail = polynomial(MID_P, y) / polynomial(MID_Q, y)
  else {
    const inverse = 1 / (y * y)
    tail = (ONE_OVER_SQRT_PI - (inverse * polynomial(FAR_P, inverse)) / polynomial(FAR_Q, inverse)) / y
  }
  tail *= expMinusSquare(y)
  return x > 0 ? tail : 2 - tail
}

/** Density of the standard normal distribution at x. */
export function normalPdf(x: number): number {
  return expMinusSquare(Math.abs(x) / SQRT_2) / SQRT_2PI
}

/** Probability that a standard normal variable is at most x, to about 1e-15 relative in either tail. */
export function normalCdf(x: number): number {
  return 0.5 * complementaryError(-x / SQRT_2)
}

// M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988).
const CENTER_P = [
  2.5090809287301226e3, 3.3430575583588128e4, 6.72657709270087e4, 4.592195393154987e4, 1.373169376550946e4,
  1.9715909503065513e3, 1.3314166789178438e2, 3.3871328727963665,
]
const CENTER_Q = [
  5.226495278852854e3, 2.8729085735721943e4, 3.930789580009271e4, 2.1213794301586596e4, 5.394196021424751e3,
  6.871870074920579e2, 4.231333070160091e1, 1,
]
const TAIL_P = [
  7.745450142783414e-4, 2.2723844989269184e-2, 2.417807251774506e-1, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
]
const TAIL_Q = [
  1.0507500716444169e-9, 5.475938084995345e-4, 1.5198666563616457e-2, 1.4810397642748008e-1, 6.897673349851e-1,
  1.6763848301838038, 2.053191626637759, 1,
]
/** The point above which lies a probability under 1e-10: Newton's method on Laplace's continued fraction of Mills' ratio. */
function farPoint(tail: number): number {
  const logTail = Math.log(tail)
  let z = Math.sqrt(-2 * logTail)
  for (let step = 0; step < 6; step += 1) {
    let fraction = z
    for (let k = 40; k > 0; k -= 1) fraction = z + k / fraction
    z -= (z * z) / 2 / fraction + Math.log(fraction * SQRT_2PI) / fraction + logTail / fraction
  }
  return z
}

/**
 * The point that a standard normal variable stays at or below with the given probability, to about 1e-15 relative.
 *
 * @param probability - share, 0 to 1; 0 and 1 give the infinities, anything outside NaN
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN
  const q = probability - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(CENTER_P, r)) / polynomial(CENTER_Q, r)
  }
  const tail = q < 0 ? probability : 1 - probability
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const r = Math.sqrt(-Math.log(tail))
  const z = r <= 5 ? polynomial(TAIL_P, r - 1.6) / polynomial(TAIL_Q, r - 1.6) : farPoint(tail)
  return q < 0 ? -z : z
}

/**
 * Standard normal loss function L(z) = E[(Z - z)+] = pdf(z) - z * (1 - cdf(z)): expected units short per unit of
 * standard deviation when stock stands z deviations above the mean.
 *
 * Source: Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains (2017), appendix II.
 * Beyond z = 3 the two terms cancel, and Laplace's continued fraction of Mills' ratio is used instead.
 */
export function normalLoss(z: number): number {
  if (z < 0) return normalLoss(-z) - z
  if (z < 3) return normalPdf(z) - z * 0.5 * complementaryError(z / SQRT_2)
  let fraction = 0
  for (let k = 60; k >= 2; k -= 1) fraction = k / (z + fraction)
  const first = 1 / (z + fraction)
  return (normalPdf(z) * first) / (z + first)
}

/**
 * The z at which the standard normal loss function takes the given value.
 *
 * Newton's method on ln L(z), which is concave and falling, so it closes in from the right after its first step.
 *
 * @param loss - positive number; 0 gives positive infinity, a negative number NaN
 */
export function normalLossInverse(loss: number): number {
  if (!(loss >= 0)) return Number.NaN
  if (loss === 0) return Number.POSITIVE_INFINITY
  if (loss > 30) return -loss
  const target = Math.log(loss)
  let z = loss >= 0.4 ? -loss : Math.sqrt(-2 * target)
  for (let step = 0; step < 60; step += 1) {
    const value = normalLoss(z)
    if (value === 0) {
      z -= 1
      continue
    }
    const slope = 0.5 * complementaryError(z / SQRT_2)
    const change = ((Math.log(value) - target) * value) / slope
    z += change
    if (Math.abs(change) <= 1e-15 * (1 + Math.abs(z))) break
  }
  return z
}
