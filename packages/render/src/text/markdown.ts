import { clean } from './clean.ts'

/** Splits what GitHub would turn into a link or a picture after Markdown is parsed; backslashes don't reach that far. */
const BREAK = '\u200B'

/** Letters written from right to left: they would take figures beside them along. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EEFF}]/u

/** Text that runs the other way, kept to itself. */
const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text)

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;', $: '&#36;' }

/** Names that Plumbline gave itself, once escaped: they mean nothing in Markdown, and stay as they are to be copied. */
const OWN_ID = /(?<![a-z0-9])(br|dp|ev|ex|wv)\\_(?=[0-9a-z]{16,}(?![a-z0-9]))/g

/**
 * Text from outside as Markdown that says the same and does nothing: no emphasis, HTML, link, image, table cell,
 * mention, reference to an issue or a commit. Fit for any place inside a line, also for a table's cell.
 */
export const escapeMarkdown = (text: string, max?: number): string => isolated(escaped(clean(text, max)))

const escaped = (text: string): string =>
  text
    // `:tada:` is a picture, also where the second colon is ours; `10:30:00` is a time.
    .replace(/:(?=[a-z0-9_+-]+(?::|$))(?!\d{1,2}(?::|$))/gi, `:${BREAK}`)
    .replace(/[\\`*_{}[\]()!~^]/g, '\\$&')
    .replace(/[&<>|$]/g, (found) => ENTITIES[found] ?? found)
    // At the start of a line these would make a list, an underline that makes a heading, or a table.
    .replace(/^(?:[-+](?=\s|$)|-(?=[-:])|=(?==*$)|:(?=-))/, '\\$&')
    .replace(/^(\d{1,9})\.(?=\s|$)/, '$1\\.')
    .replace(/@/g, `@${BREAK}`)
    // By now every `&` starts one of our own entities, whose `#` must stay.
    .replace(/(?<!&)#/g, `\\#${BREAK}`)
    .replace(/(?<![a-z0-9])GH-(?=\d)/gi, (found) => `${found.slice(0, 2)}${BREAK}-`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}${BREAK}.`)
    .replace(OWN_ID, '$1_')
    // By now an underscore that is not escaped belongs to a name of our own.
    .replace(/(?<![a-z0-9]|[a-z]_)[0-9a-f]{7,}(?![a-z0-9])/gi, (hex) => hex.replace(/.{6}(?=.)/g, `$&${BREAK}`))

/** Between a comparison and its number, a number and its unit, and in `3 of 412`; entities are those of `<` and `>`. */
const INSIDE_A_FIGURE =
  /(?<=(?:^|[ (])(?:[≥≤=]|&[gl]t;)) | (?=of \d)|(?<=\d of) |(?<=\d) (?=[^\s\d]{1,3}(?:[\s);,]|$))|(?<=^no) (?=data$)/g

/** A figure as Markdown that a narrow cell breaks only where it may: never `70.6` on one line and `%` on the next. */
export const figure = (text: string, max?: number): string =>
  escapeMarkdown(text, max).replace(INSIDE_A_FIGURE, '\u00A0')

/**
 * A name as a code span, in which nothing is interpreted; as plain text where the name could end the span, or where it
 * holds a hidden line like ours, which is looked for in the raw text.
 */
export const codeSpan = (text: string, max?: number, keep?: 'start' | 'end'): string => {
  const shown = clean(text, max, keep)
  return shown === '' || /[`|\\]|<!--/.test(shown) ? escapeMarkdown(shown) : isolated(`\`${shown}\``)
}

const LINE_MAX = 200

/** A line of a block, whose blanks hold what stands below one another in its place. */
const aligned = (line: string): string =>
  line.length > LINE_MAX
    ? clean(line, LINE_MAX)
    : line
        .split(/( +)/)
        .map((part, at) => (at % 2 === 1 ? part : clean(part, LINE_MAX)))
        .join('')
        .trimEnd()

/** Text of several lines as a fenced block that it can't close. */
export const fenced = (text: string, language: 'diff' | 'text', maxLines: number): string => {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/)
  const shown = lines
    .slice(0, maxLines)
    .map(aligned)
    // Our own hidden lines are looked for in the raw text.
    .map((line) => line.replaceAll('<!--', `<!${BREAK}--`))
  if (lines.length > maxLines) shown.push(` … ${lines.length - maxLines} more lines`)
  const longest = Math.max(2, ...[...shown.join('\n').matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${shown.join('\n')}\n${fence}`
}

/** A link to our own page; only the words where the address is none that may stand in a link. */
export const link = (words: string, url: string | undefined): string =>
  url !== undefined && url.length <= 500 && /^https?:\/\/[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+$/.test(url)
    ? `[${words}](${url})`
    : words
