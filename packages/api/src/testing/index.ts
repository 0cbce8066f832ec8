export { type Issuer, REPOSITORY, startIssuer } from './issuer.ts'
export { bundleOf, type Hosted, OPERATOR_KEY, startHosted } from './lambda/hosted.ts'
export { eventOf, type Front, type Sent, serveLambda } from './lambda/http.ts'
export { type Invoked, type LambdaFunction, startLambda } from './lambda/runtime.ts'
