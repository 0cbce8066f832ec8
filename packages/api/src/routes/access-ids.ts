import type { OperationId } from '@plumbline/contract'

/** Calls that decide who may do what. */
export const ACCESS = [
  'createEngagement',
  'takeClaim',
  'createKey',
  'listKeys',
  'revokeKey',
  'createMember',
  'listMembers',
  'removeMember',
] as const satisfies readonly OperationId[]
export type Access = (typeof ACCESS)[number]
