import { type FunctionName, STREAM_ACTIONS, TABLE_ACTIONS } from './permissions.ts'
import { SIZES } from './sizes.ts'
import { isPermanent } from './stage.ts'
import type { Table } from './table.ts'

const DAYS_KEPT = { permanent: 90, temporary: 7 }

type More = Partial<Pick<sst.aws.FunctionArgs, 'url' | 'concurrency' | 'retries' | 'environment'>> & {
  permissions?: sst.aws.FunctionPermissionArgs[]
}

/** One of the bundles in packages/api/dist/lambda, deployed as it was tested. */
export const createFunction = (stage: string, name: FunctionName, table: Table, more: More = {}): sst.aws.Function => {
  const { memory, timeoutSeconds } = SIZES[name]
  const title = name[0]?.toUpperCase() + name.slice(1)
  const logs = new aws.cloudwatch.LogGroup(`${title}Logs`, {
    name: `/plumbline/${stage}/${name}`,
    retentionInDays: isPermanent(stage) ? DAYS_KEPT.permanent : DAYS_KEPT.temporary,
  })
  return new sst.aws.Function(title, {
    bundle: `packages/api/dist/lambda/${name}`,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    memory,
    timeout: `${timeoutSeconds} seconds`,
    // Live development would put a bridge here that may do anything in the account.
    dev: false,
    ...more,
    environment: { ...more.environment, PLUMBLINE_TABLE: table.name },
    logging: { logGroup: logs.name, format: 'json' },
    permissions: [
      { actions: [...TABLE_ACTIONS[name]], resources: [table.arn] },
      ...(STREAM_ACTIONS[name].length > 0
        ? [{ actions: [...STREAM_ACTIONS[name]], resources: [table.streamArn] }]
        : []),
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [$util.interpolate`${logs.arn}:*`] },
      ...(more.permissions ?? []),
    ],
    transform: {
      // Three lines of the host’s own for each request would cost as much as the request.
      function: (args) => {
        args.loggingConfig = { logFormat: 'JSON', logGroup: logs.name, systemLogLevel: 'WARN' }
      },
      // SST lets everyone in the account who may take a role take this one; and Amazon’s own policy for logs, which it
      // adds, reaches every log group of the account.
      role: (args) => {
        args.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' })
        args.managedPolicyArns = []
      },
    },
  })
}
