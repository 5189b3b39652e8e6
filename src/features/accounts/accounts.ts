export {
  endAccount,
  giveGroup,
  inviteAgain,
  inviteStaff,
  type Part,
  setRoles,
  staffOfGroup,
  takeGroup,
} from './people-here.ts'
export { createStaffSession, endStaffSession } from './sessions.ts'
