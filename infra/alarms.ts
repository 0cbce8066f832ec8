import type { FunctionName } from './permissions.ts'
import { SIZES } from './sizes.ts'
import type { Sweeper } from './sweeper.ts'
import type { Table } from './table.ts'

const MINUTE = 60
const FIVE_MINUTES = 5 * MINUTE

type Watched = { functions: Record<FunctionName, sst.aws.Function>; sweeper: Sweeper; table: Table }

type Alarm = Partial<
  Pick<aws.cloudwatch.MetricAlarmArgs, 'dimensions' | 'statistic' | 'extendedStatistic' | 'comparisonOperator'>
> & {
  namespace: 'AWS/Lambda' | 'AWS/SQS' | 'AWS/DynamoDB'
  metric: string
  threshold: number
  /** What an operator does about it. */
  says: string
  periodSeconds?: number
  /** In a row. */
  periods?: number
  missing?: 'notBreaching' | 'breaching'
}

const ofFunction = (name: FunctionName, fn: sst.aws.Function): Record<string, Alarm> => {
  const title = name[0]?.toUpperCase() + name.slice(1)
  const base = { namespace: 'AWS/Lambda', dimensions: { FunctionName: fn.name } } as const
  return {
    [`${title}Errors`]: {
      ...base,
      metric: 'Errors',
      statistic: 'Sum',
      threshold: 1,
      says: `${name} failed or ran out of time: its log says why`,
    },
    [`${title}Throttles`]: {
      ...base,
      metric: 'Throttles',
      statistic: 'Sum',
      threshold: 1,
      says: `${name} was held back: raise the account’s or the function’s concurrency`,
    },
    [`${title}Slow`]: {
      ...base,
      metric: 'Duration',
      extendedStatistic: 'p99',
      threshold: SIZES[name].timeoutSeconds * 1000 * (name === 'api' ? 0.1 : 0.5),
      periods: 3,
      says: `one in a hundred calls of ${name} is slow: look at the table’s latency, then at memory`,
    },
  }
}

const alarms = ({ functions, sweeper, table }: Watched): Record<string, Alarm> => ({
  ...ofFunction('api', functions.api),
  ...ofFunction('sweeper', functions.sweeper),
  ...ofFunction('tick', functions.tick),
  Api5xx: {
    namespace: 'AWS/Lambda',
    metric: 'Url5xxCount',
    dimensions: { FunctionName: functions.api.name },
    statistic: 'Sum',
    threshold: 5,
    says: 'the API answers 5xx: look for "level":"error" in its log',
  },
  SweeperBehind: {
    namespace: 'AWS/Lambda',
    metric: 'IteratorAge',
    dimensions: { FunctionName: functions.sweeper.name },
    statistic: 'Maximum',
    threshold: 10 * MINUTE * 1000,
    says: 'the sweeper is ten minutes behind the table: lists of what was received lag; what is counted does not',
  },
  SweeperDeadLetters: {
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: sweeper.deadLetters.name },
    statistic: 'Maximum',
    threshold: 1,
    says: 'the sweeper gave up on records: "unsettled" in its log names them; the tick tries them again by itself',
  },
  TickSilent: {
    namespace: 'AWS/Lambda',
    metric: 'Invocations',
    dimensions: { FunctionName: functions.tick.name },
    statistic: 'Sum',
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    periodSeconds: 15 * MINUTE,
    periods: 2,
    missing: 'breaching',
    says: 'the schedule no longer starts the tick',
  },
  TableReadThrottles: {
    namespace: 'AWS/DynamoDB',
    metric: 'ReadThrottleEvents',
    dimensions: { TableName: table.name },
    statistic: 'Sum',
    threshold: 1,
    says: 'reads of the table were held back: one service or engagement is hot',
  },
  TableWriteThrottles: {
    namespace: 'AWS/DynamoDB',
    metric: 'WriteThrottleEvents',
    dimensions: { TableName: table.name },
    statistic: 'Sum',
    threshold: 1,
    says: 'writes to the table were held back: one service or engagement is hot',
  },
})

/** What wakes somebody. Ten cents each a month, so only where it matters. */
export const createAlarms = (stage: string, watched: Watched, email: string | undefined): void => {
  const topic = new aws.sns.Topic('Alarms', { displayName: `Plumbline ${stage}` })
  if (email !== undefined)
    new aws.sns.TopicSubscription('AlarmsByEmail', { topic: topic.arn, protocol: 'email', endpoint: email })
  for (const [name, alarm] of Object.entries(alarms(watched))) {
    const { metric, says, periodSeconds = FIVE_MINUTES, periods = 1, missing = 'notBreaching', ...rest } = alarm
    new aws.cloudwatch.MetricAlarm(`${name}Alarm`, {
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...rest,
      metricName: metric,
      period: periodSeconds,
      evaluationPeriods: periods,
      treatMissingData: missing,
      alarmDescription: says,
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    })
  }
}
