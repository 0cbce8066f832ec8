import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { type View, viewOf } from '../view/view.ts'
import { evaluation, local, variants as usual } from './evaluations.ts'
import { hostileNames } from './hostile-names.ts'
import {
  coverageChange,
  failingTests,
  failRateMet,
  failRateMissed,
  frequency,
  november,
  objective,
  patchMissed,
  testsMissed,
  unmeasured,
  whole,
} from './objectives.ts'
import { poison } from './poison.ts'

/** What is seldom, large, hostile or for everyone's eyes; each has a golden file, as the usual answers have. */

const { blocking: _blocks, ...missed } = patchMissed
const patchAside = { ...missed, blocking: false }

const skipped = objective({
  ...testsMissed,
  id: 'skipped-tests',
  clause: null,
  title: 'Few tests are skipped',
  indicator: 'skipped-tests',
  value: 9,
  display: '9',
  target: '≤ 5',
  target_bounds: { op: '<=', value: 5 },
  margin: '4 too many',
  numerator: 9,
  evidence: { formula: '9 of 412 tests skipped' },
})

const tooLarge = whole({
  ...patchMissed,
  id: 'change-size',
  clause: '5.7',
  title: 'Changes are small',
  indicator: 'change-size',
  unit: 'lines',
  value: 812,
  display: '812 lines',
  target: '≤ 600 lines',
  target_bounds: { op: '<=', value: 600 },
  margin: '212 lines too many',
  evidence: { formula: '700 added, 112 deleted' },
})

/** This very pull request is the one that waits. */
const reviewWaits = whole({
  id: 'review',
  clause: '7.2',
  title: 'Acme reviews within a day',
  indicator: 'code-review-turnaround',
  unit: 's',
  scope: 'window',
  status: 'breached',
  enforcement: 'warn',
  not_blocking: 'warns_only',
  statistic: 'each',
  value: 180_000,
  display: '50 h',
  target: '≤ 24 h',
  target_bounds: { op: '<=', value: 86_400 },
  margin: '26 h over',
  owed_by: 'client',
  samples: 9,
  window: november,
  evidence: {
    formula: 'longest of 9 reviews, 1 of them still awaited',
    open: [{ events: ['6060606060606060'], value: 180_000, pull_request: 418 }],
  },
})

const numbered = (of: ObjectiveResult, at: number): ObjectiveResult => ({
  ...of,
  id: `${of.id}-${String(at).padStart(2, '0')}`,
  title: `${of.title}, part ${at}`,
})

/** 16 of a change are missed, 14 met; of the service 3 are missed, 7 met. */
export const forty: Evaluation = evaluation({
  verdict: 'fail',
  objectives: [
    ...Array.from({ length: 16 }, (_, at) => numbered(at % 2 === 0 ? patchMissed : testsMissed, at + 1)),
    ...Array.from({ length: 3 }, (_, at) => numbered(failRateMissed, at + 1)),
    ...Array.from({ length: 14 }, (_, at) => numbered(at % 2 === 0 ? objective() : failingTests, at + 20)),
    ...Array.from({ length: 7 }, (_, at) => numbered(failRateMet, at + 20)),
  ],
})

const hostileName = (text: string, at: number): ObjectiveResult => ({
  ...poisoned(at % 2 === 0 ? patchMissed : failingTests, text),
  id: `o${at}`,
})
const poisoned = (of: ObjectiveResult, text: string): ObjectiveResult =>
  poison(evaluation({ objectives: [of] }), text).objectives[0] ?? of

const shown = (name: string): Evaluation => usual[name] ?? evaluation()
const forEveryone = (name: string): View => viewOf(shown(name), { visibility: 'public' })

export const situations: Record<string, View> = {
  waived: evaluation({
    objectives: [
      {
        ...patchAside,
        status: 'waived',
        waiver: { id: 'wv_1', expires_at: '2027-01-15T05:00:00.000Z', reason: 'the migration that both planned' },
      },
      failingTests,
      failRateMet,
    ],
  }),
  excluded: evaluation({
    objectives: [
      { ...patchAside, status: 'excluded', excluded: { by: 'ruling', ids: ['dp_1'], breach_id: 'br_1' } },
      failingTests,
      failRateMet,
    ],
  }),
  'several-blocks': evaluation({
    verdict: 'fail',
    objectives: [testsMissed, patchMissed, tooLarge, skipped, coverageChange, failRateMet, frequency],
  }),
  'moved-by-change': evaluation({
    verdict: 'warn',
    objectives: [reviewWaits, failRateMissed, objective(), failingTests],
  }),
  'detail-full': viewOf(shown('fail'), { detail: 'full' }),
  fork: local({
    objectives: [objective(), failingTests],
    notes: [
      {
        code: 'foreign_run',
        detail: 'measured by a run that the author of this pull request can change; another run wrote this',
      },
      { code: 'no_server', detail: 'not judged without a server, which keeps the history: change-fail-rate' },
    ],
  }),
  provisional: viewOf(
    evaluation({
      verdict: 'warn',
      provisional: true,
      uploads: { received: ['unit'], expected: 3, state: 'awaited' },
      objectives: [
        unmeasured({
          no_data_reason: 'uploads_awaited',
          evidence: { formula: '1 of 3 uploads (unit), waiting for 2 more' },
        }),
      ],
      notes: [{ code: 'uploads', detail: '1 of 3 uploads (unit), waiting for 2 more' }],
    }),
  ),
  'carried-forward': evaluation({
    objectives: [
      objective({
        id: 'coverage',
        title: 'Most lines are covered',
        indicator: 'coverage',
        evidence: {
          formula: '123 of 150 lines covered (unit, e2e carried forward from 7d8e9f0)',
          carried_forward: [{ flag: 'e2e', commit_sha: '7d8e9f0'.padEnd(40, '1') }],
        },
      }),
    ],
    notes: [{ code: 'carried_forward', detail: 'not measured at this commit: e2e carried forward from 7d8e9f0' }],
  }),
  'public-pass': forEveryone('pass'),
  'public-fail': forEveryone('fail'),
  'public-warn': forEveryone('warn'),
  'public-exempted': forEveryone('exempted'),
  'public-agreement-edited': forEveryone('agreement-edited'),
  'public-deployment': forEveryone('deployment-blocked'),
  'public-unknown-service': forEveryone('unknown-service'),
  'public-full': viewOf(shown('warn'), { visibility: 'public', detail: 'full' }),
  'forty-objectives': forty,
  'hostile-names': {
    ...evaluation({
      verdict: 'fail',
      service: '</details> @octocat | **x** <!-- plumbline:other -->',
      objectives: hostileNames
        .filter((text, at) => at % 9 === 0 && text.trim() !== '' && text.length < 60)
        .slice(0, 14)
        .map(hostileName),
    }),
  },
}
