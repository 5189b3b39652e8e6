export { Ask } from './ask.tsx'
export { Button, type ButtonProps, ButtonRow } from './button.tsx'
export { type Action, Card } from './card.tsx'
export { Checkboxes, type Choice, type Divider, Radios } from './choices.tsx'
export { CircleOfChairs } from './circle-of-chairs.tsx'
export type { Content, Size } from './content.ts'
export { DateInput, type DatePart, type DateValues } from './date-input.tsx'
export { CalendarLeaf, DateList, type DateRow } from './dates.tsx'
export { Details, Expander, ExpanderGroup } from './disclosure.tsx'
export { Facts, type Figure, Figures, Lines, type Todo, TodoList } from './facts.tsx'
export { ErrorMessage, type FieldProps, Fieldset, FormGroup, Hint, Label, Legend } from './field.tsx'
export { Footer } from './footer.tsx'
export { Band, Box, Empty, Hero, HiddenFields, MapFrame, Two } from './frames.tsx'
export { CardList, GroupCard } from './group-card.tsx'
export { type AccountItem, Header, type NavItem } from './header.tsx'
export type { IconName } from './icon.tsx'
export { Input, type InputProps, type Width } from './input.tsx'
export { ActionLink, BackLink, Breadcrumbs, ContentsList, SkipLink } from './links.tsx'
export { DoDontList, type Task, TaskList } from './lists.tsx'
export {
  ErrorSummary,
  type Errors,
  type FieldError,
  InsetText,
  NotificationBanner,
  WarningCallout,
} from './notices.tsx'
export { Pagination, pageNumbers } from './pagination.tsx'
export { SearchInput } from './search-input.tsx'
export { type Option, Select } from './select.tsx'
export { SummaryCard, SummaryList, type SummaryRow } from './summary-list.tsx'
export { type Cell, type Column, type Row, Table } from './table.tsx'
export { type Tab, Tabs } from './tabs.tsx'
export { Tag, type TagColour } from './tag.tsx'
export { CharacterCount, Textarea } from './textarea.tsx'
export { written } from './written.tsx'
