import { nodes, parse, shape } from '@plumbline/render/testing/parse'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gateNamed } from './gate-name.ts'
import {
  commentOf,
  commentWith as commentWithAll,
  laterRun as laterRunThan,
  type Own,
  type OwnPart,
  type Part,
  partsOf,
} from './parts.ts'
import type { State } from './state-line.ts'

const MARKER = '<!-- plumbline:shop -->'
const MAX = 64_000
const commitSha = 'a'.repeat(40)

type Said = { verdict?: State['verdict']; gate?: number; id?: number; attempt?: number; text?: string; sha?: string }
const said = ({ verdict = 'pass', gate = 0, id = 1, attempt = 1, sha = commitSha, ...rest }: Said): OwnPart => {
  const key = String(gate).padStart(8, '0')
  return {
    keys: [key],
    text: rest.text ?? `### ${verdict} of ${gate}\n\n<details><summary>met</summary>\n\nx\n\n</details>`,
    state: { verdict, commitSha: sha, run: { id, attempt }, of: { key, name: `CI / test (${gate})` } },
  }
}
/** What one run says at one time. */
const own = (...parts: OwnPart[]): Own => ({
  commitSha: parts[0]?.state.commitSha ?? commitSha,
  run: parts[0]?.state.run ?? null,
  parts,
})
const laterRun = (standing: string, part: OwnPart) => laterRunThan(standing, own(part))
const commentWith = (part: OwnPart, standing: readonly string[], marker: string, max: number) =>
  commentWithAll(own(part), standing, marker, max)
/** As a server judges: by all that it knows, but asked by one gate. */
const byServer = (more: Said): OwnPart => {
  const part = said(more)
  return { ...part, state: { ...part.state, of: null } }
}
const after = (...all: OwnPart[]): string =>
  all.reduce<string>((standing, part) => commentWith(part, standing === '' ? [] : [standing], MARKER, MAX), '')
const told = (body: string) => partsOf(body).map(({ state }) => `${state.of?.name ?? 'server'}: ${state.verdict}`)

test('the comment of one gate is what it wrote, its state and the marker, and nothing else', () => {
  expect(after(byServer({ text: 'a\n\nb' }))).toBe(
    `a\n\nb\n\n<!-- plumbline:verdict pass ${commitSha} run 1.1 -->\n${MARKER}\n`,
  )
})

const verdict = fc.constantFrom<State['verdict'][]>('pass', 'warn', 'fail', 'awaited')
const word = fc.record({ verdict, gate: fc.nat(6), text: fc.constantFrom('### a', '### b\n\n- c\n\n```diff\n+x\n```') })

describe('gates of one service in one run that are judged apart', () => {
  test('in any order they come to the same comment, which holds each one’s last word and leads with the worst', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { selector: ({ gate }) => gate, minLength: 1 }), fc.nat(), (words, seed) => {
        const body = after(...words.map(said))
        expect(after(...words.toSorted((a, b) => ((a.gate * seed) % 7) - ((b.gate * seed) % 7)).map(said))).toBe(body)
        const parts = partsOf(body)
        expect(parts.map(({ text, state }) => [state.of?.key, state.verdict, text]).sort()).toEqual(
          words.map((one) => [said(one).state.of?.key, one.verdict, one.text]).sort(),
        )
        const worst = (['fail', 'warn', 'awaited', 'pass'] as const).find((one) =>
          words.some((each) => each.verdict === one),
        )
        expect(parts[0]?.state.verdict).toBe(worst)
        // Saying it again changes nothing.
        for (const one of words) expect(commentWith(said(one), [body], MARKER, MAX)).toBe(body)
      }),
      { numRuns: 60 },
    )
  })

  test('line 1 is the worst one’s; the others are folded under their jobs’ names, and nothing of theirs is lost', () => {
    const body = after(said({ gate: 20 }), said({ gate: 22, verdict: 'fail' }))
    expect(body.split('\n')[0]).toBe('### fail of 22')
    expect(body).toContain(
      '**Of 2 gates of this commit the worst stands above**, `CI / test (22)`. Each has judged what it measured alone;',
    )
    expect(body).toMatch(/<details><summary>✅ <code>CI \/ test \(20\)<\/code><\/summary>\n\n### pass of 20\n/)
    expect(body.endsWith(`\n${MARKER}\n`)).toBe(true)
  })

  test.each(['www.evil.example', '__x__', 'http://evil.example', '@octocat', '#1', 'a*b*', '`x`', '[x](y)'])(
    'a gate called “%s” is shown as that name, and is no link, mention, reference or emphasis',
    (text) => {
      const gates = [20, 22].map((gate): OwnPart => {
        const { state, ...part } = said({ gate, verdict: gate === 22 ? 'fail' : 'pass' })
        return { ...part, state: { ...state, of: gateNamed(text, [gate]) } }
      })
      const { name } = gateNamed(text, [])
      const document = nodes(parse(after(...gates)))
      expect(document.filter(({ type }) => /link|strong|emphasis|image/i.test(type)).map(shape)).toEqual([
        ['strong', 'text'],
      ])
      expect(document.filter(({ type }) => type === 'inlineCode').map(({ value }) => value)).toEqual([name])
      // GitHub looks for mentions and references in no code, be it a span or an element.
      for (const { type, value = '' } of document)
        if (type === 'text' || (type === 'html' && !value.startsWith('<!--')))
          expect(value.replace(`<code>${name}</code>`, '')).not.toContain(name)
    },
  )

  test('a job that is run again takes its own place, in whichever attempt the others are', () => {
    expect(
      after(said({ gate: 1, verdict: 'fail' }), said({ gate: 2 }), said({ gate: 1, attempt: 2 })).match(/###/g),
    ).toHaveLength(2)
    expect(told(after(said({ gate: 1, verdict: 'fail' }), said({ gate: 2 }), said({ gate: 1, attempt: 2 })))).toEqual([
      'CI / test (1): pass',
      'CI / test (2): pass',
    ])
  })

  test('another commit takes all of it, and a late word about an older one none', () => {
    const standing = after(said({ gate: 1, verdict: 'fail' }), said({ gate: 2 }))
    const newer = said({ gate: 1, id: 2, sha: 'b'.repeat(40) })
    expect(told(commentWith(newer, [standing], MARKER, MAX))).toEqual(['CI / test (1): pass'])
    expect(laterRun(standing, newer)).toBeNull()
    expect(laterRun(after(newer), said({ gate: 2 }))).toEqual({ id: 2, attempt: 1 })
  })

  test('a later run of the same commit replaces what the same gate said; an earlier one’s of another gate stands beside it', () => {
    const standing = after(said({ gate: 1, id: 5, verdict: 'fail' }))
    expect(laterRun(standing, said({ gate: 1, id: 4 }))).toEqual({ id: 5, attempt: 1 })
    expect(laterRun(standing, said({ gate: 2, id: 4 }))).toBeNull()
    expect(told(commentWith(said({ gate: 2, id: 4 }), [standing], MARKER, MAX))).toEqual([
      'CI / test (1): fail',
      'CI / test (2): pass',
    ])
  })
})

