import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { plumbline, shell, started } from '../testing/cli.ts'
import { VERSION } from '../version.ts'

const COMMANDS = [
  ['init'],
  ['validate'],
  ['gate'],
  ['deployment', 'start'],
  ['deployment', 'finish'],
  ['incident'],
  ['ingest'],
  ['status'],
  ['breaches', 'list'],
  ['breaches', 'show'],
  ['breaches', 'acknowledge'],
  ['breaches', 'note'],
  ['breaches', 'resolve'],
  ['breaches', 'root-cause'],
  ['breaches', 'summary'],
  ['agreement', 'list'],
  ['agreement', 'show'],
  ['agreement', 'propose'],
  ['agreement', 'accept'],
  ['agreement', 'reject'],
  ['agreement', 'withdraw'],
  ['metrics'],
  ['keys', 'list'],
  ['keys', 'create'],
  ['keys', 'revoke'],
  ['serve'],
  ['rebuild'],
  ['tick'],
  ['demo'],
]

test.each(COMMANDS)('%s %s --help: on stdout, with examples that start with plumbline', async (...words) => {
  const command = words.filter((word) => word !== undefined)
  const { code, out, err } = await plumbline([...command, '--help'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain(`Usage: plumbline ${command.join(' ')}`)
  expect(out).toMatch(/Examples:\n {2}\$ /)
  expect(out.split('\n').filter((line) => line.length > 160 && !line.includes('PLUMBLINE_API_KEY='))).toEqual([])
})

test('--help lists every command and the exit codes; --version is one line', async () => {
  const { out } = await plumbline(['--help'])
  for (const [command] of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'))
  expect(out).toContain('130 interrupted')
  expect(await plumbline(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' })
})

test.each([
  { args: [], says: 'Usage: plumbline' },
  { args: ['gaet'], says: '(Did you mean gate?)' },
  { args: ['gate', '--covrage', 'x'], says: '(Did you mean --coverage?)' },
  { args: ['gate', '--event', 'deploy'], says: 'Allowed choices are pull_request' },
  { args: ['gate', '--pr', 'x'], says: 'must be a whole number' },
  { args: ['serve', '--port', '99999'], says: 'must be a port' },
  { args: ['breaches', 'lst'], says: 'there is list, show, ' },
  { args: ['breaches', 'show'], says: "missing required argument 'id'" },
  { args: ['ingest'], says: "missing required argument 'files'" },
  { args: ['metrics', 'coverge'], says: 'there is no indicator “coverge”' },
  { args: ['agreement', 'show', 'x'], says: '“x” is no version' },
  { args: ['waver'], says: "unknown command 'waver'" },
])('plumbline $args is usage: exit 2, nothing on stdout, and it says what is right', async ({ args, says }) => {
  const { code, out, err } = await plumbline(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(says)
})

test.each([
  { args: ['status'], code: 3, says: /no server is named\n.*--api-url.*PLUMBLINE_API_URL.*plumbline serve/ },
  { args: ['status', '--api-url', 'http://127.0.0.1:1'], code: 3, says: /no engagement is named/ },
  {
    args: ['status', '--api-url', 'nonsense', '--engagement', 'a'],
    code: 3,
    says: /“nonsense” is no http\(s\) address/,
  },
  {
    args: ['status', '--api-url', 'http://127.0.0.1:1', '--engagement', 'abc', '--timeout', '1'],
    code: 5,
    says: /nothing listens at http:\/\/127\.0\.0\.1:1/,
  },
  { args: ['validate', 'none.yml'], code: 3, says: /^$/ },
])('$args ends with $code and the next step', async ({ args, code, says }) => {
  const ran = await plumbline(args)
  expect(ran.code).toBe(code)
  expect(ran.err).toMatch(says)
})

test('a closed pipe is no error', async () => {
  const { code, err } = await shell('set -o pipefail; plumbline metrics --json | true')
  expect({ code, err }).toEqual({ code: 0, err: '' })
})

test('Ctrl-C ends with 130', async () => {
  // A server that never answers: its request shows that the command is at work.
  const server = createServer(() => waiting.signal('SIGINT'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const waiting = started(['status', '--engagement', 'abc', '--api-url', `http://127.0.0.1:${port}`])
  expect(await waiting.ran).toMatchObject({ code: 130, out: '' })
  server.closeAllConnections()
  server.close()
})

test('data goes where it is wanted: JSON, CSV with heads, TSV without, a file by its name', async () => {
  expect(JSON.parse((await plumbline(['metrics', '--json'])).out)).toMatchObject({ data: expect.any(Array) })
  expect((await plumbline(['metrics', '--format', 'csv'])).out).toMatch(/^key,unit,direction,scope,title,formula\r\n/)
  const tsv = (await plumbline(['metrics'])).out.split('\n')
  expect(tsv[0]?.split('\t')).toHaveLength(6)
  expect((await plumbline(['metrics', '--format', 'md'])).out).toMatch(/^\| Indicator \| Unit/)
  const { out } = await shell('cd $(mktemp -d) && plumbline metrics -o m.csv 2>&1 && head -c 9 m.csv && rm -r "$PWD"')
  expect(out).toBe('wrote m.csv\nkey,unit,')
})

test('colour and tables on a terminal, neither in a pipe', async () => {
  const { code } = await shell('command -v script')
  if (code !== 0) return void process.stderr.write('SKIPPED: there is no script(1) to make a terminal with\n')
  const { out } = await shell(
    `script -qec '"${process.execPath}" ${process.cwd()}/packages/cli/bin/plumbline.js metrics' /dev/null`,
    { env: { TERM: 'xterm', COLUMNS: '100' } },
  )
  // Its terminal has 0 columns, as those of containers do: that is no width to wrap at.
  const [head = ''] = out.split('\n')
  expect(head).toContain('\u001b[2mIndicator')
  expect(head).toContain('Measures')
  expect((await plumbline(['metrics', '--format', 'table'])).out).toMatch(/^ {2}Indicator +Unit/)
  expect((await plumbline(['metrics', '--format', 'table'], { env: { FORCE_COLOR: '1' } })).out).toContain('\u001b[2m')
  expect((await plumbline(['metrics', '--format', 'table'], { env: { NO_COLOR: '1' } })).out).not.toContain('\u001b')
})
