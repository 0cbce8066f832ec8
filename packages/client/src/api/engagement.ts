import type {
  Agreement,
  AgreementBacktest,
  AgreementDiff,
  AgreementList,
  AgreementProposed,
  AgreementVersion,
  BreachRow,
  BreachSummary,
  ClockList,
  DataHealth,
  EventsAnswer,
  GateAnswer,
  Key,
  KeyMade,
  Member,
  MemberMade,
  NewExclusion,
  NewKey,
  NewMember,
  NewWaiver,
  ReceivedEvent,
  RuleOnBreach,
  Series,
  StateRootCause,
  Status,
} from '@plumbline/contract'
import type {
  Breach,
  Dispute,
  Evaluation,
  Event,
  Exclusion,
  ExclusionMove,
  FrozenBaseline,
  IndicatorInfo,
  LedgerEntry,
  LedgerHead,
  Statement,
  Waiver,
  WaiverMove,
} from '@plumbline/core'
import { jsonOf } from '../transport/problem.ts'
import type { Call, Transport } from '../transport/transport.ts'
import type { GateInput } from './gate-input.ts'
import { askedOfAny, sentToAny } from './older-server.ts'

export type Query = NonNullable<Call['query']>
export type Page<Row> = { data: Row[]; next_cursor: string | null }
/** `1`, `2`, … or the version in force now. */
export type VersionName = number | 'current'

export type ReportWord = 'weekly' | 'monthly' | 'quarterly'

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
  /** Incident clocks with their due times. */
  clocks(query?: Query): Promise<ClockList>
  indicators(): Promise<Page<IndicatorInfo>>
  series(key: string, query?: Query): Promise<Series>
  breaches(query?: Query): Promise<Page<BreachRow>>
  breachSummary(query?: Query): Promise<BreachSummary>
  breach(id: string): Promise<Breach>
  acknowledgeBreach(id: string, note?: string): Promise<Breach>
  noteBreach(id: string, text: string): Promise<Breach>
  stateRootCause(id: string, cause: StateRootCause): Promise<Breach>
  agreeOnRootCause(id: string, statedAt: string): Promise<Breach>
  /** For the party to whom the objective is owed. */
  resolveBreach(id: string, note?: string): Promise<Breach>
  disputeBreach(id: string, text: string): Promise<Breach>
  answerDispute(id: string, text: string): Promise<Breach>
  ruleOnBreach(id: string, ruling: RuleOnBreach): Promise<Breach>
  withdrawDispute(id: string, note?: string): Promise<Breach>
  disputes(query?: Query): Promise<Page<Dispute>>
  dispute(id: string): Promise<Dispute>
  waivers(query?: Query): Promise<Page<Waiver>>
  waiver(id: string): Promise<Waiver>
  requestWaiver(waiver: NewWaiver): Promise<Waiver>
  moveWaiver(id: string, move: WaiverMove, note?: string): Promise<Waiver>
  exclusions(query?: Query): Promise<Page<Exclusion>>
  exclusion(id: string): Promise<Exclusion>
  proposeExclusion(exclusion: NewExclusion): Promise<Exclusion>
  moveExclusion(id: string, move: ExclusionMove, note?: string): Promise<Exclusion>
  /** The statement of a period such as `2026-11`, `2026-W48` or `2026-Q4`. */
  report(kind: ReportWord, period: string): Promise<Statement>
  reportText(kind: ReportWord, period: string, mediaType: 'text/markdown' | 'text/html'): Promise<string>
  /** Counts only for exactly the statement that was read. */
  acknowledgeReport(period: string, hash: string): Promise<Statement>
  /** What was decided, in order. */
  ledger(query?: Query): Promise<Page<LedgerEntry>>
  ledgerHead(): Promise<LedgerHead>
  /** What was frozen at the end of each phase. */
  baselines(query?: Query): Promise<Page<FrozenBaseline>>
  agreements(): Promise<AgreementList>
  agreement(version: VersionName): Promise<Agreement>
  /** The file as it was proposed. */
  agreementText(version: VersionName): Promise<string>
  /** What a version says otherwise than another; without one: than the one in force, else the one before. */
  agreementDiff(version: number, against?: number): Promise<AgreementDiff>
  /** What a version would have judged in the last days, had it been in force. */
  agreementBacktest(version: number, days?: number): Promise<AgreementBacktest>
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
  addMember(member: Exclude<NewMember, { kind: 'arbiter' }>): Promise<Exclude<MemberMade, { kind: 'arbiter' }>>
  /** Your party’s half of the claim for the arbiter; it is in this answer and nowhere else. */
  inviteArbiter(): Promise<Extract<MemberMade, { kind: 'arbiter' }>>
  removeMember(id: string): Promise<void>
}

