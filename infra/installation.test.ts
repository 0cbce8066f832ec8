import { beforeAll, describe, expect, test } from 'vitest'
import { TTL_ATTRIBUTE, tableShape } from '../packages/store/src/dynamo/shape.ts'
import { STREAM_ACTIONS, TABLE_ACTIONS } from './permissions.ts'
import { SIZES } from './sizes.ts'
import { declared } from './testing/declared.ts'
import { type Seen, seenIn } from './testing/seen.ts'

/*
 * What the real `run()` of sst.config.ts declares, under Pulumi’s mocks. Nobody asked AWS whether it agrees.
 */

const FUNCTIONS = ['Api', 'Sweeper', 'Tick'] as const
const keyOf = (title: (typeof FUNCTIONS)[number]) => title.toLowerCase() as keyof typeof TABLE_ACTIONS

let production: Seen
let dev: Seen
let restored: Seen
beforeAll(async () => {
  // One after the other: each builds the bundles anew.
  production = seenIn(await declared('production', { PLUMBLINE_ALARM_EMAIL: 'operations@acme.example' }))
  dev = seenIn(await declared('dev-anna'))
  restored = seenIn(
    await declared('staging', {
      PLUMBLINE_RESTORED_TABLE: 'restored-2026-11-22',
      PLUMBLINE_RESERVED_CONCURRENCY: '50',
      PLUMBLINE_PUBLIC_URL: 'https://plumbline.acme.example',
    }),
  )
})

describe('the table', () => {
  test('is the one the store would make', () => {
    const shape = tableShape('any')
    expect(production.one('aws:dynamodb/table:Table')).toMatchObject({
      billingMode: shape.BillingMode,
      hashKey: shape.KeySchema?.[0]?.AttributeName,
      rangeKey: shape.KeySchema?.[1]?.AttributeName,
      attributes: shape.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => ({
        name: AttributeName,
        type: AttributeType,
      })),
      streamEnabled: shape.StreamSpecification?.StreamEnabled,
      streamViewType: shape.StreamSpecification?.StreamViewType,
      ttl: { attributeName: TTL_ATTRIBUTE, enabled: true },
      globalSecondaryIndexes: [],
      localSecondaryIndexes: [],
    })
  })

  test('can be taken back to any second, on every stage', () => {
    for (const stage of [production, dev])
      expect(stage.one('aws:dynamodb/table:Table')).toMatchObject({ pointInTimeRecovery: { enabled: true } })
  })

  test('can’t be deleted where the stage is kept, and can where it is not', () => {
    expect(production.one('aws:dynamodb/table:Table').deletionProtectionEnabled).toBe(true)
    expect(dev.one('aws:dynamodb/table:Table').deletionProtectionEnabled).toBe(false)
  })

  test('after a restore it is the one that is named, and none is made', () => {
    const fn = restored.of('aws:lambda/function:Function', 'ApiFunction')
    expect(fn.environment.variables.PLUMBLINE_TABLE).toBe('restored-2026-11-22')
    expect(restored.policiesOf('Api')).toContainEqual({
      actions: TABLE_ACTIONS.api,
      resources: ['arn:aws:dynamodb:eu-central-1:123456789012:table/restored-2026-11-22'],
    })
  })
})

describe.each(FUNCTIONS)('the function %s', (title) => {
  const fn = () => production.of('aws:lambda/function:Function', `${title}Function`)

  test('is our bundle on arm64 and Node 24, with the memory and time it was given', () => {
    expect(fn()).toMatchObject({
      architectures: ['arm64'],
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      packageType: 'Zip',
      memorySize: Number.parseInt(SIZES[keyOf(title)].memory, 10),
      timeout: SIZES[keyOf(title)].timeoutSeconds,
    })
  })

  test('may do what it is named for, to this table, its own log and nothing else', () => {
    const statements = production.policiesOf(title)
    const table = 'arn:aws:dynamodb:eu-central-1:123456789012:table/TableTable'
    const expected = [
      { actions: TABLE_ACTIONS[keyOf(title)], resources: [table] },
      { actions: STREAM_ACTIONS[keyOf(title)], resources: [`${table}/stream/2026-11-22T12:00:00.000`] },
      {
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`arn:aws:logs:eu-central-1:123456789012:log-group:/plumbline/production/${keyOf(title)}:*`],
      },
      {
        actions: title === 'Sweeper' ? ['sqs:SendMessage'] : [],
        resources: ['arn:aws:sqs:eu-central-1:123456789012:SweeperDeadLetters'],
      },
    ].filter(({ actions }) => actions.length > 0)
    expect(statements).toEqual(expected)
    expect(production.of('aws:iam/role:Role', `${title}Role`).managedPolicyArns).toEqual([])
  })

  test('is taken on by Lambda alone', () => {
    const trust = JSON.stringify(production.of('aws:iam/role:Role', `${title}Role`).assumeRolePolicy)
    expect(trust).toContain('lambda.amazonaws.com')
    expect(trust).not.toMatch(/root|"AWS"/)
  })

  test('writes JSON to a log that ends: after 90 days where the stage is kept, else after 7', () => {
    const name = `/plumbline/production/${keyOf(title)}`
    expect(fn().loggingConfig).toEqual({ logFormat: 'JSON', logGroup: name, systemLogLevel: 'WARN' })
    expect(production.of('aws:cloudwatch/logGroup:LogGroup', `${title}Logs`)).toEqual({ name, retentionInDays: 90 })
    expect(dev.of('aws:cloudwatch/logGroup:LogGroup', `${title}Logs`).retentionInDays).toBe(7)
  })

  test('wakes somebody when it fails, is held back or is slow, where the stage is kept', () => {
    const metrics = production
      .all('aws:cloudwatch/metricAlarm:MetricAlarm')
      .filter(({ dimensions }) => dimensions.FunctionName === `${title}Function`)
      .map(({ metricName }) => metricName)
    expect(metrics).toEqual(expect.arrayContaining(['Errors', 'Throttles', 'Duration']))
    expect(dev.all('aws:cloudwatch/metricAlarm:MetricAlarm')).toEqual([])
  })
})

