import { consequences, RATE, tiers } from '../../credits/testing/judged.ts'
import type { ObjectiveStatus } from '../../evaluation/evaluation.ts'
import { LEDGER_START } from '../../ledger/entry.ts'
import { periodId } from '../../periods/identity.ts'
import type { Period, PeriodResult } from '../../periods/period.ts'
import { at, objective, target, version } from '../../testing/agreement.ts'
import { breachOf } from '../../testing/breach.ts'
import type { StatementInput } from '../of.ts'
import { spanNamed } from '../span.ts'

const MONTH = { kind: 'calendar', unit: 'month' } as const

const rate = (id: string, title: string) => ({ ...RATE, id, title })

export const HOSTILE = '<img src=x onerror=alert(1)> | [x](javascript:alert(2)) @acme #1'

/** Seven months' objectives with credits, one about changes; a fee of 40,000.00 USD. */
export const AGREED = [
  version(1, '2026-09-01', {
    reviewBy: '2026-11-15',
    consequences: consequences({ chronic: { consecutive: 2 } }),
    objectives: [
      rate('met', 'Met'),
      rate('breached', HOSTILE),
      rate('waived', 'Waived'),
      rate('excluded', 'Excluded'),
      rate('no-data', 'No data'),
      rate('disputed', 'Disputed'),
      { ...rate('adjusted', 'Adjusted'), money: { credits: tiers(['15%', '5%']), bonuses: [], chronicBelow: null } },
      objective({ indicator: 'patch-coverage', target: target('>=', '80', '%'), clause: '5.1', title: 'Covered' }),
      objective({ indicator: 'budget-burn', target: target('<=', '100', '%'), window: MONTH, title: 'Budget' }),
    ],
  }),
]

const SERVICE = 'checkout-api'
const NAMES: Record<string, string> = { '10': 'October 2026', '11': 'November 2026' }

/** A month's window of one objective, as the tick keeps it. */
export const period = (
  id: string,
  month: '10' | '11',
  status: ObjectiveStatus,
  percent: number | null,
  own: Partial<Period> = {},
  result: Partial<PeriodResult> = {},
): Period => {
  const [from, to] = [`2026-${month}-01T00:00:00.000Z`, `2026-${Number(month) + 1}-01T00:00:00.000Z`]
  const named = { kind: 'calendar month', period: `2026-${month}-01` } as const
  return {
    kind: 'period',
    id: periodId(SERVICE, id, named),
    at: from,
    revision: 1,
    service: SERVICE,
    objective: id,
    title: AGREED[0]?.terms.objectives.find((one) => one.id === id)?.title ?? id,
    clause: null,
    indicator: 'change-fail-rate',
    scope: 'window',
    owed_by: 'vendor',
    window: { ...named, from, to, environments: ['production'], label: NAMES[month] ?? '', partial: false },
    state: 'final',
    final_from: '2026-12-11T00:00:00.000Z',
    newest_version: 1,
    result: {
      unit: '%',
      status,
      enforcement: 'warn',
      value: percent,
      display: percent === null ? '' : `${percent}.0 %`,
      target: '≤ 15 %',
      target_bounds: { op: '<=', value: 15 },
      margin: '',
      samples: percent === null ? 0 : 20,
      agreement_version: 1,
      agreement_hash: AGREED[0]?.hash ?? '',
      evidence: { formula: 'failed / deployed' },
      exact: percent === null ? null : { value: `${percent}/1` },
      ...result,
    },
    timeline: [],
    adjustments: [],
    carries: [],
    ...own,
  }
}

const vendor = { party: 'vendor', key: 'k_v', name: 'Northwind lead' } as const
const client = { party: 'client', key: 'k_c', name: 'Acme lead' } as const

const noticed_at = '2026-11-20T00:00:00.000Z'
const figures = (status: ObjectiveStatus, percent: number) => ({
  status,
  value: percent,
  display: `${percent}.0 %`,
  samples: 20,
  exact: { value: `${percent}/1` },
})
const late = { was: figures('met', 10), would_be: figures('breached', 20), noticed_at }
const october = period('adjusted', '10', 'met', 10)
const november = period('adjusted', '11', 'met', 5)

