import { MAX_STATEMENT } from '@plumbline/core'
import { clean } from '@plumbline/render'
import type { Child, FC } from 'hono/jsx'
import { pageAddress } from '../address.ts'
import type { BreachView, Move, Typed } from './view.ts'

/* What the forms of a breach's page are made of. */

export type Part = { view: BreachView; forms: NonNullable<BreachView['forms']> }

export const failedOf = ({ forms }: Part, move: Move) => (forms.failed?.move === move ? forms.failed : null)

export const Say: FC<Part & { move: Move; button: string; open?: boolean; summary: string; children: Child }> = ({
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

export const Text: FC<{ move: Move; label: string; typed: Typed; required?: boolean }> = ({
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

export const Choice: FC<{
  id: string
  name: string
  label: string
  options: readonly [string, string][]
  chosen: string
}> = ({ id, name, label, options, chosen }) => (
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
