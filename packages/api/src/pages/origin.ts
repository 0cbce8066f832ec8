import type { AppConfig } from '../deps.ts'
import { Refusal } from '../problem/problem.ts'

const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host : null)

/**
 * A form counts only where one of our own pages sent it: browsers say where it comes from, and a script on another
 * site can't make them say otherwise.
 * @throws Refusal `foreign_origin`
 */
export const requireOwnOrigin = ({ publicUrl }: AppConfig, headers: Headers): void => {
  const origin = hostOf(headers.get('origin') ?? '')
  const own = [headers.get('host'), publicUrl && hostOf(publicUrl)]
  if (origin === null || !own.includes(origin))
    throw new Refusal('foreign_origin', 'Open the page here and send its form again.')
}
