import type { OperationId } from '@plumbline/contract'
import type { Identity } from '../auth/principal.ts'

/** What is known of a request while it is being answered. */
export type AppEnv = {
  /** Told by the host with each request. */
  Bindings: { /** The other end of the connection. */ address?: string | undefined }
  Variables: {
    requestId: string
    principal?: Identity
    operation?: OperationId
    /** Headers that the answer gets, good or bad. */
    answerHeaders?: Record<string, string>
  }
}
