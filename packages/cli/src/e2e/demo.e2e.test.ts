import { readFileSync, statSync } from 'node:fs'
import { temporaryFolder } from '@plumbline/client/testing'
import { afterAll, expect, test } from 'vitest'
import { plumbline, started } from '../testing/cli.ts'

const data = temporaryFolder()
afterAll(() => data.dispose())
const args = ['demo', '--data', `${data.path}/demo`]
const keyIn = (out: string) => out.match(/Acme’s key +(\S+)/)?.[1] ?? ''

test('stopped while it is made, the example goes on where it was, shows a gate that fails and one that passes, and is not made again', async () => {
  const doneThrough = () => JSON.parse(readFileSync(`${data.path}/demo/demo.json`, 'utf8')).doneThrough as number
  const making = started([...args, '--once'])
  await making.line
  await expect.poll(doneThrough, { timeout: 60_000 }).toBeGreaterThan(3)
  making.signal('SIGINT')
  expect((await making.ran).code).toBe(130)
  const done = doneThrough()

  const goingOn = started([...args, '--once'])
  await expect.poll(doneThrough, { timeout: 60_000 }).not.toBe(done)
  expect(doneThrough()).toBeGreaterThan(done)
  const first = await goingOn.ran
  expect(first).toMatchObject({ code: 0 })
  expect(first.out).toMatch(/^This is an example\./)
  expect(first.out).toMatch(/✗ breached +patch-coverage +70\.8 %.*exit code 1.*Agreement met.*exit code 0/s)
  expect(done + Number(/made (\d+) days/.exec(first.err)?.[1])).toBe(doneThrough())
  expect(doneThrough()).toBeGreaterThan(119)
  // Who looks at it for the first time sees no machine's log.
  expect(first.err).not.toContain('"level"')
  for (const step of ['fails', 'passes'])
    expect(readFileSync(`${data.path}/demo/comment-${step}.md`, 'utf8')).toMatch(
      step === 'fails' ? /^### ❌/ : /^✅|^### ✅/,
    )
  // The README shows this comment; only figures may differ from day to day.
  const figureless = (text: string) => text.replace(/\d[\d.,]*/g, '#').replaceAll('\u00a0', ' ')
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8')
  const shown = readme.split('\n').flatMap((line) => (line.startsWith('>') ? [line.replace(/^> ?/, '')] : []))
  expect(shown.length).toBeGreaterThan(10)
  expect(figureless(readFileSync(`${data.path}/demo/comment-fails.md`, 'utf8'))).toContain(figureless(shown.join('\n')))
  expect(statSync(`${data.path}/demo/demo.json`).mode & 0o777).toBe(0o600)

  const again = started([...args, '--port', '0'])
  // Its last words are on stdout once everything is shown; asking it then is what a person does.
  const address = await again.said(/curl [^\n]* (http:\/\/[^/]+)\//)
  const env = { PLUMBLINE_API_URL: address, PLUMBLINE_ENGAGEMENT: 'acme-checkout', PLUMBLINE_API_KEY: keyIn(first.out) }
  const status = JSON.parse((await plumbline(['status', '--json'], { env })).out)
  expect(status.services).toHaveLength(3)
  const breaches = JSON.parse((await plumbline(['breaches', '--json'], { env })).out).data
  expect(new Set(breaches.map(({ scope }: { scope: string }) => scope))).toEqual(new Set(['change', 'window']))
  expect(new Set(breaches.map(({ status: one }: { status: string }) => one)).size).toBeGreaterThan(1)
  const agreements = JSON.parse((await plumbline(['agreement', '--json'], { env })).out).data
  expect(agreements.map(({ status: one }: { status: string }) => one)).toEqual(['active', 'superseded'])
  expect(await (await fetch(`${address}/`)).text()).toContain('Acme')

  again.signal('SIGINT')
  const stopped = await again.ran
  expect(stopped.code).toBe(130)
  expect(stopped.err).not.toMatch(/made \d+ days/)
  expect(keyIn(stopped.out)).toBe(keyIn(first.out))
})

test('rebuild finds nothing to mend in what the example wrote', async () => {
  const at = ['--data', `${data.path}/demo`, '--dry-run', '--json']
  const { code, out } = await plumbline(['rebuild', '--engagement', 'acme-checkout', ...at])
  expect(code).toBe(0)
  const { events, missing, surplus } = JSON.parse(out)
  expect({ missing, surplus }).toEqual({ missing: 0, surplus: 0 })
  expect(events).toBeGreaterThan(500)
  expect((await plumbline(['rebuild', '--engagement', 'nobody', ...at])).code).toBe(3)
  const unnamed = await plumbline(['rebuild', '--engagement', 'acme-checkout', '--table', 'plumbline'])
  expect(unnamed).toMatchObject({ code: 3, err: expect.stringContaining('AWS_') })
})

test('tick by hand finds nothing more to judge in what the example did, and says so', async () => {
  const at = ['--data', `${data.path}/demo`]
  const { code, out } = await plumbline(['tick', ...at, '--json'])
  expect(code).toBe(0)
  const [ticked, ...more] = JSON.parse(out).engagements
  expect(more).toEqual([])
  expect(ticked).toMatchObject({ engagement: 'acme-checkout', failed: 0, steps: { periods: 0, decisions: 0 } })
  expect((await plumbline(['tick', ...at])).out).toBe('acme-checkout\tnothing was due\n')
  expect((await plumbline(['tick', '--engagement', 'nobody', ...at])).code).toBe(3)
})