/** A November with one of everything, drawn up in December. */
export const NOVEMBER_INPUT: StatementInput = {
  engagement: 'acme-checkout',
  title: 'Acme and Northwind',
  at: at('2026-12-03T12:00:00Z'),
  span: spanNamed('month', 'UTC', '2026-11') ?? expectSpan(),
  versions: AGREED,
  records: [
    {
      version: 2,
      hash: `sha256:${'2'.repeat(64)}`,
      proposed_by: 'client',
      proposed_at: at('2026-12-01'),
      decision: null,
      in_force_from: null,
    },
  ],
  periods: [
    { ...october, adjustments: [{ ...late, counted_in: { id: november.id, period: '2026-11-01' } }] },
    { ...november, carries: [{ ...late, of: { id: october.id, period: '2026-10-01', label: 'October 2026' } }] },
    period('breached', '10', 'breached', 16),
    period('breached', '11', 'breached', 31, { state: 'provisional', breach: 'br_1' }),
    period('met', '10', 'met', 10),
    period('met', '11', 'met', 8),
    period(
      'waived',
      '11',
      'waived',
      20,
      {},
      { waiver: { id: 'wv_1', expires_at: '2026-12-08T00:00:00.000Z', reason: 'a migration' } },
    ),
    period('excluded', '11', 'excluded', null, {}, { excluded: { by: 'exclusion', ids: ['ex_1'] } }),
    period('no-data', '11', 'no_data', null, {}, { no_data_reason: 'unreported' }),
    period('disputed', '11', 'breached', 20, { state: 'provisional', breach: 'br_2' }),
  ],
  open: [],
  merges: [{ service: SERVICE, at: ['2026-10-05', '2026-11-05', '2026-11-06', '2026-11-07'].map(at) }],
  changeBreaches: [],
  breaches: new Map(),
  waivers: [
    {
      kind: 'waiver',
      id: 'wv_1',
      at: '2026-11-01T00:00:00.000Z',
      revision: 2,
      status: 'approved',
      objective: 'waived',
      service: null,
      breach: null,
      from: '2026-11-02T00:00:00.000Z',
      expires_at: '2026-12-08T00:00:00.000Z',
      reason: 'a migration',
      requested_by: vendor,
      timeline: [
        { at: '2026-11-01T00:00:00.000Z', kind: 'requested', by: vendor },
        { at: '2026-11-02T00:00:00.000Z', kind: 'approved', by: client },
      ],
    },
  ],
  exclusions: [
    {
      kind: 'exclusion',
      id: 'ex_1',
      at: '2026-10-20T00:00:00.000Z',
      revision: 2,
      status: 'approved',
      category: 'maintenance',
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
      services: null,
      objectives: ['excluded'],
      reason: HOSTILE,
      with_notice: true,
      proposed_by: vendor,
      timeline: [
        { at: '2026-10-20T00:00:00.000Z', kind: 'proposed', by: vendor },
        { at: '2026-10-21T00:00:00.000Z', kind: 'approved', by: client },
      ],
    },
  ],
  disputes: [
    {
      kind: 'dispute',
      id: 'dp_1',
      at: '2026-12-02T00:00:00.000Z',
      revision: 1,
      status: 'open',
      breach: 'br_2',
      objective: 'disputed',
      service: SERVICE,
      opened_by: vendor,
      reason: 'the probe was down',
      answer_due_at: '2026-12-16T00:00:00.000Z',
      silence: 'accepts',
      arbiter: null,
      stated: { vendor: 'overturn' },
      timeline: [{ at: '2026-12-02T00:00:00.000Z', kind: 'opened', by: vendor, text: 'the probe was down' }],
    },
  ],
  disputed: [breachOf({ id: 'br_2', objective: 'disputed', window: { ...november.window, provisional: false } })],
  data: {
    complete_until: '2026-12-03T11:45:00.000Z',
    received: [{ type: 'deployment', sources: 1, count: 20 }],
    linked: [],
    silent: [{ service: SERVICE, type: 'incident', source: 'pager', last: '2026-11-02T00:00:00.000Z' }],
    never_received: [],
  },
  acknowledged: null,
  ledger: LEDGER_START,
  withMoney: true,
}

function expectSpan(): never {
  throw new Error('November is a month')
}
