import { escapeMarkdown, figure } from '../text/markdown.ts'
import type { View } from '../view/view.ts'
import { isLetThrough } from '../words/exempted.ts'
import { marginText, nowText, targetText } from '../words/figures.ts'
import { tightest } from '../words/headline.ts'
import { nameOf } from '../words/name.ts'
import { isOwn } from '../words/own.ts'
import { localDate } from '../words/time.ts'
import { zoneOf } from './counted.ts'

/** What a pass rests on: the waiver that will end, and the objective with the least room. */
export const passLines = (view: View): string[] => {
  if (view.verdict !== 'pass' || isLetThrough(view)) return []
  const own = view.objectives.filter(isOwn(view))
  const waived = own.find(({ waiver }) => waiver !== undefined)
  const owner = waived && view.agreement?.parties[waived.owed_by === 'client' ? 'client' : 'vendor']
  const next =
    waived?.waiver === undefined
      ? []
      : [
          `**Next (${escapeMarkdown(owner ?? waived.owed_by, 60)}):** mend **${escapeMarkdown(nameOf(waived), 110)}** by ${localDate(waived.waiver.expires_at, zoneOf(view))}, when its waiver ends.`,
        ]
  const found = tightest(own.length > 0 ? own : view.objectives)
  if (found === null) return next
  const [display, target, margin] = [nowText(found), targetText(found), marginText(found)].map((text) =>
    figure(text, 110),
  )
  return [...next, `Tightest: **${escapeMarkdown(nameOf(found), 110)}**, ${display} (target ${target}), ${margin}.`]
}
