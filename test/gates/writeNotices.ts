import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noticeReferencePage } from './noticeReference.js'

/** Writes docs/reference/notices.md anew. Run it after a notice or its rule changes. */
writeFileSync(join(import.meta.dirname, '../../docs/reference/notices.md'), noticeReferencePage())
