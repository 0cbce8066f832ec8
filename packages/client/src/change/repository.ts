import { type Asked, askAhead, diffSince } from './compared.ts'
import { git, gitLine } from './git.ts'
import { MAX_ANCESTORS, type Named, namedOf } from './named.ts'
import { isPlain, type Place, placeOf } from './place.ts'

/** Why there is no commit to compare with. */
export type NoBase =
  /** Nobody named one, and nothing here tells (no origin/HEAD, main or master; or the first commit). */
  | 'not_named'
  /** The name says nothing to this clone. */
  | 'unknown'
  /** The clone is too shallow to know where the change began: fetch more of the history. */
  | 'shallow'
  /** The two histories never met. */
  | 'unrelated'

/** What git knows about the change in a working tree. All SHAs are full. */
export type Repository = {
  kind: 'repository'
  /** Top folder of the working tree; paths in diffs are relative to it. */
  root: string
  head: string
  shallow: boolean
  base:
    | {
        kind: 'found' /** As asked for or guessed, e.g. `origin/main`. */
        name: string
        guessed: boolean /** Where the change left the base. */
        mergeBase: string /** First parents of the merge base, nearest first, at most 20. */
        ancestors: string[]
      }
    | { kind: 'none'; name: string | null; reason: NoBase }
  /** What was read along: a file at the merge base, and what the change is compared by. */
  file?: { path: string; text: string }
  asked?: Asked
}

/** No repository to ask: judged from the files alone. */
export type NoRepository = {
  kind: 'none'
  reason: 'no_git' | 'not_a_repository' | 'no_commits' | 'unreadable'
  detail: string
}

const ORIGIN_HEAD = 'refs/remotes/origin/HEAD'

/** The branch this one most likely left: origin's default, else a local main or master. */
const GUESSES = [ORIGIN_HEAD, 'origin/main', 'origin/master', 'main', 'master']

/** As people know it: `origin/main` for what origin's HEAD stands for. */
const shownName = async (cwd: string, name: string): Promise<string> =>
  name === ORIGIN_HEAD ? ((await gitLine(cwd, 'symbolic-ref', '--quiet', '--short', name)) ?? 'origin/HEAD') : name

/** Where the change left its base, by what names the base. */
const meetingOf = async (
  { root, shallow, met }: Place,
  asked: string | null,
  head: string,
  { base, before, merged, reported }: Named,
): Promise<{ name: string; mergeBase: string } | { name: string | null; reason: NoBase }> => {
  // CI checks out the change merged into its base, which may have moved on since somebody was told of it: what was
  // merged meanwhile is nobody's change here.
  if (asked !== null && before !== null && merged !== null && merged === reported)
    return { name: asked, mergeBase: before }
  if (base === null) return { name: asked, reason: asked === null ? 'not_named' : shallow ? 'shallow' : 'unknown' }
  const name = await shownName(root, base.name)

  const known = met?.tip === base.tip && met.head === head
  const meeting = known ? met.mergeBase : await gitLine(root, 'merge-base', base.tip, head)
  if (meeting === null) return { name, reason: shallow ? 'shallow' : 'unrelated' }
  // On the default branch itself nobody means "nothing changed": the last commit is the change.
  if (asked !== null || meeting !== head) return { name, mergeBase: meeting }
  if (before === null) return { name, reason: shallow ? 'shallow' : 'not_named' }
  return { name: `${head.slice(0, 7)}^`, mergeBase: before }
}

const ancestorsOf = async (root: string, commit: string): Promise<string[]> => {
  const line = await git(root, 'rev-list', '--first-parent', `--max-count=${MAX_ANCESTORS + 1}`, commit)
  return line.ok ? line.out.split('\n').filter(Boolean).slice(1) : []
}

/** What else will be asked for: read together with the rest it costs no step of its own. */
export type Along = {
  /** Only a server looks coverage up by them; without, there are none. */
  ancestors?: boolean
  /** Path of a file whose text at the base will be asked for. */
  file?: string | null
  /** Whether the diff and the files will be. */
  compared?: boolean
}

/**
 * Looks at the repository around `cwd`.
 * @param base revision the change is compared with, e.g. `origin/main` or a SHA; null: a guess, said in `guessed`
 * @param head commit the change is reported under; null: HEAD. The working tree is what is measured either way
 */
export const openRepository = async (
  cwd: string,
  base: string | null,
  head: string | null = null,
  { ancestors = true, file = null, compared = false }: Along = {},
): Promise<Repository | NoRepository> => {
  const bases = base === null ? GUESSES : [base]
  const [likely = ''] = bases
  const ahead = compared ? askAhead(cwd, isPlain(likely) ? likely : null) : null
  const [place, named] = await Promise.all([placeOf(cwd, likely), namedOf(cwd, head, bases, { ancestors, file })])
  if (place.kind === 'none') return place
  const { checkedOut, reported } = named
  if (checkedOut === null) return { kind: 'none', reason: 'no_commits', detail: 'the repository has no commit yet' }

  const { root, shallow, met } = place
  const opened = { kind: 'repository' as const, root, head: reported ?? head ?? checkedOut, shallow }
  const meeting = await meetingOf(place, base, checkedOut, named)
  if ('reason' in meeting) {
    const asked = ahead && { asked: { diff: Promise.resolve(null), files: ahead.files } }
    return { ...opened, base: { kind: 'none', ...meeting }, ...asked }
  }
  const { mergeBase } = meeting
  const left = named.left.find(({ commit }) => commit === mergeBase)
  // Below the top the file's path is another one for git.
  const text = root === cwd ? left?.file : null
  const again = () => diffSince(root, mergeBase)
  const diff = met?.mergeBase === mergeBase ? ahead?.diff.then((text) => text ?? again()) : ahead && again()
  return {
    ...opened,
    base: {
      kind: 'found',
      guessed: base === null,
      ...meeting,
      ancestors: ancestors ? (left?.ancestors ?? (await ancestorsOf(root, mergeBase))) : [],
    },
    ...(text ? { file: text } : {}),
    ...(ahead && diff ? { asked: { diff, files: ahead.files } } : {}),
  }
}

/** One sentence for a person: why lines could not be compared, and the command that mends it. */
export const baseAdvice = (base: Extract<Repository['base'], { kind: 'none' }>): string => {
  switch (base.reason) {
    case 'shallow':
      return `this clone is too shallow to find where the change left ${base.name ?? 'its base'}; check out with fetch-depth: 0, or run git fetch --unshallow`
    case 'unknown':
      return `git knows no “${base.name}” here; fetch it, or name another base`
    case 'unrelated':
      return `this change and ${base.name} have no common history`
    case 'not_named':
      return 'there is no commit to compare with; name one as the base'
    default:
      return base.reason satisfies never
  }
}

/** `owner/name` of the origin remote, from any form of address; null where there is none. */
export const remoteRepository = async (cwd: string): Promise<string | null> => {
  const url = await gitLine(cwd, 'config', '--get', 'remote.origin.url')
  return url?.match(/[/:]([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+?)(?:\.git)?\/?$/)?.[1] ?? null
}
