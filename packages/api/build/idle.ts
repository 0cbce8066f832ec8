import type { Plugin } from 'esbuild'

type Parts = Readonly<Record<string, readonly string[]>>

/** Parts of the SDK that are imported and never called in a function, with the names that are imported. */
export const NEVER_CALLED: Parts = {
  // Finding credentials takes seven packages and 100 KB. The host hands them over, and the store passes them on.
  '@aws-sdk/credential-provider-node': ['defaultProvider'],
  // Other endpoints for some calls: DynamoDB announced them and has none.
  '@aws-sdk/endpoint-cache': ['EndpointCache'],
  // What a browser calls itself.
  bowser: ['default'],
  // Answers that are a stream of events: DynamoDB gives none.
  '@smithy/core/event-streams': ['EventStreamSerde', 'eventStreamSerdeProvider'],
}

/** For a function that never reads the table’s stream by itself. */
export const NO_STREAM: Parts = {
  '@aws-sdk/client-dynamodb-streams': [
    'DescribeStreamCommand',
    'DynamoDBStreamsClient',
    'ExpiredIteratorException',
    'GetRecordsCommand',
    'GetShardIteratorCommand',
    'TrimmedDataAccessException',
  ],
}

/** May be made and compared with, but says who it is when it is called. */
const standIn = (name: string, exported: readonly string[]): string =>
  [
    `function absent() { if (!new.target) throw new Error('${name} is not in this bundle') }`,
    ...exported.map((key) => `export { absent as ${key} }`),
  ].join('\n')

/** Leaves parts out that are imported and never called. */
export const withoutIdle = (parts: Parts): Plugin => ({
  name: 'without-idle',
  setup: (build) => {
    build.onResolve({ filter: /./ }, ({ path }) => (Object.hasOwn(parts, path) ? { path, namespace: 'idle' } : null))
    build.onLoad({ filter: /.*/, namespace: 'idle' }, ({ path }) => ({ contents: standIn(path, parts[path] ?? []) }))
  },
})
