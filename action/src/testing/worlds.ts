import { at, textAt } from '../json.ts'
import { startEmulator } from './emulator.ts'
import { ACTIONS_TOKEN, PERSONAL_TOKEN, READING_TOKEN, startFakeGitHub } from './fake-github.ts'
import { makeRepository } from './repository.ts'

export type As = 'actions' | 'reading' | 'person' | 'wrong'

/** A GitHub of two, both in one state: a pull request of 35 commits and 44 comments, a tag, a file, an issue. */
export type World = {
  url: string
  pull: number
  /** Whose labels were set and taken. On GitHub, and so in our fake, that may be the pull request itself. */
  issue: number
  /** Of the workflow's own comments one that stands, and one that is gone. */
  comment: number
  gone: number
  branch: string
  /** Commits of the branch, oldest first, the first being the base. */
  shas: string[]
  tokens: Record<As, string>
}

export type Asked = {
  method?: string
  as?: As
  /** Another media type than JSON. */
  accept?: string
  body?: unknown
}

export type Told = { status: number; link: string; json: unknown }

export const list = (json: unknown): unknown[] => (Array.isArray(json) ? json : [])

export const ask = async ({ url, tokens }: World, asked: Asked, path: string): Promise<Told> => {
  const { method = 'GET', as = 'actions', accept, body } = asked
  const answer = await fetch(`${url}${path === '/user' ? '' : '/repos/acme/shop'}${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens[as]}`, accept: accept ?? 'application/vnd.github+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const json: unknown = accept === undefined && text !== '' ? JSON.parse(text) : text
  return { status: answer.status, link: answer.headers.get('link') ?? '', json }
}

/** 45 comments of the workflow's own, of which the last but one is removed again. */
const talk = async (world: World): Promise<World> => {
  const made: number[] = []
  for (let n = 0; n < 45; n += 1) {
    const { json } = await ask(world, { method: 'POST', body: { body: `said ${n}` } }, `/issues/${world.pull}/comments`)
    made.push(Number(at(json, 'id')))
  }
  const [gone = 0, comment = 0] = made.slice(-2)
  await ask(world, { method: 'DELETE' }, `/issues/comments/${gone}`)
  return { ...world, gone, comment }
}

/** GitHub's emulator of others, and our own fake. */
export const openWorlds = async (): Promise<{ there: World; here: World; close: () => Promise<void> }> => {
  const emulator = await startEmulator()
  const { number: pull, branch } = await emulator.pullRequest(35)
  const issue = await emulator.issue()
  const history = list(await emulator.ask('GET', `/commits?sha=${branch}&per_page=100`)).toReversed()
  const shas = history.map((one) => textAt(one, 'sha') ?? '')
  const { mona, kim, ...tokens } = emulator.tokens
  const [before = '', last = ''] = shas.slice(-2)
  await emulator.ask('POST', '/git/refs', { ref: 'refs/tags/v1', sha: last })
  for (const labels of [['bug'], ['bug', 'hotfix'], ['bug'], ['hotfix', 'bug']])
    await emulator.ask('PATCH', `/issues/${issue}`, { labels }, kim)

  const fake = await startFakeGitHub({ pullRequest: pull })
  const repository = makeRepository({ agreement: null })
  repository.write('README.md', '# shop\n')
  repository.commit('the file that both have')
  fake.origin = repository.path
  fake.commits = history.map((one, n) => ({ sha: shas[n] ?? '', at: textAt(one, 'commit', 'committer', 'date') ?? '' }))
  fake.actions.pulls.push({
    number: pull,
    state: 'open',
    head: { ref: branch, sha: last, repo: { id: 1, owner: 'acme' } },
  })
  fake.compared.parents.set(last, [before])
  fake.actions.tags.v1 = last
  const event = (name: 'labeled' | 'unlabeled', label: string) => ({ event: name, label, actor: 'kim' })
  fake.actions.issue = {
    author: 'mona',
    labels: ['bug', 'hotfix'],
    events: [
      event('labeled', 'bug'),
      event('labeled', 'hotfix'),
      event('unlabeled', 'hotfix'),
      event('labeled', 'hotfix'),
    ],
  }

  const both = { pull, branch, shas, comment: 0, gone: 0 }
  const ours = { actions: ACTIONS_TOKEN, reading: READING_TOKEN, person: PERSONAL_TOKEN, wrong: 'ghs_fakeOfNobody' }
  return {
    there: await talk({ ...both, url: emulator.url, issue, tokens: { ...tokens, person: mona } }),
    here: await talk({ ...both, url: fake.url, issue: pull, tokens: ours }),
    close: async () => {
      repository.remove()
      await Promise.all([emulator.close(), fake.close()])
    },
  }
}
