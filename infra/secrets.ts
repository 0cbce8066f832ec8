/** Set with `sst secret set NAME VALUE --stage STAGE`; without a value nothing is deployed. */
export const createSecrets = () => ({
  /** What the operator shows to create engagements. */
  operatorKey: new sst.Secret('OperatorKey'),
  /** Signs cursors and sessions. */
  signing: new sst.Secret('SigningSecret'),
})
