import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

/** What is tried beside the library, at the versions that docs/how-to/bundlers.md names; none of it is a dependency of the project. */
const PLACES = {
  '@rollup/plugin-node-resolve': '16.0.3',
  bun: '1.4.5',
  deno: '2.9.6',
  esbuild: '0.28.2',
  next: '16.4.6',
  postject: '1.0.0-alpha.6',
  react: '19.3.1',
  'react-dom': '19.3.1',
  rollup: '4.68.8',
  vite: '8.4.0',
  webpack: '5.113.0',
  'webpack-cli': '7.3.1',
  workerd: '1.20261117.1',
}
/** Those whose program is put in place by a script of their own. */
const SCRIPTS = ['bun', 'deno', 'esbuild', 'workerd']

/** Installs bundlers, runtimes and a framework beside the packed library; takes 0.8 GB while the tests run. */
export default function setup(project: TestProject): void {
  const { consumer } = project.getProvidedContext()
  const file = join(consumer, 'package.json')
  const allowScripts = Object.fromEntries(SCRIPTS.map((name) => [name, true]))
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), allowScripts }))
  const packages = Object.entries(PLACES).map(([name, version]) => `${name}@${version}`)
  execFileSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', ...packages], {
    cwd: consumer,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}
