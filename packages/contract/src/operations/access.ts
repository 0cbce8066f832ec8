import type { Operation } from '../operation.ts'
import { ClaimTaken, Key, KeyMade, Member, MemberMade, NewKey, NewMember, TakeClaim } from '../schemas/access.ts'
import { page } from '../schemas/primitives.ts'
import { E, IdParams, json, whole } from './parts.ts'

/** Who may ask, and how a party comes by its keys. */
export const accessOperations = {
  takeClaim: {
    method: 'post',
    path: '/v1/claims',
    summary: 'Take a party’s first key with its claim, or the arbiter’s with both halves',
    tag: 'Access',
    access: 'public',
    body: whole(TakeClaim),
    answer: { status: 201, description: 'Taken: the party’s admin key', content: json(ClaimTaken) },
    problems: ['claim_not_open'],
  },
  createKey: {
    method: 'post',
    path: `${E}/keys`,
    summary: 'Make a key for your party',
    description:
      'Of one name a party has at most two live keys: make the second, move to it, revoke the first. ' +
      'A third is refused with `too_many_keys`.',
    tag: 'Access',
    access: { scope: 'admin' },
    body: whole(NewKey),
    idempotent: true,
    answer: { status: 201, description: 'Made; the key is shown once', content: json(KeyMade) },
    problems: ['too_many_keys'],
  },
  listKeys: {
    method: 'get',
    path: `${E}/keys`,
    summary: 'List the keys of your party',
    tag: 'Access',
    access: { scope: 'admin' },
    answer: { status: 200, description: 'Keys, newest first, without their secrets', content: json(page(Key)) },
    problems: [],
  },
  revokeKey: {
    method: 'delete',
    path: `${E}/keys/{id}`,
    summary: 'Revoke a key of your party',
    description:
      'It works nowhere after at most a minute. The last admin key of a party that never expires can’t be revoked.',
    tag: 'Access',
    access: { scope: 'admin' },
    params: IdParams,
    answer: { status: 204, description: 'Revoked', content: null },
    problems: ['wrong_state'],
  },
  createMember: {
    method: 'post',
    path: `${E}/members`,
    summary: 'Bind a repository, or let a person in',
    description:
      'A repository’s GitHub Actions tokens then write for your party, without any key. A person gets a key, shown once. ' +
      'For the arbiter your party gets its half of a claim: only with the other party’s half it can be taken.',
    tag: 'Access',
    access: { scope: 'admin' },
    body: whole(NewMember),
    idempotent: true,
    answer: { status: 201, description: 'Bound, or let in', content: json(MemberMade) },
    problems: ['repository_bound', 'too_many_keys', 'wrong_state'],
  },
  listMembers: {
    method: 'get',
    path: `${E}/members`,
    summary: 'List the bound repositories of both parties, and the people of yours',
    description: 'Each side may see whose pipelines write. Who was removed or revoked is not listed.',
    tag: 'Access',
    access: { scope: 'admin' },
    answer: { status: 200, description: 'Members, newest first', content: json(page(Member)) },
    problems: [],
  },
  removeMember: {
    method: 'delete',
    path: `${E}/members/{id}`,
    summary: 'Remove a member of your party',
    description:
      'Its tokens or key work nowhere after at most a minute. What it sent stays. The last admin key of a party that ' +
      'never expires can’t be revoked.',
    tag: 'Access',
    access: { scope: 'admin' },
    params: IdParams,
    answer: { status: 204, description: 'Removed', content: null },
    problems: ['wrong_party', 'wrong_state'],
  },
} as const satisfies Record<string, Operation>
