import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { CommitWrite } from '../values.ts'
import { keyEnds, keyPart } from './access.ts'
import { moving, opening } from './breach-items.ts'
import { exemptionParts } from './exemptions.ts'
import { memberPart, memberRemoved } from './members.ts'
import { recordParts } from './records.ts'

/** What a write asks of the table; null where what it builds on is seen to have changed. */
export const partsOf = async (adapter: Adapter, write: CommitWrite): Promise<TransactionPart[] | null> => {
  const { keys } = adapter
  switch (write.kind) {
    case 'record':
      return recordParts(keys, write.record)
    case 'open_breach':
      return opening(keys, write.breach, write.identity)
    case 'move_breach':
      return moving(adapter, write.breach, write.readTimelineLength)
    case 'add_key':
      return [keyPart(keys, write.key)]
    case 'end_key':
      return [keyEnds(keys, write.id, write.at)]
    case 'bind_repository':
      return [memberPart(keys, write.member)]
    case 'remove_repository':
      return [memberRemoved(keys, write.id, write.at)]
    case 'use_exemption':
      return exemptionParts(keys, write.grant)
    default:
      return write satisfies never
  }
}
