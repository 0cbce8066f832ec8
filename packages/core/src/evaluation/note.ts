/** Things a reader must know that are no objective's status. */
export type Note =
  | { code: 'no_agreement_in_force'; detail: string }
  | { code: 'agreement_edited'; detail: string }
  /** The change makes the agreement none. Whatever the text before it says of the objectives, the verdict is `fail`. */
  | { code: 'agreement_edit_invalid'; detail: string }
  | { code: 'first_introduction'; detail: string }
  | { code: 'service_not_in_agreement'; detail: string }
  | { code: 'no_server'; detail: string }
  | { code: 'reports'; detail: string }
  /** Not as many uploads as the gate was told to expect. */
  | { code: 'uploads'; detail: string }
  | { code: 'carried_forward'; detail: string }
  /** Judged in a run whose workflow strangers may change; the comment only tells it. */
  | { code: 'foreign_run'; detail: string }
  /** What lifted a block names a deployment, or an incident, that nobody has reported, or an incident that was over. */
  | { code: 'unknown_rollback'; detail: string }
  | { code: 'unknown_incident'; detail: string }
  | { code: 'ended_incident'; detail: string }
  /** `measured_by` was agreed for events that don't say who sent them. */
  | { code: 'sources_not_told_apart'; detail: string }
