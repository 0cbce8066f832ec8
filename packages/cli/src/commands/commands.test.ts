import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { run } from '../run.ts'
import { everyCommand, examplesIn, heardContext, helpOf, neededBy, seenProgram, wordsIn } from '../testing/program.ts'

const ALL = everyCommand(seenProgram().program)
const LEAVES = ALL.filter(({ command }) => command.commands.length === 0)
const named = LEAVES.map(({ path, command }) => [path.join(' '), path, command] as const)

const optionsOf = (command: Command) => command.options.map(({ long }) => long)

/** Commands whose answer is no data, with why. */
const WITHOUT_JSON: Record<string, string> = {
  init: 'it writes files, and prints their names, one a line',
  serve: 'it stays; its one line of data is its address',
  demo: 'it stays, and shows itself to people',
  completion: 'a script for a shell',
}

describe.each(named)('plumbline %s', (name, path, command) => {
  test('prints its data as JSON where it is asked to', () => {
    const has = optionsOf(command).includes('--json')
    expect({ name, has }).toEqual({ name, has: !Object.hasOwn(WITHOUT_JSON, name) })
  })

  test('says what it is for, and what each option and argument is', () => {
    expect(command.summary()).not.toBe('')
    for (const { flags, description } of command.options) expect(description, flags).not.toBe('')
    for (const argument of command.registeredArguments) expect(argument.description, argument.name()).not.toBe('')
  })

  test('has examples, and each can be typed', async () => {
    const lines = examplesIn(helpOf(path))
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      const calls = wordsIn(line)
      expect(calls.length, line).toBeGreaterThan(0)
      for (const words of calls) {
        const { program, err } = seenProgram()
        for (const one of everyCommand(program)) one.command.action(() => {})
        await program.parseAsync(words, { from: 'user' }).catch((error: unknown) => {
          throw new Error(`${line}\n${err() || error}`)
        })
      }
    }
  })

  test('its examples are about itself', () => {
    for (const line of examplesIn(helpOf(path))) {
      const shown = wordsIn(line).map((words) => words.slice(0, path.length).join(' '))
      // A group's default command may be meant by the group alone, and one step may need another before it.
      expect(
        shown.some((words) => name === words || words.startsWith(path[0] ?? '')),
        line,
      ).toBe(true)
    }
  })
})

/** Those that ask a server; gate judges here where there is none. */
const asking = named.filter(([name, , command]) => optionsOf(command).includes('--api-url') && name !== 'gate')

test.concurrent.each(asking)(
  'plumbline %s: without a server nothing is data, and why is said beside it',
  async (_, path, command) => {
    const { context, out, err } = heardContext({ PLUMBLINE_API_KEY: 'k' })
    const needed = neededBy(command)
    const words = [
      ...path,
      ...needed,
      '--api-url',
      'http://127.0.0.1:1',
      '--engagement',
      'acme-checkout',
      '--timeout',
      '1',
    ]
    const code = await run(path[0] === 'metrics' ? [...words, 'coverage', '--service', 'x'] : words, context)
    if (path[0] === 'doctor')
      return expect({ code, err: err() }).toEqual({ code: 1, err: expect.stringMatching(/things to mend/) })
    expect({ code, out: out() }).toEqual({ code: expect.toBeOneOf([2, 3, 4, 5]), out: '' })
    expect(err()).toMatch(/^plumbline: /m)
    expect(err()).not.toContain('\u001b')
  },
)

test('no option takes a secret: flags are seen in process lists and stay in histories', () => {
  for (const { path, command } of ALL)
    for (const long of optionsOf(command)) expect(long, path.join(' ')).not.toMatch(/key$|token|secret|password/)
})

test('an option that several commands have means the same in all of them', () => {
  const seen = new Map<string, string>()
  for (const { command } of LEAVES)
    for (const { long, argChoices, required } of command.options) {
      if (!long || !['--json', '--format', '--output', '--api-url', '--engagement', '--timeout'].includes(long))
        continue
      const meaning = JSON.stringify([argChoices, required])
      expect(seen.get(long) ?? meaning, `${command.name()} ${long}`).toBe(meaning)
      seen.set(long, meaning)
    }
})

test.each([
  { line: `plumbline a 'b c' --d="e f" | jq .x`, calls: [['a', 'b c', '--d=e f']] },
  { line: 'KEY=x plumbline a && plumbline b -o c', calls: [['a'], ['b', '-o', 'c']] },
  { line: 'jq -c .[] x | plumbline ingest - < y', calls: [['ingest', '-']] },
])('$line is taken apart as a shell does', ({ line, calls }) => {
  expect(wordsIn(line)).toEqual(calls)
})
