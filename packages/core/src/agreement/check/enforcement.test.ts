import { describe, expect, test } from 'vitest'
import { errorsOf, type ObjectiveCase, PATCH, RATE, withObjective } from '../testing/texts.ts'

describe('enforcement', () => {
  test.each<ObjectiveCase>([
    {
      why: 'deployments are held back with a release',
      lines: [...RATE, 'enforcement: block', 'block_on: [deployment]', 'release: { good_deployments: 3 }'],
      told: [],
    },
    {
      why: 'not without one',
      lines: [...RATE, 'enforcement: block', 'block_on: [deployment]'],
      told: [
        '13:5 error it blocks deployments, but nothing says how that ends; add release: acknowledged, next_window or { good_deployments: 3 }',
      ],
    },
    {
      why: 'nor is anything released that is not held',
      lines: [...RATE, 'enforcement: block', 'release: acknowledged'],
      told: ['13:5 error release says how blocking ends, but nothing is blocked; add block_on: [deployment]'],
    },
    {
      why: 'a window cannot block a pull request',
      lines: [...RATE, 'enforcement: block', 'block_on: [pull_request]'],
      told: [
        '13:16 error change-fail-rate cannot block a pull_request: a window cannot be mended by the author of a change; it may only block a deployment',
      ],
    },
    {
      why: 'nor can a clock',
      lines: [
        'indicator: time-to-resolve',
        'target: "<= 4h"',
        'window: calendar month',
        'enforcement: block',
        'block_on: [push]',
      ],
      told: [
        '13:16 error time-to-resolve cannot block a push: a clock cannot be mended by the author of a change; it may only block a deployment',
      ],
    },
    {
      why: 'a rolling window has no next one',
      lines: [
        ...RATE.slice(0, 2),
        'window: rolling 30d',
        'enforcement: block',
        'block_on: [deployment]',
        'release: next_window',
      ],
      told: ['14:14 error a rolling window has no next one; use acknowledged or { good_deployments: 3 }'],
    },
    {
      why: 'blocking is said',
      lines: [...PATCH, 'block_on: [push]'],
      told: [
        '11:5 error block_on says where to block, but without an enforcement it warns; write "enforcement: block"',
      ],
    },
    {
      why: 'and not taken back',
      lines: [...PATCH, 'enforcement: warn', 'block_on: [push]'],
      told: ['12:5 error block_on says where to block, but its enforcement is warn; write "enforcement: block"'],
    },
    {
      why: 'a misspelt enforcement is one mistake',
      lines: [...PATCH, 'enforcment: block', 'block_on: [push]'],
      told: ['11:5 error unknown key "enforcment"; did you mean "enforcement"?'],
    },
    {
      why: 'so is a misspelt word in it',
      lines: [...PATCH, 'enforcement: blok', 'block_on: [push]'],
      told: ['11:18 error unknown enforcement "blok"; did you mean "block"?'],
    },
    {
      why: 'a change is released by being mended',
      lines: [...PATCH, 'enforcement: block', 'release: acknowledged'],
      told: ['12:5 error release is for windows: a change becomes free by being mended'],
    },
    {
      why: 'a change may be held at its deployment too',
      lines: [...PATCH, 'enforcement: block', 'block_on: [push, deployment]'],
      told: [],
    },
    {
      why: 'speed never blocks',
      lines: ['indicator: deployment-frequency', 'target: ">= 5/week"', 'window: calendar month', 'enforcement: block'],
      told: ['12:18 error deployment-frequency measures speed, and speed alone never blocks; use warn'],
    },
    {
      why: 'points never block',
      lines: ['indicator: sprint-velocity', 'target: ">= 30 points"', 'window: calendar month', 'enforcement: block'],
      told: [
        '12:18 error sprint-velocity measures how much is done, not what it is good for: it never blocks; use warn',
      ],
    },
    {
      why: 'nor do hours, whoever reports them',
      lines: ['indicator: reported:hours-booked', 'target: ">= 30"', 'window: calendar month', 'enforcement: block'],
      told: [
        '12:18 error reported:hours-booked measures how much is done, not what it is good for: it never blocks; use warn',
      ],
    },
    {
      why: 'an event that is none',
      lines: [...PATCH, 'enforcement: block', 'block_on: [pull-request]'],
      told: ['12:16 error unknown block_on "pull-request"; did you mean "pull_request"?'],
    },
    {
      why: 'a release that is none',
      lines: [...RATE, 'enforcement: block', 'block_on: [deployment]', 'release: acknowleged'],
      told: ['14:14 error unknown release "acknowleged"; did you mean "acknowledged"?'],
    },
    {
      why: 'a release that is far from any',
      lines: [...RATE, 'enforcement: block', 'block_on: [deployment]', 'release: 3'],
      told: ['14:14 error release: 3 is no release; write acknowledged, next_window or { good_deployments: N }'],
    },
    {
      why: 'no good deployment at all',
      lines: [...RATE, 'enforcement: block', 'block_on: [deployment]', 'release: { good_deployments: 0 }'],
      told: ['14:34 error good_deployments: 0 has to be at least 1'],
    },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines))).toEqual(told))
})
