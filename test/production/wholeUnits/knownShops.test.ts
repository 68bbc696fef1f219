import { expect, it } from 'vitest'
import { ENGINE } from './holdShops.js'
import { judgeShop } from './judgeShop.js'

it.each([
  ['of whose customers the late ones stand a hair off what is held', 20262605],
  ['of which whole units leave hours beside forecast that is refused for overtime', 20263006],
  ['that keeps little of a part beside who is left for what he pays', 20261936],
])('a shop %s is verified, and its money adds up', { timeout: 120_000 }, async (_, seed) => {
  const { verdict } = await judgeShop(ENGINE, { seed, face: 'plan', withoutHighs: true })
  expect(verdict).toMatchObject({ status: 'optimal', breaches: [], isVerified: true, failedChecks: [] })
})
