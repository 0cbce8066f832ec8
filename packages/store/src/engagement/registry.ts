import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import { registeredKey, registeredKeys } from '../keys.ts'
import type { Store } from '../port.ts'
import type { EngagementState, RegisteredEngagement } from '../values.ts'
import { pageOf } from './evaluations.ts'

/** Enters an engagement in the installation's list of all; again is harmless. */
export const registration = ({ engagement, createdAt }: EngagementState): { put: Item } => ({
  put: { ...keyValue(registeredKey(engagement)), ...body({ engagement, createdAt } satisfies RegisteredEngagement) },
})

export const registryStore = (db: Dynamo) =>
  ({
    engagements: async ({ limit, after }) =>
      pageOf(
        await db.rangePage(registeredKeys, { after, limit: limit + 1 }),
        (item) => bodyOf<RegisteredEngagement>(item),
        limit,
      ),
  }) satisfies Partial<Store>
