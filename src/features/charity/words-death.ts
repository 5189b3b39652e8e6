import type { Charity } from '#platform/charity.ts'
import { laidOver } from '#platform/language.ts'
import { cy } from './words-death-cy.ts'
import type { FixedPage } from './words-public.ts'

/** An honest answer to what people wonder about before they come. Plain words, short sentences, no figures. */
const whenSomeoneDies = (charity: Charity): FixedPage => ({
  title: 'When someone in the group dies',
  lede: `People often wonder about this before they come. Here is an honest answer. The people in our groups live with ${charity.illness}. It can be treated, and not cured. So it does happen that someone dies.`,
  sections: [
    {
      heading: 'How the group hears',
      paragraphs: [
        'You hear it from the person who leads your group, in words that are kind and clear. If they can, they tell you before you meet, so that you need not learn of it in the room.',
        'They say what the person wanted to be said, and what the family wants. Some wish that everybody knows. Some wish for very little. We keep to that, also when it means that we say less than you would like.',
      ],
    },
    {
      heading: 'In the room',
      paragraphs: [
        'There is time to remember. People tell a story, light a candle, or sit together for a while. Then the group goes on, at its own pace. There is often laughter as well as tears.',
        'You do not have to speak. You can step out, go home early, or stay away that day. Nobody asks why.',
      ],
    },
    {
      heading: 'Afterwards',
      paragraphs: [
        'If you were close, someone rings you to ask how you are. You can talk with the person who leads the group, alone. You can ring us too, on that day or weeks later.',
        'Some people stay away for a time. Some do not come back, and that is all right. Many say that the group is the one place where they can talk about it, and that they feel less alone.',
      ],
    },
    {
      heading: 'If it is you who becomes too ill',
      paragraphs: [
        'On your own pages you can write what your group may be told, by whom and how. You can ask that nothing is said. You can change it at any time, or leave it open.',
        'From the day on which we hear that someone has died, nothing from us goes out to them. If something reaches your family all the same, please tell us, so that we can put it right.',
      ],
    },
    {
      heading: 'Is it too much for me?',
      paragraphs: [
        'Only you can tell, and it may change from month to month. When a session is about dying, we say so beforehand, so that you can choose. Talk to us first, if you like: we can tell you how it is in that group just now.',
        charity.phone
          ? `Ring us on ${charity.phone}${charity.phoneHours ? `, ${charity.phoneHours.charAt(0).toLowerCase()}${charity.phoneHours.slice(1)}` : ''}. To talk with someone at any hour, the Samaritans are there on 116 123, day and night, free.`
          : 'To talk with someone at any hour, the Samaritans are there on 116 123, day and night, free.',
      ],
    },
  ],
})

/** The page, and what leads to it. */
export const en = { whenSomeoneDies, deathPage: 'What happens when someone in the group dies' }
export type Words = typeof en
/** The same in each language. */
export const words = { en, cy: laidOver(en, cy) }
