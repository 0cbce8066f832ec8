import { type Hosted, OPERATOR_KEY, startHosted } from '@plumbline/api/testing'
import type { TemporaryRepository } from '@plumbline/client/testing'
import { afterAll, beforeAll, expect } from 'vitest'
import { changedRepository, takeKeys, type World, wholeWay } from '../testing/whole-way.ts'

/*
 * The same as over `serve`, on the functions that are deployed: each request becomes an event of a function URL, and
 * two processes that know nothing of each other take turns to answer.
 */

let hosted: Hosted
let repo: TemporaryRepository
let world: World

beforeAll(async () => {
  repo = changedRepository()
  hosted = await startHosted()
  const url = await hosted.serve()
  world = { url, keys: await takeKeys(url, OPERATOR_KEY), repo }
})
afterAll(async () => {
  // A function that may not do what it does is found here, and not in an account.
  expect(hosted?.refused).toEqual([])
  await hosted?.stop()
  repo?.dispose()
})

wholeWay(() => world)
