import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A built library. */
export interface Build {
  /** Its entry, an ES module. */
  readonly entry: string
  /** Text of the JSON Schema of its input. */
  readonly schema: string
}

/** The build of a commit, in a worktree of its own until it is removed. */
export interface TemporaryBuild extends Build {
  readonly remove: () => void
}

/** Builds what stands in that folder. */
export function buildHere(root: string): Build {
  execFileSync('npm', ['run', '--silent', 'build', '--', '--no-dts', '--silent'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return {
    entry: join(root, 'dist/index.js'),
    schema: readFileSync(join(root, 'docs/reference/plan-input.schema.json'), 'utf8'),
  }
}

/** Builds a commit of the repository in a temporary worktree, with the packages that are installed now. */
export function buildCommit(root: string, commit: string): TemporaryBuild {
  const folder = mkdtempSync(join(tmpdir(), 'sop-engine-against-'))
  const tree = join(folder, 'tree')
  const git = (...parameters: readonly string[]): void =>
    void execFileSync('git', ['-C', root, ...parameters], { stdio: ['ignore', 'ignore', 'pipe'] })
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true })
    git('worktree', 'prune')
  }
  try {
    git('worktree', 'add', '--detach', tree, commit)
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
    return { ...buildHere(tree), remove }
  } catch (error) {
    remove()
    throw error
  }
}
