import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import type { Context } from '../context.ts'
import { EXIT, Failure, usage } from '../exit.ts'

export type Answers = { engagement: string; client: string; vendor: string; service: string; timeZone: string }
export type Given = { [Name in keyof Answers]?: string }

type Question = { name: keyof Answers; flag: string; ask: string; wrong: (answer: string) => string | null }

const SLUG = /^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/
const SERVICE = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,62}[A-Za-z0-9])?$/

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

const named = (answer: string) => (answer.length <= 100 && answer !== '' ? null : 'must be 1 to 100 characters')

const QUESTIONS: Question[] = [
  { name: 'client', flag: '--client', ask: 'Who is the client?', wrong: named },
  { name: 'vendor', flag: '--vendor', ask: 'Who writes the software?', wrong: named },
  {
    name: 'service',
    flag: '--service',
    ask: 'What is delivered and measured first (a service)?',
    wrong: (answer) => (SERVICE.test(answer) ? null : 'must be 1 to 64 of A-Z a-z 0-9 . _ / -'),
  },
  {
    name: 'engagement',
    flag: '--engagement',
    ask: 'A short name for the engagement?',
    wrong: (answer) => (SLUG.test(answer) ? null : 'must be 3 to 64 of a-z, 0-9 and -'),
  },
  {
    name: 'timeZone',
    flag: '--time-zone',
    ask: 'Whose midnights cut the months (an IANA zone)?',
    wrong: (answer) => (isZone(answer) ? null : 'must be an IANA time zone, e.g. America/New_York'),
  },
]

export const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')

const proposalFor = (name: keyof Answers, given: Given, cwd: string): string => {
  const folder = slugOf(basename(cwd)) || 'service'
  switch (name) {
    case 'client':
      return 'Client'
    case 'vendor':
      return 'Vendor'
    case 'service':
      return folder
    case 'engagement': {
      const made = slugOf(`${given.client ?? ''} ${given.service ?? folder}`)
      return SLUG.test(made) ? made : 'engagement'
    }
    case 'timeZone':
      return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
    default:
      return name satisfies never
  }
}

const refuseFlags = (given: Given): void => {
  for (const { name, flag, wrong } of QUESTIONS) {
    const answer = given[name]
    const fault = answer === undefined ? null : wrong(answer)
    if (fault !== null) throw usage(`${flag} ${fault}; “${answer}” is not`)
  }
}

/** Lines of the terminal one by one, also where several came at once; null once it is closed or interrupted. */
const readLines = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream) => {
  const prompt = createInterface({ input, output })
  const waiting: ((line: string | null) => void)[] = []
  const lines: string[] = []
  let over = false
  const end = () => {
    over = true
    for (const give of waiting.splice(0)) give(null)
  }
  prompt.on('line', (line) => {
    const give = waiting.shift()
    if (give) give(line)
    else lines.push(line)
  })
  prompt.on('SIGINT', end).on('close', end)
  return {
    ask: (question: string): Promise<string | null> => {
      prompt.setPrompt(question)
      prompt.prompt()
      const line = lines.shift()
      if (line !== undefined) return Promise.resolve(line)
      return over ? Promise.resolve(null) : new Promise((give) => waiting.push(give))
    },
    close: () => prompt.close(),
  }
}

/** Asks on the terminal for what no flag told; Ctrl-C and Ctrl-D end the questions, and nothing was written yet. */
const askFor = async (context: Context, given: Given, open: Question[]): Promise<Given> => {
  const lines = readLines(process.stdin, process.stderr)
  const answers: Given = { ...given }
  try {
    for (const { name, ask, wrong } of open) {
      const proposal = proposalFor(name, answers, context.cwd)
      for (let fault: string | null = ''; fault !== null; ) {
        const line = await lines.ask(`${ask} [${proposal}] `)
        if (line === null) throw new Failure(EXIT.interrupted, 'nothing was written')
        const answer = line.trim() || proposal
        fault = wrong(answer)
        if (fault === null) answers[name] = answer
        else context.err.write(`  ${fault}\n`)
      }
    }
  } finally {
    lines.close()
  }
  return answers
}

/** Flags first, then questions on a terminal, or the proposals with `yes`. Never waits where nobody can answer. */
export const answersFrom = async (context: Context, given: Given, yes: boolean): Promise<Answers> => {
  refuseFlags(given)
  const open = QUESTIONS.filter(({ name }) => given[name] === undefined)
  if (open.length > 0 && !yes && !context.stdin.isTerminal)
    throw usage(
      `nobody can be asked here, and these answers are missing: ${open.map(({ flag }) => flag).join(', ')}`,
      'give them as flags, or --yes to take what is proposed',
    )
  const told = open.length > 0 && !yes ? await askFor(context, given, open) : given
  const answer = (name: keyof Answers): string => told[name] ?? proposalFor(name, told, context.cwd)
  return {
    client: answer('client'),
    vendor: answer('vendor'),
    service: answer('service'),
    engagement: answer('engagement'),
    timeZone: answer('timeZone'),
  }
}
