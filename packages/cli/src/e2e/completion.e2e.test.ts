import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plumbline, shell } from '../testing/cli.ts'

let folder = ''
const scriptOf = (name: string) => join(folder, `plumbline.${name}`)
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-completion-'))
  mkdirSync(join(folder, 'coverage of all'))
  writeFileSync(join(folder, 'coverage of all', 'lcov.info'), '')
  for (const name of ['bash', 'zsh', 'fish', 'powershell']) {
    const { code, out, err } = await plumbline(['completion', name])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    writeFileSync(scriptOf(name), out)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = async (line: string, input = '') => {
  const { code, out, err } = await shell(line, { cwd: folder, input, env: { TERM: 'dumb', HOME: folder } })
  return { code, err, lines: out.split(/\r?\n/).filter((text) => text !== '') }
}
const isThere = async (program: string): Promise<boolean> => {
  const { code } = await shell(`command -v ${program}`)
  if (code !== 0) process.stderr.write(`SKIPPED: there is no ${program} here; its completion was not tried\n`)
  return code === 0
}

/** What is typed before TAB, and what is offered: all of it, or (`among`) at least this. */
const TYPED: { typed: string; offers?: string[]; among?: string[]; never?: string[] }[] = [
  { typed: '', among: ['init', 'gate', 'breaches', 'doctor', 'completion', 'help'], never: ['list', '--version'] },
  { typed: 'sta', offers: ['status'] },
  { typed: 'help sta', offers: ['status'] },
  { typed: 'gate --event m', offers: ['merge_group', 'manual'] },
  { typed: 'gate --format ', offers: ['table', 'tsv', 'csv', 'ndjson', 'md'] },
  { typed: 'gate --js', offers: ['--json'] },
  { typed: 'gate --rolls', offers: ['--rolls-back'] },
  { typed: 'gate --title status --js', offers: ['--json'] },
  { typed: 'agreement a', offers: ['accept'] },
  { typed: 'agreement accept --has', offers: ['--hash'] },
  { typed: 'breaches --sor', offers: ['--sort'] },
  { typed: 'breaches list --sort ', offers: ['-opened_at', 'opened_at'] },
  { typed: 'breaches show --sort', offers: [] },
  { typed: 'gate --service ', offers: [] },
  { typed: 'completion z', offers: ['zsh'] },
  { typed: 'serve --por', offers: ['--port'] },
]

const expectOffers = (offered: string[], { offers, among, never }: (typeof TYPED)[number]) => {
  if (offers) expect([...offered].sort()).toEqual([...offers].sort())
  if (among) expect(offered).toEqual(expect.arrayContaining(among))
  for (const word of never ?? []) expect(offered).not.toContain(word)
}

describe('bash', () => {
  /** Readline takes words apart at blanks, = and colons. */
  const offered = async (typed: string) => {
    const words = ['plumbline', ...typed.split(/\s+/).flatMap((word) => word.split(/(?<=[=:])|(?=[=:])/))]
    const quoted = words.map((word) => `'${word}'`).join(' ')
    const { lines, err } = await run(
      `source ${scriptOf('bash')}; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _plumbline; printf '%s\\n' "\${COMPREPLY[@]}"`,
    )
    expect(err).toBe('')
    return lines
  }

  test.each([...TYPED, { typed: 'gate --format=c', offers: ['csv'] }])('“$typed” TAB', async (one) => {
    expectOffers(await offered(one.typed), one)
  })

  test('at a prompt: words, files with blanks in their names, folders; nothing where nothing is known', async () => {
    if (!(await isThere('script'))) return
    const typed = [
      `PS1=; source ${scriptOf('bash')}; plumbline() { printf '<%s>' "$@"; echo; }`,
      'plumbline sta\t',
      'plumbline ingest cov\tlc\t',
      'plumbline gate --coverage cov\tlc\t --tests cov\tlc\t --js\t',
      'plumbline serve --data cov\t',
      'plumbline gate --service cov\tx',
      'exit',
    ]
    const { lines } = await run(`script -qec 'bash --noprofile --norc -i' /dev/null`, `${typed.join('\n')}\n`)
    expect(lines.filter((line) => line.startsWith('<'))).toEqual([
      '<status>',
      '<ingest><coverage of all/lcov.info>',
      '<gate><--coverage><coverage of all/lcov.info><--tests><coverage of all/lcov.info><--json>',
      '<serve><--data><coverage of all/>',
      '<gate><--service><covx>',
    ])
  })

  test('a TAB starts no process', async () => {
    const { lines } = await run(
      `source ${scriptOf('bash')}; PATH=; COMP_WORDS=(plumbline gate --format ''); COMP_CWORD=3; _plumbline; echo "\${#COMPREPLY[@]}"`,
    )
    expect(lines).toEqual(['5'])
  })
})

test('zsh, at a prompt', async () => {
  if (!(await isThere('zsh')) || !(await isThere('script'))) return
  const typed = [
    `PS1=; autoload -U compinit; compinit -u -D; source ${scriptOf('zsh')}; plumbline() { print -rn -- "<\${(j:><:)@}>"; print; }`,
    'plumbline sta\t',
    'plumbline agreement acc\t--has\tx',
    'plumbline gate --event merg\t',
    'plumbline gate --title status --js\t',
    'plumbline breaches --sor\topened\t',
    'plumbline breaches show --sor\tx',
    'plumbline gate --coverage cov\tlc\t',
    'plumbline ingest cov\tlc\t',
    'plumbline completion fi\t',
    'exit',
  ]
  const { lines } = await run(`script -qec 'zsh -f -i' /dev/null`, `${typed.join('\n')}\n`)
  expect(lines.filter((line) => line.startsWith('<'))).toEqual([
    '<status>',
    '<agreement><accept><--hash=x>',
    '<gate><--event><merge_group>',
    '<gate><--title><status><--json>',
    '<breaches><--sort=opened_at>',
    '<breaches><show><--sorx>',
    '<gate><--coverage><coverage of all/lcov.info>',
    '<ingest><coverage of all/lcov.info>',
    '<completion><fish>',
  ])
})

test('fish', async () => {
  if (!(await isThere('fish'))) return
  const ask = TYPED.map(({ typed }) => `echo '== ${typed}'; complete -C 'plumbline ${typed}'`).join('; ')
  const { lines, err } = await run(`fish --no-config -c "source ${scriptOf('fish')}; ${ask}"`)
  expect(err).toBe('')
  for (const one of TYPED) {
    const from = lines.indexOf(`== ${one.typed}`) + 1
    const to = lines.findIndex((line, i) => i >= from && line.startsWith('== '))
    const offered = lines.slice(from, to < 0 ? undefined : to).map((line) => line.split('\t')[0] ?? '')
    expectOffers(offered, one)
  }
  expect(lines).toContain('status\tevery objective now, worst first')
})

test('PowerShell', async () => {
  if (!(await isThere('pwsh'))) return
  for (const one of TYPED.filter(({ offers }) => offers?.length !== 0)) {
    const line = `plumbline ${one.typed}`
    const { lines } = await run(
      `pwsh -NoProfile -Command ". ${scriptOf('powershell')}; (TabExpansion2 '${line}' ${line.length}).CompletionMatches.CompletionText"`,
    )
    expectOffers(lines, one)
  }
})
