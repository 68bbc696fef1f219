import { holdShops, SHOPS } from './holdShops.js'

holdShops({ start: Math.floor(SHOPS / 2), end: SHOPS })
