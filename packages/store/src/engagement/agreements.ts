import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import type { AgreementText } from '../values.ts'
import { readState } from './state.ts'

export const agreementStore = (adapter: Adapter) => {
  const { db, keys } = adapter
  return {
    /** The hash is part of the key: of two proposals that raced for a number neither overwrites the other. */
    putAgreement: async (text) => {
      await db.put({ ...keyValue(keys.agreementText(text.version, text.hash)), ...body(text) })
    },

    agreement: async (version) => {
      const texts = (await db.range(keys.agreementTexts(version))).map((item) => bodyOf<AgreementText>(item))
      if (texts.length <= 1) return texts[0] ?? null
      // The one that lost the race was never entered in the state.
      const record = (await readState(adapter))?.versions.find((candidate) => candidate.version === version)
      return texts.find(({ hash }) => hash === record?.hash) ?? null
    },
  } satisfies Partial<EngagementStore>
}
