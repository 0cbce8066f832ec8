import { describe, expect, test } from 'vitest'
import { errorsOf, type ObjectiveCase, PATCH, RATE, RESTORE, withObjective } from '../testing/texts.ts'

const PHASES = 'phases: [{ name: baseline, days: 30, enforce: observe }, { name: formalise, enforce: as-agreed }]\n'

describe('indicators', () => {
  test.each<ObjectiveCase>([
    {
      why: 'a misspelt one is guessed',
      lines: ['indicator: patch-covrage', 'target: ">= 80%"'],
      told: ['9:16 error unknown indicator "patch-covrage"; did you mean "patch-coverage"?'],
    },
    {
      why: 'a preset needs its prefix',
      lines: ['indicator: csat', 'target: ">= 80%"'],
      told: ['9:16 error unknown indicator "csat"; did you mean "reported:csat"?'],
    },
    {
      why: 'anything else is pointed to the list',
      lines: ['indicator: velocity of light', 'target: ">= 80%"'],
      told: [
        '9:16 error unknown indicator "velocity of light"; plumbline metrics lists them, and reported:<name> is any number of your own',
      ],
    },
    {
      why: 'any reported number is one',
      lines: ['indicator: reported:orders-lost', 'target: "<= 3"', 'window: calendar month'],
      told: [],
    },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines))).toEqual(told))
})

describe('targets', () => {
  test.each<ObjectiveCase>([
    {
      why: 'the unit of another indicator',
      lines: ['indicator: patch-coverage', 'target: ">= 48h"'],
      told: ['10:13 error "h" is no unit of patch-coverage, which is measured in %'],
    },
    {
      why: 'a misspelt unit',
      lines: ['indicator: time-to-restore', 'target: "<= 48 hrs"', 'window: calendar month'],
      told: ['10:13 error unknown unit "hrs"; use "48h"'],
    },
    {
      why: 'more than everything',
      lines: ['indicator: coverage', 'target: ">= 101%"'],
      told: ['10:13 error ">= 101%" cannot be: coverage is from 0 % to 100 %'],
    },
    {
      why: 'less than nothing',
      lines: ['indicator: test-failures', 'target: "<= -1"'],
      told: ['10:13 error "<= -1" cannot be: test-failures is never below 0'],
    },
    {
      why: 'a change of coverage may be negative',
      lines: ['indicator: coverage-change', 'target: ">= -0.5pp"'],
      told: [],
    },
    {
      why: 'nothing is above everything',
      lines: ['indicator: coverage', 'target: "> 100%"'],
      told: ['10:13 error nothing is ever > 100%'],
    },
    {
      why: 'nothing is below nothing',
      lines: ['indicator: test-failures', 'target: "< 0"'],
      told: ['10:13 error nothing is ever < 0'],
    },
    {
      why: 'the wrong way round',
      lines: ['indicator: change-fail-rate', 'target: ">= 15%"', 'window: calendar month'],
      told: ['10:13 error change-fail-rate is better when it is lower; write "<= 15%"'],
    },
    {
      why: 'the wrong way round, strictly',
      lines: ['indicator: coverage', 'target: "< 80%"'],
      told: ['10:13 error coverage is better when it is higher; write "> 80%"'],
    },
    {
      why: 'counts are whole',
      lines: ['indicator: skipped-tests', 'target: "<= 0.5"'],
      told: ['10:13 error skipped-tests is counted; use a whole number'],
    },
    {
      why: 'deployments know no business days',
      lines: ['indicator: lead-time-for-changes', 'target: "<= 1bd"', 'window: calendar month'],
      told: [
        '10:13 error lead-time-for-changes is measured from deployments, around the clock, so it has no business days; use h',
      ],
    },
    {
      why: 'what has no better side has no baseline',
      lines: ['indicator: sprint-velocity', 'target: improve 10% from baseline', 'window: calendar month'],
      told: [
        '10:13 error sprint-velocity has no better side, so nothing can be improved against a baseline; write a comparison or a band',
      ],
    },
    {
      why: 'a band needs no direction',
      lines: ['indicator: resource-utilisation', 'target: 70%..85%', 'window: calendar month'],
      told: [],
    },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines))).toEqual(told))
})

describe('warn', () => {
  test.each<ObjectiveCase>([
    {
      why: 'weaker than its target',
      lines: [...PATCH, 'warn: ">= 75%"'],
      told: ['11:11 error ">= 75%" is weaker than the target ">= 80%"; warn is the stricter of the two'],
    },
    {
      why: 'weaker, where lower is better',
      lines: [...RATE, 'warn: "<= 20%"'],
      told: ['12:11 error "<= 20%" is weaker than the target "<= 15%"; warn is the stricter of the two'],
    },
    { why: 'the same number may be stricter', lines: [...PATCH, 'warn: "> 80%"'], told: [] },
    {
      why: 'the same number may be weaker',
      lines: ['indicator: patch-coverage', 'target: "> 80%"', 'warn: ">= 80%"'],
      told: ['11:11 error ">= 80%" is weaker than the target "> 80%"; warn is the stricter of the two'],
    },
    { why: 'units are compared by what they mean', lines: [...RESTORE, 'warn: "<= 239m"'], told: [] },
    {
      why: 'and weaker ones are found',
      lines: [...RESTORE, 'warn: "<= 241m"'],
      told: ['12:11 error "<= 241m" is weaker than the target "<= 4h"; warn is the stricter of the two'],
    },
    {
      why: 'a day is a seventh of a week',
      lines: ['indicator: deployment-frequency', 'target: ">= 7/week"', 'window: calendar month', 'warn: ">= 1/day"'],
      told: [],
    },
    {
      why: 'and less is weaker',
      lines: ['indicator: deployment-frequency', 'target: ">= 7/week"', 'window: calendar month', 'warn: ">= 0.9/day"'],
      told: ['12:11 error ">= 0.9/day" is weaker than the target ">= 7/week"; warn is the stricter of the two'],
    },
    {
      why: 'business days and hours are not compared',
      lines: [...RESTORE, 'warn: "<= 1bd"'],
      told: ['12:11 error "<= 1bd" and the target "<= 4h" have units that cannot be compared'],
    },
    {
      why: 'a band has a band',
      lines: ['indicator: budget-burn', 'target: 70%..85%', 'window: calendar month', 'warn: "<= 80%"'],
      told: ['12:11 error a band has a band inside it as its warn, a comparison a comparison'],
    },
    {
      why: 'a band lies inside',
      lines: ['indicator: budget-burn', 'target: 70%..85%', 'window: calendar month', 'warn: 72%..86%'],
      told: ['12:11 error "72%..86%" reaches outside the target "70%..85%"; warn is the narrower of the two'],
    },
    {
      why: 'beside an exact number nothing is at risk',
      lines: ['indicator: test-failures', 'target: "== 0"', 'warn: "== 0"'],
      told: ['11:11 error between "== 0" and "== 0" lies nothing, so nothing is ever at risk'],
    },
    {
      why: 'a relative target has no warn in numbers',
      lines: ['indicator: coverage', 'target: baseline', 'warn: ">= 90%"'],
      told: ['11:11 error warn needs a target in numbers, and numbers of its own'],
    },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines) + PHASES)).toEqual(told))
})
