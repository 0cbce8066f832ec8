import type {
  Agreement,
  AgreementList,
  AgreementProposed,
  AgreementVersion,
  BreachRow,
  BreachSummary,
  DataHealth,
  EventsAnswer,
  GateAnswer,
  Key,
  KeyMade,
  Member,
  MemberMade,
  NewKey,
  NewMember,
  ReceivedEvent,
  Series,
  StateRootCause,
  Status,
} from '@plumbline/contract'
import type { Breach, Evaluation, Event, IndicatorInfo } from '@plumbline/core'
import { jsonOf } from '../transport/problem.ts'
import type { Call, Transport } from '../transport/transport.ts'
import type { GateInput } from './gate-input.ts'

export type Query = NonNullable<Call['query']>
export type Page<Row> = { data: Row[]; next_cursor: string | null }
/** `1`, `2`, … or the version in force now. */
export type VersionName = number | 'current'

/** Everything about one engagement. Every method throws ApiProblem or ApiUnavailable. */
export type EngagementClient = {
  readonly engagement: string
  gate(input: GateInput): Promise<GateAnswer>
  /** Up to 100; the answer has one result for each, in order. */
  postEvents(events: readonly Event[]): Promise<EventsAnswer>
  /** What was received, newest first. */
  events(query?: Query): Promise<Page<ReceivedEvent>>
  /** By its reference, or by its own id and its source. */
  event(id: string, source?: string): Promise<ReceivedEvent>
  dataHealth(query?: Query): Promise<DataHealth>
  evaluation(id: string): Promise<Evaluation>
  status(query?: Query): Promise<Status>
  indicators(): Promise<Page<IndicatorInfo>>
  series(key: string, query?: Query): Promise<Series>
  breaches(query?: Query): Promise<Page<BreachRow>>
  breachSummary(query?: Query): Promise<BreachSummary>
  breach(id: string): Promise<Breach>
  acknowledgeBreach(id: string, note?: string): Promise<Breach>
  noteBreach(id: string, text: string): Promise<Breach>
  stateRootCause(id: string, cause: StateRootCause): Promise<Breach>
  /** For the party to whom the objective is owed. */
  resolveBreach(id: string, note?: string): Promise<Breach>
  agreements(): Promise<AgreementList>
  agreement(version: VersionName): Promise<Agreement>
  /** The file as it was proposed. */
  agreementText(version: VersionName): Promise<string>
  proposeAgreement(text: string, mediaType: 'application/yaml' | 'application/json'): Promise<AgreementProposed>
  /** Counts only with the exact hash of what was read. */
  acceptAgreement(version: number, body: { hash: string; retroactive?: boolean }): Promise<AgreementVersion>
  rejectAgreement(version: number): Promise<AgreementVersion>
  withdrawAgreement(version: number): Promise<AgreementVersion>
  keys(): Promise<Page<Key>>
  /** The key itself is in this answer and nowhere else. */
  createKey(key: NewKey): Promise<KeyMade>
  revokeKey(id: string): Promise<void>
  /** Bound repositories of both parties, people of the own one. */
  members(): Promise<Page<Member>>
  /** A person's key is in this answer and nowhere else. */
  addMember(member: NewMember): Promise<MemberMade>
  removeMember(id: string): Promise<void>
}

const segment = encodeURIComponent

export const engagementClient = (transport: Transport, engagement: string): EngagementClient => {
  const base = `/v1/engagements/${segment(engagement)}`
  // The server's contract is tested against the same schemas; parsing again here would cost the Action's bundle zod.
  const json = async <Body>(call: Call): Promise<Body> => jsonOf(await transport.call(call), transport.origin) as Body
  const get = <Body>(path: string, query: Query = {}) => json<Body>({ method: 'GET', path: base + path, query })
  const post = <Body>(path: string, body: unknown) => json<Body>({ method: 'POST', path: base + path, body })

  return {
    engagement,
    gate: (body) => json({ method: 'POST', path: `${base}/gate`, body, selfIdentifying: true }),
    postEvents: (body) => json({ method: 'POST', path: `${base}/events`, body, selfIdentifying: true }),
    events: (query) => get('/events', query),
    event: (id, source) => get(`/events/${segment(id)}`, { source }),
    dataHealth: (query) => get('/data-health', query),
    evaluation: (id) => get(`/evaluations/${segment(id)}`),
    status: (query) => get('/status', query),
    indicators: () => get('/indicators'),
    series: (key, query) => get(`/indicators/${segment(key)}/series`, query),
    breaches: (query) => get('/breaches', query),
    breachSummary: (query) => get('/breaches/summary', query),
    breach: (id) => get(`/breaches/${segment(id)}`),
    acknowledgeBreach: (id, note) => post(`/breaches/${segment(id)}/acknowledge`, note === undefined ? {} : { note }),
    noteBreach: (id, text) => post(`/breaches/${segment(id)}/note`, { text }),
    stateRootCause: (id, cause) => post(`/breaches/${segment(id)}/root-cause`, cause),
    resolveBreach: (id, note) => post(`/breaches/${segment(id)}/resolve`, note === undefined ? {} : { note }),
    agreements: () => get('/agreements'),
    agreement: (version) => get(`/agreements/${version}`),
    agreementText: async (version) =>
      (await transport.call({ method: 'GET', path: `${base}/agreements/${version}`, accept: 'application/yaml' })).body,
    proposeAgreement: (text, contentType) =>
      json({ method: 'POST', path: `${base}/agreements`, raw: { contentType, text } }),
    acceptAgreement: (version, body) => post(`/agreements/${version}/accept`, body),
    rejectAgreement: (version) => post(`/agreements/${version}/reject`, {}),
    withdrawAgreement: (version) => post(`/agreements/${version}/withdraw`, {}),
    keys: () => get('/keys'),
    createKey: (key) => post('/keys', key),
    revokeKey: async (id) => {
      await transport.call({ method: 'DELETE', path: `${base}/keys/${segment(id)}` })
    },
    members: () => get('/members'),
    addMember: (member) => post('/members', member),
    removeMember: async (id) => {
      await transport.call({ method: 'DELETE', path: `${base}/members/${segment(id)}` })
    },
  }
}

/** Every row of a paged list, page by page, as long as the caller wants more. */
export async function* everyRow<Row>(page: (cursor: string | undefined) => Promise<Page<Row>>): AsyncGenerator<Row> {
  let cursor: string | undefined
  do {
    const { data, next_cursor: next } = await page(cursor)
    yield* data
    cursor = next ?? undefined
  } while (cursor !== undefined)
}
