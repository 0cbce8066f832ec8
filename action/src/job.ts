import type { Send } from '@plumbline/client'
import type { NoRepository, Repository } from '@plumbline/client/change'
import type { Instant } from '@plumbline/core'
import type { Budget } from './budget.ts'
import type { Change } from './context.ts'
import type { Auth } from './identity/auth.ts'
import type { Runner } from './inputs.ts'
import type { Log } from './runner/log.ts'
import type { Mask } from './runner/mask.ts'
import type { Outputs } from './runner/outputs.ts'
import type { Summary } from './runner/summary.ts'
import type { Settings } from './settings/settings.ts'

/** A label that lets the change pass, and who set it, as GitHub says. */
export type Exempt = { label: string; setBy: string }

/** One run of the Action: what was asked, about which change, and where to say what came of it. */
export type Job = {
  settings: Settings
  runner: Runner
  change: Change
  /** Null where none is claimed, or where nobody asked yet. */
  exempt: Exempt | null
  log: Log
  summary: Summary
  budget: Budget
  send: Send
  mask: Mask
  /** Null where the server can't be told who asks. */
  auth: Auth | null
  /** Leaves word for later steps of this job, under a name. */
  leaveNote: (name: string, value: string) => void
  /** What git knows of the change; asked for while the rest is still loading. */
  clone: Promise<Repository | NoRepository>
  at: Instant
}

/** Something the reader must act on; `error` fails the job. */
export type Trouble = { level: 'error' | 'warning'; title: string; text: string }

/** What a mode ends with. */
export type Done = { outputs: Outputs; failed: boolean }

export type ApiStatus = 'ok' | 'unavailable' | 'refused' | 'rejected' | 'not_asked'
