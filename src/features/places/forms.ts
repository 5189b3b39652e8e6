import * as z from 'zod'

const answer = z.enum(['yes', 'no'], { error: 'Choose yes or no' })
const personId = z.uuid({ error: 'Choose a person' })
/** Where staff came from: the session's page, the list of calls or the person's page. */
const back = z.enum(['session', 'calls', 'person']).catch('session')

export const answerForm = z.object({ answer })
export const forPersonForm = z.object({ personId, back })
export const freeForm = z.object({ later: z.literal('yes').optional().catch(undefined) })
export const answerForPersonForm = z.object({ personId, answer, back })
