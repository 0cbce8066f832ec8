import { SECOND } from '@plumbline/core'
import { keyValue } from './dynamo/attributes.ts'
import type { Dynamo } from './dynamo/dynamo.ts'
import { usedTokenKey } from './keys.ts'
import type { Store } from './port.ts'

/** The table removes it some time after it expired; that it was used is true for ever. */
export const tokenStore = (db: Dynamo): Pick<Store, 'useToken'> => ({
  useToken: async (name, holder, expiresAt) => {
    const written = await db.put(
      { ...keyValue(usedTokenKey(name)), h: { S: holder }, x: { N: String(Math.ceil(expiresAt / SECOND)) } },
      { expression: 'attribute_not_exists(pk)' },
    )
    return written.ok || written.existing.h?.S === holder ? 'first' : 'used'
  },
})
