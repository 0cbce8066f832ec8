/** Names that Plumbline gives: of breaches, disputes, evaluations, exclusions and waivers. */
const OWN_ID = /^(?:br|dp|ev|ex|wv)_[0-9a-z]{8,}$/

/** A name as it was given, where Markdown or a mail put something into it that nobody sees, or a backslash. */
export const ownIdIn = (word: string): string => {
  const plain = word.replace(/[\u00AD\u200B-\u200D\u2060\uFEFF\\]/g, '')
  return OWN_ID.test(plain) ? plain : word
}
