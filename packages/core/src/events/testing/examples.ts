import type { Event, EventOf, EventType } from '../schema.ts'

const COMMIT = '4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e'
const CI = 'ci.northwind.example/checkout-api'

type Example<Type extends EventType> = { about: string; event: EventOf<Type> }

const ci = (id: string, time: string) => ({ id, source: CI, time, service: 'checkout-api' })

/** One of each type, as it is posted, with what the type is for. docs/events.md shows them all. */
export const EVENT_EXAMPLES: { readonly [Type in EventType]: Example<Type> } = {
  deployment: {
    about:
      'Something was brought to an environment, or was to be. `commits` says what it ships for the first time; a rollback names what it undoes, and a fix the incident.',
    event: {
      type: 'deployment',
      ...ci('deploy-1041', '2026-12-14T16:20:00Z'),
      data: {
        deployment_id: '1041',
        status: 'success',
        started_at: '2026-12-14T16:12:00Z',
        finished_at: '2026-12-14T16:20:00Z',
        commit_sha: COMMIT,
        commits: [{ sha: COMMIT, committed_at: '2026-12-14T09:05:00Z' }],
        version: '2.14.0',
      },
    },
  },
  incident: {
    about:
      'One thing that happened in an incident. Each action is an event of its own, and they are joined by `incident_id`, in whatever order they arrive.',
    event: {
      type: 'incident',
      id: 'INC-72-started',
      source: 'pager.acme.example',
      time: '2026-12-14T17:02:00Z',
      service: 'checkout-api',
      data: {
        incident_id: 'INC-72',
        severity: 'sev1',
        action: 'started',
        at: '2026-12-14T17:02:00Z',
        caused_by_deployment: '1041',
        title: 'Orders are lost between basket and payment',
      },
    },
  },
  coverage: {
    about:
      'What the tests of a commit cover. `patch` counts only the lines that the change adds; `plumbline ingest` and the Action work it out from a report and the repository.',
    event: {
      type: 'coverage',
      ...ci('coverage-4f1c2d3e', '2026-12-14T09:12:00Z'),
      data: {
        commit_sha: COMMIT,
        lines: { covered: 780, total: 1000 },
        patch: {
          covered: 17,
          total: 24,
          uncovered: [{ path: 'src/cart/total.ts', lines: [12, 13, 14, 15, 16, 17, 18] }],
        },
      },
    },
  },
  test_run: {
    about: 'How the tests of a commit ended. `failures` do not count `errors`.',
    event: {
      type: 'test_run',
      ...ci('tests-4f1c2d3e', '2026-12-14T09:12:00Z'),
      data: { commit_sha: COMMIT, tests: 412, failures: 0, errors: 0, skipped: 3, duration_ms: 48_200 },
    },
  },
  findings: {
    about: 'What a scanner found in a commit, counted by severity; usually read from a SARIF file.',
    event: {
      type: 'findings',
      ...ci('findings-4f1c2d3e', '2026-12-14T09:14:00Z'),
      data: { commit_sha: COMMIT, tool: 'CodeQL', category: 'security', by_severity: { high: 1, low: 4 } },
    },
  },
  pull_request: {
    about:
      'One thing that happened to a pull request. Each action is an event of its own, and they are joined by `number`, in whatever order they arrive.',
    event: {
      type: 'pull_request',
      id: 'pr-318-approved',
      source: 'github.com/acme/checkout-api',
      time: '2026-12-14T14:40:00Z',
      service: 'checkout-api',
      data: { number: 318, action: 'approved', at: '2026-12-14T14:40:00Z', reviewer_party: 'client' },
    },
  },
  availability: {
    about:
      'In what state a service was during a time, as something saw it that asks again and again. What nobody observed is neither up nor down.',
    event: {
      type: 'availability',
      id: 'probe-20261214T1700',
      source: 'probe.acme.example',
      time: '2026-12-14T17:25:00Z',
      service: 'checkout-api',
      data: { from: '2026-12-14T17:02:00Z', to: '2026-12-14T17:25:00Z', state: 'down' },
    },
  },
  heartbeat: {
    about:
      'A source was watching all of this time: what it did not report did not happen. It tells "no incidents" from "nobody looked".',
    event: {
      type: 'heartbeat',
      id: 'watch-20261214',
      source: 'pager.acme.example',
      time: '2026-12-15T00:00:00Z',
      service: 'checkout-api',
      data: { from: '2026-12-14T00:00:00Z', to: '2026-12-15T00:00:00Z' },
    },
  },
  measurement: {
    about:
      'A number that a party reports, judged by the same machinery as everything else and marked with who reported it.',
    event: {
      type: 'measurement',
      id: 'csat-2026-11',
      source: 'survey.acme.example',
      time: '2026-12-01T08:00:00Z',
      service: 'checkout-api',
      data: {
        indicator: 'reported:csat',
        value: 87.5,
        unit: '%',
        from: '2026-11-01T00:00:00Z',
        to: '2026-12-01T00:00:00Z',
        samples: 240,
      },
    },
  },
  work_item: {
    about: 'One thing that happened to an item of work. Kept for indicators that are not measured yet.',
    event: {
      type: 'work_item',
      id: 'SHOP-88-accepted',
      source: 'tracker.northwind.example',
      time: '2026-12-14T15:00:00Z',
      service: 'checkout-api',
      data: { item_id: 'SHOP-88', kind: 'feature', action: 'accepted', at: '2026-12-14T15:00:00Z', points: 3 },
    },
  },
  sprint: {
    about:
      'What was committed at the start of a sprint, and what of it was completed. Kept for indicators that are not measured yet.',
    event: {
      type: 'sprint',
      id: 'sprint-23',
      source: 'tracker.northwind.example',
      time: '2026-12-11T16:00:00Z',
      service: 'checkout-api',
      data: {
        sprint_id: '23',
        from: '2026-11-30T08:00:00Z',
        to: '2026-12-11T16:00:00Z',
        committed: { items: 10, points: 26 },
        completed: { items: 8, points: 21 },
      },
    },
  },
  cost: {
    about: 'What a time cost, in minor units of a currency. Kept for indicators that are not measured yet.',
    event: {
      type: 'cost',
      id: 'invoice-2026-11',
      source: 'billing.northwind.example',
      time: '2026-12-01T10:00:00Z',
      service: 'checkout-api',
      data: {
        from: '2026-11-01T00:00:00Z',
        to: '2026-12-01T00:00:00Z',
        amount_minor: 3_850_000,
        currency: 'USD',
        budget_minor: 4_000_000,
      },
    },
  },
}

/** In the order of the documentation. */
export const exampleEvents = (): Event[] => Object.values(EVENT_EXAMPLES).map(({ event }) => event)
