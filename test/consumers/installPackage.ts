import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { companyModule, findCompany } from './company.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** An otherwise empty folder in which the packed library is installed. */
    readonly consumer: string
    /** The packed library. */
    readonly tarball: string
  }
}

const ROOT = join(import.meta.dirname, '../..')

/**
 * Packs the built library and installs the tarball in an empty folder, as a stranger would; the folder also gets
 * `company.ts`, the company of README as a module.
 */
export default function setup(project: TestProject): () => void {
  if (!existsSync(join(ROOT, 'dist/index.js'))) throw new Error('dist is missing: run `npm run build` first')
  const folder = mkdtempSync(join(tmpdir(), 'sop-engine-consumer-'))
  const packed = join(folder, 'packed')
  const consumer = join(folder, 'consumer')
  mkdirSync(packed)
  mkdirSync(consumer)
  npm(['pack', '--ignore-scripts', '--pack-destination', packed], ROOT)
  const tarball = join(packed, readdirSync(packed).find((name) => name.endsWith('.tgz')) as string)
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  npm(['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', tarball], consumer)
  writeFileSync(join(consumer, 'company.ts'), companyModule(findCompany(ROOT)))
  project.provide('consumer', consumer)
  project.provide('tarball', tarball)
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Runs npm as from a shell in that folder, without what an outer `npm test` says of its own package. */
function npm(parameters: readonly string[], cwd: string): void {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix|command)/.test(name)),
  )
  execFileSync('npm', [...parameters], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
}
