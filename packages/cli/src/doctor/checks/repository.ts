import { baseAdvice, type Repository } from '@plumbline/client/change'
import { type Check, ok, problem, skipped, warning } from '../check.ts'
import type { Facts } from '../facts.ts'

type Base = Repository['base']

const mendsBase = (base: Extract<Base, { kind: 'none' }>): string => {
  switch (base.reason) {
    case 'shallow':
      return 'git fetch --unshallow'
    case 'not_named':
      return 'plumbline gate --base REVISION'
    case 'unknown':
      return `git fetch origin ${base.name ?? ''}`.trim()
    case 'unrelated':
      return 'plumbline gate --base REVISION, a commit that this change comes from'
    default:
      return base.reason satisfies never
  }
}

const baseCheck = (base: Base): Check =>
  base.kind === 'found'
    ? ok('base', `a change is compared with ${base.name}, from ${base.mergeBase.slice(0, 7)} on`)
    : problem('base', baseAdvice(base).split(';')[0] ?? '', mendsBase(base))

const defaultCheck = ({ hasOrigin, knowsDefault }: Facts['repository']): Check => {
  if (!hasOrigin) return skipped('default-branch', 'there is no remote called origin')
  return knowsDefault
    ? ok('default-branch', 'this clone knows origin’s default branch')
    : warning('default-branch', 'this clone does not know origin’s default branch', 'git remote set-head origin --auto')
}

export const repositoryChecks = ({ repository: facts }: Facts): Check[] => {
  const { repository } = facts
  if (repository.kind === 'none') {
    if (repository.reason === 'no_git') return []
    if (repository.reason === 'unreadable')
      return [
        problem('repository', `this repository can’t be read: ${repository.detail}`, 'git status, and what it advises'),
      ]
    return repository.reason === 'no_commits'
      ? [warning('repository', repository.detail, 'git commit')]
      : [skipped('repository', `${repository.detail}; files alone are judged here`)]
  }
  return [
    repository.shallow
      ? warning('repository', 'this clone is shallow: it holds a part of the history', 'git fetch --unshallow')
      : ok('repository', `whole history, at ${repository.head.slice(0, 7)}`),
    defaultCheck(facts),
    baseCheck(repository.base),
  ]
}
