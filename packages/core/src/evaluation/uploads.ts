import type { ChangeFact } from '../facts/facts.ts'
import { flagNames } from '../facts/flag-names.ts'
import type { IndicatorInfo, Unmeasured } from '../indicators/indicator.ts'
import { addedUp, MOST_UNITED, type PatchLinesOf } from '../indicators/united-patch.ts'
import type { UploadsView } from './evaluation.ts'
import type { GateRequest } from './gate.ts'
import type { Note } from './note.ts'

/** Events that jobs upload; what a pull request says of itself is there however many of them report. */
const UPLOADED: readonly string[] = ['coverage', 'test_run', 'findings']

const MOST_NAMED = 200

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Flags that this commit itself was reported under, by whatever kind of report; the unflagged upload is ''. */
export const uploadedFlags = (head: readonly ChangeFact[]): string[] => {
  const own = head.filter((fact) => fact.kind !== 'size' && !('carriedFrom' in fact))
  return [...new Set(own.map(({ flag }) => flag))].sort(order)
}

/** How many uploads there are of those that a gate was told to expect; null where it was told nothing. */
export const uploadsOf = (
  { expect, finalize, event }: GateRequest,
  head: readonly ChangeFact[],
): UploadsView | null => {
  if (expect === undefined) return null
  const received = uploadedFlags(head)
  // Nobody asks again about a deployment once it has begun.
  const isLast = finalize === true || event === 'deployment'
  const state = received.length >= expect ? 'complete' : isLast ? 'missing' : 'awaited'
  // More than are ever expected are more than were expected; of thousands nobody reads the names.
  return { received: received.slice(0, MOST_NAMED), expected: expect, state }
}

const named = (flags: readonly string[]): string => (flags.length === 0 ? '' : ` (${flagNames(flags)})`)

/** `2 of 3 uploads (e2e, unit), waiting for 1 more`. */
export const uploadsText = ({ received, expected, state }: UploadsView): string => {
  const left = expected - received.length
  const there = `${received.length} of ${expected} uploads${named(received)}`
  if (state === 'awaited') return `${there}, waiting for ${left} more`
  if (state === 'missing') return `${there}, ${left} ${left === 1 ? 'is' : 'are'} missing`
  return left === 0
    ? there
    : `${received.length} uploads${named(received)} where ${expected} were expected: a gate before the last of them judged a part`
}

/** What is said instead of a figure where the uploads are not complete: a part of them may look better, or worse. */
export const ofPart = (uploads: UploadsView | null, { events }: IndicatorInfo): Unmeasured | null =>
  uploads === null || uploads.state === 'complete' || !events.some((type) => UPLOADED.includes(type))
    ? null
    : {
        kind: 'no_data',
        reason: uploads.state === 'awaited' ? 'uploads_awaited' : 'uploads_missing',
        samples: 0,
        evidence: { formula: uploadsText(uploads) },
      }

/** Whether figures of uploads are judged: of a part of them none is. */
export const areJudged = (uploads: UploadsView | null): boolean => uploads === null || uploads.state === 'complete'

/** Said where added lines of several uploads can't be united: the figure may be better or worse than the truth. */
export const addedUpNotes = (
  uploads: UploadsView | null,
  head: readonly ChangeFact[],
  known: PatchLinesOf = new Map(),
): Note[] => {
  if (!areJudged(uploads)) return []
  const flags = addedUp(
    head.filter((fact) => fact.kind === 'coverage'),
    known,
  ).map(({ flag }) => flag)
  if (flags.length === 0) return []
  const detail = `added lines are added up over ${flagNames(flags)}, so that one which several of them run counts for each: they are united where each of at most ${MOST_UNITED} uploads has a \`flag\` and names all its added lines, which those of a change too large for one event do not`
  return [{ code: 'uploads', detail }]
}

/** Said wherever the number is not what it was expected to be. */
export const uploadNotes = (uploads: UploadsView | null): Note[] =>
  uploads === null || uploads.received.length === uploads.expected
    ? []
    : [{ code: 'uploads', detail: uploadsText(uploads) }]
