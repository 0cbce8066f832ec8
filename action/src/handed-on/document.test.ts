import { comment } from '@plumbline/render'
import { everything, variants } from '@plumbline/render/testing'
import { describe, expect, test } from 'vitest'
import { documentOf, readDocument } from './document.ts'

const bytes = (value: unknown) =>
  value instanceof Uint8Array
    ? value
    : new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const read = (value: unknown) => {
  const found = readDocument(bytes(value))
  return 'refused' in found ? found.refused : found.evaluation
}

test.each(Object.entries(variants))(
  '%s comes back as it was, but for what only a server can vouch for',
  (_, sample) => {
    const back = read(documentOf(sample))
    if (typeof back === 'string') throw new Error(back)
    const { url: _url, ledger, run, pull_request, ...rest } = sample
    const objectives = sample.objectives.map(({ evidence_url, breach_id, ...result }) => result)
    expect(back).toEqual({ ...rest, objectives })
  },
)

describe('what strangers write is data', () => {
  test.each([
    ['no JSON', '{', 'no JSON'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'no JSON'],
    ['null', 'null', 'format'],
    ['a list', '[]', 'format'],
    ['another format', { plumbline_comment: 2, evaluation: {} }, 'format'],
    ['Markdown in place of it', { plumbline_comment: 1, evaluation: '# hi' }, 'no evaluation'],
    ['half of it', { plumbline_comment: 1, evaluation: { verdict: 'pass' } }, 'no evaluation'],
    [
      'a verdict that is none',
      { plumbline_comment: 1, evaluation: { ...everything, verdict: 'great' } },
      'no evaluation',
    ],
    [
      'a number that is text',
      {
        plumbline_comment: 1,
        evaluation: { ...everything, objectives: [{ ...everything.objectives[0], samples: '<b>' }] },
      },
      'no evaluation',
    ],
    [
      'a service that is none',
      { plumbline_comment: 1, evaluation: { ...everything, service: '--> @everyone' } },
      'no evaluation',
    ],
  ])('%s is refused', (_, value, says) => expect(read(value)).toContain(says))

  test('what the contract does not name is left out, with every address and witness', () => {
    const evil = {
      ...everything,
      url: 'https://evil.example/',
      ledger: { seq: 1, head: 'x' },
      markdown: '# hi',
      extra: 1,
    }
    const back = JSON.stringify(read({ plumbline_comment: 1, evaluation: evil }))
    for (const word of ['evil.example', 'markdown', 'extra', 'ledger', 'evidence_url']) expect(back).not.toContain(word)
  })

  /** Every text of a value, by where it stands; the parts of a list stand in one place. */
  const mapped = (value: unknown, change: (text: string, place: string) => string, place = ''): unknown => {
    if (typeof value === 'string') return change(value, place)
    if (Array.isArray(value)) return value.map((part) => mapped(part, change, `${place}[]`))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, mapped(part, change, `${place}.${key}`)]),
    )
  }
  const places = new Set<string>()
  mapped(everything, (text, place) => {
    places.add(place)
    return text
  })
  const FOREIGN = /(?<![\\\w])@octocat|<(?:img|script|h1|b)\b|\]\(https?:|<https?:|^# own/im
  /** The comment of it; null where it is refused, or can't be shown. */
  const shown = (evaluation: unknown): string | null => {
    const back = read({ plumbline_comment: 1, evaluation })
    try {
      if (typeof back === 'string') return null
      // What stands in a code span or block means nothing.
      return comment(back, { detail: 'full' }).replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
    } catch {
      return null
    }
  }

  test('no text in it, wherever it stands, becomes a link, an image, HTML, a heading or a mention in the comment', () => {
    const text = '@octocat <img src=x> [a](https://evil.example) <!-- \n\n# own\n\n<https://evil.example>'
    const comments = [...places].map((there) =>
      shown(mapped(everything, (own, place) => (place === there ? text : own))),
    )
    expect(comments.filter((one) => one !== null).length).toBeGreaterThan(50)
    for (const one of comments) expect(one ?? '').not.toMatch(FOREIGN)
  })
})
