import type {
  CorrectionFact,
  DeploymentFact,
  EventRef,
  IncidentAction,
  IncidentFact,
  Instant,
  SubjectRef,
  WindowFact,
} from '@plumbline/core'
import { type byteReader, fromHex, UnreadableItem } from './bytes.ts'
import { extendedHeader, joinDigits, plainHeader, readHeader, splitDigits } from './header.ts'

/*
 * A fact of a service's day in about 20 bytes: a header, the event's 8 bytes, and the references that its code says
 * are there. These numbers are stored for ever: add, never reorder.
 */

const EVENT_BYTES = 8
const SUBJECT_BYTES = 6
const VERSION_BYTES = 4

const STATUSES: readonly DeploymentFact['status'][] = ['success', 'failure', 'cancelled']
const ACTION_CODES: Record<IncidentAction, number> = {
  started: 0,
  detected: 1,
  reported: 2,
  acknowledged: 3,
  unacknowledged: 4,
  responded: 5,
  paused: 6,
  resumed: 7,
  severity_changed: 8,
  reopened: 9,
  mitigated: 10,
  resolved: 11,
  cancelled: 12,
}
// `Object.keys` forgets that the keys are the actions.
const ACTIONS = Object.keys(ACTION_CODES) as IncidentAction[]
const SEVERITIES = [1, 2, 3, 4, 5] as const
const ATTRIBUTIONS = [null, 'client', 'third_party'] as const
const CAUSES = { unnamed: 0, none: 1, named: 2 } as const

/** How many values each digit of a code can have, with room for more actions. A deployment that names nothing is plain. */
const PLAIN_DIGITS = [3, 2, 2, 2] as const
const DEPLOYMENT_DIGITS = [4, 2, 2, 2, 2, 2] as const
const INCIDENT_DIGITS = [16, 5, 3, 2, 2, 3] as const
const FIRST_INCIDENT = 128
const CORRECTION = 3008

const encodeDeployment = (fact: DeploymentFact) => {
  const digits = [
    STATUSES.indexOf(fact.status),
    ...[fact.reachedProduction, fact.planned, fact.reconstructed].map(Number),
  ]
  const refs = `${fact.event}${fact.deployment}${fact.version}`
  if (fact.rollsBack === null && fact.fixesIncident === null)
    return Buffer.concat([plainHeader(joinDigits(digits, PLAIN_DIGITS), fact.at), fromHex(refs)])
  const named = [Number(fact.rollsBack !== null), Number(fact.fixesIncident !== null)]
  const extended = extendedHeader(joinDigits([...digits, ...named], DEPLOYMENT_DIGITS), fact.at)
  return Buffer.concat([extended, fromHex(`${refs}${fact.rollsBack ?? ''}${fact.fixesIncident ?? ''}`)])
}

const encodeIncident = (fact: IncidentFact) => {
  const cause = fact.cause === null ? CAUSES.unnamed : fact.cause === 'none' ? CAUSES.none : CAUSES.named
  const code = joinDigits(
    [
      ACTION_CODES[fact.action],
      SEVERITIES.indexOf(fact.severity),
      ATTRIBUTIONS.indexOf(fact.agreedAttribution),
      Number(fact.bot),
      Number(fact.reconstructed),
      cause,
    ],
    INCIDENT_DIGITS,
  )
  const named = cause === CAUSES.named ? fact.cause : ''
  return Buffer.concat([
    extendedHeader(FIRST_INCIDENT + code, fact.at),
    fromHex(`${fact.event}${fact.incident}${named}`),
  ])
}

const encodeCorrection = (fact: CorrectionFact) => {
  const time = Buffer.alloc(8)
  time.writeDoubleBE(fact.time)
  // A correction stands beside facts of other days: its time needs all of its digits.
  return Buffer.concat([extendedHeader(CORRECTION, 0), fromHex(`${fact.target}${fact.by}`), time, Buffer.from(fact.id)])
}

export const encodeWindowFact = (fact: WindowFact | CorrectionFact): Uint8Array => {
  switch (fact.kind) {
    case 'deployment':
      return encodeDeployment(fact)
    case 'incident':
      return encodeIncident(fact)
    case 'correction':
      return encodeCorrection(fact)
    default:
      return fact satisfies never
  }
}

type Fields = ReturnType<typeof byteReader>
// What was checked when it was encoded is not checked again when it is read: the brands are put back on.
const eventRef = (fields: Fields) => fields.hex(EVENT_BYTES) as EventRef
const subjectRef = (fields: Fields) => fields.hex(SUBJECT_BYTES) as SubjectRef

const pick = <T>(values: readonly T[], index: number | undefined): T => {
  const value = values[index ?? -1]
  if (value === undefined) throw new UnreadableItem('a fact’s code means nothing')
  return value
}

const decodeDeployment = (digits: number[], at: Instant, fields: Fields): DeploymentFact => {
  const [status, reachedProduction, planned, reconstructed, rollsBack, fixesIncident] = digits
  return {
    kind: 'deployment',
    event: eventRef(fields),
    at,
    deployment: subjectRef(fields),
    status: pick(STATUSES, status),
    version: fields.hex(VERSION_BYTES),
    reachedProduction: reachedProduction === 1,
    planned: planned === 1,
    reconstructed: reconstructed === 1,
    rollsBack: rollsBack === 1 ? subjectRef(fields) : null,
    fixesIncident: fixesIncident === 1 ? subjectRef(fields) : null,
  }
}

const decodeIncident = (code: number, at: Instant, fields: Fields): IncidentFact => {
  const [action, severity, attribution, bot, reconstructed, cause] = splitDigits(code, INCIDENT_DIGITS)
  return {
    kind: 'incident',
    event: eventRef(fields),
    at,
    incident: subjectRef(fields),
    action: pick(ACTIONS, action),
    severity: pick(SEVERITIES, severity),
    agreedAttribution: pick(ATTRIBUTIONS, attribution),
    cause: cause === CAUSES.named ? subjectRef(fields) : cause === CAUSES.none ? 'none' : null,
    bot: bot === 1,
    reconstructed: reconstructed === 1,
  }
}

const decodeCorrection = (fields: Fields): CorrectionFact => {
  const target = eventRef(fields)
  const by = eventRef(fields)
  const time = Buffer.from(fields.take(8)).readDoubleBE()
  return { kind: 'correction', target, by, time, id: Buffer.from(fields.rest()).toString() }
}

/** @throws UnreadableItem for bytes that no version of this code has written. */
export const decodeWindowFact = (bytes: Uint8Array, start: Instant): WindowFact | CorrectionFact => {
  const { plain, code, at, fields } = readHeader(bytes, start)
  if (plain) return decodeDeployment(splitDigits(code, PLAIN_DIGITS), at, fields)
  if (code < FIRST_INCIDENT) return decodeDeployment(splitDigits(code, DEPLOYMENT_DIGITS), at, fields)
  if (code < CORRECTION) return decodeIncident(code - FIRST_INCIDENT, at, fields)
  if (code === CORRECTION) return decodeCorrection(fields)
  throw new UnreadableItem(`no fact has the code ${code}`)
}
