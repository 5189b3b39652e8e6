export {
  endAccount,
  inviteStaff,
  type Part,
  setRoles,
  staffOfGroup,
} from './people-here.ts'
export { createStaffSession } from './sessions.ts'
