export type { NormalFinance, NormalInput, NormalItem, NormalResource } from '../schema/normalInput.js'
