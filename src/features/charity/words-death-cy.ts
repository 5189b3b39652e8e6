import type { Charity } from '#platform/charity.ts'
import type { Translation } from '#platform/language.ts'
import type { Words } from './words-death.ts'
import type { FixedPage } from './words-public.ts'

const whenSomeoneDies = (charity: Charity): FixedPage => ({
  title: 'Pan fydd rhywun yn y grŵp yn marw',
  lede: `Mae pobl yn aml yn meddwl am hyn cyn iddynt ddod. Dyma ateb gonest. Mae’r bobl yn ein grwpiau yn byw gyda ${charity.illness}. Gellir trin y salwch, ond nid ei wella. Felly mae’n digwydd bod rhywun yn marw.`,
  sections: [
    {
      heading: 'Sut mae’r grŵp yn clywed',
      paragraphs: [
        'Byddwch yn clywed gan y person sy’n arwain eich grŵp, mewn geiriau caredig a chlir. Os gallant, maen nhw’n dweud wrthych cyn i chi gwrdd, fel nad oes rhaid i chi ddysgu am y peth yn yr ystafell.',
        'Maen nhw’n dweud yr hyn yr oedd y person am iddo gael ei ddweud, a’r hyn y mae’r teulu’n ei ddymuno. Mae rhai am i bawb wybod. Mae rhai am i ychydig iawn gael ei ddweud. Rydym yn cadw at hynny, hefyd pan fydd yn golygu ein bod yn dweud llai nag yr hoffech.',
      ],
    },
    {
      heading: 'Yn yr ystafell',
      paragraphs: [
        'Mae amser i gofio. Mae pobl yn adrodd stori, yn cynnau cannwyll, neu’n eistedd gyda’i gilydd am ychydig. Yna mae’r grŵp yn mynd yn ei flaen, wrth ei bwysau. Yn aml mae chwerthin yn ogystal â dagrau.',
        'Nid oes rhaid i chi siarad. Gallwch gamu allan, mynd adref yn gynnar, neu gadw draw y diwrnod hwnnw. Nid oes neb yn gofyn pam.',
      ],
    },
    {
      heading: 'Wedyn',
      paragraphs: [
        'Os oeddech yn agos, bydd rhywun yn eich ffonio i ofyn sut rydych chi. Gallwch siarad â’r person sy’n arwain y grŵp, ar eich pen eich hun. Gallwch ein ffonio ni hefyd, y diwrnod hwnnw neu wythnosau wedyn.',
        'Mae rhai pobl yn cadw draw am gyfnod. Nid yw rhai yn dod yn ôl, ac mae hynny’n iawn. Dywed llawer mai’r grŵp yw’r un lle y gallant siarad amdano, a’u bod yn teimlo’n llai unig.',
      ],
    },
    {
      heading: 'Os chi sy’n mynd yn rhy sâl',
      paragraphs: [
        'Ar eich tudalennau eich hun gallwch ysgrifennu beth y ceir ei ddweud wrth eich grŵp, gan bwy a sut. Gallwch ofyn i ddim gael ei ddweud. Gallwch ei newid unrhyw bryd, neu ei adael yn agored.',
        'O’r diwrnod y clywn fod rhywun wedi marw, nid oes dim yn mynd allan oddi wrthym atynt. Os bydd rhywbeth yn cyrraedd eich teulu er hynny, rhowch wybod i ni, er mwyn i ni ei gywiro.',
      ],
    },
    {
      heading: 'A yw’n ormod i mi?',
      paragraphs: [
        'Dim ond chi all ddweud, a gall newid o fis i fis. Pan fydd sesiwn yn sôn am farw, rydym yn dweud hynny ymlaen llaw, er mwyn i chi allu dewis. Siaradwch â ni yn gyntaf, os hoffech: gallwn ddweud wrthych sut mae hi yn y grŵp hwnnw ar hyn o bryd.',
        `${charity.phone ? `Ffoniwch ni ar ${charity.phone}${charity.phoneHours ? ` (${charity.phoneHours})` : ''}. ` : ''}I siarad â rhywun unrhyw awr, mae’r Samariaid yno ar 116 123, ddydd a nos, am ddim.`,
      ],
    },
  ],
})

// To be checked by a speaker.
export const cy: Translation<Words> = {
  whenSomeoneDies,
  deathPage: 'Beth sy’n digwydd pan fydd rhywun yn y grŵp yn marw',
}
