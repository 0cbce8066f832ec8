/**
 * What each function may ask of the table, and nothing else: no wildcard, no other table. The end-to-end tests run the
 * functions behind a guard that refuses every other call, so that a missing permission fails there and not in an
 * account. A transaction needs the permissions of its parts.
 */
export const TABLE_ACTIONS = {
  api: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  sweeper: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  // Scans where the stream no longer reaches back to the last sweep; takes away what it has packed.
  tick: [
    'dynamodb:DeleteItem',
    'dynamodb:DescribeTable',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:UpdateItem',
  ],
} as const

/** Of the table's stream. The host reads it for the sweeper, in the sweeper's name; the tick reads it by itself. */
export const STREAM_ACTIONS = {
  api: [],
  sweeper: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
  tick: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
} as const

export type FunctionName = keyof typeof TABLE_ACTIONS
