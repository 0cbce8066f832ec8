/** Words that inputs take. */
export const MODES = ['gate', 'report', 'finalize', 'deployment', 'incident', 'comment'] as const
export const COMMENT = ['auto', 'always', 'failures', 'never'] as const
export const COMMENT_DETAIL = ['change', 'full'] as const
export const FAIL_ON = ['breach', 'warning', 'none'] as const
export const ON_API_ERROR = ['warn', 'fail'] as const

/** Defaults, for what runs the bundle without the runner; a test holds them to those of action.yml. */
export const INPUT_DEFAULTS = {
  mode: 'gate',
  'api-url': '',
  'api-key': '',
  engagement: '',
  service: '',
  environment: '',
  agreement: 'plumbline.yml',
  coverage: '',
  tests: '',
  findings: '',
  flag: '',
  expect: '',
  'carry-forward': '',
  'exempt-reason': '',
  'rolls-back': '',
  'fixes-incident': '',
  status: '',
  'incident-id': '',
  severity: '',
  action: '',
  comment: 'auto',
  'comment-detail': 'change',
  'commit-status': '',
  'fail-on': 'breach',
  'on-api-error': 'warn',
  'timeout-seconds': '60',
  'github-token': '',
  matrix: '',
} as const satisfies Record<string, string>

export type InputName = keyof typeof INPUT_DEFAULTS
export type Mode = (typeof MODES)[number]

const MEASURING: readonly Mode[] = ['gate', 'report']
/** Modes that judge a change. */
const DECIDING: readonly Mode[] = ['gate', 'finalize']
const DEPLOYING: readonly Mode[] = ['deployment']
const TELLING: readonly Mode[] = ['incident']
const JUDGING: readonly Mode[] = ['gate', 'report', 'finalize', 'deployment', 'incident']

/** Inputs that say nothing in the other modes: given there, something else was meant. */
export const ONLY_IN: readonly (readonly [InputName, readonly Mode[]])[] = [
  ['api-url', JUDGING],
  ['api-key', JUDGING],
  ['engagement', JUDGING],
  ['exempt-reason', JUDGING],
  ['coverage', MEASURING],
  ['tests', MEASURING],
  ['findings', MEASURING],
  ['flag', MEASURING],
  ['expect', DECIDING],
  ['carry-forward', DECIDING],
  ['commit-status', DECIDING],
  ['rolls-back', DEPLOYING],
  ['fixes-incident', DEPLOYING],
  ['status', DEPLOYING],
  ['incident-id', TELLING],
  ['severity', TELLING],
  ['action', TELLING],
]
