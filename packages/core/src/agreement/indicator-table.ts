import type { IndicatorName, IndicatorScope } from './indicator-names.ts'

type Traits = Partial<Omit<IndicatorName, 'key' | 'title' | 'measure' | 'direction' | 'scopes'>>
type Row = [
  key: string,
  title: string,
  measure: IndicatorName['measure'],
  direction: IndicatorName['direction'],
  scope: IndicatorScope | 'change or window',
  traits?: Traits,
]

const RATE: Traits = { range: 'share', countsEvents: true }
const SHARE: Traits = { range: 'share' }
const SPAN: Traits = { statistics: 'all', time: 'calendar' }
/** Durations measured from deployments know no opening hours. */
const DEPLOYMENT_SPAN: Traits = { statistics: 'all', time: 'always' }
const INCIDENT_CLOCK: Traits = { ...SPAN, bySeverity: true, incidentClock: true }
const STABILITY = ['change-fail-rate', 'deployment-rework-rate', 'failed-deployment-recovery-time']
const ACCEPTANCE = ['rework-rate', 'bug-escape-rate', 'delivery-to-specification', 'change-fail-rate']

const ROWS: readonly Row[] = [
  ['coverage', 'Lines covered', '%', 'higher', 'change', SHARE],
  ['coverage-branches', 'Branches covered', '%', 'higher', 'change', SHARE],
  ['coverage-functions', 'Functions covered', '%', 'higher', 'change', SHARE],
  ['patch-coverage', 'Added lines covered', '%', 'higher', 'change', SHARE],
  ['coverage-change', 'Coverage against base', 'pp', 'higher', 'change', { range: 'signed' }],
  ['uncovered-lines', 'Uncovered lines', 'lines', 'lower', 'change'],
  ['test-failures', 'Failing tests', 'count', 'lower', 'change'],
  ['test-pass-rate', 'Tests passed', '%', 'higher', 'change', SHARE],
  ['skipped-tests', 'Skipped tests', 'count', 'lower', 'change'],
  ['change-size', 'Size of the change', 'lines', 'lower', 'change'],
  ['findings', 'Findings', 'count', 'lower', 'change'],

  [
    'deployment-frequency',
    'Deployment frequency',
    'frequency',
    'higher',
    'window',
    { about: 'speed', counters: STABILITY },
  ],
  [
    'lead-time-for-changes',
    'Lead time for changes',
    'duration',
    'lower',
    'window',
    { ...DEPLOYMENT_SPAN, about: 'speed', counters: STABILITY },
  ],
  ['change-fail-rate', 'Change fail rate', '%', 'lower', 'window', RATE],
  [
    'failed-deployment-recovery-time',
    'Failed deployment recovery time',
    'duration',
    'lower',
    'window',
    DEPLOYMENT_SPAN,
  ],
  ['deployment-rework-rate', 'Deployment rework rate', '%', 'lower', 'window', RATE],
  ['time-to-restore', 'Time to restore', 'duration', 'lower', 'window', { ...SPAN, bySeverity: true }],
  ['time-to-detect', 'Time to detect', 'duration', 'lower', 'clock', INCIDENT_CLOCK],
  ['time-to-acknowledge', 'Time to acknowledge', 'duration', 'lower', 'clock', INCIDENT_CLOCK],
  ['time-to-respond', 'Time to respond', 'duration', 'lower', 'clock', INCIDENT_CLOCK],
  ['time-to-resolve', 'Time to resolve', 'duration', 'lower', 'clock', INCIDENT_CLOCK],
  ['availability', 'Availability', '%', 'higher', 'window', { ...SHARE, about: 'user' }],
  ['error-budget-remaining', 'Error budget remaining', '%', 'higher', 'window', { range: 'signed' }],
  ['burn-rate', 'Burn rate', 'x', 'lower', 'window'],
  ['gate-coverage', 'Deployments gated before the merge', '%', 'higher', 'window', RATE],
  ['bypassed-gates', 'Bypassed gates', 'count', 'lower', 'window'],

  ['code-review-turnaround', 'Code review turnaround', 'duration', 'lower', 'window', SPAN],
  ['cycle-time', 'Cycle time', 'duration', 'lower', 'window', { ...SPAN, about: 'speed', counters: ACCEPTANCE }],
  [
    'request-lead-time',
    'Request lead time',
    'duration',
    'lower',
    'window',
    { ...DEPLOYMENT_SPAN, about: 'speed', counters: ACCEPTANCE },
  ],
  ['blocker-resolution-time', 'Blocker resolution time', 'duration', 'lower', 'clock', SPAN],
  ['reply-time', 'Reply time', 'duration', 'lower', 'clock', SPAN],
  ['sprint-velocity', 'Sprint velocity', 'points', 'band', 'window', { about: 'activity', counters: ACCEPTANCE }],
  ['velocity-variation', 'Velocity variation', '%', 'lower', 'window', { about: 'activity', counters: ACCEPTANCE }],
  ['release-predictability', 'Release predictability', '%', 'higher', 'window', RATE],
  ['delivery-to-specification', 'Delivery to specification', '%', 'higher', 'window', { ...RATE, about: 'business' }],
  ['rework-rate', 'Rework rate', '%', 'lower', 'window', RATE],
  ['innovation-contributions', 'Innovation contributions', 'count', 'higher', 'window', { about: 'business' }],
  ['bug-escape-rate', 'Bug escape rate', '%', 'lower', 'window', RATE],
  ['defect-density', 'Defects per 1,000 lines', 'per-kloc', 'lower', 'window'],
  ['technical-debt-ratio', 'Technical debt ratio', '%', 'lower', 'change or window'],

  ['budget-burn', 'Budget burn', '%', 'band', 'window', { about: 'business' }],
  [
    'cost-per-story-point',
    'Cost per story point',
    'money',
    'lower',
    'window',
    { about: 'activity', counters: ACCEPTANCE },
  ],
  ['engineering-roi', 'Return on engineering', 'x', 'higher', 'window', { about: 'business', range: 'signed' }],
  ['resource-utilisation', 'Resource utilisation', '%', 'band', 'window', { about: 'activity', counters: ACCEPTANCE }],
  ['onboarding-readiness', 'Onboarding readiness', '%', 'higher', 'window', SHARE],
  ['review-cadence', 'Review cadence', '%', 'higher', 'window', SHARE],
  ['alignment-gap', 'Alignment gap', 'pp', 'lower', 'window', { range: 'signed' }],

  ['api-latency', 'API latency', 'latency', 'lower', 'change or window', { statistics: 'all', about: 'user' }],
  ['api-error-rate', 'API error rate', '%', 'lower', 'change or window', { ...SHARE, about: 'user' }],
  ['db-query-time', 'Database query time', 'latency', 'lower', 'change or window', { statistics: 'all' }],
  ['scalability-headroom', 'Scalability headroom', 'x', 'higher', 'change or window'],

  ['reported:feature-adoption', 'Feature adoption', '%', 'higher', 'window', { ...SHARE, about: 'business' }],
  ['reported:revenue-per-feature', 'Revenue per feature', 'money', 'higher', 'window', { about: 'business' }],
  ['reported:churn-impact', 'Churn impact', 'pp', 'lower', 'window', { range: 'signed', about: 'business' }],
  ['reported:retention-rate', 'Retention rate', '%', 'higher', 'window', { ...SHARE, about: 'business' }],
  ['reported:csat', 'Customer satisfaction', '%', 'higher', 'window', { ...SHARE, about: 'user' }],
  ['reported:nps', 'Net promoter score', 'points', 'higher', 'window', { range: 'signed', about: 'user' }],
  ['reported:partner-satisfaction', 'Partner satisfaction', '%', 'higher', 'window', { ...SHARE, about: 'business' }],
  ['reported:time-to-value', 'Time to value', 'duration', 'lower', 'window', { ...SPAN, about: 'business' }],
  [
    'reported:time-to-market',
    'Time to market',
    'duration',
    'lower',
    'window',
    { ...SPAN, about: 'speed', counters: ACCEPTANCE },
  ],
  [
    'reported:product-iterations',
    'Product iterations',
    'count',
    'higher',
    'window',
    { about: 'speed', counters: ACCEPTANCE },
  ],
  ['reported:team-stability', 'Team stability', '%', 'higher', 'window', SHARE],
  ['reported:ramp-up-time', 'Ramp-up time', 'duration', 'lower', 'window', SPAN],
]

const scopesOf = (scope: Row[4]): readonly IndicatorScope[] =>
  scope === 'change or window' ? ['change', 'window'] : [scope]

/** METRICS in a table: names, units, directions and scopes as an agreement may use them. */
export const INDICATOR_TABLE: ReadonlyMap<string, IndicatorName> = new Map(
  ROWS.map(([key, title, measure, direction, scope, traits]) => [
    key,
    {
      key,
      title,
      measure,
      direction,
      scopes: scopesOf(scope),
      statistics: 'none',
      range: 'from-zero',
      countsEvents: false,
      about: 'quality',
      counters: [],
      time: null,
      bySeverity: false,
      incidentClock: false,
      ...traits,
    },
  ]),
)
