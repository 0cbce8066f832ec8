import type { Note } from './note.ts'
import type { ReliefView } from './relief-view.ts'

/** What in a claim a reader should doubt. */
export const reliefNotes = ({ rolls_back: undone, fixes_incident: fixed }: ReliefView): Note[] => [
  ...(undone && !undone.known
    ? [
        {
          code: 'unknown_rollback',
          detail: `passed as a rollback of \`${undone.deployment}\`, a deployment of this service that nobody has reported`,
        } as const,
      ]
    : []),
  ...(fixed?.state === 'unknown'
    ? [
        {
          code: 'unknown_incident',
          detail: `passed as the fix of \`${fixed.incident}\`, an incident of this service that nobody has reported`,
        } as const,
      ]
    : []),
  ...(fixed?.state === 'ended'
    ? [
        {
          code: 'ended_incident',
          detail: `passed as the fix of \`${fixed.incident}\`, an incident that was over by then`,
        } as const,
      ]
    : []),
]
