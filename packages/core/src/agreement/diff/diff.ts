import { NO_CURRENCY } from '../../credits/money.ts'
import type { Instant } from '../../time/instant.ts'
import { indicatorName } from '../indicator-names.ts'
import { pointerOf } from '../mistake.ts'
import { resolveAgreement } from '../resolve.ts'
import type { AgreementDocument, ObjectiveDocument } from '../schema/document.ts'
import type { Objective } from '../terms.ts'
import { titleOf } from '../title.ts'
import { firstWindow, judgedOtherwise, judgedOtherwiseBy, waiting } from './applies.ts'
import { changesOf } from './changes.ts'
import type { Change, Difference, Effect } from './difference.ts'
import { byNumber } from './effect.ts'
import { tellEntry } from './entries.ts'
import { type Around, type Field, tell } from './field.ts'
import { OBJECTIVE_FIELDS } from './objective-fields.ts'
import { placeOf } from './rest-fields.ts'
import { spaced } from './words.ts'

const OBJECTIVES = 'objectives'
const ENTRY = 2

/**
 * What one version says otherwise than another, in plain words: objective by objective, then the rest. Complete:
 * every place at which the documents differ is told, also where the meaning stays the same.
 * @param from when the later version begins to judge, as far as it is known
 */
export const agreementDiff = (before: AgreementDocument, after: AgreementDocument, from: Instant): Difference[] => {
  const changes = changesOf(before, after)
  const tellOne = teller(before, after, from)
  return [...changes.filter(isAboutObjective), ...changes.filter((change) => !isAboutObjective(change))].map(tellOne)
}

const isAboutObjective = ({ path }: Change) => path[0] === OBJECTIVES

const teller = (before: AgreementDocument, after: AgreementDocument, from: Instant) => {
  const [was, terms] = [resolveAgreement(before), resolveAgreement(after)]
  const otherwise = judgedOtherwise(was, terms)
  const bySection = new Map<string, Objective[]>()
  const ofSection = (section: string): Objective[] => {
    const known = bySection.get(section) ?? judgedOtherwiseBy(section, before, after)
    bySection.set(section, known)
    return known
  }
  return (change: Change): Difference => {
    const { path } = change
    const [section = '', id = ''] = path
    const own = section === OBJECTIVES ? otherwise.filter((objective) => objective.id === id) : ofSection(section)
    const { about, words, effect } = wordsOf(change, before, after)
    // What is only called otherwise needs no window to begin with.
    const later = effect === 'neutral' && section === OBJECTIVES ? [] : waiting(own, was, terms)
    return {
      path: pointerOf(path),
      kind: change.before === undefined ? 'added' : change.after === undefined ? 'removed' : 'changed',
      before: change.before ?? null,
      after: change.after ?? null,
      sentence: `${about}${words}${effectWords(effect)}${laterWords(later, own, firstWindow(later, was, terms, from))}.`,
      effect,
      applies: later.length > 0 ? 'next_window' : 'at_once',
      objectives: section === OBJECTIVES ? [] : own.map((objective) => objective.id),
    }
  }
}

type Told = { about: string; words: string; effect: Effect }

const wordsOf = (change: Change, before: AgreementDocument, after: AgreementDocument): Told => {
  const { path } = change
  const entry =
    path.length === ENTRY && (change.before === undefined || change.after === undefined)
      ? tellEntry(path, change.before === undefined, change.before === undefined ? after : before)
      : null
  if (entry) return { about: '', ...entry }
  const [section] = path
  if (section === OBJECTIVES) return objectiveWords(change, before.objectives, after.objectives)
  const { about, field } = placeOf(path)
  const currency = (after.consequences ?? before.consequences)?.currency ?? NO_CURRENCY
  return { about: `${about}: `, ...tell(change, field, { indicator: null, currency }) }
}

const objectiveWords = (
  change: Change,
  before: AgreementDocument['objectives'],
  after: AgreementDocument['objectives'],
): Told => {
  const [, id = '', key = '', inner] = change.path
  const among = after[id] === undefined ? before : after
  const written = among[id]
  const around: Around = { indicator: indicatorName(written?.indicator ?? ''), currency: NO_CURRENCY }
  const about = `${written === undefined ? id : titleOf(id, written, among)}: `
  return { about, ...tell(change, inner === undefined ? fieldOf(key) : RELEASE_COUNT, around) }
}

const isKey = (key: string): key is keyof ObjectiveDocument => Object.hasOwn(OBJECTIVE_FIELDS, key)
const fieldOf = (key: string): Field => (isKey(key) ? OBJECTIVE_FIELDS[key] : { noun: spaced(key) })

const RELEASE_COUNT: Field = { noun: 'good deployments that end a block', words: String, effect: byNumber('more') }

const effectWords = (effect: Effect): string => (effect === 'stricter' || effect === 'softer' ? ` (${effect})` : '')

const laterWords = (later: readonly Objective[], all: readonly Objective[], window: string | null): string => {
  if (later.length === 0) return ''
  const which = later.length < all.length ? ' for what is judged over calendar windows' : ''
  return window === null ? `, from the next window of each on${which}` : `, from ${window} on${which}`
}
