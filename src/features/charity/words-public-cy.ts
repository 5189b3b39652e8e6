import { whatWeKeep } from '#features/people/people.ts'
import type { Charity } from '#platform/charity.ts'
import type { Translation } from '#platform/language.ts'
import type { FixedPage, Words } from './words-public.ts'

const ask = (charity: Charity) => {
  const ways = [
    charity.phone && `ffoniwch ${charity.phone}${charity.phoneHours ? ` (${charity.phoneHours})` : ''}`,
    charity.email && `ysgrifennwch at ${charity.email}`,
    charity.postalAddress && `anfonwch lythyr at ${charity.postalAddress.replaceAll('\n', ', ')}`,
  ].filter(Boolean)
  return ways.length > 0 ? `${ways.join(', neu ')}.` : 'siaradwch ag unrhyw un yn yr elusen.'
}
const upper = (said: string) => said.charAt(0).toUpperCase() + said.slice(1)

const privacy = (charity: Charity): FixedPage => ({
  title: 'Beth rydym yn ei gadw amdanoch',
  lede: `Mae ${charity.name} yn cadw cyn lleied ag y gall, yn ei ddefnyddio ar gyfer yr hyn a ddywedir yma yn unig, ac nid yw byth yn ei werthu nac yn ei basio ymlaen ar gyfer hysbysebu.`,
  sections: [
    {
      heading: 'Os ydych yn edrych yn unig',
      paragraphs: [
        'Nid oes angen cyfrif i edrych ar y tudalennau hyn. Nid oes yr un cwmni arall yn eich gwylio yma: oddi wrthym ni y daw pob llun, llythyren a sgript. Nid ydym yn gosod unrhyw gwci nes i chi fewngofnodi i’ch tudalennau eich hun; mae’r un cwci hwnnw yn eich cadw wedi mewngofnodi ac yn gwneud dim arall. Os dewiswch destun mwy, mae un arall yn cofio’r maint ar y ddyfais hon, a dim arall.',
        'Fel na all neb foddi ffurflen, rydym yn cadw ffurf gymysg o’r cyfeiriad rhwydwaith sy’n anfon un, am ddau ddiwrnod ar y mwyaf.',
      ],
    },
    {
      heading: 'Os ydych yn ymuno â grŵp',
      facts: whatWeKeep.cy.map(({ what, why, who, how }) => ({
        title: what,
        rows: [
          ['Pam', why],
          ['Pwy sy’n ei weld', who],
          ['Am ba hyd', how],
        ] as [string, string][],
      })),
    },
    {
      heading: 'Pam y cawn wneud hynny',
      paragraphs: [
        'Mae bod mewn grŵp yn dweud rhywbeth am eich iechyd. Dim ond gyda’ch cydsyniad y cadwn hynny. Gofynnwn amdano mewn geiriau plaen pan fyddwch yn ymuno, a gallwch ei dynnu’n ôl unrhyw bryd. Mae angen y gweddill arnom er mwyn i’r grŵp redeg: i gadw lle i chi, ac i ddweud wrthych pan fydd sesiwn yn symud.',
        'Nid oes rhaid i chi byth gydsynio i ddim arall, fel arolygon neu newyddion am ymgyrchoedd, er mwyn bod mewn grŵp. Ni all pwy bynnag sy’n rhedeg ymgyrchoedd yma weld pwy sydd mewn grŵp.',
      ],
    },
    {
      heading: 'Pwy arall sy’n ei weld',
      list: [
        'Gweinyddwyr yr elusen, sy’n gofalu am y system, a’i harweinydd diogelu, os oes rhaid iddynt.',
        'Mae pob golwg ar eich cofnod yn cael ei nodi, a gallwch ofyn pwy a edrychodd.',
        'Os ofnwn eich bod chi neu rywun arall mewn perygl difrifol, efallai y bydd rhaid i ni ddweud wrth rywun a all helpu. Byddem yn siarad â chi am y peth yn gyntaf pe gallem.',
      ],
    },
    {
      heading: 'Beth arall sy’n cael ei gadw am gyfnod',
      list: [
        'Ffurflen a ddechreuoch ac na orffenasoch, fel y gallwch barhau: am rai dyddiau, yna caiff ei dileu.',
        'Geiriau’r negeseuon a anfonwyd atoch, heb y dolenni personol ynddynt: am ddwy flynedd.',
        'Cofnod o bwy a newidiodd ac a welodd beth. Pan ofynnwch i ni ddileu’r hyn sydd gennym, caiff yr hyn y mae’r cofnod yn ei ddweud amdanoch ei wagio; mae’r ffaith i rywbeth newid, a phryd, yn aros.',
        'Pan fydd rhywun wedi marw, mae negeseuon atynt yn dod i ben ar unwaith.',
      ],
    },
    {
      heading: 'Beth y gallwch ofyn amdano',
      paragraphs: ['Mae gennych yr hawl i:'],
      list: [
        'weld beth rydym yn ei gadw amdanoch, a chael copi ohono',
        'ei gael wedi’i gywiro',
        'ei gael wedi’i ddileu',
        'gofyn i ni roi’r gorau i’w ddefnyddio, neu ei ddefnyddio’n llai',
        'tynnu’n ôl unrhyw gydsyniad a roesoch',
      ],
    },
    {
      heading: 'Â phwy i siarad',
      paragraphs: [
        upper(ask(charity)),
        'Rydym yn ateb o fewn mis. Os nad ydych yn fodlon ar yr ateb, gallwch gwyno i Swyddfa’r Comisiynydd Gwybodaeth: ico.org.uk, 0303 123 1113.',
      ],
    },
  ],
})

