import type { Evaluation, Note, ReliefView } from '@plumbline/core'
import { list, type Phrase } from '../text/phrase.ts'

/** What a claim lacks where somebody should doubt it; the sentence says it, so that they are not said twice. */
const DOUBTS: readonly Note['code'][] = ['unknown_rollback', 'unknown_incident', 'ended_incident']

const NAMED_MAX = 5

const INCIDENTS: Record<NonNullable<ReliefView['fixes_incident']>['state'], string> = {
  open: ', an incident that is open',
  ended: ', an incident that was over by then',
  unknown: ', an incident of this service that nobody has reported',
}

const named = (objectives: readonly string[]): Phrase => {
  const shown = objectives.slice(0, NAMED_MAX).map((id): Phrase => [{ code: id }])
  const more = objectives.length - shown.length
  return list(more > 0 ? [...shown, [`${more} more`]] : shown)
}

/** What a deployment named so that it is not held up, what is known of that, and what would have blocked it; null: nothing would. */
export const reliefSentence = ({ relieved }: Evaluation): Phrase | null => {
  if (relieved === undefined) return null
  const { rolls_back: undone, fixes_incident: fixed, objectives } = relieved
  const claims: Phrase[] = [
    ...(undone
      ? [
          [
            'as a rollback of ',
            { code: undone.deployment },
            undone.known ? '' : ', a deployment of this service that nobody has reported',
          ],
        ]
      : []),
    ...(fixed ? [['as the fix of ', { code: fixed.incident }, INCIDENTS[fixed.state]]] : []),
  ]
  return ['Passed ', ...list(claims), '; else ', ...named(objectives), ' would have blocked it.']
}

/** Whether both parties should look at what it named. */
export const isDoubted = ({ relieved }: Evaluation): boolean =>
  relieved?.rolls_back?.known === false || (relieved?.fixes_incident ?? { state: 'open' }).state !== 'open'

/** The notes that nothing else says already. */
export const otherNotes = ({ notes, relieved }: Evaluation): Note[] =>
  relieved === undefined ? notes : notes.filter(({ code }) => !DOUBTS.includes(code))
