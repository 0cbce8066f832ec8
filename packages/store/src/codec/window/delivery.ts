import type { DeploymentFact, IncidentAction, IncidentFact } from '@plumbline/core'
import { fromHex } from '../bytes.ts'
import { coded } from '../coded.ts'
import { eventRef, type FactCodec, nameRef, pick, subjectRef, VERSION_BYTES } from './fact-codec.ts'

const STATUSES: readonly DeploymentFact['status'][] = ['success', 'failure', 'cancelled']

const statusDigits = (fact: DeploymentFact) => [
  STATUSES.indexOf(fact.status),
  ...[fact.reachedProduction, fact.planned, fact.reconstructed].map(Number),
]

/** A deployment that names neither an incident nor another deployment: most of them. */
export const plainDeployment: FactCodec<DeploymentFact> = {
  bases: [3, 2, 2, 2],
  digits: statusDigits,
  rest: (fact) => fromHex(`${fact.event}${fact.deployment}${fact.version}`),
  decode: ([status, reachedProduction, planned, reconstructed, rollsBack, fixesIncident], at, fields) => ({
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
  }),
}

export const isPlain = (fact: DeploymentFact) => fact.rollsBack === null && fact.fixesIncident === null

export const deployment: FactCodec<DeploymentFact> = {
  bases: [4, 2, 2, 2, 2, 2],
  digits: (fact) => [...statusDigits(fact), Number(fact.rollsBack !== null), Number(fact.fixesIncident !== null)],
  rest: (fact) =>
    Buffer.concat([plainDeployment.rest(fact), fromHex(`${fact.rollsBack ?? ''}${fact.fixesIncident ?? ''}`)]),
  decode: plainDeployment.decode,
}

const ACTIONS = coded<IncidentAction>({
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
})
const SEVERITIES = [1, 2, 3, 4, 5] as const
const ATTRIBUTIONS = [null, 'client', 'third_party'] as const
const CAUSES = { unnamed: 0, none: 1, named: 2 } as const

const causeOf = ({ cause }: IncidentFact) =>
  cause === null ? CAUSES.unnamed : cause === 'none' ? CAUSES.none : CAUSES.named

const PARTIES = ['client', 'vendor'] as const
const SAID = [undefined, 'vendor', 'client', 'third_party'] as const
/** Of the byte of details: the lowest two bits say whose doing it was, the next two what was agreed, then one each. */
const DETAIL = { attribution: 1, agreed: 4, reason: 16, bot: 32, reconstructed: 64, end: 128 } as const

/** What only few actions say: one byte more, where there is any. */
const detailOf = (fact: IncidentFact): number =>
  SAID.indexOf(fact.attribution) * DETAIL.attribution +
  ATTRIBUTIONS.indexOf(fact.agreedAttribution) * DETAIL.agreed +
  (fact.pauseReason === undefined ? 0 : DETAIL.reason) +
  (fact.bot ? DETAIL.bot : 0) +
  (fact.reconstructed ? DETAIL.reconstructed : 0)

/** The number that stands in a byte from one weight up to the next. */
const inDetail = (detail: number, from: number, to: number) => Math.floor((detail % to) / from)

/** Where it is known who sent it: every action since that was kept. */
export const partyIncident: FactCodec<IncidentFact> = {
  bases: [16, 5, 2, 3, 2],
  digits: (fact) => [
    ACTIONS.code(fact.action),
    SEVERITIES.indexOf(fact.severity),
    PARTIES.indexOf(fact.party ?? 'client'),
    causeOf(fact),
    Number(detailOf(fact) !== 0),
  ],
  rest: (fact) => {
    const detail = detailOf(fact)
    const named = causeOf(fact) === CAUSES.named ? fact.cause : ''
    return Buffer.concat([
      fromHex(`${fact.event}${fact.incident}${named}`),
      ...(detail === 0 ? [] : [Buffer.from([detail])]),
      fromHex(`${fact.pauseReason ?? ''}${fact.sameAs ?? ''}`),
    ])
  },
  decode: ([action, severity, party, cause, detailed], at, fields) => {
    const subject = { event: eventRef(fields), incident: subjectRef(fields) }
    const named = cause === CAUSES.named ? subjectRef(fields) : cause === CAUSES.none ? 'none' : null
    const [detail = 0] = detailed === 1 ? fields.take(1) : []
    const attribution = pickSaid(inDetail(detail, DETAIL.attribution, DETAIL.agreed))
    const reason = inDetail(detail, DETAIL.reason, DETAIL.bot) === 1 ? nameRef(fields) : undefined
    return {
      kind: 'incident',
      ...subject,
      at,
      action: ACTIONS.name(action),
      severity: pick(SEVERITIES, severity),
      agreedAttribution: pick(ATTRIBUTIONS, inDetail(detail, DETAIL.agreed, DETAIL.reason)),
      party: pick(PARTIES, party),
      ...(attribution === undefined ? {} : { attribution }),
      ...(reason === undefined ? {} : { pauseReason: reason }),
      cause: named,
      bot: inDetail(detail, DETAIL.bot, DETAIL.reconstructed) === 1,
      reconstructed: inDetail(detail, DETAIL.reconstructed, DETAIL.end) === 1,
      sameAs: fields.hasMore() ? subjectRef(fields) : null,
    }
  },
}

const pickSaid = (digit: number): IncidentFact['attribution'] => (digit === 0 ? undefined : pick(SAID, digit))

/** As it was before it was kept who sent it. What an incident is called otherwise stands at the end, where that was said. */
export const incident: FactCodec<IncidentFact> = {
  bases: [16, 5, 3, 2, 2, 3],
  digits: (fact) => [
    ACTIONS.code(fact.action),
    SEVERITIES.indexOf(fact.severity),
    ATTRIBUTIONS.indexOf(fact.agreedAttribution),
    Number(fact.bot),
    Number(fact.reconstructed),
    causeOf(fact),
  ],
  rest: (fact) =>
    fromHex(`${fact.event}${fact.incident}${causeOf(fact) === CAUSES.named ? fact.cause : ''}${fact.sameAs ?? ''}`),
  decode: ([action, severity, attribution, bot, reconstructed, cause], at, fields) => ({
    kind: 'incident',
    event: eventRef(fields),
    at,
    incident: subjectRef(fields),
    action: ACTIONS.name(action),
    severity: pick(SEVERITIES, severity),
    agreedAttribution: pick(ATTRIBUTIONS, attribution),
    cause: cause === CAUSES.named ? subjectRef(fields) : cause === CAUSES.none ? 'none' : null,
    bot: bot === 1,
    reconstructed: reconstructed === 1,
    sameAs: fields.hasMore() ? subjectRef(fields) : null,
  }),
}
