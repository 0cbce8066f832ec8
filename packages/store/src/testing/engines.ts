import { afterAll, beforeAll, describe } from 'vitest'
import type { Connection } from '../dynamo/connection.ts'
import { dynamoDbLocal } from './dynamodb-local.ts'
import { embeddedPlace, type Place } from './place.ts'
import { type Bench, createBench } from './suite/bench.ts'

/** What a suite is given: engagements on one table, tables of its own, and the engine itself. */
export type Suite = (bench: Bench, newTable: () => Promise<Connection>, place: () => Place) => void

const runOn = (name: string, start: () => Promise<Place>, suites: Suite[]) =>
  describe(name, () => {
    let place: Place | null = null
    let connection: Connection | null = null
    const started = <T>(value: T | null): T => {
      if (value === null) throw new Error('not started')
      return value
    }
    const bench = createBench(() => started(connection))

    beforeAll(async () => {
      place = await start()
      connection = await place.newTable()
    })
    afterAll(async () => {
      bench.close()
      await place?.stop()
    })

    for (const suite of suites)
      suite(
        bench,
        () => started(place).newTable(),
        () => started(place),
      )
  })

/** Runs suites on each engine there is: what holds must hold on all of them. */
export const onEveryEngine = (...suites: Suite[]) => {
  runOn('on the embedded engine', embeddedPlace, suites)
  // Amazon's own engine is 50 MB and needs Java, so it is no dependency: where it is there, it has its say.
  const amazons = dynamoDbLocal()
  if ('start' in amazons) runOn('on Amazon’s DynamoDB Local', amazons.start, suites)
  else process.stderr.write(`\n  NOT RUN on Amazon’s DynamoDB Local: ${amazons.missing}\n\n`)
}
