import type { RepositoryMember } from '@plumbline/store'
import type { Deps } from '../../deps.ts'
import { type Believed, believed } from '../believed.ts'
import { sha256 } from '../token.ts'

export type MemberReader = Believed<RepositoryMember>

export const memberReader = (deps: Pick<Deps, 'store' | 'now' | 'config'>): MemberReader =>
  believed(deps, (engagement, id) => deps.store.forEngagement(engagement).member(id))

const ID_DIGITS = 16

/** Ids of repositories are unique with one issuer only; within an engagement a repository is one member. */
export const memberIdOf = (issuer: string, repositoryId: string): string =>
  `gh_${sha256(`${issuer}\0${repositoryId}`).slice(0, ID_DIGITS)}`
