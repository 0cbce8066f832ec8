import { codeSpan } from '@plumbline/render'
import { isLater, MAX_NAME, type RunOrder, readState, readStates, type State, stateLine } from './state-line.ts'

/** What one gate says in a comment, without the hidden lines. */
export type Part = { text: string; state: State }

/** A part that is to be written, and what it takes the place of. */
export type OwnPart = Part & {
  /** Of the gates that say it, also where `state.of` is null because a server judged. */
  keys: readonly string[]
}

/** What one run says of a commit at one time. */
export type Own = { commitSha: string; run: RunOrder | null; parts: readonly OwnPart[] }

const RANKS: Record<State['verdict'], number> = { fail: 0, warn: 1, awaited: 2, pass: 3 }

/** Worst first. In one order whoever writes, so that two that know the same write the same. */
export const worstFirst = (parts: readonly Part[]): Part[] =>
  parts.toSorted(
    (a, b) =>
      RANKS[a.state.verdict] - RANKS[b.state.verdict] ||
      (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0) ||
      ((a.state.of?.key ?? '') < (b.state.of?.key ?? '') ? -1 : 1),
  )

const nameOf = ({ state }: Part): string => state.of?.name ?? ''

const OPENED = '</summary>\n'

/** The parts of a comment of ours: of one that a single gate wrote, that one. */
export const partsOf = (body: string): Part[] =>
  readStates(body.replaceAll('\r\n', '\n')).map(({ before, state }, at) => {
    // All but the first stand in a fold.
    const opened = at === 0 ? -1 : before.indexOf(OPENED)
    return { text: before.slice(opened < 0 ? 0 : opened + OPENED.length).trim(), state }
  })

/** A server's word is about all that it knows: it takes the place of an older one, and of what its gate said alone. */
const replaces = ({ parts }: Own, { state: { of } }: Part): boolean =>
  parts.some((one) => (of === null ? one.state.of === null : one.keys.includes(of.key)))

const isOfCommit = ({ state: { commitSha } }: Part, own: Own): boolean => commitSha === own.commitSha

/** Whether a gate that judges alone beside these has its word there, of whichever commit: it may write just now. */
export const hasOthers = (standing: readonly string[], own: Own): boolean =>
  standing.flatMap(partsOf).some((part) => part.state.of !== null && !replaces(own, part))

/**
 * The later run whose word stands there: about another commit, or in the place that this one would take. What other
 * gates say of the same commit is beside it, whenever their runs began.
 */
export const laterRun = (standing: string, own: Own): RunOrder | null =>
  partsOf(standing).find((part) => isLater(part.state.run, own.run) && (!isOfCommit(part, own) || replaces(own, part)))
    ?.state.run ?? null

/** What is to stand there: this word beside what others said of the same commit, the worst first. */
export const united = (standing: readonly string[], own: Own): Part[] => {
  const others = new Map<string, Part>()
  for (const part of standing.flatMap(partsOf)) {
    if (!isOfCommit(part, own) || replaces(own, part)) continue
    const key = part.state.of?.key ?? ''
    const known = others.get(key)
    if (known === undefined || !isLater(known.state.run, part.state.run)) others.set(key, part)
  }
  return worstFirst([...others.values(), ...own.parts.map(({ text, state }) => ({ text, state }))])
}

const GLYPHS: Record<State['verdict'], string> = { fail: '❌', warn: '⚠️', awaited: '⏳', pass: '✅' }

/** In a sentence, which is Markdown: only a code span keeps `www.` and `_` from meaning something there. */
const called = ({ state: { of } }: Part): string => (of === null ? 'the server' : codeSpan(of.name, MAX_NAME))

/** In a line of HTML, where no Markdown is read and names are of characters that mean nothing in it. */
const calledInHtml = ({ state: { of } }: Part): string => (of === null ? 'the server' : `<code>${of.name}</code>`)

const ended = ({ text, state }: Part): string => `${text}\n\n${stateLine(state)}`

const folded = (part: Part): string =>
  `<details><summary>${GLYPHS[part.state.verdict]} ${calledInHtml(part)}${OPENED}\n${ended(part)}\n\n</details>`

/** Its first line, which is the verdict. */
const shortened = ({ text, state }: Part): Part => ({
  text: `${text.split('\n', 1).join('')}\n\nThe rest does not fit here; it stands in the summary of its job.`,
  state,
})

const LEFT_OUT = 'What further gates say does not fit here; it stands in the summaries of their jobs.'

const hasLeftOut = (standing: string, own: Own): boolean =>
  standing.includes(LEFT_OUT) && readState(standing)?.commitSha === own.commitSha

const isAlone = ({ state: { of } }: Part): boolean => of !== null

const built = (parts: readonly Part[], marker: string, leftOut: boolean): string => {
  const [worst, ...others] = parts
  if (worst === undefined) return `${marker}\n`
  const several =
    others.length === 0
      ? []
      : [
          `**Of ${parts.length} gates of this commit the worst stands above**, ${called(worst)}. ${parts.every(isAlone) ? 'Each has judged what it measured alone; the' : 'The'} others say:`,
        ]
  const sections = [ended(worst), ...several, ...others.map(folded), ...(leftOut ? [LEFT_OUT] : [])]
  // A single gate's comment is just what that gate wrote.
  return `${sections.join('\n\n')}\n${marker}\n`
}

/**
 * The comment of these parts, the worst of them open. Before it gets too long the others are cut to their verdicts, then
 * left out, the best first, and last the worst is cut to its verdict; no part is cut in half.
 * @param leftOut whether more gates have spoken than these
 */
export const commentOf = (parts: readonly Part[], marker: string, max: number, leftOut = false): string => {
  const [kept, all] = [[...parts], parts.length]
  const body = () => built(kept, marker, leftOut || kept.length < all)
  for (let at = all - 1; at > 0 && body().length > max; at -= 1)
    kept.splice(at, 1, ...kept.slice(at, at + 1).map(shortened))
  while (kept.length > 1 && body().length > max) kept.pop()
  if (all > 1 && body().length > max) kept.splice(0, 1, ...kept.slice(0, 1).map(shortened))
  return body()
}

/** The comment with this word in it, beside what others said of the same commit. */
export const commentWith = (own: Own, standing: readonly string[], marker: string, max: number): string =>
  commentOf(
    united(standing, own),
    marker,
    max,
    standing.some((one) => hasLeftOut(one, own)),
  )
