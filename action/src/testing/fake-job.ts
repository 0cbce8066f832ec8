import { createSend } from '@plumbline/client'
import { startBudget } from '../budget.ts'
import type { Job } from '../job.ts'
import { createMask } from '../runner/mask.ts'
import { readSettings } from '../settings/settings.ts'
import { ACTIONS_TOKEN, type FakeGitHub } from './fake-github.ts'

export type FakeJob = { job: Job /** What was said, in the log and in the summary. */; said: () => string }

/** A run of the Action in this process, for what needs no process of its own: no clone, no server. */
export const fakeJob = (
  github: FakeGitHub,
  {
    inputs = {},
    eventName = 'pull_request',
    payload = {},
  }: { inputs?: Record<string, string>; eventName?: string; payload?: unknown } = {},
): FakeJob => {
  const settings = readSettings(new Map(Object.entries({ 'github-token': ACTIONS_TOKEN, ...inputs })))
  if (!settings.ok) throw new Error(settings.errors.join('\n'))
  const said: string[] = []
  const say = (...texts: string[]) => void said.push(texts.join(': '))
  const job: Job = {
    settings: settings.value,
    runner: {
      eventName,
      payload,
      sha: 'f'.repeat(40),
      ref: 'refs/heads/main',
      repository: 'acme/shop',
      actor: 'mona',
      run: { id: '4711', attempt: '1', job: 'gate', workflow: 'CI', step: 'plumbline' },
      workspace: '/nowhere',
      temp: '/nowhere',
      serverUrl: 'https://github.com',
      githubApiUrl: github.url,
      proxy: null,
      notes: new Map(),
    },
    change: { event: 'manual', commitSha: 'f'.repeat(40) },
    exempt: null,
    // Not every kind of line has a test of its own.
    log: new Proxy({}, { get: () => say }) as Job['log'],
    summary: { add: async (text) => say(text) },
    budget: startBudget(10_000),
    send: createSend(),
    mask: createMask([]),
    auth: null,
    leaveNote: () => {},
    clone: Promise.resolve({ kind: 'none', reason: 'not_a_repository', detail: '' }),
    at: 0,
  }
  return { job, said: () => said.join('\n') }
}
