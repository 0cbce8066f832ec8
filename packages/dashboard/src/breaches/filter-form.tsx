import { BREACH_STATUSES } from '@plumbline/core'
import { SEVERITIES } from '@plumbline/core/words'
import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress } from '../address.ts'
import { chips, FILTER_WORDS, type Filter, isView, listAddress, VIEWS } from './filters.ts'
import type { BreachListView } from './view.ts'

type Part = { view: BreachListView; name: Filter }

/** A few values of which several may be wanted. What the address asks for is offered even where it is unknown. */
const Several: FC<Part & { values: readonly string[] }> = ({ view, name, values }) => {
  const chosen = view.asked[name] ?? []
  return (
    <fieldset>
      <legend>{FILTER_WORDS[name]}</legend>
      {[...new Set([...values, ...chosen])].map((value) => (
        <label class="pick">
          <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} /> {clean(value, 70)}
        </label>
      ))}
    </fieldset>
  )
}

const One: FC<Part & { options: readonly { value: string; words: string }[] }> = ({ view, name, options }) => {
  const [chosen = '', ...more] = view.asked[name] ?? []
  const known = options.some(({ value }) => value === chosen)
  // Several can be asked for in the address; a choice of one must not drop the others unseen.
  const current = [chosen, ...more].join(',')
  return (
    <div>
      <label for={`f-${name}`}>{FILTER_WORDS[name]}</label>
      <select id={`f-${name}`} name={name}>
        <option value="">any</option>
        {current === '' || (known && more.length === 0) ? null : (
          <option value={current} selected>
            {clean(current, 80)}
          </option>
        )}
        {options.map(({ value, words }) => (
          <option value={value} selected={value === current}>
            {clean(words, 80)}
          </option>
        ))}
      </select>
    </div>
  )
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

const Field: FC<Part & { type: 'date' | 'text'; hint?: string }> = ({ view, name, type, hint }) => {
  const value = (view.asked[name] ?? []).join(',')
  return (
    <div>
      <label for={`f-${name}`}>{FILTER_WORDS[name]}</label>
      <input
        id={`f-${name}`}
        name={name}
        // A moment that is no day would be lost in a field for days.
        type={type === 'date' && (value === '' || DAY.test(value)) ? 'date' : 'text'}
        value={value}
        inputmode={type === 'text' ? 'numeric' : undefined}
        aria-describedby={hint === undefined ? undefined : `h-${name}`}
      />
      {hint === undefined ? null : (
        <p class="small" id={`h-${name}`}>
          {hint}
        </p>
      )}
    </div>
  )
}

const words = (values: readonly (string | number)[]) =>
  values.map((value) => ({ value: String(value), words: String(value) }))

const Form: FC<{ view: BreachListView }> = ({ view }) => {
  const { engagement, choices } = view
  return (
    <form class="filters" method="get" action={pageAddress(engagement, 'breaches')}>
      <Several view={view} name="status" values={BREACH_STATUSES} />
      <Several view={view} name="service" values={choices.services} />
      <Several view={view} name="severity" values={SEVERITIES} />
      <div class="fields">
        <One
          view={view}
          name="objective"
          options={choices.objectives.map(({ id, title }) => ({ value: id, words: title === '' ? id : title }))}
        />
        <One view={view} name="indicator" options={words(choices.indicators)} />
        <One view={view} name="environment" options={words(choices.environments)} />
        <One view={view} name="agreement_version" options={words(choices.versions)} />
        <Field view={view} name="pr" type="text" hint="Its number; several with commas" />
        <Field view={view} name="from" type="date" />
        <Field view={view} name="to" type="date" />
      </div>
      <p class="row">
        <button type="submit" class="fit">
          Show
        </button>
        <a href={pageAddress(engagement, 'breaches')}>Clear all filters</a>
      </p>
    </form>
  )
}

/** What is asked for: the usual views, the filters that are on, and behind a fold all that can be asked. */
export const FilterBar: FC<{ view: BreachListView }> = ({ view }) => {
  const on = chips(view.engagement, view.asked)
  return (
    <section aria-label="Filters" class="bar">
      <ul class="chips">
        {VIEWS.map(({ name, status }) => (
          <li>
            <a
              class="chip"
              href={listAddress(view.engagement, { ...view.asked, status: [...status] })}
              aria-current={isView(view.asked, status) ? 'true' : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
      {on.length === 0 ? null : (
        <ul class="chips" aria-label="Filters that are on">
          {on.map(({ words: shown, filter, without }) => (
            <li>
              <a class="chip on" href={without} aria-label={`Remove the filter ${FILTER_WORDS[filter]}: ${shown}`}>
                {shown} <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <details class="card fold" open={view.mistakes.length > 0}>
        <summary>Filter</summary>
        <Form view={view} />
      </details>
    </section>
  )
}
