import { afterAll, beforeAll, expect, test } from 'vitest'
import { readComment } from '../comment/ours.ts'
import { at, textAt } from '../json.ts'
import { type Asked, ask, list, openWorlds, type World } from './worlds.ts'

/*
 * Most tests here believe our own fake. So it is asked the same as GitHub's emulator of others, both in the same state,
 * and what the Action reads of the answers has to be the same.
 */
let worlds: Awaited<ReturnType<typeof openWorlds>>
beforeAll(async () => {
  worlds = await openWorlds()
})
afterAll(() => worlds.close())

type Question = Asked & {
  path: (world: World) => string
  /** What the Action reads of the answer; absent: only its status. */
  reads?: (json: unknown) => unknown
}

const comments = (query: string) => (world: World) => `/issues/${world.pull}/comments${query}`
const own = ({ comment }: World) => `/issues/comments/${comment}`
const gone = (world: World) => `/issues/comments/${world.gone}`
const between =
  (from: number, to: number, query = '') =>
  ({ shas }: World) =>
    `/compare/${shas.at(from)}...${shas.at(to)}${query}`
const NOBODY = 'f'.repeat(40)

/** Ids and names of people differ. */
const read = (json: unknown) => {
  const comment = readComment(json)
  return comment && { ...comment, id: comment.id > 0, author: { bot: comment.author?.bot } }
}
const all = (json: unknown) => list(json).map(read)
const commits = (json: unknown) => ({
  total: at(json, 'total_commits'),
  base: at(json, 'merge_base_commit', 'sha'),
  status: at(json, 'status'),
  commits: list(at(json, 'commits')).map((one) => [
    at(one, 'sha'),
    at(one, 'commit', 'committer', 'date'),
    list(at(one, 'parents')).length,
  ]),
})
const events = (json: unknown) =>
  list(json)
    .filter((one) => textAt(one, 'event')?.endsWith('labeled'))
    .map((one) => [at(one, 'event'), at(one, 'label', 'name'), at(one, 'actor', 'login')])
const standing = (json: unknown) => ({
  author: at(json, 'user', 'login'),
  labels: list(at(json, 'labels'))
    .map((label) => at(label, 'name'))
    .sort(),
})
const pulls = (json: unknown) =>
  list(json).map((one) => [at(one, 'number'), at(one, 'state'), at(one, 'head', 'ref'), at(one, 'head', 'sha')])

const questions: Record<string, Question> = {
  'comments, as many as GitHub lists unasked': { path: comments(''), reads: all },
  'comments, the first page': { path: comments('?per_page=10'), reads: all },
  'comments, one in the middle': { path: comments('?per_page=10&page=3'), reads: all },
  'comments, the last page': { path: comments('?per_page=10&page=5'), reads: all },
  'comments, a page behind the last': { path: comments('?per_page=10&page=6'), reads: all },
  'comments, more at once than GitHub gives': { path: comments('?per_page=1000'), reads: all },
  'comments of nothing': { path: () => '/issues/999/comments' },
  'comments, with a token that is none': { path: comments(''), as: 'wrong' },
  'comments, with a token that may only read': { path: comments('?per_page=2'), as: 'reading', reads: all },
  'writing one': { method: 'POST', path: comments(''), body: { body: 'Hello' }, reads: read },
  'writing one, as a person': {
    method: 'POST',
    path: comments(''),
    as: 'person',
    body: { body: 'Hello' },
    reads: read,
  },
  'writing one, with a token that may only read': {
    method: 'POST',
    path: comments(''),
    as: 'reading',
    body: { body: 'x' },
  },
  'writing one, with a token that is none': { method: 'POST', path: comments(''), as: 'wrong', body: { body: 'x' } },
  'writing none': { method: 'POST', path: comments(''), body: {} },
  'writing an empty one': { method: 'POST', path: comments(''), body: { body: ' ' } },
  'writing where there is nothing': { method: 'POST', path: () => '/issues/999/comments', body: { body: 'x' } },
  'changing one': { method: 'PATCH', path: own, body: { body: 'Changed' }, reads: read },
  'changing one, with a token that may only read': { method: 'PATCH', path: own, as: 'reading', body: { body: 'x' } },
  'changing one that is gone': { method: 'PATCH', path: gone, body: { body: 'x' } },
  'removing one, with a token that may only read': { method: 'DELETE', path: own, as: 'reading' },
  'removing one': { method: 'DELETE', path: own, reads: (json) => json },
  'removing one that is gone': { method: 'DELETE', path: gone },
  'who a person is': { path: () => '/user', as: 'person', reads: (json) => typeof at(json, 'login') },
  'author and labels': { path: ({ issue }) => `/issues/${issue}`, reads: standing },
  'who set the labels': { path: ({ issue }) => `/issues/${issue}/events?per_page=100`, reads: events },
  'the events of nothing': { path: () => '/issues/999/events' },
  'open pull requests of a branch': { path: ({ branch }) => `/pulls?state=open&head=acme:${branch}`, reads: pulls },
  'closed ones': { path: ({ branch }) => `/pulls?state=closed&head=acme:${branch}`, reads: pulls },
  'those of another owner': { path: ({ branch }) => `/pulls?state=open&head=northwind:${branch}`, reads: pulls },
  'commits between two': { path: between(0, -1, '?per_page=100'), reads: commits },
  'commits, one page of several': { path: between(0, -1, '?per_page=10&page=2'), reads: commits },
  'commits, of one and the same': { path: between(3, 3, '?per_page=100'), reads: commits },
  'commits, going back': { path: between(7, 2, '?per_page=100'), reads: commits },
  'commits, one of which is unknown': { path: ({ shas }) => `/compare/${NOBODY}...${shas[0]}?per_page=100` },
  'a commit and its parents': {
    path: ({ shas }) => `/git/commits/${shas.at(-1)}`,
    reads: (json) => list(at(json, 'parents')).map((parent) => at(parent, 'sha')),
  },
  'an unknown commit': { path: () => `/git/commits/${NOBODY}` },
  'the commit of a tag': { path: () => '/commits/refs%2Ftags%2Fv1', reads: (json) => at(json, 'sha') },
  'the commit of an unknown tag': { path: () => '/commits/refs%2Ftags%2Fv2' },
  'a file': {
    path: () => '/contents/README.md?ref=HEAD',
    accept: 'application/vnd.github.raw+json',
    reads: (text) => text,
  },
  'a file that is not there': { path: () => '/contents/none.md?ref=HEAD', accept: 'application/vnd.github.raw+json' },
  'a file of an unknown commit': {
    path: () => `/contents/README.md?ref=${NOBODY}`,
    accept: 'application/vnd.github.raw+json',
  },
}

/** Page by `rel`: all of a link that differs between two hosts is left out. */
const linked = (link: string) =>
  Object.fromEntries(
    [...link.matchAll(/<([^>]+)>;\s*rel="(\w+)"/g)].map(([, url = '', rel = '']) => [
      rel,
      new URL(url).searchParams.get('page'),
    ]),
  )

test.each(Object.entries(questions))('our fake answers as GitHub’s emulator does: %s', async (_, question) => {
  const [there, here] = await Promise.all(
    [worlds.there, worlds.here].map(async (world) => {
      const { status, link, json } = await ask(world, question, question.path(world))
      return { status, pages: linked(link), read: question.reads?.(json) }
    }),
  )
  expect(here).toEqual(there)
})
