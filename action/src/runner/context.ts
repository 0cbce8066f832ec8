// In a file of its own so that it is loaded, and reads the event's payload, only when its errors can be told.
export { context } from '@actions/github'
