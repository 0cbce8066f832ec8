import { nearest, type Result } from '@plumbline/core'
import {
  DEPLOYMENT_STATUSES,
  type DeploymentStatus,
  INCIDENT_ACTIONS,
  type IncidentAction,
  type IncidentSeverity,
  SEVERITIES,
} from '@plumbline/core/words'
import { apiOf, carryForwardOf, checkModes, expectOf, flagOf, matrixOf, nameOf, pathOf, wordOf } from './checks.ts'
import {
  COMMENT,
  COMMENT_DETAIL,
  FAIL_ON,
  INPUT_DEFAULTS,
  type InputName,
  MODES,
  type Mode,
  ON_API_ERROR,
} from './names.ts'

/** What the user asked for, checked. */
export type Settings = {
  mode: Mode
  api: { url: string; engagement: string; key: string | null } | null
  service: string | null
  environment: string | null
  /** Path in the repository. */
  agreement: string
  coverage: string[]
  tests: string[]
  findings: string[]
  flag: string | null
  /** Uploads of the commit in all; null: nobody says. */
  expect: number | null
  /** Flags whose coverage the base stands in for; true: all of them. */
  carryForward: string[] | true | null
  exemptReason: string | null
  /** Deployment being undone, by its id. */
  rollsBack: string | null
  fixesIncident: string | null
  /** How the deployment ended; null where it is about to begin. */
  status: DeploymentStatus | null
  incidentId: string | null
  severity: IncidentSeverity | null
  action: IncidentAction | null
  comment: (typeof COMMENT)[number]
  commentDetail: (typeof COMMENT_DETAIL)[number]
  /** Context of the commit status to set; true: one named after the service; null: none is asked for. */
  commitStatus: string | true | null
  failOn: (typeof FAIL_ON)[number]
  onApiError: (typeof ON_API_ERROR)[number]
  timeoutMs: number
  token: string | null
  /** What tells this job of a matrix from the others; null outside of one. */
  matrix: Record<string, unknown> | null
}

const NAMES = Object.keys(INPUT_DEFAULTS)

const contextOf = (given: string | null): string | true | null =>
  given === 'true' ? true : given === 'false' ? null : given

/** Globs, one a line or separated by commas; commas inside `{a,b}` belong to the glob. */
export const globsOf = (text: string): string[] =>
  text
    .split(/\n|,(?![^{]*\})/)
    .map((glob) => glob.trim())
    .filter((glob) => glob !== '')

/**
 * Reads the inputs by their names in action.yml. Every mistake at once, each saying what is right:
 * a gate that guesses what was meant passes what it should have stopped.
 */
export const readSettings = (given: ReadonlyMap<string, string>): Result<Settings, string> => {
  const mistakes: string[] = []
  const mistake = (text: string) => {
    mistakes.push(text)
    return null
  }
  const text = (name: InputName) => given.get(name)?.trim() || INPUT_DEFAULTS[name]
  const optional = (name: InputName) => text(name) || null
  const word = <const T extends readonly [string, ...string[]]>(name: InputName, allowed: T): T[number] =>
    wordOf(name, text(name), allowed, mistake)
  const optionalWord = <const T extends readonly [string, ...string[]]>(name: InputName, allowed: T) =>
    optional(name) === null ? null : word(name, allowed)
  const oneLine = (name: InputName): string | null => {
    const found = optional(name)
    return found?.includes('\n') ? mistake(`\`${name}\` has several lines; give one`) : found
  }
  const named = (name: InputName) => nameOf(name, oneLine(name), mistake)

  for (const [name, value] of given) {
    if (NAMES.includes(name) || value.trim() === '') continue
    const meant = nearest(name, NAMES)
    mistake(
      `there is no input \`${name}\`${meant ? `; did you mean \`${meant}\`?` : `; the inputs are ${NAMES.join(', ')}`}`,
    )
  }

  const seconds = text('timeout-seconds')
  const timeoutMs = /^\d{1,5}$/.test(seconds) ? Number(seconds) * 1_000 : Number.NaN
  if (!(timeoutMs >= 5_000 && timeoutMs <= 3_600_000))
    mistake(`\`timeout-seconds\` is “${seconds}”; it takes whole seconds from 5 to 3600`)

  const mode = word('mode', MODES)
  if (mode === text('mode')) checkModes(mode, (name) => optional(name) !== null, mistake)
  const server = {
    url: oneLine('api-url'),
    key: oneLine('api-key'),
    engagement: oneLine('engagement'),
    service: oneLine('service'),
  }
  const settings: Settings = {
    mode,
    api: apiOf(server, mode, mistake),
    service: server.service,
    environment: oneLine('environment'),
    agreement: pathOf(text('agreement'), mistake),
    coverage: globsOf(text('coverage')),
    tests: globsOf(text('tests')),
    findings: globsOf(text('findings')),
    flag: flagOf(oneLine('flag'), server.url !== null, mistake),
    expect: expectOf(oneLine('expect'), server.url !== null, mistake),
    carryForward: carryForwardOf(optional('carry-forward'), server.url !== null, mistake),
    exemptReason: optional('exempt-reason'),
    rollsBack: named('rolls-back'),
    fixesIncident: named('fixes-incident'),
    status: optionalWord('status', DEPLOYMENT_STATUSES),
    incidentId: named('incident-id'),
    severity: optionalWord('severity', SEVERITIES),
    action: optionalWord('action', INCIDENT_ACTIONS),
    comment: word('comment', COMMENT),
    commentDetail: word('comment-detail', COMMENT_DETAIL),
    commitStatus: contextOf(named('commit-status')),
    failOn: word('fail-on', FAIL_ON),
    onApiError: word('on-api-error', ON_API_ERROR),
    timeoutMs,
    token: oneLine('github-token'),
    matrix: matrixOf(text('matrix')),
  }
  return mistakes.length > 0 ? { ok: false, errors: [...new Set(mistakes)] } : { ok: true, value: settings }
}
