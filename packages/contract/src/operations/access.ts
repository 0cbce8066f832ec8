import type { Operation } from '../operation.ts'
import { ClaimTaken, Key, KeyMade, NewKey, TakeClaim } from '../schemas/access.ts'
import { page } from '../schemas/primitives.ts'
import { E, IdParams, json, whole } from './parts.ts'

/** Who may ask, and how a party comes by its keys. */
export const accessOperations = {
  takeClaim: {
    method: 'post',
    path: '/v1/claims',
    summary: 'Take a party’s first key with its claim',
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
    tag: 'Access',
    access: { scope: 'admin' },
    body: whole(NewKey),
    idempotent: true,
    answer: { status: 201, description: 'Made; the key is shown once', content: json(KeyMade) },
    problems: [],
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
} as const satisfies Record<string, Operation>
