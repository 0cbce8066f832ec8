import type { Statement } from '@plumbline/core'
import { ANSWER_WORDS, clean, needsWho, QUESTION_WORDS } from '@plumbline/render'
import type { Child, FC } from 'hono/jsx'
import { When } from '../words.tsx'

export const Part: FC<{ name: string; title: Child; children: Child }> = ({ name, title, children }) => (
  <section class="block part" aria-labelledby={name}>
    <h2 id={name}>{title}</h2>
    {children}
  </section>
)

/** @param run on paper they run on in one paragraph, to save its lines */
export const Lines: FC<{ lines: readonly string[]; run?: boolean }> = ({ lines, run = false }) => (
  <ul class={run ? 'remarks run' : 'remarks'}>
    {lines.map((line) => (
      <li>{clean(line, 900)}</li>
    ))}
  </ul>
)

/** The three questions of who reads one page a month. */
export const Questions: FC<{ statement: Statement }> = ({ statement: { questions } }) => (
  <dl class="questions">
    {questions.map(({ question, answer, detail }) => (
      <div class="card">
        <dt>{QUESTION_WORDS[question]}</dt>
        <dd class="now">{ANSWER_WORDS[answer]}</dd>
        <dd class="small">{clean(detail, 600)}</dd>
      </div>
    ))}
  </dl>
)

export const Needs: FC<{ statement: Statement }> = ({ statement }) =>
  statement.needs.length === 0 ? (
    <p>Nothing waits for anybody.</p>
  ) : (
    <ul class="remarks">
      {statement.needs.map((need) => (
        <li>
          <strong>{needsWho(statement, need)}</strong>
          {need.due_at === null ? null : (
            <>
              {' by '}
              <When at={need.due_at} zone={statement.time_zone} />
            </>
          )}
          : {clean(need.detail, 300)}
        </li>
      ))}
    </ul>
  )
