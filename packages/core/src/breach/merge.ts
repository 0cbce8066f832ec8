import type { GateRequest } from '../evaluation/gate.ts'

/** Names that a default branch has where nobody says which it is. */
const USUAL_DEFAULTS = ['main', 'master']

/** Is the change on the default branch: a push there, or one that names no branch (PRODUCT.md, rule 7). */
export const isMerge = (request: Pick<GateRequest, 'event' | 'ref' | 'default_branch'>): boolean => {
  if (request.event !== 'push') return false
  if (!request.ref) return true
  const branch = request.ref.replace(/^refs\/heads\//, '')
  return request.default_branch ? branch === request.default_branch : USUAL_DEFAULTS.includes(branch)
}
