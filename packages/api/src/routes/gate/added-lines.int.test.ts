import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage, sha } from '../../testing/events.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
})
afterAll(() => t.stop())

const gate = (body: Record<string, unknown>) =>
  t.ask('POST', `${a.e}/gate`, {
    key: a.keys.vendor,
    body: { service: 'checkout-api', event: 'pull_request', ...body },
  })

test('lines that an earlier report named are there when a later gate misses them', async () => {
  const commit_sha = sha(71)
  const event = coverage(commit_sha, { covered: 5, total: 10 })
  const uncovered = [{ path: 'src/tax.ts', lines: [3, 4, 5, 6, 7] }]
  const data = event.data as Record<string, unknown>
  const body = { ...event, data: { ...data, patch: { covered: 5, total: 10, uncovered } } }
  expect((await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body })).status).toBe(200)
  const { json } = await gate({ commit_sha })
  expect(json.objectives[0]).toMatchObject({ id: 'patch-coverage', status: 'breached', evidence: { uncovered } })
})

test('an added line that several flags run counts once, covered where any of them covers it', async () => {
  const commit_sha = sha(72)
  const upload = (flag: string, covered: number[], missed: number[], whole = true) => {
    const lines = (some: number[]) => (some.length > 0 ? [{ path: 'src/tax.ts', lines: some }] : [])
    const patch = {
      covered: covered.length,
      total: covered.length + missed.length,
      uncovered: lines(missed),
      ...(whole ? { covered_lines: lines(covered) } : {}),
    }
    const event = coverage(commit_sha, { covered: 0, total: 0 })
    return { ...event, id: `${flag}-72`, data: { ...(event.data as object), flag, patch } }
  }
  const ask = async (...events: unknown[]) => {
    const { json } = await gate({ commit_sha, run: `72-${t.clock.now++}`, events })
    const judged = json.objectives.find(({ id }: { id: string }) => id === 'patch-coverage')
    const said = json.notes.filter(({ code }: { code: string }) => code === 'uploads')
    return { ...judged, said }
  }
  expect(await ask(upload('unit', [1, 2, 3], [4, 5]))).toMatchObject({ status: 'breached', value: 60, said: [] })
  // Added up it would be 6 of 10.
  expect(await ask(upload('e2e', [3, 4, 5], [1, 2]))).toMatchObject({
    status: 'met',
    numerator: 5,
    denominator: 5,
    evidence: { formula: expect.stringContaining('each line once') },
    said: [],
  })
  expect(await ask(upload('old', [1, 2], [3], false))).toMatchObject({
    numerator: 8,
    denominator: 13,
    said: [{ detail: expect.stringContaining('added up over e2e, old, unit') }],
  })
})

test('an imported report of a flag does not keep its observed lines from being united', async () => {
  const commit_sha = sha(73)
  const upload = (flag: string, own: object = {}) => {
    const patch = { covered: 1, total: 1, uncovered: [], covered_lines: [{ path: 'a.ts', lines: [1] }] }
    const event = coverage(commit_sha, { covered: 0, total: 0 })
    return { ...event, id: `${flag}-73`, data: { ...(event.data as object), flag, patch }, ...own }
  }
  const imported = { id: 'imported-73', time: '2026-12-05T00:00:00Z', origin: 'reconstructed' }
  const events = [upload('unit'), upload('e2e'), upload('e2e', imported)]
  const { json } = await gate({ commit_sha, run: '73', events })
  expect(json.events).toMatchObject(Array(3).fill({ status: 'recorded' }))
  expect(json.objectives.find(({ id }: { id: string }) => id === 'patch-coverage')).toMatchObject({
    numerator: 1,
    denominator: 1,
    evidence: { formula: expect.stringContaining('each line once') },
  })
})

test.each([
  { what: 'name all their lines', whole: true, commit_sha: sha(74) },
  { what: 'are added up', whole: false, commit_sha: sha(75) },
])('uploads that $what may miss any number of lines: the gate answers, and says what it leaves out', async (how) => {
  const { whole, commit_sha } = how
  // Numbers that nothing compresses much: 31 times 4,000 of them outgrow an item of the store.
  const missed = (seed: number) =>
    Array.from({ length: 2_000 }, (_, i) => 1 + i * 4_999 + (((((i * 40_503 + seed * 97) % 65_536) ** 2) >> 7) % 4_999))
  const upload = (flag: number) => {
    const uncovered = [0, 1].map((file) => ({ path: `src/${flag}/${file}.ts`, lines: missed(flag * 2 + file) }))
    const event = coverage(commit_sha, { covered: 0, total: 0 })
    const patch = { covered: 0, total: 4_000, uncovered, ...(whole ? { covered_lines: [] } : {}) }
    return { ...event, id: `many-${flag}-${whole}`, data: { ...(event.data as object), flag: `f${flag}`, patch } }
  }
  for (let flag = 0; flag < 31; flag++) {
    const sent = await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body: [upload(flag)] })
    expect(sent.json.results).toMatchObject([{ status: 'recorded' }])
  }
  const { status, json } = await gate({ commit_sha, run: `many-${whole}` })
  expect(status).toBe(200)
  const judged = json.objectives.find(({ id }: { id: string }) => id === 'patch-coverage')
  expect(judged).toMatchObject({ status: 'breached', numerator: 0, denominator: 124_000 })
  expect(judged.evidence.formula).toMatch(/ uncovered lines named, \d+ more left out$/)
  expect(JSON.stringify(judged.evidence.uncovered).length).toBeLessThan(33_000)
})
