import { holdShops, SHOPS } from './holdShops.js'

holdShops({ start: 0, end: Math.floor(SHOPS / 2) })
