import { type Check, ok, skipped, warning } from '../check.ts'
import type { Facts } from '../facts.ts'

const storeCheck = ({ store }: Facts['serve']): Check => {
  switch (store.kind) {
    case 'embedded':
      return ok('engine', 'the embedded store for plumbline serve is installed')
    case 'endpoint':
      return ok('engine', `plumbline serve would use the DynamoDB at ${store.url}`)
    case 'none':
      return skipped('engine', `plumbline serve has no store here: ${store.detail}`, 'set PLUMBLINE_DYNAMODB_ENDPOINT')
    default:
      return store satisfies never
  }
}

export const serveChecks = ({ serve }: Facts): Check[] => {
  const { folder, exists, writable } = serve.data
  return [
    storeCheck(serve),
    writable
      ? ok('data', `${folder} ${exists ? 'can be written' : 'can be made'}`)
      : warning('data', `${folder} can’t be ${exists ? 'written' : 'made'}`, 'plumbline serve --data FOLDER'),
  ]
}
