import type { AgreementCitation, LedgerHead, Party } from '@plumbline/core'

/** Who is signed in on the pages: a party, by one of its keys. */
export type Viewer = { party: Party | 'arbiter'; name: string }

/** What every page of an engagement knows, whoever looks. */
export type Frame = {
  engagement: string
  title: string
  /** The data was made up to show the product; said at the top. */
  example: boolean
  /** In force now. */
  agreement: AgreementCitation | null
  at: string
  /** How far the chain of decisions reaches. */
  ledger?: LedgerHead
  /** Null where the page is open to all and nobody signed in. It changes what may be done here, never a number. */
  viewer?: Viewer | null
  /** Where the form that ends the session is sent; absent where nobody signed in. */
  sign_out?: string
}

/** Times on pages are those of the agreement. */
export const zoneOf = ({ agreement }: Pick<Frame, 'agreement'>): string => agreement?.time_zone ?? 'UTC'
