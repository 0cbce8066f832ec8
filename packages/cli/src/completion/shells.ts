/** Shells there is a script for. Apart from what makes them, so that declaring the command loads nothing. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const
export type ShellName = (typeof SHELLS)[number]
