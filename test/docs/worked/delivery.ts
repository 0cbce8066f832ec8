import { commit, deployment, incident, inOrder, type Step, type Worked, watched } from './worked.ts'

const MONTH = { window: 'calendar month' }
const WATCHED = watched('2026-12-01T00:00:00Z', '2026-12-15T09:00:00Z')

/** One deployment a day at ten, from the second of December. */
const daily = (count: number): Step[] =>
  Array.from({ length: count }, (_, i) =>
    deployment(String(1041 + i), `2026-12-${String(2 + i).padStart(2, '0')}T10:00:00Z`),
  )

const shipping = (id: string, at: string, committed: string[]): Step =>
  deployment(id, at, {
    commit_sha: commit(`${id}0`),
    commits: committed.map((committed_at, i) => ({ sha: commit(`${id}${i}`), committed_at })),
  })

/** Objectives about deployments and what became of them. */
export const DELIVERY: Record<string, Worked> = {
  'deployment-frequency': { steps: daily(7), objective: { ...MONTH, target: '>= 2/week' } },
  'lead-time-for-changes': {
    steps: [
      deployment('1040', '2026-11-30T10:00:00Z'),
      shipping('1041', '2026-12-02T10:00:00Z', ['2026-12-01T10:00:00Z', '2026-12-02T06:00:00Z']),
      shipping('1042', '2026-12-04T10:00:00Z', ['2026-12-02T10:00:00Z']),
    ],
    objective: { ...MONTH, target: '<= 48h' },
  },
  'change-fail-rate': {
    steps: inOrder(
      ...daily(7),
      incident('INC-72', '2026-12-05T11:30:00Z', 'started', { caused_by_deployment: '1044' }),
      incident('INC-73', '2026-12-05T12:10:00Z', 'started', { caused_by_deployment: '1044' }),
    ),
    objective: { ...MONTH, target: '<= 15%' },
  },
  'failed-deployment-recovery-time': {
    steps: [
      deployment('1041', '2026-12-02T10:00:00Z'),
      deployment('1042', '2026-12-03T10:00:00Z'),
      incident('INC-72', '2026-12-03T10:20:00Z', 'started', { caused_by_deployment: '1042' }),
      deployment('1043', '2026-12-03T11:30:00Z', { rolls_back: '1042' }),
      incident('INC-72', '2026-12-03T11:45:00Z', 'resolved'),
    ],
    objective: { ...MONTH, target: '<= 4h' },
  },
  'deployment-rework-rate': {
    steps: [
      ...daily(7),
      incident('INC-72', '2026-12-08T11:00:00Z', 'started', { caused_by_deployment: '1047' }),
      deployment('1048', '2026-12-08T13:00:00Z', { fixes_incident: 'INC-72' }),
    ],
    objective: { ...MONTH, target: '<= 15%' },
  },
  'time-to-restore': {
    steps: [
      incident('INC-71', '2026-12-03T08:00:00Z', 'started'),
      incident('INC-71', '2026-12-03T08:45:00Z', 'resolved'),
      incident('INC-72', '2026-12-09T20:00:00Z', 'started', { severity: 'sev2' }),
      incident('INC-72', '2026-12-09T23:00:00Z', 'resolved', { severity: 'sev2' }),
      incident('INC-73', '2026-12-11T14:00:00Z', 'started'),
      incident('INC-73', '2026-12-11T15:30:00Z', 'resolved'),
      WATCHED,
    ],
    objective: { ...MONTH, target: '<= 2h' },
  },
}