const accessibility = (charity: Charity): FixedPage => ({
  title: 'Pa mor hawdd yw defnyddio’r tudalennau hyn',
  lede: 'Rydym am i bawb allu eu defnyddio, hefyd ar ddiwrnod gwael, gyda llygaid blinedig neu ddwylo crynedig.',
  sections: [
    {
      heading: 'Beth y gallwch ei wneud',
      list: [
        'darllen pob tudalen, ymuno â grŵp a chadw lle heb JavaScript',
        'defnyddio popeth o’r bysellfwrdd',
        'dewis “Testun mwy” ar waelod pob tudalen',
        'gwneud y testun bedair gwaith mor fawr, ar sgrin gul hefyd, heb sgrolio i’r ochr i ddarllen',
        'gwrando ar y tudalennau gyda darllenydd sgrin',
        'gwneud popeth dros y ffôn yn lle hynny',
      ],
    },
    {
      heading: 'Pa mor bell rydym wedi cyrraedd',
      paragraphs: [
        'Adeiladom y tudalennau i fodloni lefel AA o Ganllawiau Hygyrchedd Cynnwys y We, fersiwn 2.2. Ar bob newid mae rhaglen yn chwilio am wallau hysbys, ac mae un arall yn defnyddio’r tudalennau gyda’r bysellfwrdd yn unig.',
        'Nid oes neb o’r tu allan wedi’u profi eto, ac nid yw pobl sy’n defnyddio darllenydd sgrin bob dydd wedi mynd drwyddynt gyda ni eto. Tan hynny nid ydym yn honni eu bod yn bodloni’r canllawiau yn llawn.',
        'Nid yw siaradwr Cymraeg wedi gwirio’r geiriau Cymraeg eto.',
      ],
    },
    {
      heading: 'Beth sy’n ddiffygiol',
      list: [
        'Llun yw’r map o grwpiau. Mae popeth arno hefyd yn y rhestr wrth ei ymyl.',
        'Mae tablau llydan ar dudalennau i staff yn sgrolio i’r ochr o fewn eu ffrâm eu hunain.',
        'Mae angen JavaScript i staff fewngofnodi gydag allwedd: nid yw porwyr yn cynnig ffordd arall.',
      ],
    },
    {
      heading: 'Os nad yw rhywbeth yn gweithio i chi',
      paragraphs: [
        `Dywedwch wrthym, ac fe wnawn ni hynny drosoch ar unwaith a’i drwsio cyn gynted ag y gallwn: ${ask(charity)}`,
        'Os nad ydych yn fodlon ar ein hateb, gall y Gwasanaeth Cynghori a Chefnogi Cydraddoldeb eich cynghori: equalityadvisoryservice.com.',
      ],
    },
  ],
})

