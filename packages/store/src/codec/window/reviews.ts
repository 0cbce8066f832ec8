import type { ReviewFact } from '@plumbline/core'
import { fromHex, varint } from '../bytes.ts'
import { coded } from '../coded.ts'
import { commitRef, eventRef, type FactCodec, pick } from './fact-codec.ts'

const ACTIONS = coded<ReviewFact['action']>({
  opened: 0,
  ready_for_review: 1,
  reviewed: 2,
  approved: 3,
  changes_requested: 4,
  merged: 5,
  closed: 6,
  reopened: 7,
})
const REVIEWERS: readonly ReviewFact['reviewer'][] = [null, 'client', 'vendor']

export const review: FactCodec<ReviewFact> = {
  bases: [16, 3, 2, 2, 2],
  digits: (fact) => [
    ACTIONS.code(fact.action),
    REVIEWERS.indexOf(fact.reviewer),
    Number(fact.bot),
    Number(fact.reconstructed),
    Number(fact.mergeCommit !== null),
  ],
  rest: (fact) => Buffer.concat([fromHex(`${fact.event}${fact.mergeCommit ?? ''}`), varint(fact.pullRequest)]),
  decode: ([action, reviewer, bot, reconstructed, merged], at, fields) => {
    const event = eventRef(fields)
    const mergeCommit = merged === 1 ? commitRef(fields) : null
    return {
      kind: 'review',
      event,
      at,
      pullRequest: fields.varint(),
      action: ACTIONS.name(action),
      reviewer: pick(REVIEWERS, reviewer),
      bot: bot === 1,
      mergeCommit,
      reconstructed: reconstructed === 1,
    }
  },
}
