/** What other features may know of groups without the database: dates in words, hours, calendar files. */
export { type CalendarSession, calendarFile, calendarFileType } from './calendar-file.ts'
export { bankHolidaysFor, isChristmasDays, nations } from './clashes.ts'
export {
  dateInWords,
  dayInWords,
  hoursInWords,
  localTime,
  monthOnLeaf,
  timeInWords,
  weekdayInWords,
  writtenDateIn,
} from './time-words.ts'
