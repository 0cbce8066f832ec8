/** What became of a claim, or of what a change was let through with before. */
export type ExemptionView =
  /** The change passes although it would not have. */
  | {
      status: 'granted'
      by: string
      how: 'label' | 'reason'
      detail: string
      used: number | null
      max: number
      /** Until when what was skipped is made up for, where that is agreed. */
      follow_up_by?: string
      /** Used before, for the same change and mostly another commit of it: this gate uses none. */
      since?: { evaluation: string; commit_sha: string; at: string }
    }
  | {
      status: 'refused'
      reason: 'set_by_author' | 'set_by_unknown' | 'wrong_label' | 'none_left' | 'not_agreed'
      detail: string
    }