const whatToExpect = (charity: Charity): FixedPage => ({
  title: 'Beth i’w ddisgwyl',
  lede: `Grŵp o bobl sy’n byw gyda ${charity.illness}, sy’n siarad, yn gwrando ac yn dysgu gydag eraill sy’n deall. Dan arweiniad therapydd hyfforddedig. Mae am ddim.`,
  sections: [
    {
      heading: 'Cyn i chi ddod',
      paragraphs: [
        'Gallwch ymuno ar y tudalennau hyn neu dros y ffôn, neu droi i fyny mewn grŵp sy’n cwrdd wyneb yn wyneb. Rydym yn hoffi cael gair cyn eich ymweliad cyntaf, er mwyn i ni allu eich croesawu ac ateb eich cwestiynau. Os byddai galwad yn rhwystr, dewch.',
        'Ar gyfer grŵp ar-lein mae rhywun yn siarad â chi yn gyntaf, fel na fydd dieithryn yn cerdded i mewn i sgwrs gyfrinachol. Cewch y ddolen gennym y diwrnod cynt.',
      ],
    },
    {
      heading: 'Eich tro cyntaf',
      paragraphs: [
        'Mae rhywun yn cadw golwg amdanoch ac yn dangos i chi ble i eistedd. Mae diodydd poeth, a chinio pan fydd yn gyfleus. Mae’r hwylusydd yn dweud sut bydd y bore’n mynd; mae pobl yn dweud eu henw, a chymaint neu gyn lleied arall ag y mynnant. Gallwch wrando yn unig.',
        'Anffurfiol yw’r rhan fwyaf o’r sesiynau: beth bynnag sydd ar feddwl pobl, y pethau anodd hefyd, a digon o chwerthin. Bob ychydig fisoedd mae un yn hirach, gyda siaradwr: oncolegydd, nyrs, rhywun sy’n gwybod am fudd-daliadau, blinder, poen neu driniaethau. Dangosir ymlaen llaw beth yw pwnc sesiwn, er mwyn i chi allu dewis.',
      ],
    },
    {
      heading: 'Dewch mor aml ag y mynnwch',
      paragraphs: [
        'Cynifer neu gyn lleied o sesiynau ag sy’n eich siwtio. Nid oes rhaid i chi byth egluro pam nad oeddech yno: mae pobl wedi blino, yn sâl, yn cael triniaeth neu â chynllun gwell. Nid oes neb yn cyfrif.',
      ],
    },
    {
      heading: 'Mae’r hyn a ddywedir yn aros yno',
      paragraphs: [
        'Mae pobl yn y grŵp yn cytuno i beidio â phasio ymlaen yr hyn y mae eraill yn ei ddweud. Mae un terfyn: os yw’r hwylusydd yn ofni bod rhywun mewn perygl difrifol, efallai y bydd rhaid dweud wrth rywun a all helpu, a byddai’n siarad â’r person hwnnw am y peth yn gyntaf pe gallai.',
      ],
    },
    {
      heading: 'Pan fydd rhywun yn y grŵp yn marw',
      paragraphs: [
        'Mae llawer o bobl yn meddwl am hyn cyn iddynt ddod, felly dyma ateb gonest. Gellir trin y salwch, ond nid ei wella, ac felly mae’n digwydd bod rhywun mewn grŵp yn marw.',
        'Pan fydd yn digwydd, mae’r hwylusydd yn dweud wrth y grŵp, gyda gofal a chan gadw dymuniadau’r teulu mewn cof. Mae amser i gofio’r person, a lle i beth bynnag a ddaw i’r wyneb. Nid oes rhaid i neb aros yn yr ystafell, ac nid oes rhaid i neb siarad. Gallwch hefyd siarad â’r hwylusydd ar eich pen eich hun.',
        'Mae rhai pobl yn cael hyn yn anodd ac yn cadw draw am gyfnod; mae hynny’n iawn. Dywed llawer mai’r grŵp yw’r un lle y gellir siarad amdano, a’u bod yn llai unig gydag ef.',
      ],
    },
    {
      heading: 'Rhywun gyda chi',
      paragraphs: [
        'I bobl sy’n byw gyda’r salwch eu hunain y mae’r grwpiau, er mwyn i bawb allu siarad yn rhydd. Os oes angen rhywun arnoch i’ch helpu i gyrraedd neu i aros gyda chi, dywedwch wrthym ac fe ddown o hyd i ffordd.',
      ],
    },
    {
      heading: 'Cwestiwn o hyd?',
      paragraphs: [upper(ask(charity))],
    },
  ],
})

// To be checked by a speaker.
export const cy: Translation<Words> = {
  textSize: {
    title: 'Pa mor fawr ddylai’r testun fod?',
    hint: 'Ar gyfer pob tudalen, ar y ddyfais hon. Gallwch ei newid unrhyw bryd.',
    sizes: { usual: 'Fel y mae', large: 'Mawr', larger: 'Mawr iawn' },
    missing: 'Dewiswch faint',
    save: 'Cadw',
  },
  privacy,
  accessibility,
  whatToExpect,
  fixed: {
    contents: 'Ar y dudalen hon',
    findGroup: 'Dod o hyd i grŵp',
    howLong: 'Am ba hyd y cadwn bethau, fesul math',
  },
}
