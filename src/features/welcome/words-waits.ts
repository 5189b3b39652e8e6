/** The picture of how long people wait for their call. */
const en = {
  title: 'How long people wait for their call',
  lede: 'From the day on which somebody asked for a call, or joined and wished for one, to our first try, and to the first time that we spoke.',
  what: { tried: 'Until we first tried', spoke: 'Until we spoke' },
  bands: {
    'same day': 'Same day',
    'next day': 'Next day',
    '2 to 3 days': '2 to 3 days',
    '4 to 7 days': '4 to 7 days',
    longer: 'Longer',
  } as Record<string, string>,
  notYet: { tried: 'Not yet', spoke: 'Not spoken' },
  month: 'Month',
  asked: 'Asked',
  half: 'Half within',
  days: (days: number) => (days === 0 ? 'the same day' : days === 1 ? '1 day' : `${days} days`),
  halfNotYet: 'not yet',
  picture: (what: string, months: number) =>
    `${what}: one bar for each of ${months === 1 ? 'one month' : `${months} months`}, cut by how long people waited. The table says the same.`,
  share: (people: number, asked: number) => `${people} of ${asked}`,
  none: 'Nobody has asked for a call in the last year.',
  who: 'Counted is everybody who asked in that month, those who still wait too. Not counted is who no longer needed a call before we tried.',
}
export const waits = en
