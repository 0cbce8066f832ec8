import type { AgreementCitation, Evaluation, ObjectiveResult } from '@plumbline/core'
import { gatesMissed, leadTime, nothingFailed, restoreMissed, satisfaction, uptimeUnreported } from './delivery.ts'
import { failRateGoing, restoreRelative, reviewWaiting, uptimeBurning } from './early.ts'
import {
  coverageChange,
  failingTests,
  failRateMet,
  failRateMissed,
  frequency,
  objective,
  patchMissed,
  testsMissed,
  unmeasured,
} from './objectives.ts'

export const agreement: AgreementCitation = {
  version: 3,
  hash: 'sha256:4f1c9a3b5d7e8f00112233445566778899aabbccddeeff00112233445566778f',
  title: 'Acme and Northwind, checkout platform',
  phase: null,
  parties: { client: 'Acme', vendor: 'Northwind' },
  time_zone: 'America/New_York',
}

const base: Evaluation = {
  id: 'ev_5d41402abc4b2a76b9719d911017c592',
  at: '2026-11-24T15:04:05.000Z',
  service: 'checkout-api',
  event: 'pull_request',
  commit_sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  pull_request: { number: 418, title: 'Tax rates by region', author: 'sam' },
  verdict: 'pass',
  provisional: true,
  merged: false,
  agreement,
  objectives: [objective(), failingTests, failRateMet, frequency],
  notes: [],
  ledger: { seq: 412, head: 'ab12cd34'.repeat(8) },
  url: 'https://plumbline.acme.example/e/acme-checkout/evaluations/ev_5d41402abc4b2a76b9719d911017c592',
}

export const evaluation = (changes: Partial<Evaluation> = {}): Evaluation => ({ ...base, ...changes })

const deployment = { event: 'deployment', environment: 'production' } as const
const failRateBlocks = { ...failRateMissed, blocking: true }

const failRateWaived: ObjectiveResult = {
  ...failRateMissed,
  status: 'waived',
  waiver: { id: 'wv_1', expires_at: '2027-01-15T05:00:00.000Z', reason: 'the migration that both planned' },
  evidence: {
    ...failRateMissed.evidence,
    presumed_until: '2026-12-01T15:00:00.000Z',
    exclusions: [
      {
        id: 'ex_1',
        category: 'force_majeure',
        from: '2026-11-10T05:00:00.000Z',
        to: '2026-11-10T09:00:00.000Z',
        reason: 'the flood at the data centre',
      },
    ],
  },
}
const restoreOverturned: ObjectiveResult = {
  ...restoreMissed,
  status: 'excluded',
  excluded: { by: 'ruling', ids: ['dp_1'], breach_id: 'br_1' },
}

/** Without the fields that only a server gives. */
export const local = (changes: Partial<Evaluation>): Evaluation => {
  const { url: _url, ledger: _ledger, ...rest } = evaluation(changes)
  return { ...rest, provisional: false, local: true, agreement: { ...agreement, version: null } }
}

const needsServer = {
  code: 'no_server',
  detail: 'not judged without a server, which keeps the history: change-fail-rate, deployment-frequency',
} as const

