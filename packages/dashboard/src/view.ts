import type { Breach, Evaluation, Note, ObjectiveResult, Period } from '@plumbline/core'
import type { Frame } from './frame.ts'

/** How the window before the open one ended. */
export type PreviousView = Pick<Period, 'objective' | 'state' | 'final_from'> &
  Pick<ObjectiveResult, 'status' | 'display'> & { label: string }

export type ServiceView = {
  service: string
  objectives: ObjectiveResult[]
  /** Of objectives over calendar windows, where it has been judged. */
  previous?: PreviousView[]
  notes: Note[]
  not_judged?: Evaluation['not_judged']
  /** Where the change objectives were judged last. */
  last_merge?: { evaluation_id: string; commit_sha: string; at: string } | null
}

/** A gate as a row: what was asked, and the answer. */
export type GateRow = Pick<
  Evaluation,
  'id' | 'at' | 'service' | 'event' | 'commit_sha' | 'verdict' | 'pull_request' | 'verdict_without_exemption'
>

/** Everything on the first page, worst first; who looks changes none of it. */
export type StatusView = Frame & {
  services: ServiceView[]
  /** Not over yet. */
  breaches: Breach[]
  /** There are more of them than these. */
  more_breaches?: boolean
  /** How many there are as far as is known; absent: these. */
  open_breaches?: number
  /** Newest first. */
  evaluations?: GateRow[]
}

export type SignInView = {
  /** Where the form is sent. */
  action: string
  engagement?: string
  /** Where to go afterwards; sent along. */
  next?: string
  /** What was wrong with the last try. */
  mistake?: string
  /** The installation holds an example, and this says where its keys are. */
  hint?: string
}

export type ProblemView = { status: number; title: string; detail: string; request_id: string }
