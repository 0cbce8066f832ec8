import type { Operation, OperationId } from '@plumbline/contract'
import type { Family, Handle } from '../http/route.ts'

/** Handlers that are loaded, all at once, with the first call of one of them. */
export const lazily = <Id extends OperationId>(ids: readonly Id[], load: () => Promise<Family<Id>>): Family<Id> => {
  let loading: Promise<Family<Id>> | null = null
  const handle =
    (id: Id): Handle<Operation> =>
    async (call) => {
      loading ??= load()
      // Each id is handed its own call: it is the table, checked where `Family` is made, that says which.
      return ((await loading)[id] as unknown as Handle<Operation>)(call)
    }
  return Object.fromEntries(ids.map((id) => [id, handle(id)])) as unknown as Family<Id>
}
