/**
 * Towns and cities of England, typed from general knowledge: name, latitude, longitude, other names. A slash
 * sets apart what tells two of the same name from each other. Good to about a mile or two.
 */
export const townsOfEngland = `
Abingdon|51.67|-1.28|Abingdon-on-Thames
Accrington|53.75|-2.36
Aldershot|51.25|-0.76
Alfreton|53.1|-1.39
Alnwick|55.41|-1.71
Alton|51.15|-0.97
Altrincham|53.39|-2.35
Ambleside|54.43|-2.96
Amersham|51.67|-0.61
Andover|51.21|-1.48
Appleby-in-Westmorland|54.58|-2.49|Appleby
Arundel|50.85|-0.55
Ashbourne|53.02|-1.73
Ashby-de-la-Zouch|52.75|-1.47|Ashby
Ashford/Kent|51.15|0.87
Ashford/Surrey|51.43|-0.46
Ashington|55.18|-1.57
Ashton-under-Lyne|53.49|-2.09|Ashton
Aylesbury|51.82|-0.81
Bakewell|53.21|-1.67
Banbury|52.06|-1.34
Barking|51.54|0.08
Barnard Castle|54.54|-1.92
Barnet|51.65|-0.2|High Barnet
Barnsley|53.55|-1.48
Barnstaple|51.08|-4.06
Barrow-in-Furness|54.11|-3.23|Barrow
Basildon|51.57|0.46
Basingstoke|51.27|-1.09
Bath|51.38|-2.36
Batley|53.71|-1.63
Beaconsfield|51.61|-0.64
Beccles|52.46|1.56
Bedford|52.14|-0.47
Berkhamsted|51.76|-0.56
Berwick-upon-Tweed|55.77|-2.0|Berwick
Beverley|53.84|-0.43
Bexhill-on-Sea|50.84|0.47|Bexhill
Bexley|51.44|0.15|Bexleyheath
Bicester|51.9|-1.15
Bideford|51.02|-4.2
Billericay|51.63|0.42
Birkenhead|53.39|-3.02
Birmingham|52.48|-1.9
Bishop Auckland|54.66|-1.68
Bishop's Stortford|51.87|0.16
Blackburn|53.75|-2.48
Blackpool|53.82|-3.05
Blandford Forum|50.86|-2.16|Blandford
Blyth|55.13|-1.51
Bodmin|50.47|-4.72
Bognor Regis|50.78|-0.68|Bognor
Bolton|53.58|-2.43
Bootle|53.45|-2.99
Boston|52.98|-0.03
Bournemouth|50.72|-1.88
Bracknell|51.42|-0.75
Bradford|53.79|-1.75
Bradford-on-Avon|51.35|-2.25
Braintree|51.88|0.55
Brentford|51.49|-0.31
Brentwood|51.62|0.3
Bridgnorth|52.53|-2.42
Bridgwater|51.13|-3.0
Bridlington|54.08|-0.19
Bridport|50.73|-2.76
Brighouse|53.7|-1.78
Brighton|50.83|-0.14|Brighton and Hove
Bristol|51.45|-2.59
Brixham|50.39|-3.51
Brixton|51.46|-0.11
Broadstairs|51.36|1.44
Bromley|51.4|0.02
Bromsgrove|52.34|-2.06
Bude|50.83|-4.54
Burgess Hill|50.95|-0.13
Burnham-on-Crouch|51.63|0.81
Burnham-on-Sea|51.24|-2.99
Burnley|53.79|-2.24
Burton upon Trent|52.8|-1.64|Burton-on-Trent,Burton
Bury|53.59|-2.3
Bury St Edmunds|52.25|0.71
Buxton|53.26|-1.91
Camberley|51.34|-0.74
Camborne|50.21|-5.3
Cambridge|52.2|0.12
Camden|51.54|-0.14|Camden Town
Cannock|52.69|-2.03
Canterbury|51.28|1.08
Canvey Island|51.52|0.58|Canvey
Carlisle|54.89|-2.94
Castleford|53.73|-1.36
Caterham|51.28|-0.08
Chard|50.87|-2.96
Chatham|51.38|0.53
Chelmsford|51.74|0.47
Cheltenham|51.9|-2.07
Chesham|51.71|-0.61
Cheshunt|51.7|-0.03
Chester|53.19|-2.89
Chesterfield|53.24|-1.43
Chester-le-Street|54.86|-1.57
Chichester|50.84|-0.78
Chippenham|51.46|-2.12
Chipping Norton|51.94|-1.55
Chorley|53.65|-2.63
Christchurch|50.74|-1.78
Cirencester|51.72|-1.97
Clacton-on-Sea|51.79|1.15|Clacton
Cleethorpes|53.56|-0.03
Clevedon|51.44|-2.86
Clitheroe|53.87|-2.39
Coalville|52.72|-1.37
Colchester|51.89|0.9
Congleton|53.16|-2.21
Consett|54.85|-1.83
Corby|52.49|-0.69
Coventry|52.41|-1.51
Cowes|50.76|-1.3
Cramlington|55.09|-1.59
Crawley|51.11|-0.19
Crewe|53.1|-2.44
Cromer|52.93|1.3
Crowborough|51.06|0.16
Croydon|51.37|-0.1
Dagenham|51.54|0.15
Darlington|54.52|-1.55
Dartford|51.45|0.22
Dartmouth|50.35|-3.58
Daventry|52.26|-1.16
Deal|51.22|1.4
Derby|52.92|-1.48
Dereham|52.68|0.94|East Dereham
Devizes|51.35|-1.99
Dewsbury|53.69|-1.63
Didcot|51.61|-1.24
Diss|52.38|1.11
Doncaster|53.52|-1.13
Dorchester|50.72|-2.44
Dorking|51.23|-0.33
Dover|51.13|1.31
Driffield|54.0|-0.44
Droitwich|52.27|-2.15|Droitwich Spa
Dudley|52.51|-2.09
Dunstable|51.89|-0.52
Durham|54.78|-1.57
Ealing|51.51|-0.31
Eastbourne|50.77|0.28
East Grinstead|51.13|-0.01
Eastleigh|50.97|-1.35
Egham|51.43|-0.55
Ellesmere Port|53.28|-2.9
Ely|52.4|0.26
Enfield|51.65|-0.08
Epping|51.7|0.11
Epsom|51.33|-0.27
Esher|51.37|-0.37
Evesham|52.09|-1.95
Exeter|50.72|-3.53
Exmouth|50.62|-3.41
Fakenham|52.83|0.85
Falmouth|50.15|-5.07
Fareham|50.85|-1.18
Farnborough|51.29|-0.76
Farnham|51.21|-0.8
Faversham|51.32|0.89
Felixstowe|51.96|1.35
Filey|54.21|-0.29
Fleet|51.28|-0.84
Fleetwood|53.92|-3.01
Folkestone|51.08|1.17
Frome|51.23|-2.32
Gainsborough|53.4|-0.77
Gateshead|54.95|-1.6
Gillingham/Kent|51.39|0.55
Gillingham/Dorset|51.04|-2.28
Glastonbury|51.15|-2.71
Glossop|53.44|-1.95
Gloucester|51.86|-2.24
Godalming|51.19|-0.61
Goole|53.7|-0.87
Gosport|50.8|-1.13
Grantham|52.91|-0.64
Gravesend|51.44|0.37
Grays|51.48|0.33|Thurrock
Great Yarmouth|52.61|1.73|Yarmouth
Greenwich|51.48|0.0
Grimsby|53.57|-0.08
Guildford|51.24|-0.57
Guisborough|54.53|-1.05
Hackney|51.55|-0.06
Halesowen|52.45|-2.05
Halifax|53.72|-1.86
Hammersmith|51.49|-0.22
Harlow|51.77|0.1
Harpenden|51.82|-0.36
Harrogate|53.99|-1.54
Harrow|51.58|-0.33
Hartlepool|54.69|-1.21
Harwich|51.94|1.26
Haslemere|51.09|-0.71
Hastings|50.85|0.57
Hatfield|51.76|-0.23
Havant|50.85|-0.98
Haverhill|52.08|0.44
Hawes|54.3|-2.2
Haywards Heath|51.0|-0.1
Hebden Bridge|53.74|-2.01
Helston|50.1|-5.27
Hemel Hempstead|51.75|-0.47|Hemel
Henley-on-Thames|51.54|-0.9|Henley
Hereford|52.06|-2.72
Hertford|51.8|-0.08
Hexham|54.97|-2.1
High Wycombe|51.63|-0.75|Wycombe
Hinckley|52.54|-1.37
Hitchin|51.95|-0.28
Holmfirth|53.57|-1.79
Honiton|50.8|-3.19
Horsham|51.06|-0.33
Hounslow|51.47|-0.36
Hove|50.83|-0.17
Huddersfield|53.65|-1.78
Hull|53.74|-0.33|Kingston upon Hull
Hungerford|51.41|-1.52
Hunstanton|52.94|0.49
Huntingdon|52.33|-0.18
Hythe/Kent|51.07|1.08
Ilford|51.56|0.07
Ilfracombe|51.21|-4.11
Ilkeston|52.97|-1.31
Ilkley|53.93|-1.82
Ipswich|52.06|1.16
Islington|51.54|-0.1
Keighley|53.87|-1.91
Kendal|54.33|-2.75
Keswick|54.6|-3.13
Kettering|52.4|-0.73
Kidderminster|52.39|-2.25
King's Lynn|52.75|0.4|Lynn
Kingston upon Thames|51.41|-0.3|Kingston
Kirkby|53.48|-2.89
Knaresborough|54.01|-1.47
Knutsford|53.3|-2.37
Lancaster|54.05|-2.8
Launceston|50.64|-4.36
Leamington Spa|52.29|-1.54|Royal Leamington Spa,Leamington
Leatherhead|51.3|-0.33
Leeds|53.8|-1.55
Leek|53.11|-2.02
Leicester|52.64|-1.13
Leigh|53.5|-2.52
Leigh-on-Sea|51.54|0.65
Leighton Buzzard|51.92|-0.66
Leominster|52.23|-2.74
Letchworth|51.98|-0.23|Letchworth Garden City
Lewes|50.87|0.01
Lewisham|51.46|-0.01
Lichfield|52.68|-1.83
Lincoln|53.23|-0.54
Littlehampton|50.81|-0.54
Liverpool|53.41|-2.98
London|51.51|-0.13
Loughborough|52.77|-1.21
Loughton|51.65|0.06
Louth|53.37|0.0
Lowestoft|52.48|1.75
Ludlow|52.37|-2.72
Luton|51.88|-0.42
Lyme Regis|50.73|-2.94
Lymington|50.76|-1.54
Lytham St Annes|53.74|-3.0|Lytham
Macclesfield|53.26|-2.13
Maidenhead|51.52|-0.72
Maidstone|51.27|0.52
Maldon|51.73|0.68
Malmesbury|51.58|-2.1
Malton|54.14|-0.79
Malvern|52.11|-2.33|Great Malvern
Manchester|53.48|-2.24
Mansfield|53.14|-1.2
March|52.55|0.09
Margate|51.39|1.39
Market Drayton|52.9|-2.48
Market Harborough|52.48|-0.92
Marlborough|51.42|-1.73
Marlow|51.57|-0.78
Maryport|54.71|-3.5
Matlock|53.14|-1.56
Melksham|51.37|-2.14
Melton Mowbray|52.77|-0.89
Middlesbrough|54.57|-1.23
Milton Keynes|52.04|-0.76
Minehead|51.2|-3.47
Morecambe|54.07|-2.86
Morpeth|55.17|-1.69
Nantwich|53.07|-2.52
Nelson|53.84|-2.21
Newark|53.08|-0.81|Newark-on-Trent
Newbury|51.4|-1.32
Newcastle upon Tyne|54.97|-1.61|Newcastle
Newcastle-under-Lyme|53.01|-2.23|Newcastle
Newhaven|50.79|0.05
Newmarket|52.24|0.41
Newport/Isle of Wight|50.7|-1.29
Newport/Shropshire|52.77|-2.38
Newport Pagnell|52.09|-0.72
Newquay|50.41|-5.08
Newton Abbot|50.53|-3.61
Newton Aycliffe|54.62|-1.58
Northallerton|54.34|-1.43
Northampton|52.24|-0.9
North Shields|55.01|-1.45
Northwich|53.26|-2.52
Norwich|52.63|1.3
Nottingham|52.95|-1.15
Nuneaton|52.52|-1.47
Oakham|52.67|-0.73
Okehampton|50.74|-4.0
Oldham|53.54|-2.11
Orpington|51.37|0.1
Ormskirk|53.57|-2.89
Oswestry|52.86|-3.05
Oxford|51.75|-1.26
Oxted|51.26|0.0
Padstow|50.54|-4.94
Paignton|50.44|-3.56
Peckham|51.47|-0.07
Penrith|54.66|-2.75
Penzance|50.12|-5.54
Peterborough|52.57|-0.24
Peterlee|54.76|-1.33
Petersfield|51.0|-0.94
Plymouth|50.37|-4.14
Pontefract|53.69|-1.31
Poole|50.72|-1.98
Portishead|51.48|-2.77
Portsmouth|50.8|-1.09
Preston|53.76|-2.7
Ramsgate|51.34|1.42
Rawtenstall|53.7|-2.28|Rossendale
Rayleigh|51.59|0.6
Reading|51.45|-0.97
Redcar|54.62|-1.07
Redditch|52.31|-1.94
Redhill|51.24|-0.17
Redruth|50.23|-5.23
Reigate|51.24|-0.21
Retford|53.32|-0.94|East Retford
Richmond/North Yorkshire|54.4|-1.74
Richmond/London|51.46|-0.3|Richmond upon Thames,Richmond-upon-Thames
Ringwood|50.85|-1.79
Ripon|54.14|-1.52
Rochdale|53.62|-2.16
Rochester|51.39|0.5
Rochford|51.58|0.71
Romford|51.58|0.18
Romsey|50.99|-1.5
Ross-on-Wye|51.91|-2.58
Rotherham|53.43|-1.36
Royal Tunbridge Wells|51.13|0.26|Tunbridge Wells
Royston|52.05|-0.02
Rugby|52.37|-1.26
Rugeley|52.76|-1.94
Runcorn|53.34|-2.73
Rushden|52.29|-0.6
Ryde|50.73|-1.16
Rye|50.95|0.73
Saffron Walden|52.02|0.24
St Albans|51.75|-0.34
St Austell|50.34|-4.79
St Helens|53.45|-2.74
St Ives/Cornwall|50.21|-5.48
St Ives/Cambridgeshire|52.33|-0.07
St Mary's|49.92|-6.31|Isles of Scilly,Scilly,Hugh Town,Scilly Isles,Scillies
St Neots|52.23|-0.27
Salcombe|50.24|-3.77
Sale|53.42|-2.32
Salford|53.49|-2.27
Salisbury|51.07|-1.79
Sandbach|53.15|-2.36
Sandown|50.66|-1.15
Sandwich|51.27|1.34
Scarborough|54.28|-0.4
Scunthorpe|53.59|-0.65
Seaford|50.77|0.1
Seaham|54.84|-1.34
Selby|53.78|-1.07
Settle|54.07|-2.28
Sevenoaks|51.27|0.19
Shaftesbury|51.0|-2.2
Sheerness|51.44|0.76
Sheffield|53.38|-1.47
Sheringham|52.94|1.21
Shoreham-by-Sea|50.83|-0.27|Shoreham
Shrewsbury|52.71|-2.75
Sidmouth|50.68|-3.24
Sittingbourne|51.34|0.73
Skegness|53.14|0.34
Skelmersdale|53.55|-2.78
Skipton|53.96|-2.02
Sleaford|53.0|-0.41
Slough|51.51|-0.59
Solihull|52.41|-1.78
Southall|51.51|-0.38
Southampton|50.9|-1.4
Southend-on-Sea|51.54|0.71|Southend
Southport|53.65|-3.01
South Shields|55.0|-1.43
Southwark|51.5|-0.09
Southwold|52.33|1.68
Spalding|52.79|-0.15
Stafford|52.81|-2.12
Staines-upon-Thames|51.43|-0.51|Staines
Stamford|52.65|-0.48
Stevenage|51.9|-0.2
Stockport|53.41|-2.16
Stockton-on-Tees|54.57|-1.32|Stockton
Stoke-on-Trent|53.0|-2.18|Stoke,Hanley
Stourbridge|52.46|-2.15
Stowmarket|52.19|1.0
Stratford-upon-Avon|52.19|-1.71|Stratford
Stratford/London|51.54|0.0
Stroud|51.75|-2.22
Sudbury|52.04|0.73
Sunderland|54.91|-1.38
Sutton|51.36|-0.19
Sutton Coldfield|52.56|-1.82
Sutton-in-Ashfield|53.13|-1.26
Swanage|50.61|-1.96
Swindon|51.56|-1.78
Tamworth|52.63|-1.69
Taunton|51.02|-3.1
Tavistock|50.55|-4.14
Telford|52.68|-2.45
Tewkesbury|51.99|-2.16
Thetford|52.41|0.75
Thirsk|54.23|-1.34
Tiverton|50.9|-3.49
Tonbridge|51.2|0.27
Torquay|50.46|-3.53|Torbay
Totnes|50.43|-3.68
Tottenham|51.6|-0.07
Trowbridge|51.32|-2.21
Truro|50.26|-5.05
Twickenham|51.45|-0.34
Tynemouth|55.02|-1.42
Uckfield|50.97|0.1
Ulverston|54.2|-3.09
Uttoxeter|52.9|-1.86
Uxbridge|51.55|-0.48
Wadebridge|50.52|-4.84
Wakefield|53.68|-1.5
Wallasey|53.42|-3.04
Wallingford|51.6|-1.12
Wallsend|54.99|-1.53
Walsall|52.59|-1.98
Walthamstow|51.58|-0.02
Wandsworth|51.46|-0.19
Wantage|51.59|-1.43
Ware|51.81|-0.03
Wareham|50.69|-2.11
Warminster|51.2|-2.18
Warrington|53.39|-2.6
Warwick|52.28|-1.58
Washington|54.9|-1.52
Watford|51.66|-0.4
Wellingborough|52.3|-0.69
Wellington/Somerset|50.98|-3.23
Wellington/Shropshire|52.7|-2.52
Wells|51.21|-2.65
Welwyn Garden City|51.8|-0.2|Welwyn
Wembley|51.55|-0.3
West Bromwich|52.52|-1.99
Westminster|51.5|-0.14
Weston-super-Mare|51.35|-2.98|Weston
Wetherby|53.93|-1.39
Weymouth|50.61|-2.46
Whitby|54.49|-0.61
Whitchurch/Shropshire|52.97|-2.68
Whitehaven|54.55|-3.59
Whitley Bay|55.05|-1.45
Whitstable|51.36|1.03
Wickford|51.61|0.52
Widnes|53.36|-2.73
Wigan|53.55|-2.63
Wilmslow|53.33|-2.23
Wimbledon|51.42|-0.21
Winchester|51.06|-1.31
Windermere|54.38|-2.91
Windsor|51.48|-0.61
Winsford|53.19|-2.52
Wisbech|52.67|0.16
Witham|51.8|0.64
Witney|51.79|-1.49
Woking|51.32|-0.56
Wokingham|51.41|-0.83
Wolverhampton|52.59|-2.13
Woolwich|51.49|0.07
Worcester|52.19|-2.22
Workington|54.64|-3.55
Worksop|53.3|-1.12
Worthing|50.81|-0.37
Yeovil|50.94|-2.63
York|53.96|-1.08
`
