import { createHash } from 'node:crypto'

/** 16 bytes in lower-case hex: what an event is, for ever. */
export type EventIdentity = string & { readonly __identity: unique symbol }

/** First 8 bytes of an event's identity in hex: enough to find the event from a fact, and to name it in a correction. */
export type EventRef = string & { readonly __eventRef: unique symbol }

/** 6 bytes in hex that stand for a deployment_id or incident_id inside one service's facts. */
export type SubjectRef = string & { readonly __subjectRef: unique symbol }

/** First 6 bytes of a commit's own name. */
export type CommitRef = string & { readonly __commitRef: unique symbol }

/** 4 bytes in hex that stand for a source, an objective or an indicator. */
export type NameRef = string & { readonly __nameRef: unique symbol }

const hex = (bytes: number, ...parts: string[]) => {
  const hash = createHash('sha256')
  parts.forEach((part, i) => {
    // A zero byte separates the parts, so that ("ab", "c") and ("a", "bc") differ.
    hash.update(i === 0 ? part : `\0${part}`)
  })
  return hash.digest('hex').slice(0, bytes * 2)
}

export const eventIdentity = (source: string, id: string) => hex(16, source, id) as EventIdentity
export const eventRef = (identity: EventIdentity) => identity.slice(0, 16) as EventRef
export const subjectRef = (subjectId: string) => hex(6, subjectId) as SubjectRef

/** Has a text the form of one? A name of somebody's own may have it, too. */
export const isSubjectRef = (text: string): text is SubjectRef => /^[0-9a-f]{12}$/.test(text)
/** 4 bytes in hex that stand for what is running after a deployment. */
export const versionRef = (version: string) => hex(4, version)
export const commitRef = (sha: string) => sha.slice(0, 12) as CommitRef
export const nameRef = (name: string) => hex(4, name) as NameRef
