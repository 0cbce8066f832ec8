/** Apart from what finds them: the wire's schemas name them, and load no judge for it. */
export const FINDING_CODES = [
  'start_unknown',
  'resolved_before_start',
  'reopened_without_end',
  'reopened_not_ended',
  'pause_without_end',
  'pause_not_agreed',
  'told_late',
  'not_the_same',
  'unknown_deployment',
  'cause_not_deployed',
  'unknown_rollback',
  'unknown_incident',
  'same_thing_twice',
  'commit_after_deployment',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]
