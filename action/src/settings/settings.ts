import { nearest, type Result } from '@plumbline/core'

/** What the user asked for, checked. */
export type Settings = {
  mode: (typeof MODES)[number]
  api: { url: string; engagement: string; key: string | null } | null
  service: string | null
  environment: string | null
  /** Path in the repository. */
  agreement: string
  coverage: string[]
  tests: string[]
  flag: string | null
  exemptReason: string | null
  comment: (typeof COMMENT)[number]
  commentDetail: (typeof COMMENT_DETAIL)[number]
  failOn: (typeof FAIL_ON)[number]
  onApiError: (typeof ON_API_ERROR)[number]
  timeoutMs: number
  token: string | null
}

const MODES = ['gate', 'report'] as const
const COMMENT = ['auto', 'always', 'failures', 'never'] as const
const COMMENT_DETAIL = ['change', 'full'] as const
const FAIL_ON = ['breach', 'warning', 'none'] as const
const ON_API_ERROR = ['warn', 'fail'] as const

/** Defaults, for what runs the bundle without the runner; a test holds them to those of action.yml. */
export const INPUT_DEFAULTS = {
  mode: 'gate',
  'api-url': '',
  'api-key': '',
  engagement: '',
  service: '',
  environment: '',
  agreement: 'plumbline.yml',
  coverage: '',
  tests: '',
  flag: '',
  'exempt-reason': '',
  comment: 'auto',
  'comment-detail': 'change',
  'fail-on': 'breach',
  'on-api-error': 'warn',
  'timeout-seconds': '60',
  'github-token': '',
} as const satisfies Record<string, string>

type InputName = keyof typeof INPUT_DEFAULTS
const NAMES = Object.keys(INPUT_DEFAULTS)

/** Globs, one a line or separated by commas; commas inside `{a,b}` belong to the glob. */
export const globsOf = (text: string): string[] =>
  text
    .split(/\n|,(?![^{]*\})/)
    .map((glob) => glob.trim())
    .filter((glob) => glob !== '')

/**
 * Reads the inputs by their names in action.yml. Every mistake at once, each saying what is right:
 * a gate that guesses what was meant passes what it should have stopped.
 */
export const readSettings = (given: ReadonlyMap<string, string>): Result<Settings, string> => {
  const mistakes: string[] = []
  const mistake = (text: string) => {
    mistakes.push(text)
    return null
  }
  const text = (name: InputName) => given.get(name)?.trim() || INPUT_DEFAULTS[name]
  const optional = (name: InputName) => text(name) || null

  const word = <const T extends readonly [string, ...string[]]>(name: InputName, allowed: T): T[number] => {
    const found = text(name)
    const known = allowed.find((one) => one === found)
    if (known !== undefined) return known
    const meant = nearest(found, allowed)
    mistake(
      `\`${name}\` is “${found}”${meant ? `; did you mean \`${meant}\`?` : ';'} It takes ${allowed.map((one) => `\`${one}\``).join(', ')}`,
    )
    return allowed[0]
  }

  const oneLine = (name: InputName): string | null => {
    const found = optional(name)
    return found?.includes('\n') ? mistake(`\`${name}\` has several lines; give one`) : found
  }

  for (const [name, value] of given) {
    if (NAMES.includes(name) || value.trim() === '') continue
    const meant = nearest(name, NAMES)
    mistake(
      `there is no input \`${name}\`${meant ? `; did you mean \`${meant}\`?` : `; the inputs are ${NAMES.join(', ')}`}`,
    )
  }

  const seconds = text('timeout-seconds')
  const timeoutMs = /^\d{1,5}$/.test(seconds) ? Number(seconds) * 1_000 : Number.NaN
  if (!(timeoutMs >= 5_000 && timeoutMs <= 3_600_000))
    mistake(`\`timeout-seconds\` is “${seconds}”; it takes whole seconds from 5 to 3600`)

  const settings = {
    mode: word('mode', MODES),
    api: apiOf(
      {
        url: oneLine('api-url'),
        key: oneLine('api-key'),
        engagement: oneLine('engagement'),
        service: oneLine('service'),
      },
      mistake,
    ),
    service: oneLine('service'),
    environment: oneLine('environment'),
    agreement: pathOf(text('agreement'), mistake),
    coverage: globsOf(text('coverage')),
    tests: globsOf(text('tests')),
    flag: oneLine('flag'),
    exemptReason: optional('exempt-reason'),
    comment: word('comment', COMMENT),
    commentDetail: word('comment-detail', COMMENT_DETAIL),
    failOn: word('fail-on', FAIL_ON),
    onApiError: word('on-api-error', ON_API_ERROR),
    timeoutMs,
    token: oneLine('github-token'),
  }
  return mistakes.length > 0 ? { ok: false, errors: [...new Set(mistakes)] } : { ok: true, value: settings }
}

type Mistake = (text: string) => null

const apiOf = (
  {
    url,
    key,
    engagement,
    service,
  }: { url: string | null; key: string | null; engagement: string | null; service: string | null },
  mistake: Mistake,
): Settings['api'] => {
  if (url === null)
    return key === null
      ? null
      : mistake('`api-key` is given without `api-url`; add the address of the server, or leave both out to judge here')
  const address = URL.canParse(url) ? new URL(url) : null
  if (!address || !/^https?:$/.test(address.protocol))
    mistake(`\`api-url\` is “${url}”; give an address like https://plumbline.acme.example`)
  else if (address.username || address.password)
    mistake('`api-url` holds a user name or password; give the key as `api-key`')
  if (engagement === null)
    mistake('`api-url` is given without `engagement`; add the engagement’s name, e.g. `engagement: acme-checkout`')
  if (service === null)
    mistake(
      '`api-url` is given without `service`; add the service’s name in the agreement, e.g. `service: checkout-api`',
    )
  return engagement === null ? null : { url, engagement, key }
}

const pathOf = (path: string, mistake: Mistake): string => {
  if (path.startsWith('/') || /^[A-Za-z]:|\\/.test(path) || path.split('/').includes('..'))
    mistake(`\`agreement\` is “${path}”; give a path inside the repository, with /, e.g. \`plumbline.yml\``)
  return path
}
