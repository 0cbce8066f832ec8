/** What asks: the event in CI that a verdict is wanted for. */
export const GATE_EVENTS = ['pull_request', 'merge_group', 'push', 'deployment', 'manual'] as const
export type GateEvent = (typeof GATE_EVENTS)[number]

/** Who asks, about what. Everything optional may be missing in CI; none of it is looked up. */
export type GateRequest = {
  service: string
  event: GateEvent
  commit_sha: string
  base_sha?: string | undefined
  /** Up to 20 first parents of the base, nearest first: where to look when the base was not measured. */
  ancestors?: string[] | undefined
  ref?: string | undefined
  /** Branch whose pushes are merges; absent: `main` or `master`. */
  default_branch?: string | undefined
  environment?: string | undefined
  pull_request?: { number: number; title: string; author: string; labels: string[] } | undefined
  exempt?: { reason?: string | undefined; label?: string | undefined; set_by?: string | undefined } | undefined
  rolls_back?: string | undefined
  fixes_incident?: string | undefined
  /** Uploads (flags, the unflagged one being one too) that this commit has in all: fewer are a part of it. */
  expect?: number | undefined
  /** No more uploads will come: what is missing is missing. */
  finalize?: boolean | undefined
  /** Flags whose coverage is taken from the base where this commit did not upload them; `true`: all that are known. */
  carry_forward?: true | string[] | undefined
  /** Names the CI run; the same again gets the same evaluation. */
  run?: string | undefined
}
