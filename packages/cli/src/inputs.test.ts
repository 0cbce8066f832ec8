import { expect, test } from 'vitest'
import { readInputs } from './inputs.ts'

test('what is empty or blank is not there', () => {
  expect(readInputs({ PLUMBLINE_API_URL: ' ', PLUMBLINE_API_KEY: '', PLUMBLINE_ENGAGEMENT: ' acme \n' })).toEqual({
    apiUrl: null,
    apiKey: null,
    engagement: 'acme',
    operatorKey: null,
    proxy: null,
    ci: null,
    colour: null,
  })
})

test.each([
  { env: {}, colour: null, why: 'nothing said: the terminal decides' },
  { env: { NO_COLOR: '1' }, colour: false, why: 'NO_COLOR' },
  { env: { NO_COLOR: '' }, colour: null, why: 'an empty NO_COLOR says nothing' },
  { env: { FORCE_COLOR: '1' }, colour: true, why: 'FORCE_COLOR' },
  { env: { FORCE_COLOR: '' }, colour: true, why: 'FORCE_COLOR needs no value' },
  { env: { FORCE_COLOR: '0' }, colour: false, why: 'FORCE_COLOR=0' },
  { env: { FORCE_COLOR: '1', NO_COLOR: '1' }, colour: true, why: 'FORCE_COLOR goes first' },
  { env: { TERM: 'dumb' }, colour: false, why: 'a dumb terminal' },
])('colour: $why', ({ env, colour }) => {
  expect(readInputs(env).colour).toBe(colour)
})

test('a proxy is named in capitals or not; NO_PROXY alone is none', () => {
  const https_proxy = 'http://proxy.acme.example:3128'
  expect(readInputs({ https_proxy, NO_PROXY: 'localhost' }).proxy).toEqual({
    HTTPS_PROXY: https_proxy,
    NO_PROXY: 'localhost',
  })
  expect(readInputs({ HTTPS_PROXY: ' ', NO_PROXY: '*' }).proxy).toBeNull()
})
