import { describe, expect, test } from 'vitest'
import { agreementDiff } from './diff/diff.ts'
import { HEAD, sound } from './testing/texts.ts'

const objective = (id: string, ...lines: string[]): string =>
  [`  ${id}:`, ...lines.map((line) => `    ${line}`)].join('\n')
const resolve = (id: string, ...more: string[]): string =>
  objective(id, 'indicator: time-to-resolve', 'target: "<= 15h"', 'window: calendar month', ...more)
const agreed = (...objectives: string[]) => sound(`${HEAD}objectives:\n${objectives.join('\n')}\n`)
const titles = (...objectives: string[]) =>
  Object.fromEntries(agreed(...objectives).terms.objectives.map(({ id, title }) => [id, title]))

describe('objectives without a title of their own are told apart', () => {
  test('one alone has the title of its indicator', () => {
    expect(titles(resolve('a', 'severity: [sev1]'))).toEqual({ a: 'Time to resolve' })
  })

  test('by severity and statistic, where they differ in them', () => {
    expect(
      titles(resolve('a', 'severity: [sev1]'), resolve('b', 'severity: [sev2, sev3]'), resolve('c', 'statistic: p80')),
    ).toEqual({
      a: 'Time to resolve (sev1)',
      b: 'Time to resolve (sev2, sev3)',
      c: 'Time to resolve (p80)',
    })
  })

  test('by their ids, where nothing else tells them apart', () => {
    expect(titles(resolve('a'), resolve('b', 'severity: [sev1]'), resolve('c', 'severity: [sev1]'))).toEqual({
      a: 'Time to resolve (a)',
      b: 'Time to resolve (b)',
      c: 'Time to resolve (c)',
    })
  })

  test('a title of one’s own stays as it was written, and others make way for it', () => {
    expect(titles(resolve('a', 'title: Time to resolve'), resolve('b', 'severity: [sev1]'))).toEqual({
      a: 'Time to resolve',
      b: 'Time to resolve (sev1)',
    })
  })

  test('in what differs between two versions too', () => {
    const [before, after] = [agreed(resolve('a')), agreed(resolve('a'), resolve('b', 'severity: [sev1]'))]
    expect(agreementDiff(before.document, after.document, 0).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('New objective: Time to resolve (sev1): at most 15 h'),
    ])
  })
})
