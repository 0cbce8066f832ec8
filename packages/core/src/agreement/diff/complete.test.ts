import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreementHash } from '../hash.ts'
import { AgreementDocument } from '../schema/document.ts'
import { Objective } from '../schema/objective.ts'
import { ACME_CHECKOUT } from '../testing/example.ts'
import { sound } from '../testing/texts.ts'
import { changesOf } from './changes.ts'
import { agreementDiff } from './diff.ts'
import { OBJECTIVE_FIELDS } from './objective-fields.ts'
import { PLACES, placeOf } from './rest-fields.ts'

/** Edits of the example, each by itself a sound agreement; any of them together too. */
const EDITS: [from: RegExp | string, to: string][] = [
  ['target: ">= 80%"', 'target: ">= 78.5 %"'],
  ['min_lines: 5', 'min_lines: 7'],
  ['    on_no_data: fail # pass | warn | fail\n', ''],
  ['release: { good_deployments: 3 }', 'release: acknowledged'],
  ['{ worse_than: "30%", credit: "10%" }', '{ worse_than: "40%", credit: "10%" }'],
  ['severity: [sev1]', 'severity: [sev2, sev1]'],
  [/ {2}review-time:[\s\S]*?enforcement: warn\n/, ''],
  ['holidays: ["2026-12-25", "2027-01-01"]', 'holidays: []'],
  ['    special_days: { "2026-12-24": ["09:00-12:00"] }\n', ''],
  ['    production: [production]', '    production: [production, live]\n  web: {}'],
  [', jira: [Highest]', ''],
  ['link_window: 24h', 'link_window: 12h'],
  [/exempt: .*\n/, ''],
  ['days: 30, enforce: warn', 'days: 31, enforce: warn'],
  [', chronic: { consecutive: 3 }', ''],
  [/disputes: .*\n/, 'disputes: {}\n'],
  [/escalation: .*\n/, 'escalation: []\n'],
  ['# goals, decisions', 'goals: { a: { b: [1, { c: null }] }, d: {} }\n#'],
]
const edited = (edits: typeof EDITS): AgreementDocument =>
  sound(edits.reduce((text, [from, to]) => text.replace(from, to), ACME_CHECKOUT)).document

/** Each edit alone, every other, all and none of them; read once, because reading takes longest. */
const VERSIONS: readonly AgreementDocument[] = [
  ...EDITS.map((edit) => edited([edit])),
  edited(EDITS.filter((_, index) => index % 2 === 0)),
  edited(EDITS.filter((_, index) => index % 2 === 1)),
  edited(EDITS),
  edited([]),
]
const version = fc.constantFrom(...VERSIONS)

const put = (document: unknown, path: readonly string[], value: unknown): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return value
  const map: Record<string, unknown> = typeof document === 'object' && document !== null ? { ...document } : {}
  const inner = put(map[key], rest, value)
  if (inner === undefined) delete map[key]
  else map[key] = inner
  return map
}
/** What is left of a map whose last entry went has to go with it, unless the later text keeps it. */
const emptied = (document: unknown): unknown =>
  typeof document === 'object' && document !== null && !Array.isArray(document)
    ? Object.fromEntries(
        Object.entries(document).flatMap(([key, value]) => {
          const left = emptied(value)
          return typeof left === 'object' && left !== null && !Array.isArray(left) && Object.keys(left).length === 0
            ? []
            : [[key, left]]
        }),
      )
    : document

test('no difference is left unsaid: put into the one text, they give the other', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      const differences = agreementDiff(before, after, 0)
      expect(differences.length > 0).toBe(agreementHash(before) !== agreementHash(after))
      const made = changesOf(before, after).reduce<unknown>(
        (document, change) => put(document, change.path, change.after),
        before,
      )
      expect(emptied(made)).toEqual(emptied(after))
      expect(changesOf(before, after)).toHaveLength(differences.length)
    }),
  )
})

test('what is stricter one way is softer the other way', () => {
  const turned = { stricter: 'softer', softer: 'stricter', neutral: 'neutral', unknown: 'unknown' }
  fc.assert(
    fc.property(version, version, (before, after) => {
      const there = agreementDiff(before, after, 0).map(({ path, effect }) => [path, turned[effect]])
      const back = agreementDiff(after, before, 0).map(({ path, effect }) => [path, effect])
      expect(new Map(back as [string, string][])).toEqual(new Map(there as [string, string][]))
    }),
  )
})

test('every key of the agreement has words of its own, but for what is free form', () => {
  const free = ['goals', 'decisions', 'channels', 'cadence', 'responsibilities', 'onboarding', 'risks', 'capabilities']
  const entries = ['objectives', 'services', 'severities', 'calendars', 'plumbline']
  const told = new Set([...PLACES.map(({ at }) => at.split('.')[0]), ...free, ...entries])
  expect(Object.keys(AgreementDocument.shape).filter((key) => !told.has(key))).toEqual([])
  expect(Object.keys(Objective.shape).filter((key) => !Object.hasOwn(OBJECTIVE_FIELDS, key))).toEqual([])
  expect(placeOf(['goals', 'north_star']).field.noun).toBe('north star')
})

test('a map with nothing in it is a difference too', () => {
  expect(changesOf({}, { goals: { a: { b: {} } } })).toEqual([
    { path: ['goals'], before: undefined, after: { a: { b: {} } } },
  ])
  expect(changesOf({ goals: { a: 1 } }, { goals: { a: 1, b: {} } })).toEqual([
    { path: ['goals', 'b'], before: undefined, after: {} },
  ])
})
