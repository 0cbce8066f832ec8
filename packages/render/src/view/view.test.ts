import type { Note } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import { comment } from '../comment/comment.ts'
import { summary } from '../summary/summary.ts'
import { terminal } from '../terminal/terminal.ts'
import { evaluation, everything, situations, variants } from '../testing/index.ts'
import { poison } from '../testing/poison.ts'
import { headline } from '../words/headline.ts'
import { viewOf } from './view.ts'

const SECRET = 'Zebra'

/** Notes that name what the parties named; the others tell of the repository. */
const NAMING: Note['code'][] = [
  'no_agreement_in_force',
  'service_not_in_agreement',
  'no_server',
  'sources_not_told_apart',
]

/** What stands in an answer and is only the parties' own, each under a word that is searched for. */
const secretive = (name: string) => {
  const sample = variants[name] ?? situations[name] ?? expect.fail(name)
  const poisoned = poison(sample, SECRET)
  return {
    ...poisoned,
    // What a pull request shows anyway.
    service: 'shop',
    id: 'ev_1',
    commit_sha: 'a1b2c3d',
    environment: 'production',
    ...(sample.ledger ? { ledger: sample.ledger } : {}),
    url: `https://plumbline.example/${SECRET}`,
    objectives: poisoned.objectives.map((result) =>
      result.scope === 'change'
        ? {
            ...result,
            display: '1 %',
            target: '≥ 2 %',
            margin: '1 pp short',
            evidence: { formula: 'counted' },
            ...(result.waiver ? { waiver: { ...result.waiver, id: 'wv_1' } } : {}),
            ...(result.excluded ? { excluded: { ...result.excluded, ids: ['dp_1'] } } : {}),
          }
        : result,
    ),
    agreement: poisoned.agreement && { ...poisoned.agreement, hash: 'sha256:1', time_zone: 'UTC' },
    exempted: undefined,
    notes: poisoned.notes.filter(({ code }) => NAMING.includes(code)),
  }
}

describe('in a public repository', () => {
  test.each(Object.keys({ ...variants, ...situations }))(
    '%s shows no window, clause or name of the parties',
    (name) => {
      const { exempted: _, ...sample } = secretive(name)
      const view = viewOf(sample, { visibility: 'public' })
      for (const text of [comment(view), summary(view), terminal(view, { colour: false, all: true })])
        expect(text).not.toContain(SECRET)
      expect(view.objectives.every(({ scope }) => scope === 'change')).toBe(true)
    },
  )

  test('who granted an exemption and how many are left stays private', () => {
    const text = comment(variants.exempted ?? expect.fail(), { visibility: 'public' })
    expect(text).toContain('**Exempted**, by the label `hotfix`.')
    expect(text).not.toMatch(/kim|this month/)
  })

  test('the whole is shown where it is asked for', () => {
    const sample = variants.warn ?? expect.fail()
    expect(comment(sample, { visibility: 'public', detail: 'full' })).toContain('Change fail rate')
    expect(comment(sample, { visibility: 'public', detail: 'full' })).toBe(comment(sample, { detail: 'full' }))
  })

  test('a verdict that rests on what is not shown says so, and is not called the change’s', () => {
    const warn = viewOf(variants.warn ?? expect.fail(), { visibility: 'public' })
    expect(headline(warn)).toMatchObject({
      words: 'Change passes, service warns',
      made: [
        { of: 'this change', counts: ['all 2 objectives met'] },
        { of: 'service', counts: ['figures not public'] },
      ],
    })
    const blocked = comment(variants['deployment-blocked'] ?? expect.fail(), { visibility: 'public' })
    expect(blocked).toContain('**Blocked** by the service’s figures over time')
  })

  test('a change that reports only figures of its own is told as in a private one', () => {
    const own = evaluation({ objectives: everything.objectives.filter(({ scope }) => scope === 'change') })
    expect(headline(viewOf(own, { visibility: 'public' }))).toEqual(headline(own))
  })
})

test('decided twice, nothing more is decided', () => {
  for (const sample of Object.values({ ...variants, ...situations })) {
    const once = viewOf(
      { ...sample, uploads: { received: ['unit'], expected: 2, state: 'awaited' } },
      { visibility: 'public' },
    )
    expect(viewOf(once)).toEqual(once)
    expect(viewOf(once, { visibility: 'public' })).toEqual(once)
  }
})

test('an address that a fork’s run tells is not linked', () => {
  const fork = { ...(situations.fork ?? expect.fail()), url: 'https://evil.example/login' }
  const objectives = fork.objectives.map((result) => ({ ...result, evidence_url: 'https://evil.example/e' }))
  expect(comment({ ...fork, objectives })).not.toContain('evil.example')
})

test('while uploads are awaited nothing is final; once all are there, or where it fails anyway, the verdict is the verdict', () => {
  const plain = evaluation({ verdict: 'warn' })
  const of = (state: 'awaited' | 'complete' | 'missing', verdict: 'warn' | 'fail' = 'warn') =>
    comment({ ...plain, verdict, uploads: { received: ['e2e', 'unit'], expected: 3, state } })
  expect(of('complete')).toBe(comment(plain))
  expect(of('missing')).toBe(comment(plain))
  expect(of('awaited')).toMatch(/^### ⏳ Not final, 2 of 3 uploads/)
  expect(of('awaited', 'fail')).toMatch(/^### ❌ Agreement not met/)
})
