import type { GateEvent, GateFact, Verdict } from '@plumbline/core'
import { fromHex, varint } from '../bytes.ts'
import { coded } from '../coded.ts'
import { commitRef, eventRef, type FactCodec, nameRef, untilEnd, VERSION_BYTES } from './fact-codec.ts'

const ASKED_ON = coded<GateEvent>({ pull_request: 0, merge_group: 1, push: 2, deployment: 3, manual: 4 })
const VERDICTS = coded<Verdict>({ pass: 0, warn: 1, fail: 2 })

export const gate: FactCodec<GateFact> = {
  bases: [8, 4, 2, 2],
  digits: (fact) => [
    ASKED_ON.code(fact.on),
    VERDICTS.code(fact.verdict),
    Number(fact.merged),
    Number(fact.pullRequest !== null),
  ],
  rest: (fact) =>
    Buffer.concat([
      fromHex(`${fact.event}${fact.commit}${fact.version}`),
      fact.pullRequest === null ? Buffer.alloc(0) : varint(fact.pullRequest),
      fromHex(fact.blockedBy.join('')),
    ]),
  decode: ([on, verdict, merged, numbered], at, fields) => ({
    kind: 'gate',
    event: eventRef(fields),
    at,
    commit: commitRef(fields),
    version: fields.hex(VERSION_BYTES),
    pullRequest: numbered === 1 ? fields.varint() : null,
    on: ASKED_ON.name(on),
    verdict: VERDICTS.name(verdict),
    merged: merged === 1,
    blockedBy: untilEnd(fields, nameRef),
    reconstructed: false,
  }),
}
