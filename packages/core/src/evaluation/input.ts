import type { AcceptedVersion } from '../agreement/versions.ts'
import type { ChangeFact, CorrectionFact, WindowFact } from '../facts/facts.ts'
import type { PatchLinesOf } from '../indicators/united-patch.ts'
import type { Standing } from '../standing/standing.ts'
import type { Instant } from '../time/instant.ts'
import type { Baseline } from './evidence.ts'
import type { GateRequest } from './gate.ts'
import type { Note } from './note.ts'

/** A breach that is not over, as the engine needs it. */
export type OpenBreachView = {
  id: string
  objective: string
  /** The objective with what makes the breach one: a window's start, a day, or a commit. */
  identity: string
  openedAt: Instant
  status: 'open' | 'acknowledged'
  /** It still counts while it is disputed; while it is waived it does not. */
  aside?: 'disputed' | 'waived'
  /** Only recorded so far: the objective was observed when it was judged. */
  observed?: true
}

/** Everything an evaluation depends on; nothing else decides. */
export type EvaluationInput = {
  id: string
  at: Instant
  /**
   * Until when things count as observed; default `at`. A window that is over is judged by what holds in its last
   * millisecond, and by what was to be seen until its end.
   */
  until?: Instant | undefined
  request: GateRequest
  /** Accepted versions, oldest first; empty where nothing was agreed yet. */
  versions: AcceptedVersion[]
  /** Facts of the range that `factsNeeded` asks for; null without a server: window objectives then say so. */
  window: {
    facts: WindowFact[]
    corrections: CorrectionFact[]
    openBreaches: OpenBreachView[]
    /** A production deployment finished before the range; may be left false where the range holds any. */
    deployedBefore: boolean
  } | null
  /** What the parties decided about what is judged; default: nothing. */
  standing?: Standing | undefined
  /** What the commit was measured at. */
  head: ChangeFact[]
  /** What it is compared with. */
  base: { facts: ChangeFact[]; baseline: Baseline } | null
  /** Uncovered added lines by file, as the report tells them. */
  uncovered?: { path: string; lines: number[] }[] | undefined
  /** Which added lines uploads of the commit tell of, where they name all of theirs: several are united by them. */
  patchLines?: PatchLinesOf | undefined
  /** Judged in place of a server that gives no answer, and not because nobody keeps one. */
  serverSilent?: boolean | undefined
  notes?: Note[] | undefined
  /** The change brings the first agreement: judged by it, but only observed (rule 16). */
  firstIntroduction?: boolean | undefined
}
