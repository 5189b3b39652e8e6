// What people's pages use of the groups' dates.
export { type CalendarSession, calendarFile, calendarFileType } from '#features/groups/calendar-file.ts'
export { dateInWords, dayInWords, hoursInWords, localTime, timeInWords } from '#features/groups/time-words.ts'
