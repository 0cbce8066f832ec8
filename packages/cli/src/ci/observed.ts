import type { Context } from '../context.ts'

/** Who observes, where neither the command line nor a CI system says it. */
export const SOURCE = 'plumbline-cli'

/** Where it happened; null: production. */
export const environmentOf = ({ inputs }: Context, { environment }: { environment?: string }): string | null =>
  environment ?? inputs.ci?.environment ?? null

/** Who observed it, URI-like. */
export const sourceOf = ({ inputs }: Context, { source }: { source?: string }): string =>
  source ?? inputs.ci?.source ?? SOURCE
