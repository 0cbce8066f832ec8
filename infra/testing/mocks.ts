import { writeFileSync } from 'node:fs'

/*
 * Runs inside the process that stands in for Pulumi's: takes down what is declared and answers as AWS would.
 */

const ACCOUNT = '123456789012'
const REGION = 'eu-central-1'

type Inputs = Record<string, unknown>
export type Declared = { type: string; name: string; inputs: Inputs }
export type Declaration = { resources: Declared[]; outputs: Inputs }

const resources: Declared[] = []

/** What AWS adds to a resource, as far as others are told of it. */
const addedTo = (type: string, name: string, inputs: Inputs): Inputs => {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`
  switch (type) {
    case 'aws:dynamodb/table:Table': {
      const table = arn('dynamodb', `table/${name}`)
      return { arn: table, name, streamArn: `${table}/stream/2026-11-22T12:00:00.000` }
    }
    case 'aws:lambda/function:Function':
      return { arn: arn('lambda', `function:${name}`), name }
    case 'aws:lambda/functionUrl:FunctionUrl':
      return { functionUrl: `https://abcd.lambda-url.${REGION}.on.aws/` }
    case 'aws:cloudwatch/logGroup:LogGroup':
      return { arn: arn('logs', `log-group:${inputs.name}`) }
    case 'aws:iam/role:Role':
      return { arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, name }
    case 'aws:sqs/queue:Queue':
      return { arn: arn('sqs', name), name }
    case 'aws:sns/topic:Topic':
      return { arn: arn('sns', name) }
    default:
      return {}
  }
}

const answers: Record<string, (inputs: Inputs) => Inputs> = {
  // Without `json` the policies of every role would be empty.
  'aws:iam/getPolicyDocument:getPolicyDocument': (inputs) => ({ ...inputs, json: JSON.stringify(inputs.statements) }),
  'aws:index/getRegion:getRegion': () => ({ region: REGION, name: REGION, id: REGION }),
  'aws:index/getPartition:getPartition': () => ({ partition: 'aws' }),
  'aws:index/getCallerIdentity:getCallerIdentity': () => ({ accountId: ACCOUNT }),
}

export const mocks = {
  newResource: ({
    type,
    name,
    id,
    inputs,
  }: {
    type: string
    name: string
    id?: string | undefined
    inputs: Inputs
  }) => {
    resources.push({ type, name, inputs })
    return { id: id || `${name}-id`, state: { ...inputs, ...addedTo(type, id || name, inputs) } }
  },
  call: ({ token, inputs }: { token: string; inputs: Inputs }): Inputs => {
    const answer = answers[token]
    if (!answer) throw new Error(`nothing answers ${token}`)
    return answer(inputs)
  },
}

/** Once nothing is under way any more, everything was declared. */
export const writeWhenDone = (file: string, outputs: Inputs): void => {
  process.once('beforeExit', () => writeFileSync(file, JSON.stringify({ resources, outputs } satisfies Declaration)))
}
