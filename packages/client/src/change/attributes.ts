import type { Files } from './compared.ts'
import { gitReading } from './git.ts'
import type { Repository } from './repository.ts'

/** What marks a file as nobody's work here, as GitHub's own pages and diffs go by it. */
const MARKS = ['linguist-generated', 'linguist-vendored'] as const
export type Mark = (typeof MARKS)[number]

/** Whether a diff touches what says which files are marked, by its old name or its new one; only a header of git's begins so. */
const EDITS_ATTRIBUTES = /^diff --git .*\.gitattributes(?:"? |"?$)/m

const isMark = (name: string | undefined): name is Mark => MARKS.some((mark) => mark === name)

/**
 * The files among some that the repository marks as generated or vendored. `edited`: the change touches a
 * `.gitattributes`, so that it could mark its own code. One process, and none where no file can say so.
 */
export const markedFiles = async (
  repository: Repository,
  { tracked }: Files,
  paths: readonly string[],
  diff: string,
): Promise<{ marked: ReadonlyMap<string, Mark>; edited: boolean }> => {
  const marked = new Map<string, Mark>()
  const edited = EDITS_ATTRIBUTES.test(diff)
  // Without paths there is nothing to mark.
  if (paths.length === 0 || !tracked.some((path) => path === '.gitattributes' || path.endsWith('/.gitattributes')))
    return { marked, edited }
  const asked = paths.map((path) => `${path}\0`).join('')
  // From the index: what a build step writes beside it marks nothing.
  const answer = await gitReading(repository.root, asked, 'check-attr', '--cached', '-z', '--stdin', ...MARKS)
  const fields = answer.ok ? answer.out.split('\0') : []
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [path = '', mark, value] = fields.slice(at, at + 3)
    if (isMark(mark) && (value === 'set' || value === 'true') && !marked.has(path)) marked.set(path, mark)
  }
  return { marked, edited }
}
