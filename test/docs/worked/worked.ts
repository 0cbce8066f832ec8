import { createHash } from 'node:crypto'

/** What an example tells the server, in the order in which it happens. */
export type Step =
  | { at: string; type: string; data: Record<string, unknown> }
  /** A gate that CI asks meanwhile. */
  | { at: string; gate: Record<string, unknown> }

export type Lines = Record<string, string | number | string[]>

/** A small history, and the objective that is judged by it: the figures on the page are what the server answers. */
export type Worked = {
  steps: Step[]
  /** Lines of the objective, as in an agreement file. */
  objective: Lines
  /** Other objectives of the same agreement, by name. */
  also?: Record<string, Lines>
  /** The gate that shows the figure; without one a `manual` gate at the end. */
  gate?: Record<string, unknown>
}

export const HEAD = '4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e'
export const BASE = 'b7a90c1d'.repeat(5)

/** A full commit SHA that stands for a word. */
export const commit = (word: string): string => createHash('sha1').update(word).digest('hex')

/** Steps of several stories as they happened. */
export const inOrder = (...steps: Step[]): Step[] => steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

export const event = (at: string, type: string, data: Record<string, unknown>): Step => ({ at, type, data })

/** A deployment of a version of its own, successful unless said otherwise. */
export const deployment = (id: string, at: string, data: Record<string, unknown> = {}): Step =>
  event(at, 'deployment', { deployment_id: id, status: 'success', finished_at: at, commit_sha: commit(id), ...data })

export const incident = (id: string, at: string, action: string, data: Record<string, unknown> = {}): Step =>
  event(at, 'incident', { incident_id: id, severity: 'sev1', action, at, ...data })

export const pullRequest = (number: number, at: string, action: string, data: Record<string, unknown> = {}): Step =>
  event(at, 'pull_request', { number, action, at, ...data })

/** The source was watching from the first to the second. */
export const watched = (from: string, to: string): Step => event(to, 'heartbeat', { from, to })
