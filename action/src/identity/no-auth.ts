/** Why the server can't be asked, and what would let it be. */
export const NO_AUTH =
  'there is neither an api-key nor an identity token: pull requests from forks and by Dependabot get none; elsewhere give `permissions: id-token: write`, or `api-key` from a secret'
