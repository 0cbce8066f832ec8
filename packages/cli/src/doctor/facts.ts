import type { ProxySettings } from '@plumbline/client'
import type { NoRepository, Repository } from '@plumbline/client/change'
import type { Instant } from '@plumbline/core'

export type Machine = {
  node: string
  /** Null where git can't be run. */
  git: string | null
  proxy: ProxySettings | null
}

export type RepositoryFacts = {
  repository: Repository | NoRepository
  hasOrigin: boolean
  /** Does this clone know which branch is origin's default? */
  knowsDefault: boolean
}

export type AgreementFacts = { file: string } & (
  | { kind: 'missing' }
  | { kind: 'unreadable'; detail: string }
  | { kind: 'invalid'; mistakes: number; first: string }
  | { kind: 'valid'; hash: string; engagement: string; services: string[]; warnings: number }
)

/** Report files found by their usual names. */
export type ReportFacts = {
  read: { file: string; format: string }[]
  unreadable: { file: string; message: string }[]
  /** Files past those that were read. */
  more: number
}

export type WorkflowFacts = {
  /** Where GitHub looks for workflows; null outside a repository. */
  folder: string | null
  files: { file: string; text: string }[]
  /** Another CI's configuration that names plumbline. */
  elsewhere: string | null
}

/** What became of one call, whatever it was. */
export type Asked =
  | { kind: 'answered'; status: number; code: string | null; detail: string; json: unknown; date: Instant | null }
  | { kind: 'failed'; detail: string }

/** What the server says, as far as it was asked: nothing without an address, little without a key. */
export type ServerFacts = {
  url: string
  /** An address that can't be asked at all. */
  badUrl: boolean
  engagement: string | null
  key: string | null
  ready: Asked | null
  /** Reading, by which the key shows that it is one. */
  agreements: Asked | null
  current: Asked | null
  /** Calls that change nothing and tell whether the key may. */
  mayAdminister: Asked | null
  maySend: Asked | null
  mayGate: Asked | null
}

export type ServeFacts = {
  store: { kind: 'embedded' } | { kind: 'endpoint'; url: string } | { kind: 'none'; detail: string }
  data: { folder: string; exists: boolean; writable: boolean }
}

/** Everything that doctor looks at; nothing of it is judged yet. */
export type Facts = {
  now: Instant
  machine: Machine
  repository: RepositoryFacts
  agreement: AgreementFacts
  reports: ReportFacts
  workflows: WorkflowFacts
  /** Null where no server is named. */
  server: ServerFacts | null
  serve: ServeFacts
  /** Service that was asked about; null for those of the agreement. */
  service: string | null
}
