/** GitHub gave this job no identity token. The message holds nothing of what the endpoint answered. */
export class NoToken extends Error {
  override readonly name = 'NoToken'
}