/** One of each kind of answer; each has a golden file. */
export const variants: Record<string, Evaluation> = {
  pass: evaluation(),
  fail: evaluation({
    verdict: 'fail',
    objectives: [patchMissed, failRateMissed, coverageChange, failingTests, frequency],
  }),
  'fail-tests': evaluation({ verdict: 'fail', objectives: [testsMissed, patchMissed, failRateMet, frequency] }),
  warn: evaluation({ verdict: 'warn', objectives: [failRateMissed, objective(), failingTests, frequency] }),
  'at-risk': evaluation({ verdict: 'warn', objectives: [coverageChange, objective(), failingTests, failRateMet] }),
  exempted: evaluation({
    verdict: 'pass',
    verdict_without_exemption: 'fail',
    objectives: [patchMissed, failingTests, failRateMet],
    exempted: { status: 'granted', by: 'kim', how: 'label', detail: 'hotfix', used: 1, max: 2 },
  }),
  'exempted-merge': evaluation({
    event: 'push',
    merged: true,
    verdict: 'pass',
    verdict_without_exemption: 'fail',
    objectives: [patchMissed, failingTests, failRateMet],
    exempted: {
      status: 'granted',
      by: 'kim',
      how: 'label',
      detail: 'hotfix',
      used: 1,
      max: 2,
      follow_up_by: '2026-11-24T21:00:00.000Z',
      since: { evaluation: 'ev_first', commit_sha: 'f'.repeat(40), at: '2026-11-20T21:00:00.000Z' },
    },
  }),
  'exempted-pushed-again': evaluation({
    verdict: 'pass',
    verdict_without_exemption: 'fail',
    objectives: [patchMissed, failingTests, failRateMet],
    exempted: {
      status: 'granted',
      by: 'kim',
      how: 'label',
      detail: 'hotfix',
      used: 1,
      max: 2,
      since: { evaluation: 'ev_first', commit_sha: 'f'.repeat(40), at: '2026-11-20T21:00:00.000Z' },
    },
  }),
  'exemption-refused': evaluation({
    verdict: 'fail',
    objectives: [patchMissed, failingTests, failRateMet],
    exempted: {
      status: 'refused',
      reason: 'set_by_author',
      detail: 'the label must be set by someone other than the author of the change',
    },
  }),
  'no-data': evaluation({
    verdict: 'warn',
    objectives: [
      unmeasured({ no_data_reason: 'no_report', evidence: { formula: 'no coverage report for this commit' } }),
      unmeasured({
        ...failRateMet,
        no_data_reason: 'too_few_samples',
        samples: 5,
        needed: 7,
        evidence: { formula: '5 deployments, pooled with none' },
      }),
      failingTests,
    ],
  }),
  'no-data-blocks': evaluation({
    event: 'push',
    verdict: 'fail',
    objectives: [
      unmeasured({
        blocking: true,
        no_data_reason: 'no_report',
        evidence: { formula: 'no coverage report for this commit' },
      }),
      failingTests,
    ],
  }),
  'nothing-to-cover': evaluation({
    objectives: [
      unmeasured({ no_data_reason: 'nothing_to_cover', evidence: { formula: 'the change adds no executable line' } }),
      failingTests,
      failRateMet,
    ],
  }),
  delivery: evaluation({
    ...deployment,
    verdict: 'warn',
    objectives: [uptimeUnreported, restoreMissed, gatesMissed, nothingFailed, leadTime, satisfaction],
    not_judged: [{ id: 'review-time', indicator: 'cycle-time', reason: 'indicator_not_available' }],
    notes: [
      {
        code: 'unknown_rollback',
        detail: 'passed as a rollback of `d-412`, a deployment of this service that nobody has reported',
      },
    ],
  }),
  'deployment-relieved': evaluation({
    ...deployment,
    verdict: 'warn',
    objectives: [{ ...failRateMissed, enforcement: 'block', not_blocking: 'rollback_or_fix' }],
    relieved: {
      objectives: ['change-fail-rate'],
      rolls_back: { deployment: 'd-411', known: true },
      fixes_incident: { incident: 'INC-7', state: 'ended' },
    },
    notes: [{ code: 'ended_incident', detail: 'passed as the fix of `INC-7`, an incident that was over by then' }],
  }),
  phase: evaluation({
    verdict: 'warn',
    agreement: { ...agreement, phase: { name: 'optimise', until: '2027-01-29T05:00:00.000Z' } },
    objectives: [{ ...failRateMissed, enforcement: 'warn', not_blocking: 'phase' }, objective(), failingTests],
  }),
  observed: evaluation({
    agreement: { ...agreement, phase: { name: 'baseline', until: '2026-12-30T05:00:00.000Z' } },
    objectives: [{ ...failRateMissed, enforcement: 'observe', not_blocking: 'phase' }, objective(), failingTests],
  }),
  local: local({ verdict: 'fail', objectives: [patchMissed, failingTests], notes: [needsServer] }),
  'agreement-edited': local({
    objectives: [objective(), failingTests],
    notes: [
      needsServer,
      {
        code: 'agreement_edited',
        detail:
          '`plumbline.yml` differs from the one at the merge base\n objectives:\n   patch-coverage:\n-    target: ">= 80%"\n+    target: ">= 40%"',
      },
    ],
  }),
  'agreement-edit-invalid': local({
    verdict: 'fail',
    objectives: [objective(), failingTests],
    notes: [
      { code: 'agreement_edit_invalid', detail: 'plumbline.yml, line 31: unknown unit "hrs"; use "48h"' },
      needsServer,
      {
        code: 'agreement_edited',
        detail:
          'The new text of plumbline.yml is not valid, and would judge nothing.\n objectives:\n   response:\n-    target: "<= 48h"\n+    target: "<= 48 hrs"',
      },
    ],
  }),
  'first-introduction': local({
    objectives: [{ ...patchMissed, blocking: false, not_blocking: 'first_introduction' }, failingTests],
    notes: [
      {
        code: 'first_introduction',
        detail: 'this change brings the first agreement; it is judged by it, but only observed',
      },
    ],
  }),
  'no-agreement': evaluation({
    agreement: null,
    objectives: [],
    provisional: false,
    notes: [{ code: 'no_agreement_in_force', detail: 'no agreement is in force: nothing is judged' }],
  }),
  'unknown-service': evaluation({
    verdict: 'warn',
    service: 'chekout-api',
    provisional: false,
    objectives: [],
    notes: [
      {
        code: 'service_not_in_agreement',
        detail: 'the agreement knows no service `chekout-api`; it names checkout-api, storefront',
      },
    ],
  }),
  'not-judged': evaluation({
    not_judged: [
      { id: 'uptime', indicator: 'availability', reason: 'indicator_not_available' },
      { id: 'acknowledge-sev1', indicator: 'time-to-acknowledge', reason: 'indicator_not_available' },
    ],
    notes: [{ code: 'reports', detail: '1 file of 3 was no report: coverage/clover.xml (Clover is not read yet)' }],
  }),
  'early-warning': evaluation({
    ...deployment,
    verdict: 'warn',
    objectives: [restoreRelative, reviewWaiting, uptimeBurning, failRateGoing],
  }),
  'deployment-blocked': evaluation({ ...deployment, verdict: 'fail', objectives: [failRateBlocks, frequency] }),
  'deployment-released': evaluation({
    ...deployment,
    verdict: 'warn',
    objectives: [{ ...failRateMissed, not_blocking: 'released' }, frequency],
  }),
  'set-aside': evaluation({
    ...deployment,
    verdict: 'pass',
    objectives: [failRateWaived, restoreOverturned, frequency],
  }),
}
