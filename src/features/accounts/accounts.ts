export { createStaffSession, endStaffSession } from './sessions.ts'
