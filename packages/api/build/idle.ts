import { readFileSync } from 'node:fs'
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

/** Files of dependencies of which a function calls nothing, by the package’s name and the end of their path. */
const IDLE_FILES: Readonly<Record<string, readonly string[]>> = {
  // The store tells the SDK all that it would else look for in the environment, in files and at the host.
  '@smithy/core': [
    'node-config-provider/configLoader',
    'adaptors/getEndpointFromConfig',
    'regionConfig/getInstanceMetadataRegion',
    // The store tries again by itself, and Node hashes.
    'middleware-retry/parseRetryAfterHeader',
    'service-error-classification/service-error-classification',
    'util-retry/AdaptiveRetryStrategy',
    'util-retry/DefaultRateLimiter',
    'util-retry/StandardRetryStrategy',
    'util-retry/race',
    'sha256/Sha256Js',
    'service-customizations/s3',
  ],
  // What the endpoint of a table, an account or a country may look like; the store knows its own.
  '@aws-sdk/client-dynamodb': ['endpoint/endpointResolver'],
  '@aws-sdk/client-dynamodb-streams': ['endpoint/endpointResolver'],
  '@aws-sdk/core': ['aws/partitions', 'aws_sdk/clock-skew-defaults'],
  '@smithy/signature-v4': ['HeaderFormatter'],
  // An agreement is read: nothing is written as YAML, made from values, or read as YAML 1.1.
  yaml: [
    'doc/anchors',
    'doc/applyReviver',
    'doc/createNode',
    'nodes/addPairToJSMap',
    'nodes/toJS',
    'parse/cst-visit',
    'schema/json/schema',
    'schema/yaml-1.1/[^/]+',
    'stringify/[^/]+',
    'dist/visit',
  ],
  // The API’s own document is made when the bundle is.
  zod: ['core/json-schema-processors', 'core/to-json-schema'],
}

const idleFiles = new RegExp(
  Object.entries(IDLE_FILES)
    .map(([name, ends]) => `/node_modules/${name}/(?:.*/)?(?:${ends.join('|')})\\.js$`)
    .join('|')
    .replaceAll('/', '[\\\\/]')
    // Within a class of characters a slash was meant already.
    .replaceAll('[^[\\\\/]]', '[^\\\\/]'),
)

const EXPORTED = /^export (?:async )?(?:const|let|function\*?|class) (\w+)|^export \{([^}]*)\}/gm

const exportedBy = (text: string): string[] =>
  [...text.matchAll(EXPORTED)].flatMap(([, name, list = '']) =>
    name ? [name] : list.split(',').flatMap((one) => one.trim().split(' as ').at(-1) || []),
  )

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
    build.onLoad({ filter: idleFiles }, ({ path }) => ({
      contents: standIn(path.split(/[\\/]node_modules[\\/]/).at(-1) ?? path, exportedBy(readFileSync(path, 'utf8'))),
    }))
  },
})