describe('in a server’s outage', () => {
  test('what gates judge alone stands beside what the server said, and each goes when the server has heard of it', () => {
    const outage = [byServer({ gate: 1 }), said({ gate: 2, verdict: 'fail' }), said({ gate: 3, verdict: 'warn' })]
    expect(told(after(...outage))).toEqual(['CI / test (2): fail', 'CI / test (3): warn', 'server: pass'])
    // Nor is it said that each has judged alone.
    expect(after(...outage)).not.toContain('what it measured alone')
    expect(told(after(...outage, byServer({ gate: 2, attempt: 2, verdict: 'warn' })))).toEqual([
      'server: warn',
      'CI / test (3): warn',
    ])
  })

  test('of what the server said the newest stands, and none is written over by an earlier attempt', () => {
    expect(told(after(byServer({ gate: 1 }), byServer({ gate: 2, verdict: 'fail' })))).toEqual(['server: fail'])
    expect(laterRun(after(byServer({ gate: 1, attempt: 2 })), byServer({ gate: 2 }))).toEqual({ id: 1, attempt: 2 })
  })
})

describe('comments over 65,536 characters that silently vanish', () => {
  const long = (gate: number, verdict: State['verdict'], length: number): Part =>
    said({ gate, verdict, text: `### ${verdict} of ${gate}\n\n${'x'.repeat(length)}` })

  test('whole, then the best cut to their verdicts, then left out and said so; the worst is there to the last', () => {
    const parts = [long(1, 'fail', 30_000), long(2, 'warn', 30_000), long(3, 'pass', 30_000)]
    const body = commentOf(parts, MARKER, MAX)
    expect(body.length).toBeLessThanOrEqual(MAX)
    expect(partsOf(body).map(({ text }) => text.length > 30_000)).toEqual([true, true, false])
    expect(told(body)).toHaveLength(3)

    const many = Array.from({ length: 300 }, (_, at) => long(at, at === 0 ? 'fail' : 'pass', 500))
    const cut = commentOf(many, MARKER, MAX)
    expect(cut.length).toBeLessThanOrEqual(MAX)
    expect(told(cut)[0]).toBe('CI / test (0): fail')
    expect(told(cut).length).toBeGreaterThan(100)
    const leftOut = 'What further gates say does not fit here'
    expect(cut).toContain(leftOut)
    // Said on while it is so, and no longer of another commit.
    expect(commentWith(said({ gate: 0 }), [cut], MARKER, MAX)).toContain(leftOut)
    expect(commentWith(said({ gate: 0, sha: 'b'.repeat(40) }), [cut], MARKER, MAX)).not.toContain(leftOut)

    const full = commentOf([long(1, 'fail', 63_850), long(2, 'pass', 1)], MARKER, MAX)
    expect(full.length).toBeLessThanOrEqual(MAX)
    expect(told(full)[0]).toBe('CI / test (1): fail')
  })
})
