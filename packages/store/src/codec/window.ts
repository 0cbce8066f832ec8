import type { CorrectionFact, Instant, WindowFact } from '@plumbline/core'
import { type Fields, UnreadableItem } from './bytes.ts'
import { extendedHeader, joinDigits, plainHeader, readHeader, splitDigits } from './header.ts'
import { commits } from './window/commits.ts'
import { decodeCorrection, encodeCorrection } from './window/correction.ts'
import { deployment, incident, isPlain, partyIncident, plainDeployment } from './window/delivery.ts'
import type { FactCodec } from './window/fact-codec.ts'
import { gate } from './window/gates.ts'
import { availability, heartbeat, measurement } from './window/observed.ts'
import { review } from './window/reviews.ts'

/*
 * A fact of a service's day in some 20 bytes: a header, the event's 8 bytes, and what its kind adds. The header's code
 * says the kind. Codes are stored for ever: a new kind begins where the last one ends.
 */

/** First code of each kind; as many codes are its own as its digits have values. */
const FIRST = {
  deployment: 0,
  incident: 128,
  correction: 3008,
  commits: 3009,
  review: 3011,
  availability: 3395,
  heartbeat: 3411,
  measurement: 3413,
  gate: 3417,
  party_incident: 3545,
} as const satisfies Record<WindowFact['kind'] | 'correction' | 'party_incident', number>

const extended = <Fact extends { at: Instant }>(first: number, codec: FactCodec<Fact>, fact: Fact): Uint8Array =>
  Buffer.concat([extendedHeader(first + joinDigits(codec.digits(fact), codec.bases), fact.at), codec.rest(fact)])

export const encodeWindowFact = (fact: WindowFact | CorrectionFact): Uint8Array => {
  switch (fact.kind) {
    case 'deployment': {
      const { bases, digits, rest } = plainDeployment
      return isPlain(fact)
        ? Buffer.concat([plainHeader(joinDigits(digits(fact), bases), fact.at), rest(fact)])
        : extended(FIRST.deployment, deployment, fact)
    }
    case 'incident':
      return fact.party === undefined
        ? extended(FIRST.incident, incident, fact)
        : extended(FIRST.party_incident, partyIncident, fact)
    case 'correction':
      return Buffer.concat([extendedHeader(FIRST.correction, 0), encodeCorrection(fact)])
    case 'commits':
      return extended(FIRST.commits, commits, fact)
    case 'review':
      return extended(FIRST.review, review, fact)
    case 'availability':
      return extended(FIRST.availability, availability, fact)
    case 'heartbeat':
      return extended(FIRST.heartbeat, heartbeat, fact)
    case 'measurement':
      return extended(FIRST.measurement, measurement, fact)
    case 'gate':
      return extended(FIRST.gate, gate, fact)
    default:
      return fact satisfies never
  }
}

type Decoder = { bases: readonly number[]; decode: (digits: number[], at: Instant, fields: Fields) => WindowFact }

const decoder = (first: number, { bases, decode }: Decoder) => ({
  first,
  end: first + bases.reduce((product, base) => product * base),
  bases,
  decode,
})

const DECODERS = [
  decoder(FIRST.deployment, deployment),
  decoder(FIRST.incident, incident),
  decoder(FIRST.commits, commits),
  decoder(FIRST.review, review),
  decoder(FIRST.availability, availability),
  decoder(FIRST.heartbeat, heartbeat),
  decoder(FIRST.measurement, measurement),
  decoder(FIRST.gate, gate),
  decoder(FIRST.party_incident, partyIncident),
]

/** @throws UnreadableItem for bytes that no version of this code has written. */
export const decodeWindowFact = (bytes: Uint8Array, start: Instant): WindowFact | CorrectionFact => {
  const { plain, code, at, fields } = readHeader(bytes, start)
  if (plain) return plainDeployment.decode(splitDigits(code, plainDeployment.bases), at, fields)
  if (code === FIRST.correction) return decodeCorrection(fields)
  const kind = DECODERS.find(({ first, end }) => first <= code && code < end)
  if (!kind) throw new UnreadableItem(`no fact has the code ${code}`)
  return kind.decode(splitDigits(code - kind.first, kind.bases), at, fields)
}

/** What an element is of, without reading it whole; null for bytes that no header of ours begins. */
export const sortOf = (bytes: Uint8Array): 'commits' | 'correction' | 'other' | null => {
  try {
    const { plain, code } = readHeader(bytes, 0)
    if (plain) return 'other'
    if (code === FIRST.correction) return 'correction'
    return code >= FIRST.commits && code < FIRST.review ? 'commits' : 'other'
  } catch (error) {
    if (error instanceof UnreadableItem) return null
    throw error
  }
}
