import { type CommitsFact, type Instant, SECOND } from '@plumbline/core'
import { type Fields, fromHex, varint } from '../bytes.ts'
import { spanNumber, spanOf } from '../span.ts'
import { commitRef, eventRef, type FactCodec, untilEnd } from './fact-codec.ts'

type Commit = CommitsFact['commits'][number]

/** Git knows whole seconds: counted back from the second of the deployment a commit's time is a small number. */
const wholeSecond = (at: Instant) => Math.floor(at / SECOND) * SECOND

const encodeCommit = (deployed: Instant, { sha, at, merge }: Commit): Buffer =>
  Buffer.concat([fromHex(sha), varint(spanNumber(wholeSecond(deployed) - at) * 2 + Number(merge))])

const decodeCommit = (deployed: Instant, fields: Fields): Commit => {
  const sha = commitRef(fields)
  const number = fields.varint()
  return { sha, at: wholeSecond(deployed) - spanOf(Math.floor(number / 2)), merge: number % 2 === 1 }
}

/** Some 10 bytes for each commit. */
export const commits: FactCodec<CommitsFact> = {
  bases: [2],
  digits: (fact) => [Number(fact.reconstructed)],
  rest: (fact) =>
    Buffer.concat([
      fromHex(`${fact.event}${fact.commit}`),
      ...fact.commits.map((commit) => encodeCommit(fact.at, commit)),
    ]),
  decode: ([reconstructed], at, fields) => ({
    kind: 'commits',
    event: eventRef(fields),
    at,
    commit: commitRef(fields),
    commits: untilEnd(fields, (more) => decodeCommit(at, more)),
    reconstructed: reconstructed === 1,
  }),
}
