import { expect, test } from 'vitest'
import { pullRequestOf } from './pull-request.ts'

const EVENT = JSON.stringify({
  pull_request: { number: 42, title: 'Faster checkout', user: { login: 'ada' }, labels: [{ name: 'hotfix' }, {}] },
})
const GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: '/event.json' }

const told = (env: Record<string, string>, file: string | null = EVENT) =>
  pullRequestOf(
    (name) => env[name] ?? null,
    (path) => (path === '/event.json' ? file : null),
  )?.pullRequest ?? null

test('GitHub: by the file of the event, with its title, author and labels', () =>
  expect(told(GITHUB)).toEqual({ number: 42, title: 'Faster checkout', author: 'ada', labels: ['hotfix'] }))

test.each([
  { ci: 'Azure, its own repository', env: { TF_BUILD: 'True', SYSTEM_PULLREQUEST_PULLREQUESTID: '7' }, number: 7 },
  {
    ci: 'Azure, a repository on GitHub',
    env: { TF_BUILD: 'True', SYSTEM_PULLREQUEST_PULLREQUESTID: '90210', SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: '7' },
    number: 7,
  },
  { ci: 'Bitbucket', env: { BITBUCKET_BUILD_NUMBER: '3', BITBUCKET_PR_ID: '7' }, number: 7 },
  { ci: 'Jenkins', env: { JENKINS_URL: 'https://ci.acme.example', CHANGE_ID: '7' }, number: 7 },
])('$ci', ({ env, number }) => expect(told(env)?.number).toBe(number))

test.each([
  { why: 'no CI system', env: { GITHUB_EVENT_PATH: '/event.json', CHANGE_ID: '7' }, file: EVENT },
  { why: 'a push', env: GITHUB, file: '{"ref":"refs/heads/main"}' },
  { why: 'a file that is not there', env: GITHUB, file: null },
  { why: 'a file that is no JSON', env: GITHUB, file: '{' },
  { why: 'a number that is none', env: GITHUB, file: '{"pull_request":{"number":"x"}}' },
  { why: 'a branch', env: { JENKINS_URL: 'https://ci.acme.example', CHANGE_ID: 'main' }, file: null },
])('$why: none', ({ env, file }) => expect(told(env, file)).toBeNull())
