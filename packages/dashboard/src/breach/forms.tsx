import { ATTRIBUTIONS, MAX_STATEMENT, ROOT_CAUSES } from '@plumbline/core'
import { clean, localTime } from '@plumbline/render'
import type { Child, FC } from 'hono/jsx'
import { pageAddress } from '../address.ts'
import { zoneOf } from '../frame.ts'
import type { BreachView, Move, Typed } from './view.ts'
import { ATTRIBUTION_WORDS, CAUSE_WORDS } from './words.tsx'

type Part = { view: BreachView; forms: NonNullable<BreachView['forms']> }

const failedOf = ({ forms }: Part, move: Move) => (forms.failed?.move === move ? forms.failed : null)

const Say: FC<Part & { move: Move; button: string; open?: boolean; summary: string; children: Child }> = ({
  view,
  forms,
  move,
  button,
  open = false,
  summary,
  children,
}) => {
  const failed = failedOf({ view, forms }, move)
  return (
    <details class="say" id={move} open={open || failed !== null}>
      <summary>{summary}</summary>
      <form
        class="form"
        method="post"
        action={`${pageAddress(view.engagement, 'breaches', view.breach.id, move)}#${move}`}
      >
        <input type="hidden" name="token" value={forms.token} />
        {failed === null ? null : (
          <p class="mistake" role="alert">
            {clean(failed.why, 400)}
          </p>
        )}
        {children}
        <button type="submit" class="fit">
          {button}
        </button>
      </form>
    </details>
  )
}

const Text: FC<{ move: Move; label: string; typed: Typed; required?: boolean }> = ({
  move,
  label,
  typed,
  required = false,
}) => (
  <>
    <label for={`${move}-text`}>
      {label}
      {required ? '' : ' (if you like)'}
    </label>
    {/* A browser drops the first line break inside; one of ours before it keeps what was typed. */}
    <textarea id={`${move}-text`} name="text" rows={required ? 4 : 2} maxlength={MAX_STATEMENT} required={required}>
      {`\n${typed.text ?? ''}`}
    </textarea>
  </>
)

const Choice: FC<{ id: string; name: string; label: string; options: readonly [string, string][]; chosen: string }> = ({
  id,
  name,
  label,
  options,
  chosen,
}) => (
  <>
    <label for={id}>{label}</label>
    <select id={id} name={name}>
      <option value="">not said</option>
      {options.map(([value, words]) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </>
)

/** Why not, with its times as people read them here. */
const refusal = (why: string, zone: string): string =>
  clean(why, 300).replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, (at) => localTime(at, zone))

/** What the one who is signed in may do about the breach; every word is signed with the party. */
export const Forms: FC<Part> = (part) => {
  const { view, forms } = part
  const typed = (move: Move): Typed => failedOf(part, move)?.typed ?? {}
  const cause = typed('root-cause')
  return (
    <div class="forms">
      {forms.acknowledge || failedOf(part, 'acknowledge') ? (
        <Say
          {...part}
          move="acknowledge"
          summary="Acknowledge: we know of it"
          button="Acknowledge"
          open={!forms.failed}
        >
          <p class="small">It says that your party knows, and nothing about whose fault it is.</p>
          <Text move="acknowledge" label="Note" typed={typed('acknowledge')} />
        </Say>
      ) : null}
      <Say {...part} move="note" summary="Add a note" button="Add the note">
        <Text move="note" label="Note" typed={typed('note')} required />
      </Say>
      <Say {...part} move="root-cause" summary="State the root cause" button="State it">
        <p class="small">It is your party’s word, shown as such; it settles nothing.</p>
        <Text move="root-cause" label="What happened, and why" typed={cause} required />
        <Choice
          id="category"
          name="category"
          label="Kind"
          options={ROOT_CAUSES.map((one) => [one, CAUSE_WORDS[one]])}
          chosen={cause.category ?? ''}
        />
        <Choice
          id="attribution"
          name="attribution"
          label="Whose doing"
          options={ATTRIBUTIONS.map((one) => [one, ATTRIBUTION_WORDS[one]])}
          chosen={cause.attribution ?? ''}
        />
      </Say>
      {forms.resolving === null || failedOf(part, 'resolve') ? (
        <Say {...part} move="resolve" summary="Resolve: it is dealt with" button="Resolve">
          <p class="small">
            For the party to whom the objective is owed to say. It ends the breach; it stays in the history.
          </p>
          <Text move="resolve" label="Note" typed={typed('resolve')} />
        </Say>
      ) : (
        <p class="small">You can’t resolve it: {refusal(forms.resolving.refused, zoneOf(view))}.</p>
      )}
      <p class="small">Signed as {clean(view.viewer?.name ?? '', 80)}. Both parties see it at once.</p>
    </div>
  )
}
