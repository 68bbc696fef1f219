import { writeFileSync } from 'node:fs'
import { API_PAGE, INDEX, readFace, readRooms, rootNames, writeApiPage, writeRoot } from './publicFace.js'

/** Writes src/index.ts and docs/reference/api.md anew, out of docs/decisions/public-face.md and what the rooms export. */
const rooms = readRooms()
const face = readFace()
const root = rootNames(rooms, face)
writeFileSync(INDEX, writeRoot(root))
writeFileSync(API_PAGE, writeApiPage(rooms, face))
const functions = root.filter(({ isValue }) => isValue).length
console.log(
  `src/index.ts: ${functions} functions, ${root.length - functions} types; docs/reference/api.md: ${rooms.names.length}`,
)