const segment = encodeURIComponent

const noted = (note: string | undefined) => (note === undefined ? {} : { note })

export const engagementClient = (transport: Transport, engagement: string): EngagementClient => {
  const base = `/v1/engagements/${segment(engagement)}`
  // The server's contract is tested against the same schemas; parsing again here would cost the Action's bundle zod.
  const json = async <Body>(call: Call): Promise<Body> => jsonOf(await transport.call(call), transport.origin) as Body
  const get = <Body>(path: string, query: Query = {}) => json<Body>({ method: 'GET', path: base + path, query })
  const post = <Body>(path: string, body: unknown) => json<Body>({ method: 'POST', path: base + path, body })

  return {
    engagement,
    gate: (input) =>
      askedOfAny(input, (body) => json({ method: 'POST', path: `${base}/gate`, body, selfIdentifying: true })),
    postEvents: (events) =>
      sentToAny(events, (body) => json({ method: 'POST', path: `${base}/events`, body, selfIdentifying: true })),
    events: (query) => get('/events', query),
    event: (id, source) => get(`/events/${segment(id)}`, { source }),
    dataHealth: (query) => get('/data-health', query),
    evaluation: (id) => get(`/evaluations/${segment(id)}`),
    status: (query) => get('/status', query),
    clocks: (query) => get('/clocks', query),
    indicators: () => get('/indicators'),
    series: (key, query) => get(`/indicators/${segment(key)}/series`, query),
    breaches: (query) => get('/breaches', query),
    breachSummary: (query) => get('/breaches/summary', query),
    breach: (id) => get(`/breaches/${segment(id)}`),
    acknowledgeBreach: (id, note) => post(`/breaches/${segment(id)}/acknowledge`, note === undefined ? {} : { note }),
    noteBreach: (id, text) => post(`/breaches/${segment(id)}/note`, { text }),
    stateRootCause: (id, cause) => post(`/breaches/${segment(id)}/root-cause`, cause),
    agreeOnRootCause: (id, statedAt) => post(`/breaches/${segment(id)}/root-cause/agree`, { stated_at: statedAt }),
    resolveBreach: (id, note) => post(`/breaches/${segment(id)}/resolve`, noted(note)),
    disputeBreach: (id, text) => post(`/breaches/${segment(id)}/dispute`, { text }),
    answerDispute: (id, text) => post(`/breaches/${segment(id)}/answer`, { text }),
    ruleOnBreach: (id, ruling) => post(`/breaches/${segment(id)}/rule`, ruling),
    withdrawDispute: (id, note) => post(`/breaches/${segment(id)}/withdraw`, noted(note)),
    disputes: (query) => get('/disputes', query),
    dispute: (id) => get(`/disputes/${segment(id)}`),
    waivers: (query) => get('/waivers', query),
    waiver: (id) => get(`/waivers/${segment(id)}`),
    requestWaiver: (waiver) => post('/waivers', waiver),
    moveWaiver: (id, move, note) => post(`/waivers/${segment(id)}/${move}`, noted(note)),
    exclusions: (query) => get('/exclusions', query),
    exclusion: (id) => get(`/exclusions/${segment(id)}`),
    proposeExclusion: (exclusion) => post('/exclusions', exclusion),
    moveExclusion: (id, move, note) => post(`/exclusions/${segment(id)}/${move}`, noted(note)),
    report: (kind, period) => get(`/reports/${kind}/${segment(period)}`),
    reportText: async (kind, period, accept) =>
      (await transport.call({ method: 'GET', path: `${base}/reports/${kind}/${segment(period)}`, accept })).body,
    acknowledgeReport: (period, hash) => post(`/reports/monthly/${segment(period)}/acknowledge`, { hash }),
    ledger: (query) => get('/ledger', query),
    ledgerHead: () => get('/ledger/head'),
    baselines: (query) => get('/baselines', query),
    agreements: () => get('/agreements'),
    agreement: (version) => get(`/agreements/${version}`),
    agreementText: async (version) =>
      (await transport.call({ method: 'GET', path: `${base}/agreements/${version}`, accept: 'application/yaml' })).body,
    agreementDiff: (version, against) => get(`/agreements/${version}/diff`, { against }),
    agreementBacktest: (version, days) => get(`/agreements/${version}/backtest`, { days }),
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
    inviteArbiter: () => post('/members', { kind: 'arbiter' }),
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