describe('what must hold for everything at once', () => {
  test('no policy has a wildcard for an action, nor for a resource but a log’s streams', () => {
    for (const stage of [production, dev, restored]) {
      const statements = stage.allPolicies()
      expect(statements.length).toBeGreaterThan(6)
      expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([])
      const wide = statements.flatMap(({ resources }) => resources).filter((resource) => resource.includes('*'))
      expect(wide.filter((resource) => !/:log-group:\/plumbline\/[\w-]+\/\w+:\*$/.test(resource))).toEqual([])
    }
  })

  test('secrets reach the API, and no other function', () => {
    for (const title of FUNCTIONS) {
      const { variables } = production.of('aws:lambda/function:Function', `${title}Function`).environment
      const secrets = ['PLUMBLINE_OPERATOR_KEY', 'PLUMBLINE_SECRET'].filter((name) => name in variables)
      expect(secrets).toEqual(title === 'Api' ? ['PLUMBLINE_OPERATOR_KEY', 'PLUMBLINE_SECRET'] : [])
    }
  })

  test('whoever deployed it is told the address and the table', () => {
    expect(production.outputs).toMatchObject({
      url: 'https://abcd.lambda-url.eu-central-1.on.aws/',
      table: 'TableTable',
    })
  })

  test('a stage that is kept can’t be removed by a command', () => {
    expect([production.outputs._protect, dev.outputs._protect]).toEqual([true, false])
  })
})

describe('the API', () => {
  test('is reached by anyone at a URL of its own, whole answers at once, and by no other site’s script', () => {
    const url = production.one('aws:lambda/functionUrl:FunctionUrl')
    expect(url).toMatchObject({ authorizationType: 'NONE', invokeMode: 'BUFFERED' })
    expect(url).not.toHaveProperty('cors')
    expect(
      production
        .all('aws:lambda/permission:Permission')
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'])
  })

  test('takes as many requests at once as the account allows, unless the operator says less', () => {
    expect(production.of('aws:lambda/function:Function', 'ApiFunction')).not.toHaveProperty(
      'reservedConcurrentExecutions',
    )
    const bounded = restored.of('aws:lambda/function:Function', 'ApiFunction')
    expect(bounded.reservedConcurrentExecutions).toBe(50)
    expect(bounded.environment.variables.PLUMBLINE_PUBLIC_URL).toBe('https://plumbline.acme.example')
  })
})

describe('the sweeper', () => {
  test('follows the stream from its beginning, tries again what failed, and puts aside what can’t be done', () => {
    expect(production.one('aws:lambda/eventSourceMapping:EventSourceMapping')).toMatchObject({
      startingPosition: 'TRIM_HORIZON',
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 10,
      maximumRecordAgeInSeconds: 21_600,
      filterCriteria: { filters: [{ pattern: '{"eventName":["INSERT","MODIFY"]}' }] },
      destinationConfig: { onFailure: { destinationArn: 'arn:aws:sqs:eu-central-1:123456789012:SweeperDeadLetters' } },
    })
    expect(production.one('aws:sqs/queue:Queue')).toMatchObject({
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 1_209_600,
    })
  })
})

describe('the tick', () => {
  test('comes every five minutes, and none is tried again', () => {
    expect(production.one('aws:scheduler/schedule:Schedule')).toMatchObject({
      scheduleExpression: 'rate(5 minutes)',
      target: { retryPolicy: { maximumRetryAttempts: 0 } },
    })
    expect(production.one('aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig')).toMatchObject({
      functionName: 'TickFunction',
      maximumRetryAttempts: 0,
    })
  })
})

describe('alarms', () => {
  const alarms = () => production.all('aws:cloudwatch/metricAlarm:MetricAlarm')

  test.each([
    ['Url5xxCount', { FunctionName: 'ApiFunction' }],
    ['IteratorAge', { FunctionName: 'SweeperFunction' }],
    ['ApproximateNumberOfMessagesVisible', { QueueName: 'SweeperDeadLetters' }],
    ['Invocations', { FunctionName: 'TickFunction' }],
    ['ReadThrottleEvents', { TableName: 'TableTable' }],
    ['WriteThrottleEvents', { TableName: 'TableTable' }],
  ])('watch %s', (metricName, dimensions) => {
    expect(alarms()).toContainEqual(expect.objectContaining({ metricName, dimensions }))
  })

  test('all tell one topic when they begin and when they end, and say what to do', () => {
    expect(alarms().length).toBe(15)
    for (const { alarmActions, okActions, alarmDescription } of alarms()) {
      expect([alarmActions, okActions]).toEqual([
        ['arn:aws:sns:eu-central-1:123456789012:Alarms'],
        ['arn:aws:sns:eu-central-1:123456789012:Alarms'],
      ])
      expect(alarmDescription.length).toBeGreaterThan(20)
    }
  })

  test('silence is an alarm only of what must never be silent', () => {
    expect(
      alarms()
        .filter(({ treatMissingData }) => treatMissingData === 'breaching')
        .map(({ metricName }) => metricName),
    ).toEqual(['Invocations'])
  })

  test('reach an address where one is given', () => {
    expect(production.one('aws:sns/topicSubscription:TopicSubscription')).toMatchObject({
      protocol: 'email',
      endpoint: 'operations@acme.example',
    })
    expect(restored.all('aws:sns/topicSubscription:TopicSubscription')).toEqual([])
  })
})
