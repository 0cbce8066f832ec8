import { clean } from '@plumbline/render'
import { asDocument } from './html.ts'
import { Shell } from './shell.tsx'
import type { ProblemView } from './view.ts'

/** What went wrong, in words, with the number under which the log has it. */
export const problemPage = ({ status, title, detail, request_id: request }: ProblemView): string =>
  asDocument(
    <Shell title={`${clean(title, 100)} · Plumbline`}>
      <h1>{clean(title, 150)}</h1>
      <p>{clean(detail, 500)}</p>
      <p>
        <a href="/">Back to the status</a>
      </p>
      <p class="small">
        {status}, request <code>{clean(request, 80)}</code>
      </p>
    </Shell>,
  )
