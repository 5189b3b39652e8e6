import type { Charity } from '#platform/charity.ts'
import type { Facts } from '../facts.ts'
import type { MessageKind } from '../messages.ts'

/** A charity whose full name must not show outside. */
export const charity: Charity = {
  name: 'Lighthouse Breast Cancer Support',
  discreetName: 'Lighthouse',
  phone: '0808 157 0123',
  phoneHours: 'weekdays 9am to 5pm',
  email: 'hello@lighthouse.example.org',
  postalAddress: '1 Mill Lane\nRayleigh SS6 7EF',
  registeredNumber: 'Registered charity 123456',
  illness: 'secondary breast cancer',
  fromEmail: 'hello@lighthouse.example.org',
  brandColour: '#4b1d52',
  accentColour: '#e4573d',
  hasLogo: false,
  zone: 'Europe/London',
  welsh: false,
  illnessWelsh: '',
  phoneHoursWelsh: '',
  version: '1',
}
export const links = {
  main: 'https://groups.example.org/my/link/TOKEN',
  stop: 'https://groups.example.org/stop/TOKEN',
}

/** Everything in place for every kind, seen a day before a session that straddles nothing. */
export function factsFor(kind: MessageKind, changed: Partial<Facts> = {}): Facts {
  const staff = kind.startsWith('staff')
  return {
    id: '11111111-1111-4111-8111-111111111111',
    kind,
    language: 'en',
    details: kind === 'session moved' ? { sequence: 1, former: 'Wednesday 25 November, 11am' } : {},
    createdAt: new Date('2026-11-20T09:00:00Z'),
    uselessAfter: null,
    attempts: 0,
    firstTriedAt: null,
    gateOpen: true,
    now: new Date('2026-11-26T10:00:00Z'),
    person: staff
      ? null
      : {
          id: '22222222-2222-4222-8222-222222222222',
          called: 'Rosa',
          fullTitles: false,
          died: false,
          stops: [],
          reminderWeek: true,
          reminderDay: true,
          consents: { email: true },
          fullName: null,
          largePrint: false,
          letterReminders: false,
          phones: [],
          post: null,
        },
    address: { id: '1', value: 'rosa@example.org', confirmed: true, wrong: false },
    account: staff
      ? { id: '3', email: 'sam@example.org', name: 'Sam', ended: false, hasPasskey: false }
      : null,
    joining: null,
    email: null,
    allAtAddressDied: false,
    group: { id: '4', name: 'South Essex', kind: 'in person', state: 'open', askPhone: null },
    session: {
      id: '55555555-5555-4555-8555-555555555555',
      date: '2026-11-27',
      starts: '11:00',
      ends: '13:00',
      zone: 'Europe/London',
      startsAt: new Date('2026-11-27T11:00:00Z'),
      state: kind === 'session cancelled' ? 'cancelled' : 'planned',
      cancelledWords: kind === 'session cancelled' ? 'The heating at the venue does not work.' : null,
      insteadWords: kind === 'session cancelled' ? 'We meet by phone at the same time: 020 7946 0123.' : null,
      sequence: 1,
      limited: true,
      speaker: null,
      talk: null,
      note: null,
      telephone: null,
    },
    venue: { name: 'The Mill', address: '1 Mill Lane', town: 'Rayleigh', postcode: 'SS6 7EF' },
    place: { state: 'kept', answerBy: kind === 'place offered' ? new Date('2026-11-26T18:00:00Z') : null },
    member: { begins: 'just come', letIn: true, standing: false },
    ...changed,
  }
}

const every: Record<MessageKind, true> = {
  'confirm address': true,
  'carry on joining': true,
  joined: true,
  'place kept': true,
  'place waiting': true,
  'place offered': true,
  'place given back': true,
  'reminder week': true,
  'reminder day': true,
  'session moved': true,
  'session cancelled': true,
  'session added': true,
  'session put back': true,
  'my pages link': true,
  'left group': true,
  'tried to ring': true,
  'address changed': true,
  'offer answered': true,
  'staff link': true,
  'staff invitation': true,
  'something waits': true,
}
/** Every kind of message. */
export const kinds = Object.keys(every) as MessageKind[]
