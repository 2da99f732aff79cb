// Written by tools/intl/main.ts.

export const LINKS = `Africa/Asmara|Africa/Asmera
Africa/Timbuktu|Africa/Bamako
America/Argentina/Buenos_Aires|America/Buenos_Aires
America/Argentina/Catamarca|America/Catamarca
America/Argentina/ComodRivadavia|America/Catamarca
America/Argentina/Cordoba|America/Cordoba
America/Argentina/Jujuy|America/Jujuy
America/Argentina/Mendoza|America/Mendoza
America/Atikokan|America/Coral_Harbour
America/Atka|America/Adak
America/Ensenada|America/Tijuana
America/Fort_Wayne|America/Indianapolis
America/Indiana/Indianapolis|America/Indianapolis
America/Kentucky/Louisville|America/Louisville
America/Knox_IN|America/Indiana/Knox
America/Montreal|America/Toronto
America/Nipigon|America/Toronto
America/Nuuk|America/Godthab
America/Pangnirtung|America/Iqaluit
America/Porto_Acre|America/Rio_Branco
America/Rainy_River|America/Winnipeg
America/Rosario|America/Cordoba
America/Santa_Isabel|America/Tijuana
America/Shiprock|America/Denver
America/Thunder_Bay|America/Toronto
America/Virgin|America/St_Thomas
America/Yellowknife|America/Edmonton
Antarctica/South_Pole|Antarctica/McMurdo
Asia/Ashkhabad|Asia/Ashgabat
Asia/Choibalsan|Asia/Ulaanbaatar
Asia/Chongqing|Asia/Shanghai
Asia/Chungking|Asia/Shanghai
Asia/Dacca|Asia/Dhaka
Asia/Harbin|Asia/Shanghai
Asia/Ho_Chi_Minh|Asia/Saigon
Asia/Istanbul|Europe/Istanbul
Asia/Kashgar|Asia/Urumqi
Asia/Kathmandu|Asia/Katmandu
Asia/Kolkata|Asia/Calcutta
Asia/Macao|Asia/Macau
Asia/Tel_Aviv|Asia/Jerusalem
Asia/Thimbu|Asia/Thimphu
Asia/Ujung_Pandang|Asia/Makassar
Asia/Ulan_Bator|Asia/Ulaanbaatar
Asia/Yangon|Asia/Rangoon
Atlantic/Faroe|Atlantic/Faeroe
Atlantic/Jan_Mayen|Arctic/Longyearbyen
Australia/ACT|Australia/Sydney
Australia/Canberra|Australia/Sydney
Australia/Currie|Australia/Hobart
Australia/LHI|Australia/Lord_Howe
Australia/NSW|Australia/Sydney
Australia/North|Australia/Darwin
Australia/Queensland|Australia/Brisbane
Australia/South|Australia/Adelaide
Australia/Tasmania|Australia/Hobart
Australia/Victoria|Australia/Melbourne
Australia/West|Australia/Perth
Australia/Yancowinna|Australia/Broken_Hill
Brazil/Acre|America/Rio_Branco
Brazil/DeNoronha|America/Noronha
Brazil/East|America/Sao_Paulo
Brazil/West|America/Manaus
CET|Europe/Brussels
CST6CDT|America/Chicago
Canada/Atlantic|America/Halifax
Canada/Central|America/Winnipeg
Canada/Eastern|America/Toronto
Canada/Mountain|America/Edmonton
Canada/Newfoundland|America/St_Johns
Canada/Pacific|America/Vancouver
Canada/Saskatchewan|America/Regina
Canada/Yukon|America/Whitehorse
Chile/Continental|America/Santiago
Chile/EasterIsland|Pacific/Easter
Cuba|America/Havana
EET|Europe/Athens
EST|America/Panama
EST5EDT|America/New_York
Egypt|Africa/Cairo
Eire|Europe/Dublin
Etc/GMT|UTC
Etc/GMT+0|UTC
Etc/GMT-0|UTC
Etc/GMT0|UTC
Etc/Greenwich|UTC
Etc/UCT|UTC
Etc/UTC|UTC
Etc/Universal|UTC
Etc/Zulu|UTC
Europe/Belfast|Europe/London
Europe/Kyiv|Europe/Kiev
Europe/Nicosia|Asia/Nicosia
Europe/Tiraspol|Europe/Chisinau
Europe/Uzhgorod|Europe/Kiev
Europe/Zaporozhye|Europe/Kiev
GB|Europe/London
GB-Eire|Europe/London
GMT|UTC
GMT+0|UTC
GMT-0|UTC
GMT0|UTC
Greenwich|UTC
HST|Pacific/Honolulu
Hongkong|Asia/Hong_Kong
Iceland|Atlantic/Reykjavik
Iran|Asia/Tehran
Israel|Asia/Jerusalem
Jamaica|America/Jamaica
Japan|Asia/Tokyo
Kwajalein|Pacific/Kwajalein
Libya|Africa/Tripoli
MET|Europe/Brussels
MST|America/Phoenix
MST7MDT|America/Denver
Mexico/BajaNorte|America/Tijuana
Mexico/BajaSur|America/Mazatlan
Mexico/General|America/Mexico_City
NZ|Pacific/Auckland
NZ-CHAT|Pacific/Chatham
Navajo|America/Denver
PRC|Asia/Shanghai
PST8PDT|America/Los_Angeles
Pacific/Chuuk|Pacific/Truk
Pacific/Johnston|Pacific/Honolulu
Pacific/Kanton|Pacific/Enderbury
Pacific/Pohnpei|Pacific/Ponape
Pacific/Samoa|Pacific/Pago_Pago
Pacific/Yap|Pacific/Truk
Poland|Europe/Warsaw
Portugal|Europe/Lisbon
ROC|Asia/Taipei
ROK|Asia/Seoul
Singapore|Asia/Singapore
Turkey|Europe/Istanbul
UCT|UTC
US/Alaska|America/Anchorage
US/Aleutian|America/Adak
US/Arizona|America/Phoenix
US/Central|America/Chicago
US/East-Indiana|America/Indianapolis
US/Eastern|America/New_York
US/Hawaii|Pacific/Honolulu
US/Indiana-Starke|America/Indiana/Knox
US/Michigan|America/Detroit
US/Mountain|America/Denver
US/Pacific|America/Los_Angeles
US/Samoa|Pacific/Pago_Pago
Universal|UTC
W-SU|Europe/Moscow
WET|Europe/Lisbon
Zulu|UTC`;

export const META_ZONES =
  `Acre Standard Time|Acre Standard Time|Acre Standard Time|||Eirunepe Time
Acre Standard Time|Acre Standard Time|Acre Standard Time|||Rio Branco Time
Afghanistan Time|Afghanistan Time|Afghanistan Time|||Afghanistan Time
Alaska Standard Time|Alaska Daylight Time|Alaska Time|AKST|AKDT|AKT
Amazon Standard Time|Amazon Standard Time|Amazon Standard Time|||Boa Vista Time
Amazon Standard Time|Amazon Standard Time|Amazon Standard Time|||Campo Grande Time
Amazon Standard Time|Amazon Standard Time|Amazon Standard Time|||Cuiaba Time
Amazon Standard Time|Amazon Standard Time|Amazon Standard Time|||Manaus Time
Amazon Standard Time|Amazon Standard Time|Amazon Standard Time|||Porto Velho Time
American Samoa Standard Time|American Samoa Standard Time|American Samoa Standard Time|||American Samoa Time
American Samoa Standard Time|American Samoa Standard Time|American Samoa Standard Time|||Midway Time
Anadyr Standard Time|Anadyr Standard Time|Anadyr Standard Time|||Anadyr Time
Arabian Standard Time|Arabian Standard Time|Arabian Standard Time|||Bahrain Time
Arabian Standard Time|Arabian Standard Time|Arabian Standard Time|||Iraq Time
Arabian Standard Time|Arabian Standard Time|Arabian Standard Time|||Kuwait Time
Arabian Standard Time|Arabian Standard Time|Arabian Standard Time|||Qatar Time
Arabian Standard Time|Arabian Standard Time|Arabian Standard Time|||Saudi Arabia Time
Arabian Standard Time|Arabian Standard Time|Arabian Standard Time|||Yemen Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Buenos Aires Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Catamarca Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Cordoba Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Jujuy Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||La Rioja Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Mendoza Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Rio Gallegos Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Salta Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||San Juan Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||San Luis Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Tucuman Time
Argentina Standard Time|Argentina Standard Time|Argentina Standard Time|||Ushuaia Time
Armenia Standard Time|Armenia Standard Time|Armenia Standard Time|||Armenia Time
Atlantic Standard Time|Atlantic Daylight Time|Atlantic Time|AST|ADT|AT
Atlantic Standard Time|Atlantic Standard Time|Atlantic Standard Time|AST|AST|AST
Australian Central Standard Time|Australian Central Daylight Time|Australian Central Time|||Adelaide Time
Australian Central Standard Time|Australian Central Daylight Time|Australian Central Time|||Broken Hill Time
Australian Central Standard Time|Australian Central Standard Time|Australian Central Standard Time|||Darwin Time
Australian Central Western Standard Time|Australian Central Western Standard Time|Australian Central Western Standard Time|||Eucla Time
Australian Eastern Standard Time|Australian Eastern Daylight Time|Australian Eastern Time|||Hobart Time
Australian Eastern Standard Time|Australian Eastern Daylight Time|Australian Eastern Time|||Macquarie Time
Australian Eastern Standard Time|Australian Eastern Daylight Time|Australian Eastern Time|||Melbourne Time
Australian Eastern Standard Time|Australian Eastern Daylight Time|Australian Eastern Time|||Sydney Time
Australian Eastern Standard Time|Australian Eastern Standard Time|Australian Eastern Standard Time|||Brisbane Time
Australian Eastern Standard Time|Australian Eastern Standard Time|Australian Eastern Standard Time|||Lindeman Time
Australian Western Standard Time|Australian Western Standard Time|Australian Western Standard Time|||Casey Time
Australian Western Standard Time|Australian Western Standard Time|Australian Western Standard Time|||Perth Time
Azerbaijan Standard Time|Azerbaijan Standard Time|Azerbaijan Standard Time|||Azerbaijan Time
Azores Standard Time|Azores Summer Time|Azores Time|||Azores Time
Bangladesh Standard Time|Bangladesh Standard Time|Bangladesh Standard Time|||Bangladesh Time
Bhutan Time|Bhutan Time|Bhutan Time|||Bhutan Time
Bolivia Time|Bolivia Time|Bolivia Time|||Bolivia Time
Brasilia Standard Time|Brasilia Standard Time|Brasilia Standard Time|||Araguaina Time
Brasilia Standard Time|Brasilia Standard Time|Brasilia Standard Time|||Bahia Time
Brasilia Standard Time|Brasilia Standard Time|Brasilia Standard Time|||Belem Time
Brasilia Standard Time|Brasilia Standard Time|Brasilia Standard Time|||Fortaleza Time
Brasilia Standard Time|Brasilia Standard Time|Brasilia Standard Time|||Maceio Time
Brasilia Standard Time|Brasilia Standard Time|Brasilia Standard Time|||Recife Time
Brasilia Standard Time|Brasilia Standard Time|Brasilia Standard Time|||Santarem Time
Brasilia Standard Time|Brasilia Standard Time|Brasilia Standard Time|||Sao Paulo Time
Brunei Time|Brunei Time|Brunei Time|||Brunei Time
Cape Verde Standard Time|Cape Verde Standard Time|Cape Verde Standard Time|||Cape Verde Time
Central Africa Time|Central Africa Time|Central Africa Time|||Botswana Time
Central Africa Time|Central Africa Time|Central Africa Time|||Burundi Time
Central Africa Time|Central Africa Time|Central Africa Time|||Lubumbashi Time
Central Africa Time|Central Africa Time|Central Africa Time|||Malawi Time
Central Africa Time|Central Africa Time|Central Africa Time|||Mozambique Time
Central Africa Time|Central Africa Time|Central Africa Time|||Namibia Time
Central Africa Time|Central Africa Time|Central Africa Time|||Rwanda Time
Central Africa Time|Central Africa Time|Central Africa Time|||South Sudan Time
Central Africa Time|Central Africa Time|Central Africa Time|||Sudan Time
Central Africa Time|Central Africa Time|Central Africa Time|||Zambia Time
Central Africa Time|Central Africa Time|Central Africa Time|||Zimbabwe Time
Central European Standard Time|Central European Standard Time|Central European Standard Time|||Algeria Time
Central European Standard Time|Central European Standard Time|Central European Standard Time|||Tunisia Time
Central European Standard Time|Central European Summer Time|Central European Time|||Albania Time
Central European Standard Time|Central European Summer Time|Central European Time|||Andorra Time
Central European Standard Time|Central European Summer Time|Central European Time|||Austria Time
Central European Standard Time|Central European Summer Time|Central European Time|||Belgium Time
Central European Standard Time|Central European Summer Time|Central European Time|||Bosnia & Herzegovina Time
Central European Standard Time|Central European Summer Time|Central European Time|||Busingen Time
Central European Standard Time|Central European Summer Time|Central European Time|||Ceuta Time
Central European Standard Time|Central European Summer Time|Central European Time|||Croatia Time
Central European Standard Time|Central European Summer Time|Central European Time|||Czechia Time
Central European Standard Time|Central European Summer Time|Central European Time|||Denmark Time
Central European Standard Time|Central European Summer Time|Central European Time|||France Time
Central European Standard Time|Central European Summer Time|Central European Time|||Germany Time
Central European Standard Time|Central European Summer Time|Central European Time|||Gibraltar Time
Central European Standard Time|Central European Summer Time|Central European Time|||Hungary Time
Central European Standard Time|Central European Summer Time|Central European Time|||Italy Time
Central European Standard Time|Central European Summer Time|Central European Time|||Liechtenstein Time
Central European Standard Time|Central European Summer Time|Central European Time|||Luxembourg Time
Central European Standard Time|Central European Summer Time|Central European Time|||Malta Time
Central European Standard Time|Central European Summer Time|Central European Time|||Monaco Time
Central European Standard Time|Central European Summer Time|Central European Time|||Montenegro Time
Central European Standard Time|Central European Summer Time|Central European Time|||Netherlands Time
Central European Standard Time|Central European Summer Time|Central European Time|||North Macedonia Time
Central European Standard Time|Central European Summer Time|Central European Time|||Norway Time
Central European Standard Time|Central European Summer Time|Central European Time|||Poland Time
Central European Standard Time|Central European Summer Time|Central European Time|||San Marino Time
Central European Standard Time|Central European Summer Time|Central European Time|||Serbia Time
Central European Standard Time|Central European Summer Time|Central European Time|||Slovakia Time
Central European Standard Time|Central European Summer Time|Central European Time|||Slovenia Time
Central European Standard Time|Central European Summer Time|Central European Time|||Spain Time
Central European Standard Time|Central European Summer Time|Central European Time|||Svalbard & Jan Mayen Time
Central European Standard Time|Central European Summer Time|Central European Time|||Sweden Time
Central European Standard Time|Central European Summer Time|Central European Time|||Switzerland Time
Central European Standard Time|Central European Summer Time|Central European Time|||Vatican City Time
Central Indonesia Time|Central Indonesia Time|Central Indonesia Time|||Makassar Time
Central Standard Time|Central Daylight Time|Central Time|CST|CDT|CT
Central Standard Time|Central Standard Time|Central Standard Time|CST|CST|CST
Chamorro Standard Time|Chamorro Standard Time|Chamorro Standard Time|||Guam Time
Chamorro Standard Time|Chamorro Standard Time|Chamorro Standard Time|||Northern Mariana Islands Time
Chatham Standard Time|Chatham Daylight Time|Chatham Time|||Chatham Time
Chile Standard Time|Chile Summer Time|Chile Time|||Chile Time
China Standard Time|China Standard Time|China Standard Time|||China Time
China Standard Time|China Standard Time|China Standard Time|||Macao Time
Christmas Island Time|Christmas Island Time|Christmas Island Time|||Christmas Island Time
Chuuk Time|Chuuk Time|Chuuk Time|||Truk Time
Cocos Islands Time|Cocos Islands Time|Cocos Islands Time|||Cocos (Keeling) Islands Time
Colombia Standard Time|Colombia Standard Time|Colombia Standard Time|||Colombia Time
Cook Islands Standard Time|Cook Islands Standard Time|Cook Islands Standard Time|||Cook Islands Time
Cuba Standard Time|Cuba Daylight Time|Cuba Time|||Cuba Time
Davis Time|Davis Time|Davis Time|||Davis Time
Dumont d’Urville Time|Dumont d’Urville Time|Dumont d’Urville Time|||DumontDUrville Time
East Africa Time|East Africa Time|East Africa Time|||Comoros Time
East Africa Time|East Africa Time|East Africa Time|||Djibouti Time
East Africa Time|East Africa Time|East Africa Time|||Eritrea Time
East Africa Time|East Africa Time|East Africa Time|||Ethiopia Time
East Africa Time|East Africa Time|East Africa Time|||Kenya Time
East Africa Time|East Africa Time|East Africa Time|||Madagascar Time
East Africa Time|East Africa Time|East Africa Time|||Mayotte Time
East Africa Time|East Africa Time|East Africa Time|||Somalia Time
East Africa Time|East Africa Time|East Africa Time|||Tanzania Time
East Africa Time|East Africa Time|East Africa Time|||Uganda Time
Easter Island Standard Time|Easter Island Summer Time|Easter Island Time|||Easter Time
Eastern European Standard Time|Eastern European Standard Time|Eastern European Standard Time|||Kaliningrad Time
Eastern European Standard Time|Eastern European Standard Time|Eastern European Standard Time|||Libya Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Bulgaria Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Egypt Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Estonia Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Finland Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Gaza Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Greece Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Hebron Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Latvia Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Lebanon Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Lithuania Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Moldova Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Nicosia Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Romania Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Ukraine Time
Eastern European Standard Time|Eastern European Summer Time|Eastern European Time|||Åland Islands Time
Eastern Indonesia Time|Eastern Indonesia Time|Eastern Indonesia Time|||Jayapura Time
Eastern Standard Time|Eastern Daylight Time|Eastern Time|EST|EDT|ET
Eastern Standard Time|Eastern Standard Time|Eastern Standard Time|EST|EST|EST
Ecuador Time|Ecuador Time|Ecuador Time|||Ecuador Time
Falkland Islands Standard Time|Falkland Islands Standard Time|Falkland Islands Standard Time|||Falkland Islands (Islas Malvinas) Time
Fernando de Noronha Standard Time|Fernando de Noronha Standard Time|Fernando de Noronha Standard Time|||Noronha Time
Fiji Standard Time|Fiji Standard Time|Fiji Standard Time|||Fiji Time
French Guiana Time|French Guiana Time|French Guiana Time|||French Guiana Time
French Southern & Antarctic Time|French Southern & Antarctic Time|French Southern & Antarctic Time|||French Southern Territories Time
Galapagos Time|Galapagos Time|Galapagos Time|||Galapagos Time
Gambier Time|Gambier Time|Gambier Time|||Gambier Time
Georgia Standard Time|Georgia Standard Time|Georgia Standard Time|||Georgia Time
Gilbert Islands Time|Gilbert Islands Time|Gilbert Islands Time|||Tarawa Time
Greenland Standard Time|Greenland Summer Time|Greenland Time|||Godthab Time
Greenland Standard Time|Greenland Summer Time|Greenland Time|||Scoresbysund Time
Greenwich Mean Time|British Summer Time|United Kingdom Time|||United Kingdom Time
Greenwich Mean Time|Greenwich Mean Time|Greenwich Mean Time|||
Greenwich Mean Time|Irish Standard Time|Ireland Time|||Ireland Time
Greenwich Mean Time||Guernsey Time|||Guernsey Time
Greenwich Mean Time||Isle of Man Time|||Isle of Man Time
Greenwich Mean Time||Jersey Time|||Jersey Time
Greenwich Mean Time||Troll Time|||Troll Time
Gulf Standard Time|Gulf Standard Time|Gulf Standard Time|||Oman Time
Gulf Standard Time|Gulf Standard Time|Gulf Standard Time|||United Arab Emirates Time
Guyana Time|Guyana Time|Guyana Time|||Guyana Time
Hawaii-Aleutian Standard Time|Hawaii-Aleutian Daylight Time|Hawaii-Aleutian Time|HAST|HADT|HAT
Hawaii-Aleutian Standard Time|Hawaii-Aleutian Standard Time|Hawaii-Aleutian Standard Time|HST|HST|HST
Hong Kong Standard Time|Hong Kong Standard Time|Hong Kong Standard Time|||Hong Kong Time
Hovd Standard Time|Hovd Standard Time|Hovd Standard Time|||Hovd Time
India Standard Time|India Standard Time|India Standard Time|||India Time
India Standard Time|India Standard Time|India Standard Time|||Sri Lanka Time
Indian Ocean Time|Indian Ocean Time|Indian Ocean Time|||British Indian Ocean Territory Time
Indochina Time|Indochina Time|Indochina Time|||Cambodia Time
Indochina Time|Indochina Time|Indochina Time|||Laos Time
Indochina Time|Indochina Time|Indochina Time|||Thailand Time
Indochina Time|Indochina Time|Indochina Time|||Vietnam Time
Iran Standard Time|Iran Standard Time|Iran Standard Time|||Iran Time
Irkutsk Standard Time|Irkutsk Standard Time|Irkutsk Standard Time|||Irkutsk Time
Israel Standard Time|Israel Daylight Time|Israel Time|||Israel Time
Japan Standard Time|Japan Standard Time|Japan Standard Time|||Japan Time
Kamchatka Standard Time|Kamchatka Standard Time|Kamchatka Standard Time|||Kamchatka Time
Kazakhstan Time|Kazakhstan Time|Kazakhstan Time|||Almaty Time
Kazakhstan Time|Kazakhstan Time|Kazakhstan Time|||Aqtau Time
Kazakhstan Time|Kazakhstan Time|Kazakhstan Time|||Aqtobe Time
Kazakhstan Time|Kazakhstan Time|Kazakhstan Time|||Atyrau Time
Kazakhstan Time|Kazakhstan Time|Kazakhstan Time|||Oral Time
Kazakhstan Time|Kazakhstan Time|Kazakhstan Time|||Qostanay Time
Kazakhstan Time|Kazakhstan Time|Kazakhstan Time|||Qyzylorda Time
Korean Standard Time|Korean Standard Time|Korean Standard Time|||North Korea Time
Korean Standard Time|Korean Standard Time|Korean Standard Time|||South Korea Time
Kosrae Time|Kosrae Time|Kosrae Time|||Kosrae Time
Krasnoyarsk Standard Time|Krasnoyarsk Standard Time|Krasnoyarsk Standard Time|||Krasnoyarsk Time
Krasnoyarsk Standard Time|Krasnoyarsk Standard Time|Krasnoyarsk Standard Time|||Novokuznetsk Time
Kyrgyzstan Time|Kyrgyzstan Time|Kyrgyzstan Time|||Kyrgyzstan Time
Line Islands Time|Line Islands Time|Line Islands Time|||Kiritimati Time
Lord Howe Standard Time|Lord Howe Daylight Time|Lord Howe Time|||Lord Howe Time
Magadan Standard Time|Magadan Standard Time|Magadan Standard Time|||Magadan Time
Malaysia Time|Malaysia Time|Malaysia Time|||Kuching Time
Malaysia Time|Malaysia Time|Malaysia Time|||Malaysia Time
Maldives Time|Maldives Time|Maldives Time|||Maldives Time
Marquesas Time|Marquesas Time|Marquesas Time|||Marquesas Time
Marshall Islands Time|Marshall Islands Time|Marshall Islands Time|||Kwajalein Time
Marshall Islands Time|Marshall Islands Time|Marshall Islands Time|||Marshall Islands Time
Mauritius Standard Time|Mauritius Standard Time|Mauritius Standard Time|||Mauritius Time
Mawson Time|Mawson Time|Mawson Time|||Mawson Time
Mexican Pacific Standard Time|Mexican Pacific Standard Time|Mexican Pacific Standard Time|||Hermosillo Time
Mexican Pacific Standard Time|Mexican Pacific Standard Time|Mexican Pacific Standard Time|||Mazatlan Time
Moscow Standard Time|Moscow Standard Time|Moscow Standard Time|||Belarus Time
Moscow Standard Time|Moscow Standard Time|Moscow Standard Time|||Moscow Time
Moscow Standard Time|Moscow Standard Time|Moscow Standard Time|||Simferopol Time
Mountain Standard Time|Mountain Daylight Time|Mountain Time|MST|MDT|MT
Mountain Standard Time|Mountain Standard Time|Mountain Standard Time|MST|MST|MST
Myanmar Time|Myanmar Time|Myanmar Time|||Myanmar (Burma) Time
Nauru Time|Nauru Time|Nauru Time|||Nauru Time
Nepal Time|Nepal Time|Nepal Time|||Nepal Time
New Caledonia Standard Time|New Caledonia Standard Time|New Caledonia Standard Time|||New Caledonia Time
New Zealand Standard Time|New Zealand Daylight Time|New Zealand Time|||McMurdo Time
New Zealand Standard Time|New Zealand Daylight Time|New Zealand Time|||New Zealand Time
Newfoundland Standard Time|Newfoundland Daylight Time|Newfoundland Time|||St Johns Time
Niue Time|Niue Time|Niue Time|||Niue Time
Norfolk Island Standard Time|Norfolk Island Daylight Time|Norfolk Island Time|||Norfolk Island Time
Novosibirsk Standard Time|Novosibirsk Standard Time|Novosibirsk Standard Time|||Novosibirsk Time
Omsk Standard Time|Omsk Standard Time|Omsk Standard Time|||Omsk Time
Pacific Standard Time|Pacific Daylight Time|Pacific Time|PST|PDT|PT
Pakistan Standard Time|Pakistan Standard Time|Pakistan Standard Time|||Pakistan Time
Palau Time|Palau Time|Palau Time|||Palau Time
Papua New Guinea Time|Papua New Guinea Time|Papua New Guinea Time|||Port Moresby Time
Paraguay Standard Time|Paraguay Standard Time|Paraguay Time|||Paraguay Time
Peru Standard Time|Peru Standard Time|Peru Standard Time|||Peru Time
Philippine Standard Time|Philippine Standard Time|Philippine Standard Time|||Philippines Time
Phoenix Islands Time|Phoenix Islands Time|Phoenix Islands Time|||Enderbury Time
Pitcairn Time|Pitcairn Time|Pitcairn Time|||Pitcairn Islands Time
Pohnpei Time|Pohnpei Time|Pohnpei Time|||Ponape Time
Rothera Time|Rothera Time|Rothera Time|||Rothera Time
Réunion Time|Réunion Time|Réunion Time|||Réunion Time
Sakhalin Standard Time|Sakhalin Standard Time|Sakhalin Standard Time|||Sakhalin Time
Samara Standard Time|Samara Standard Time|Samara Standard Time|||Samara Time
Samoa Standard Time|Samoa Standard Time|Samoa Standard Time|||Samoa Time
Seychelles Time|Seychelles Time|Seychelles Time|||Seychelles Time
Singapore Standard Time|Singapore Standard Time|Singapore Standard Time|||Singapore Time
Solomon Islands Time|Solomon Islands Time|Solomon Islands Time|||Solomon Islands Time
South Africa Standard Time|South Africa Standard Time|South Africa Standard Time|||Eswatini Time
South Africa Standard Time|South Africa Standard Time|South Africa Standard Time|||Lesotho Time
South Africa Standard Time|South Africa Standard Time|South Africa Standard Time|||South Africa Time
South Georgia Time|South Georgia Time|South Georgia Time|||South Georgia & South Sandwich Islands Time
St. Pierre & Miquelon Standard Time|St. Pierre & Miquelon Daylight Time|St. Pierre & Miquelon Time|||St. Pierre & Miquelon Time
Suriname Time|Suriname Time|Suriname Time|||Suriname Time
Syowa Time|Syowa Time|Syowa Time|||Syowa Time
Tahiti Time|Tahiti Time|Tahiti Time|||Tahiti Time
Taiwan Standard Time|Taiwan Standard Time|Taiwan Standard Time|||Taiwan Time
Tajikistan Time|Tajikistan Time|Tajikistan Time|||Tajikistan Time
Timor-Leste Time|Timor-Leste Time|Timor-Leste Time|||Timor-Leste Time
Tokelau Time|Tokelau Time|Tokelau Time|||Tokelau Time
Tonga Standard Time|Tonga Standard Time|Tonga Standard Time|||Tonga Time
Turkmenistan Standard Time|Turkmenistan Standard Time|Turkmenistan Standard Time|||Turkmenistan Time
Tuvalu Time|Tuvalu Time|Tuvalu Time|||Tuvalu Time
Ulaanbaatar Standard Time|Ulaanbaatar Standard Time|Ulaanbaatar Standard Time|||Ulaanbaatar Time
Uruguay Standard Time|Uruguay Standard Time|Uruguay Standard Time|||Uruguay Time
Uzbekistan Standard Time|Uzbekistan Standard Time|Uzbekistan Standard Time|||Samarkand Time
Uzbekistan Standard Time|Uzbekistan Standard Time|Uzbekistan Standard Time|||Uzbekistan Time
Vanuatu Standard Time|Vanuatu Standard Time|Vanuatu Standard Time|||Vanuatu Time
Venezuela Time|Venezuela Time|Venezuela Time|||Venezuela Time
Vladivostok Standard Time|Vladivostok Standard Time|Vladivostok Standard Time|||Ust-Nera Time
Vladivostok Standard Time|Vladivostok Standard Time|Vladivostok Standard Time|||Vladivostok Time
Volgograd Standard Time|Volgograd Standard Time|Volgograd Standard Time|||Volgograd Time
Vostok Time|Vostok Time|Vostok Time|||Vostok Time
Wake Island Time|Wake Island Time|Wake Island Time|||Wake Time
Wallis & Futuna Time|Wallis & Futuna Time|Wallis & Futuna Time|||Wallis & Futuna Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Angola Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Benin Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Cameroon Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Central African Republic Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Chad Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Congo - Brazzaville Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Equatorial Guinea Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Gabon Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Kinshasa Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Niger Time
West Africa Standard Time|West Africa Standard Time|West Africa Standard Time|||Nigeria Time
Western European Standard Time|Western European Summer Time|Western European Time|||Canary Time
Western European Standard Time|Western European Summer Time|Western European Time|||Faroe Islands Time
Western European Standard Time|Western European Summer Time|Western European Time|||Madeira Time
Western European Standard Time|Western European Summer Time|Western European Time|||Portugal Time
Western Indonesia Time|Western Indonesia Time|Western Indonesia Time|||Jakarta Time
Western Indonesia Time|Western Indonesia Time|Western Indonesia Time|||Pontianak Time
Yakutsk Standard Time|Yakutsk Standard Time|Yakutsk Standard Time|||Chita Time
Yakutsk Standard Time|Yakutsk Standard Time|Yakutsk Standard Time|||Khandyga Time
Yakutsk Standard Time|Yakutsk Standard Time|Yakutsk Standard Time|||Yakutsk Time
Yekaterinburg Standard Time|Yekaterinburg Standard Time|Yekaterinburg Standard Time|||Yekaterinburg Time
Yukon Time|Yukon Time|Yukon Time|||Dawson Time
Yukon Time|Yukon Time|Yukon Time|||Whitehorse Time
|Chile Summer Time|Coyhaique Time|||Coyhaique Time
||Astrakhan Time|||Astrakhan Time
||Barnaul Time|||Barnaul Time
||Bougainville Time|||Bougainville Time
||Famagusta Time|||Famagusta Time
||Jordan Time|||Jordan Time
||Kirov Time|||Kirov Time
||Morocco Time|||Morocco Time
||Palmer Time|||Palmer Time
||Punta Arenas Time|||Punta Arenas Time
||Saratov Time|||Saratov Time
||Srednekolymsk Time|||Srednekolymsk Time
||Syria Time|||Syria Time
||Tomsk Time|||Tomsk Time
||Türkiye Time|||Türkiye Time
||Ulyanovsk Time|||Ulyanovsk Time
||Urumqi Time|||Urumqi Time
||Western Sahara Time|||Western Sahara Time
|||||`;

export const ZONES = `Africa/Abidjan|4n|-qw 0;.-u9rgl4 1;GMT0
Africa/Accra|4n|-1g 0 xcD 1e0 1e0D;.-s9p1ak 1 .24aamk 2 .1yhyo 1 .cjvlc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .cjvlc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .cjvlc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .cjvlc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .cjvlc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .ci0xc 2 .69weo 1 .683lc 2 .cloeo 1 .668xc 2 .cloeo 1 .1y8pc 3 2xry 1 3huy 4 91a 1 i02 4 91a 1 i2q 4 91a 1 i02 4 91a 1 i02 4 91a 1 i02 4 91a 1;GMT0
Africa/Addis_Ababa|3i|760 76w 8c0;.-1g6t8i0 1 .ymedb4 2;EAT-3
Africa/Algiers|1z|kc fl 0 2s0D 0 2s0 5k0D 2s0D;.-154gb8c 1 .afgo4r 2 .2qx1nl 3 82o 4 cw0 3 elc 4 bc0 3 fmo 4 atc 3 g5c 4 9s0 3 io0 4 aio 3 7c0 4 dp1c 3 51g 2 79k 5 3318 6 dx8 5 d1g 6 cd4 5 slc 2 6zxg 5 5eyk 2 61c0 3 beo 4 47pg 7 cfw 5 bes 6 dhg 5 tjs 2 dhg 7 e04 2 dh8 5;CET-1
Africa/Asmera|3h|6tg 6y0 8c0 7n0;.-w6p5hg 1 .aiwqjg 2 14ym 1 5942 3 46yn 2;EAT-3
Africa/Bamako|4n|-1hc 0 -2s0;.-u9rfuo 1 .bk956o 2 jrxg 1;GMT0
Africa/Bangui|7u|3fw 2s0;.-u9rkrw 1;WAT-1
Africa/Banjul|4n|-330 -330 -2s0 0;.-u9re90 1 fyw0 2 .4m1rp0 3;GMT0
Africa/Bissau|4n|-2vw -2s0 0;-17l98 1 1bcio 2;GMT0
Africa/Blantyre|1r|6hc 6ja 6j0 5k0;.-ui1t5c 1 .1j56m2 2 .5qqlca 3;CAT-2
Africa/Brazzaville|7w|2tw 2s0;.-u9rk5w 1;WAT-1
Africa/Bujumbura|1p|5fs 5k0;.-15r1ers 1;CAT-2
Africa/Cairo|3t|5sl 5k0 8c0D 8c0D;.-1054wgl 1 .krj48l 2 5rw 1 eis 2 bek 1 elg 2 fh8 1 bk4 2 fuk 1 b9g 2 fuk 1 cas 2 eqk 1 8npg 2 anw 1 fpg 2 bbw 1 fpk 2 b9g 1 fuk 2 b9g 1 frw 2 b9g 1 frw 2 b9g 1 frw 2 b9g 1 fuk 2 b9g 1 frw 2 b9g 1 frw 2 bc4 1 fp8 2 bc4 1 frw 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 frw 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 frw 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 frw 2 bc4 1 fp8 2 bc4 1 lzw 2 51g 1 l18 2 604 1 frw 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 frw 2 bc4 1 g2k 2 ays 1 fp8 2 bc4 1 fp8 2 bc4 1 frw 2 bc4 1 fp8 2 bc4 1 fp8 2 bc4 1 fh4 3 bek 1 fk4 3 bek 1 fk4 3 bek 1 fk4 3 bek 1 g2s 3 bek 1 fk4 3 bek 1 fk4 3 bek 1 fk4 3 bek 1 fk4 3 bek 1 g2s 3 bek 1 fk4 3 bek 1 fk4 3 avw 1 g2s 3 9uk 1 h44 3 9bw 1 hms 3 8t8 1 io4 3 7mk 1 284 2 1jw 1 2q04 2 33w 1 2lg 2 458 1;EET-2EEST,M4.5.5/0,M10.5.4/24
Africa/Casablanca|8l|-1ek 0 2s0D 2s0 0D;.-tblt9g 1 .di7nxg 2 518 1 79g 2 4b18 1 3fes 2 ad8 1 ch04 2 8uk 1 522s 2 53w 1 191g 2 6t8 1 k84 2 b3w 1 i84 2 4qk 1 47xg 3 1cl8 1 gug4 2 6t8 1 k84 2 5zw 1 itg 2 798 1 hms 2 8t8 1 k8c 2 62o 1 2ao 2 31c 1 fk0 2 56o 1 2io 2 5s0 1 beo 2 6o0 1 2lc 2 6ao 1 beo 2 5pc 1 2lc 2 79c 1 beo 2 56o 1 2lc 2 8ao 1 aw0 2 45c 1 340 2 8tc 1 aw0 2 3mo 1 2lc 2 9uo 3 e00 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3 nc0 4 2lc 3 nuo 4 2lc 3 nc0 4 340 3;<+01>-1
Africa/Ceuta|27|-zg 0 2s0 0 0 2s0 5k0D 2s0;-1futc 1 d198 2 bek 3 45hg 2 co4 4 15h8 2 cg4 4 dzw 2 cys 4 eio 2 cyo 4 t1tc 2 8uk 3 522s 2 53w 3 191g 2 6t8 3 k84 2 b3w 3 i84 2 4qk 3 47xg 5 1j44 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 e00 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7;CET-1CEST,M3.5.0,M10.5.0/3
Africa/Conakry|4n|-2jg 0 -2s0;.-u9resk 1 .bk944k 2 jf9g 1;GMT0
Africa/Dakar|4n|-388 -2s0 0;.-u9re3s 1 .fcoa7s 2;GMT0
Africa/Dar_es_Salaam|3n|79w 8c0 7n0;.-kcrtxw 1 .8ve49w 2 9rs1 1;EAT-3
Africa/Djibouti|3g|7zo 8c0;.-uj8fzo 1;EAT-3
Africa/Douala|7t|1so 2s0;.-u9rj4o 1;WAT-1
Africa/El_Aaiun|8v|-2g0 -2s0 0 2s0D 2s0 0D;.-isdxk0 1 .m2g0c0 2 198 3 6t8 2 k84 3 b3w 2 i84 3 4qk 2 meys 3 6t8 2 k84 3 5zw 2 itg 3 798 2 hms 3 8t8 2 k8c 3 62o 2 2ao 3 31c 2 fk0 3 56o 2 2io 3 5s0 2 beo 3 6o0 2 2lc 3 6ao 2 beo 3 5pc 2 2lc 3 79c 2 beo 3 56o 2 2lc 3 8ao 2 aw0 3 45c 2 340 3 8tc 2 aw0 3 3mo 2 2lc 3 9uo 4 e00 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4 nc0 5 2lc 4 nuo 5 2lc 4 nc0 5 340 4;<+01>-1
Africa/Freetown|4n|-2gc -2gc -2s0 -1uoD 0;.-19xcavo 1 no2o 2 .a4v6zo 3 .681qo 2 .7vcxc 3 .awkeo 2 .7vcxc 3 .awkeo 2 .7vcxc 3 .ayf2o 2 .7vcxc 3 .awkeo 2 .7vcxc 3 .awkeo 2 .7vcxc 3 .e1j2o 2 .4qe9c 3 .7dqo 2 .16dy9c 4;GMT0
Africa/Gaborone|1o|4ss 460 5k0 8c0D;.-18cyvgs 1 .9h5hys 2 uh6u 3 dh8 2;CAT-2
Africa/Harare|1y|5r0 5k0;.-yvtf30 1;CAT-2
Africa/Johannesburg|72|56o 460 5k0 8c0D;.-14nj6io 1 .5rpt0o 2 tq86 3 dh8 2 dhg 3 dh8 2;SAST-2
Africa/Juba|1v|5us 5k0 8c0D 8c0;.-kcrsis 1 .kixuys 2 cd8 1 elg 2 cfw 1 eo4 2 cfw 1 eis 2 cik 1 eg4 2 cl8 1 edg 2 cnw 1 eas 2 ct8 1 e5g 2 cvw 1 elg 2 cfw 1 eis 2 cik 1 eg4 2 cnw 1 eas 2 cqk 1 e84 2 ct8 1 e5g 2 cvw 1 elg 2 cik 1 eg4 2 cl8 1 aplg 3 ftfw 1;CAT-2
Africa/Kampala|3o|604 8c0 6y0 7n0;.-lnse04 1 .s8lo4 2 diyq 3 6rjz 1;EAT-3
Africa/Khartoum|1w|60w 5k0 8c0D 8c0;.-kcrsow 1 .kixv4w 2 cd8 1 elg 2 cfw 1 eo4 2 cfw 1 eis 2 cik 1 eg4 2 cl8 1 edg 2 cnw 1 eas 2 ct8 1 e5g 2 cvw 1 elg 2 cfw 1 eis 2 cik 1 eg4 2 cnw 1 eas 2 cqk 1 e84 2 ct8 1 e5g 2 cvw 1 elg 2 cik 1 eg4 2 cl8 1 aplg 3 ddfw 1;CAT-2
Africa/Kigali|1u|5kg 5k0;.-i1ulkg 1;CAT-2
Africa/Kinshasa|7z|2u0 2s0;.-11ngdi0 1;WAT-1
Africa/Lagos|81|mn 0 1e0 2s0;.-xnxnan 1 .1kdnan 0 .2ve7dd 2 .2yfgkn 3;WAT-1
Africa/Libreville|7y|1r0 2s0;.-u9rj30 1;WAT-1
Africa/Lome|4n|84 0;.-146nmw4 1;GMT0
Africa/Luanda|7r|2g8 2es 2s0;.-14phh48 1 .afpx08 2;WAT-1
Africa/Lubumbashi|1q|534 2s0 5k0;.-11ngfr4 1 .bpwyb4 2;CAT-2
Africa/Lusaka|1x|58k 5k0;.-yvtekk 1;CAT-2
Africa/Malabo|7x|1mk 0 2s0;.-u9riyk 1 .r44sak 2;WAT-1
Africa/Maputo|1s|616 5k0;.-vu3fd6 1;CAT-2
Africa/Maseru|71|53c 5k0 8c0D;.-yvtefc 1 .l5xrrc 2 dh8 1;SAST-2
Africa/Mbabane|70|5rc 5k0;.-yvtf3c 1;SAST-2
Africa/Mogadishu|3m|8eg 8c0 6y0;.-13r0weg 1 .je91eg 2 jjhe 1;EAT-3
Africa/Monrovia|4n|-1zw -1zw -226 0;.-19xcbc4 1 rxc0 2 .rl202a 3;GMT0
Africa/Nairobi|3j|Africa/Asmera
Africa/Ndjamena|7v|2sc 2s0 5k0D;.-u9rk4c 1 .zdk5cc 2 at8 1;WAT-1
Africa/Niamey|80|e4 -2s0 0 2s0;.-u9rhq4 1 .bk99u4 2 jf98 3;WAT-1
Africa/Nouakchott|4n|-2yc 0 -2s0;.-u9redo 1 .bk93po 2 k3us 1;GMT0
Africa/Ouagadougou|4n|-a4 0;.-u9rh1w 1;GMT0
Africa/Porto-Novo|7s|hg 0 2s0;.-u9rhtg 1 .bk975g 2;WAT-1
Africa/Sao_Tome|4n|18w -1p9 0 2s0 0;.-18vsjww 1 .em12kw 2 27nxg 3 r1c 4;GMT0
Africa/Tripoli|3r|2fw 2s0 5k0D 5k0;.-q3gfrw 1 .gl6ajw 2 5uc 1 1bxo 2 67o 1 1b6s 2 6vw 1 296s 3 haak 1 6o4 2 djw 1 dhg 2 djw 1 dk4 2 djw 1 dus 2 d6k 1 dpg 2 dh8 1 dc4 2 djw 1 dk4 2 djw 1 dhg 2 djw 1 fxg 3 4tek 1 ds4 2 djw 3 bclk 1 aao 2;EET-2
Africa/Tunis|20|1vw fl 2s0 5k0D 2s0 5k0D;.-1a9dr7w 1 .fke44b 2 .enxevl 3 g2o 4 7c0 3 17k0 2 bes 5 hmw 2 aw0 5 1ek 2 lg 5 bzw 2 dhg 5 dx0 2 d1o 5 cd0 2 nrhg 3 aw0 4 g80 3 bc0 4 79k0 3 8lc 4 dhc 3 dhc 4 g80 3 b9c 4 aylc 3 b9g 4 d44 3 g2o 4 aw0 3 g2o 4 beo 3 fk0 4;CET-1
Africa/Windhoek|1t|360 460 5k0 8c0D 5k0 2s0D;.-14nj4i0 1 .5rpr00 2 tq86 3 dh8 2 zbmk 4 3080 5 cdo 4 fjw 5 bes 4 g2k 5 aw4 4 g2k 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 g2k 5 aw4 4 g2k 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 g2k 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 g2k 5 aw4 4 g2k 5 bes 4 fjw 5 bes 4 fjw 5 bes 4 fjw 5 bes 4;CAT-2
America/Adak|4w|xya -wpq -uk0 -rs0 -rs0 -uk0 -rs0 -rs0 -rs0 -p00D;.-1hc7qjz 1 .h4z1xp 2 .ln70qa 3 2mzs 4 3g4 2 g5p8 5 1k2w 6 dh8 5 dhg 6 dh8 5 dhg 6 dzw 5 dhg 6 dh8 5 dhg 6 dh8 5 56s 6 lrw 5 8tg 6 i58 5 dhg 6 dzw 5 cys 6 dzw 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dzw 5 cys 6 dzw 7 2ag 8 b6w 9 dh8 8 dhg 9 dh8 8 dhg 9 dh8 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8;HST10HDT,M3.2.0,M11.1.0
America/Anchorage|3|12wo -rrc -rs0 -p00 -p00 -rs0 -p00 -p00 -p00 -m80D;.-1hc7qjz 1 .h4ywzb 2 .ln72wo 3 2mzw 4 3g0 2 g5p8 5 1k2w 6 dh8 5 dhg 6 dh8 5 dhg 6 dzw 5 dhg 6 dh8 5 dhg 6 dh8 5 56s 6 lrw 5 8tg 6 i58 5 dhg 6 dzw 5 cys 6 dzw 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dzw 5 cys 6 dzw 7 2ag 8 b6w 9 dh8 8 dhg 9 dh8 8 dhg 9 dh8 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8;AKST9AKDT,M3.2.0,M11.1.0
America/Anguilla|w|-bog -b40;.-u6m6zk 1;AST4
America/Antigua|w|-bg0 -dw0 -b40;.-u6m780 1 .k9mqg0 2;AST4
America/Araguaina|1e|-8xc -8c0 -5k0D;.-t85j2o 1 .99k8mo 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 49hg 2 8t8 1 hms 2 9uk 1 h6s 2 at8 1 glg 2 9uk 1 glg 2 avw 1 glg 2 9uk 1 hms 2 9bw 1 j6s 2 7rw 1 79us 2 8t8 1;<-03>3
America/Argentina/La_Rioja|m|-cdo -bw0 -b40 -8c0D -8c0 -5k0D;.-138a8yc 1 .db2a6c 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9p8 2 4yw 4 cak 5 9uk 4 h44 5 ad8 4 4xus 3 b9c 4 36w0 2 1es 4 2nek 5 5p8 4;<-03>3
America/Argentina/Rio_Gallegos|o|-ctg -bw0 -b40 -8c0D -8c0 -5k0D;.-138a8ik 1 .db29qk 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9uk 4 h44 5 9uk 4 h44 5 ad8 4 4xus 3 b9c 4 36w0 2 1es 4 2nek 5 5p8 4;<-03>3
America/Argentina/Salta|p|-c44 -bw0 -b40 -8c0D -8c0 -5k0D;.-138a97w 1 .db2afw 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9uk 2 h48 5 9ug 4 h44 5 ad8 4 4xus 3 b9c 4 5vpc 5 5p8 4;<-03>3
America/Argentina/San_Juan|q|-cos -bw0 -b40 -8c0D -8c0 -5k0D;.-138a8n8 1 .db29v8 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9p8 2 4yw 4 cak 5 9uk 4 h44 5 ad8 4 4xus 3 b9c 4 36tc 2 42s 4 2kt8 5 5p8 4;<-03>3
America/Argentina/San_Luis|r|-cac -bw0 -b40 -8c0D -8c0 -5k0D;.-138a91o 1 .db2a9o 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 b3w 2 fxk 3 a58 2 6tg 4 69mk 3 b9c 4 36tc 2 42s 4 2kt8 5 1mk 3 3k4 2 g2s 3 avw 2 g2s 4;<-03>3
America/Argentina/Tucuman|s|-c2s -bw0 -b40 -8c0D -8c0 -5k0D;.-138a998 1 .db2ah8 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9uk 2 h48 5 9ug 4 h44 5 ad8 4 4xus 3 b9c 4 36w0 2 w4 4 2nx8 5 5p8 4 g2s 5 avw 4;<-03>3
America/Argentina/Ushuaia|t|-cnc -bw0 -b40 -8c0D -8c0 -5k0D;.-138a8oo 1 .db29wo 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9uk 4 h44 5 9uk 4 h44 5 ad8 4 4xus 3 b9c 4 36qo 2 1k4 4 2nek 5 5p8 4;<-03>3
America/Aruba|w|-czc -ci0 -b40;.-u7lcco 1 .rlo7io 2;AST4
America/Asuncion|6m|-aog -aog -b40 -8c0 -8c0D;.-15r0ynk 1 ve2o 2 .ldwofk 3 14ik 2 14lg 4 b98 2 fus 4 b6k 2 fus 4 b6k 2 fus 4 dh8 2 dk4 4 djw 2 dk4 4 dh8 2 dk4 4 dh8 2 dk4 4 dh8 2 dk4 4 djw 2 dk4 4 dh8 2 dk4 4 dh8 2 dk4 4 dh8 2 dk4 4 djw 2 dk4 4 dh8 2 f44 4 bx8 2 dk4 4 dh8 2 dxg 4 avw 2 g5g 4 d3w 2 dms 4 b18 2 g04 4 ayk 2 g2s 4 b98 2 g84 4 ad8 2 glg 4 avw 2 g2s 4 bek 2 fk4 4 bek 2 fk4 4 bek 2 g2s 4 dh8 2 aw4 4 g2k 2 bes 4 fjw 2 eis 4 avw 2 g2s 4 avw 2 g2s 4 avw 2 glg 4 ad8 2 glg 4 ad8 2 glg 4 cyk 2 cys 4 dzw 2 cys 4 dzw 2 dhg 4 cfw 2 eis 4 cfw 2 eis 4 cfw 2 eis 4 cyk 2 e04 4 cyk 2 e04 4 cyk 2 eis 4 cfw 2 eis 4 cfw 2 eis 4 cyk 2 e04 4 cyk 2 e04 4 cyk 2 e04 4 cyk 2 eis 4;<-03>3
America/Bahia|1f|-74s -8c0 -5k0D;.-t85kv8 1 .99kaf8 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 io4 2 8t8 1 i5g 2 8ak 1 j6s 2 798 1 j6s 2 9bw 1 hms 2 9bw 1 hms 2 8t8 1 hms 2 9uk 1 h6s 2 at8 1 glg 2 9uk 1 glg 2 avw 1 glg 2 9uk 1 hms 2 9bw 1 j6s 2 7rw 1 6idg 2 9uk 1;<-03>3
America/Bahia_Banderas|30|-jho -jg0 -go0 -jg0 -go0D -dw0D;-102n8 1 4340 2 2kvw 3 cas 4 bek 3 dk4 2 7k7w 3 14jsc 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 e04 4 avw 3 e04 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 5 fjs 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2;CST6
America/Barbados|w|-b1h -b40 -8c0D -b40 -9q0D -8c0D;.-ug8iaj 1 .fzq06j 2 9xg 3 i2k 2 9c4 3 g58 4 bc4 3 om5c 5 8ak 1 eis 5 cfw 1 eis 5 cfw 1 f1g 5 bp8 1;AST4
America/Belem|1g|-8z8 -8c0 -5k0D;.-t85j0s 1 .99k8ks 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1;<-03>3
America/Belize|30|-gc0 -go0 -fa0D -dw0D -dw0D -dw0D;.-u52ic0 1 .3edkc0 2 9by 1 hmq 2 9um 1 h42 2 9um 1 h42 2 9um 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9um 1 h42 2 9um 1 h42 2 9um 1 h42 2 9um 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9um 1 h42 2 9um 1 h42 2 9um 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9um 1 h42 2 9um 1 h42 2 9um 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9um 1 9uq 3 2cpw 4 94o 1 1cqs 2 9um 1 h42 2 9um 1 h42 2 9um 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9um 1 h42 2 9um 1 h42 2 9um 1 h42 2 9um 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9um 1 h42 2 9um 1 h42 2 9um 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9by 1 hmq 2 9um 1 h42 2 9um 1 h42 2 9um 1 hmq 2 9by 1 4dc2 5 4vw 1 6nk4 5 458 1;CST6
America/Blanc-Sablon|w|-aks -b40 -8c0D -8c0D -8c0D;.-18vs838 1 .hw37f8 2 eik 1 hi2s 3 2n0k 4 3fc 1;AST4
America/Boa_Vista|4|-b8g -b40 -8c0D;.-t85grk 1 .99k93k 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 8r9g 2 avw 1 glg 2 ik 1;<-04>4
America/Bogota|3a|-dps -dps -dw0 -b40D;.-18s2sy8 1 n2g0 2 .14f1hi8 3 kqk 2;<-05>5
America/Boise|65|-lip -m80 -jg0 -m80 -jg0 -go0D -go0D -go0D;-1spxs 1 pto8 2 fjw 3 bes 2 fjw 3 2nxg 4 e36k 5 2n08 6 3fo 4 g7us 7 dh8 4 dhg 7 dh8 4 dhg 7 dh8 4 dhg 7 dh8 4 dhg 7 dzw 4 dhg 7 dh8 4 dhg 7 dh8 4 79g 7 jp8 4 8tg 7 i58 4 dhg 7 dzw 4 cys 7 dzw 4 dhg 7 dh8 4 dhg 7 dh8 4 dhg 7 dh8 4 dhg 7 dh8 4 dhg 7 dzw 4 cys 7 dzw 4 dhg 7 dh8 4 dhg 7 dh8 4 dhg 7 dh8 4 bxg 7 f18 4 bxg 7 fjw 4 bes 7 fjw 4 bes 7 fjw 4 bxg 7 f18 4 bxg 7 f18 4 bxg 7 fjw 4 bes 7 fjw 4 bes 7 fjw 4 bxg 7 f18 4 bxg 7 f18 4 bxg 7 f18 4 bxg 7 fjw 4 bes 7 fjw 4 bes 7 fjw 4 bxg 7 f18 4 bxg 7 f18 4 bxg 7 fjw 4 bes 7 fjw 4 bes 7 fjw 4;MST7MDT,M3.2.0,M11.1.0
America/Buenos_Aires|i|-ato -bw0 -b40 -8c0D -8c0 -5k0D;.-138aaic 1 .db2bqc 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9uk 4 h44 5 9uk 4 h44 5 ad8 4 4xus 3 b9c 4 5vpc 5 5p8 4 g2s 5 avw 4;<-03>3
America/Cambridge_Bay|65|0 -jg0 -go0D -go0D -go0D -go0D -dw0D -dw0;-11ktc 1 gm6c 2 2n08 3 3fo 1 jz6s 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dzw 1 cys 4 dzw 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dzw 1 cys 4 dzw 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 bxg 4 f18 1 bxg 4 fjw 1 bes 4 fjw 1 bes 4 fjw 1 bxg 4 f18 1 bxg 4 f18 1 bxg 4 fjw 1 bes 4 fjw 1 bes 4 fjw 1 bxg 4 f18 1 bxg 4 f18 1 bxg 4 f18 1 bxg 4 fjw 5 beo 6 fjw 7 ig 5 awg 4 fjw 1 bxg 4 f18 1 bxg 4 f18 1 bxg 4 fjw 1 bes 4 fjw 1 bes 4 fjw 1;MST7MDT,M3.2.0,M11.1.0
America/Campo_Grande|5|-a44 -b40 -8c0D;.-t85hvw 1 .99ka7w 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 io4 2 8t8 1 i5g 2 8ak 1 j6s 2 798 1 j6s 2 9bw 1 hms 2 9bw 1 hms 2 8t8 1 hms 2 9uk 1 h6s 2 at8 1 glg 2 9uk 1 glg 2 avw 1 glg 2 9uk 1 hms 2 9bw 1 j6s 2 7rw 1 i5g 2 8t8 1 jc4 2 858 1 hms 2 9bw 1 j6s 2 8ak 1 h44 2 9bw 1 i5g 2 8t8 1 i5g 2 9bw 1 hms 2 9bw 1 hms 2 9uk 1 hms 2 8t8 1 i5g 2 8t8 1 i5g 2 9bw 1 hms 2 9bw 1 hms 2 9bw 1 hms 2 9bw 1 j6s 2 7rw 1;<-04>4
America/Cancun|49|-g2g -go0 -dw0 -go0 -dw0D -b40D;-102nc 1 192w8 2 rp0 3 9yoc 4 f18 3 bxg 4 f18 2 bxc 5 8t8 4 684 3 bxg 4 fjw 3 bes 4 fjw 3 e04 4 avw 3 e04 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 79g 2;EST5
America/Caracas|7k|-ce8 -ce4 -ci0 -b40;.-15r0wxs 1 .bjfjzw 2 .rlo83w 3 w9my 2 6b40 3;<-04>4
America/Catamarca|j|-c6k -bw0 -b40 -8c0D -8c0 -5k0D;.-138a95g 1 .db2adg 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9uk 2 h48 5 9ug 4 h44 5 ad8 4 4xus 3 b9c 4 36w0 2 1es 4 2nek 5 5p8 4;<-03>3
America/Cayenne|4e|-9ow -b40 -8c0;.-uj7yb4 1 .tcw6r4 2;<-03>3
America/Cayman|49|-f2k -e7y -dw0;.-15r0u9g 1 .biv5te 2;EST5
America/Chicago|2z|-g8c -go0 -dw0D -go0 -dw0D -dw0D -dw0D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 h44 2 ad8 3 aw4 2 g2k 3 dhg 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 bes 4 j6k 3 bxg 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 9xg 5 2n0c 6 3fk 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3;CST6CDT,M3.2.0,M11.1.0
America/Chihuahua|30|-jn8 -jg0 -go0 -jg0 -go0D -dw0D;-102n8 1 4340 2 2kvw 3 cas 4 bek 3 dk4 2 1c404 5 f18 2 bxg 5 f18 2 bxk 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 e04 4 avw 3 e04 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4;CST6
America/Ciudad_Juarez|65|-jpw -jg0 -go0D -jg0 -go0D -dw0D;-102n8 1 4340 2 2kvw 3 cas 4 bek 3 dk4 2 1c404 5 f18 2 bxg 5 f18 2 bxk 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 e04 4 avw 3 e04 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 adg 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9us 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9us 4 hmk 3 9c4 4 h3w 2 2ag 3;MST7MDT,M3.2.0,M11.1.0
America/Coral_Harbour|49|-eq8 -eso -dw0;.-15r0uls 1 .9jvmqg 2;EST5
America/Cordoba|k|-bw0 -bw0 -b40 -8c0D -8c0 -5k0D;.-138a9g0 1 j5uo 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 4 h44 5 9uk 2 h48 5 9ug 4 h44 5 ad8 4 4xus 3 b9c 4 5vpc 5 5p8 4 g2s 5 avw 4;<-03>3
America/Costa_Rica|30|-fkd -fkd -go0 -dw0D;.-15r0trn 1 nbpc 2 .ubtl3n 3 798 2 jpg 3 798 2 7zpg 3 c2k 2 ew4 3 47w 2;CST6
America/Coyhaique|8e|-dcg -d39 -dw0 -b40 -b40D -8c0D -b40;.-15r0vzk 1 .ag6l2t 2 .3dlssr 1 .157b79 3 .f4e0r 1 .49hzb9 4 .aye0r 2 bc4 4 fp8 2 bc4 4 fp8 2 bc4 4 fp8 2 bc4 4 frw 2 bc4 3 7bp8 2 4is 3 32ak 4 fxc 2 3s0 3 g4g0 5 avw 6 hms 5 9bw 6 eis 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 f1g 5 bx8 6 g2s 5 avw 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 dh8 6 dhg 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 e04 5 cyk 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 cfw 6 eis 5 bek 6 eis 5 dzw 6 e04 5 bek 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 cfw 6 eis 5 bek 6 fk4 5 cyk 6 e04 5 fjw 6 7s4 5 inw 6 9c4 5 hmk 6 9us 5 h3w 6 9us 5 19mk 6 6qs 5 k7w 6 6qs 5 k7w 6 6qs 5 hmk 6 bes 5 fjw 6 bes 5 fjw 6 bes 5 fjw 6 bxg 5 f18 6 bes 5 g2k 6 bes 5;<-03>3
America/Creston|66|-lks -jg0 -m80;.-18vrx38 1 .h39xv8 2 1944 1;MST7
America/Cuiaba|6|-adw -b40 -8c0D;.-t85hm4 1 .99k9y4 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 io4 2 8t8 1 i5g 2 8ak 1 j6s 2 798 1 j6s 2 9bw 1 hms 2 9bw 1 hms 2 8t8 1 hms 2 9uk 1 h6s 2 at8 1 glg 2 9uk 1 glg 2 avw 1 glg 2 9uk 1 hms 2 9bw 1 j6s 2 7rw 1 1aas 2 858 1 hms 2 9bw 1 j6s 2 8ak 1 h44 2 9bw 1 i5g 2 8t8 1 i5g 2 9bw 1 hms 2 9bw 1 hms 2 9uk 1 hms 2 8t8 1 i5g 2 8t8 1 i5g 2 9bw 1 hms 2 9bw 1 hms 2 9bw 1 hms 2 9bw 1 j6s 2 7rw 1;<-04>4
America/Curacao|w|-crn -ci0 -b40;.-u7lckd 1 .rlo7qd 2;AST4
America/Danmarkshavn|4n|-3gg -8c0 -5k0D -8c0 -5k0D 0;.-rvusjk 1 .x8nx3k 2 cy8 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 e00 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 e00 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 7c8 5;GMT0
America/Dawson|8c|-ptg -p00 -m80D -m80D -m80D -jg0D -m80 -jg0D;.-1079suk 1 .97l62k 2 eik 1 fk4 2 buc 1 gqoc 3 2n00 4 3fw 1 epek 5 e00 1 6080 6 4vs4 7 dh8 6 dhg 7 dh8 6 dhg 7 dzw 6 cys 7 dzw 6 dhg 7 dh8 6 dhg 7 dh8 6 dhg 7 dh8 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 9us 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9us 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9us 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7;MST7
America/Dawson_Creek|66|-m9k -m80 -jg0D -jg0D -jg0D;.-18vrweg 1 .hw36ug 2 eik 1 hi2s 3 2n04 4 3fs 1 16is 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2;MST7
America/Denver|65|-jfw -jg0 -go0D -jg0 -go0D -go0D;-1spxw 1 pto8 2 fjw 3 bes 2 fjw 3 bes 2 g2k 3 aw4 2 458 3 fklg 4 2n08 5 3fo 3 epes 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3;MST7MDT,M3.2.0,M11.1.0
America/Detroit|48|-fdn -go0 -dw0 -b40D -b40D -b40D;.-xx8dyd 1 .5eraud 2 k3h8 3 2n0g 4 3fg 2 1xhg 5 bek 2 .9rlbxo 5 .71s2c 2 dhg 5 dh8 2 3dus 5 dh8 2 56s 5 lrw 2 dhg 5 dh8 2 dhg 5 dzw 2 cys 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dzw 2 cys 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2;EST5EDT,M3.2.0,M11.1.0
America/Dominica|w|-bdc -b40;.-uj7wl0 1;AST4
America/Edmonton|65|-l0g -jg0 -go0D -go0D -go0D;.-x1yazk 1 .629ink 2 eik 1 cg4 2 398 1 oqs 2 dzw 1 cys 2 bek 1 g2s 2 avw 1 g2s 2 bek 1 dstg 3 2n08 4 3fo 1 16is 2 bek 1 ih9g 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1;MST7MDT,M3.2.0,M11.1.0
America/Eirunepe|0|-cxs -dw0 -b40D -b40;.-t85f28 1 .99ka68 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 4a04 2 9bw 1 as04 3 41jw 1;<-05>5
America/El_Salvador|30|-gio -go0 -dw0D;.-pkm4tc 1 .ymao5c 2 avw 1 g2s 2 avw 1;CST6
America/Fort_Nelson|66|-mpz -m80 -jg0D -jg0D -jg0D -jg0;.-18vrvy1 1 .hw36e1 2 eik 1 hi2s 3 2n04 4 3fs 1 16is 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 9us 2 hmk 1 9c4 2 hmk 1 9c4 2 hmk 1 9us 2 hmk 1 9c4 2 hmk 1 9c4 2 hmk 1 9c4 2 hmk 1 9c4 2 hmk 1 9c4 5;MST7
America/Fortaleza|1h|-74o -8c0 -5k0D;.-t85kvc 1 .99kafc 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 78tg 2 avw 1 glg 2 118 1 qg4 2 9bw 1;<-03>3
America/Glace_Bay|v|-b3o -b40 -8c0D -8c0D -8c0D;.-z94kwc 1 .89fk8c 2 eik 1 hi2s 3 2n0k 4 3fc 1 5otg 2 bek 1 dyys 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1;AST4ADT,M3.2.0,M11.1.0
America/Godthab|4k|-9kw -8c0 -5k0 -8c0 -5k0 -5k0;.-rvumf4 1 .x8nqz4 2 cy8 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 e00 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 e00 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 e00 4 fk0 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 g2o 3 aw0 4 g2o 3 aw0 4 g2o 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 g2o 3 aw0 4 g2o 3 aw0 4 g2o 3 aw0 4 g2o 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 g2o 3 aw0 4 g2o 3 aw0 4 g2o 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 g2o 3 aw0 4 g2o 3 aw0 4 g2o 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 g2o 3 aw0 4 g2o 3 aw0 5;<-02>2<-01>,M3.5.0/-1,M10.5.0/0
America/Goose_Bay|v|-b6s -9rg -6zgD -9q0 -6y0D -6y0D -6y0D -b40 -8c0D -5k0D;.-18vs7h8 1 .hw35go 2 eik 1 ccak 3 .kzjyk 4 avw 3 g2s 4 avw 3 g2s 4 avw 3 glg 4 ad8 3 glg 4 avw 3 g2s 4 avw 3 g2s 5 2ga6 6 3fa 3 glg 4 avw 3 g2s 4 avw 3 g2s 4 avw 3 g2s 4 avw 3 glg 4 avw 3 f1g 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 g2s 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 fk4 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 a04 7 2yq 8 dzw 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dzw 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dzw 7 cys 8 dzw 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dzw 7 cys 8 dzw 7 dhg 8 dh8 7 dhg 8 dh8 7 dhg 8 dh8 7 .8a2lo 8 f18 7 bxg 9 fjs 7 bew 8 fjw 7 bes 8 fjw 7 bxg 8 f18 7 bxg 8 f18 7 bxg 8 fjw 7 bes 8 fjw 7 bes 8 fjw 7 bxg 8 f18 7 bxg 8 f18 7 bxg 8 f18 7 bxg 8 fjw 7 bes 8 fjw 7 bes 8 fjw 7 bxg 8 f18 7 bxg 8 f18 7 bxg 8 fjw 7 bes 8 fjw 7 bes 8 fjw 7 9us 8 hmk 7 9c4 8 hmk 7 9c4 8 hmk 7 9us 8 hmk 7 9c4 8;AST4ADT,M3.2.0,M11.1.0
America/Grand_Turk|48|-d68 -e7y -dw0 -b40D -b40D;.-15r0w5s 1 .biv7pq 2 .z3brw2 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 cys 3 dzw 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 9us 3 hmk 2 9c4 3 hmk 2 9c4 3 hmk 2 9us 3 hmk 2 9c4 3 hmk 2 9c4 3 hmk 2 9c4 3 hmk 2 9c4 3 hmk 2 9c4 4 29eo 3;EST5EDT,M3.2.0,M11.1.0
America/Grenada|w|-bfo -b40;.-uj7wkc 1;AST4
America/Guadeloupe|w|-be8 -b40;.-ukehxs 1;AST4
America/Guatemala|30|-grg -go0 -dw0D;.-qqqskk 1 .ss0akk 2 6qk 1 6xus 2 96k 1 5mw4 2 cfw 1 b084 2 bek 1;CST6
America/Guayaquil|4a|-es8 -ejc -dw0 -b40D;.-15r0ujs 1 .le9mf4 2 .wb620o 3 53w 2;<-05>5
America/Guyana|4v|-arr -b40 -af0 -8c0;.-uhmik9 1 .1va8c9 2 19enz 3 ciqp 1;<-04>4
America/Halifax|v|-bs0 -b40 -8c0D -8c0D -8c0D;.-z94k80 1 .777go0 2 djw 1 15ho 2 eik 1 15h8 2 8ak 1 iis 2 918 1 hk4 2 9h8 1 i04 2 8yk 1 i04 2 9x8 1 h1g 2 ayk 1 h1g 2 8vw 1 h1g 2 ayk 1 h1g 2 8t8 1 i5g 2 8fw 1 iis 2 9ek 1 hk4 2 afw 1 g04 2 ayk 1 g04 2 bh8 1 h1g 2 8t8 1 j6s 2 8vw 1 i5g 2 7rw 1 h1g 2 ayk 1 g04 2 ayk 1 i2s 2 8vw 1 gis 2 ayk 1 g04 2 ayk 1 9v0 3 2n0k 4 3fc 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 171g 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 171g 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 1y04 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1;AST4ADT,M3.2.0,M11.1.0
America/Havana|3c|-f94 -f9c -dw0 -b40D -dw0 -b40D;.-15r0u2w 1 .ijto08 2 .1icfyo 3 918 2 8r1g 3 6qk 2 k84 3 798 2 k84 3 6qk 2 225g 3 6qk 2 k84 3 6qk 2 e39g 3 8yk 2 hus 3 9bw 2 dxg 3 bh8 2 g2s 3 avw 2 h44 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 dhg 3 bx8 2 f1g 3 bzw 2 eys 3 c2k 2 ew4 3 dh8 2 dhg 3 dzw 2 cys 3 dzw 2 e04 3 bek 2 bxg 3 fjw 2 bes 3 fjw 2 fk4 3 bek 2 fk4 3 bek 2 fk4 3 bek 2 fk4 3 bx8 2 f1g 3 bx8 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 cys 3 eik 2 cys 3 e00 4 cyo 3 e00 4 cyo 3 e00 4 cyo 3 e00 4 cyo 3 e00 4 dhc 3 dhc 4 dhc 3 e00 4 cg0 5 fk0 4 beo 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 bxc 5 f1c 4 bxc 5 f1c 4 beo 5 1y00 4 9uo 5 h40 4 adc 5 glc 4 9uo 5 h40 4 adc 5 h40 4 adc 5 hmo 4 adc 5;CST5CDT,M3.2.0/0,M11.1.0/1
America/Hermosillo|60|-kjs -jg0 -go0 -jg0 -go0D;-102n8 1 4340 2 2kvw 3 cas 4 bek 3 dk4 2 7k7w 3 14jsc 4 f18 3 bxg 4 f18 3 bxg 4 f18 3;MST7
America/Indiana/Knox|2z|-g1i -go0 -dw0D -go0 -dw0D -dw0D -dw0D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n0c 5 3fk 3 16is 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 dzw 3 dhg 2 dh8 3 dhg 2 bek 3 fk4 2 bek 3 fk4 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 6 14fw 3 2mw4 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 6 aug0 2 fk0 3;CST6CDT,M3.2.0,M11.1.0
America/Indiana/Marengo|48|-fzn -go0 -dw0 -go0 -dw0 -dw0 -dw0 -b40D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n0c 5 3fk 3 46w4 2 bek 3 1xhg 2 bek 3 fk4 2 bek 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 6 607w 7 dh8 6 dhg 7 dh8 6 dhg 7 dzw 6 dhg 7 dh8 6 dhg 7 dh8 6 56s 2 ls0 6 8tc 7 i58 6 mves 7 fjw 6;EST5EDT,M3.2.0,M11.1.0
America/Indiana/Petersburg|48|-g5v -go0 -dw0 -go0 -dw0 -dw0 -dw0;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n0c 5 3fk 3 7798 2 aw4 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 6 14yk 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 6 lcyo 2 fk0 3 9us 2;EST5EDT,M3.2.0,M11.1.0
America/Indiana/Tell_City|2z|-g2f -go0 -dw0D -go0 -dw0D -dw0D -dw0D -b40D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n0c 5 3fk 3 7798 2 aw4 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 6 2mvw 3 dhg 2 dh8 3 dhg 7 dh4 6 dhg 7 dh8 6 qmqs 2 fk0 3;CST6CDT,M3.2.0,M11.1.0
America/Indiana/Vevay|48|-fr4 -go0 -dw0 -go0 -dw0 -dw0 -dw0 -b40D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n0c 5 3fk 3 6fs4 6 b9zw 7 dh8 6 dhg 7 dh8 6 dhg 7 dzw 6 dhg 7 dh8 6 p4as 7 fjw 6;EST5EDT,M3.2.0,M11.1.0
America/Indiana/Vincennes|48|-g7j -go0 -dw0 -go0 -dw0 -dw0 -dw0 -b40D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n0c 5 3fk 3 fk4 2 bek 3 4xus 2 bek 3 fk4 2 bek 3 g2k 2 aw4 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 dzw 3 dhg 2 avw 3 g2s 2 dh8 3 dhg 2 dh8 3 dhg 6 3rbw 7 dh8 6 dhg 7 dh8 6 qmqs 2 fk0 3 9us 2;EST5EDT,M3.2.0,M11.1.0
America/Indiana/Winamac|48|-g1d -go0 -dw0 -go0 -dw0 -dw0 -dw0 -b40D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n0c 5 3fk 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 dzw 3 dhg 2 dh8 3 dhg 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 6 607w 7 dh8 6 dhg 7 dh8 6 qmqs 2 fk0 3 9us 7;EST5EDT,M3.2.0,M11.1.0
America/Indianapolis|48|-fye -go0 -dw0 -go0 -dw0 -dw0 -dw0 -b40D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 g9xg 2 798 3 9xg 4 2n0c 5 3fk 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 6 1tuk 3 fk4 6 89mk 7 dh8 6 dhg 7 dh8 6 qmqs 7 fjw 6;EST5EDT,M3.2.0,M11.1.0
America/Inuvik|65|0 -m80 -jg0 -go0D -jg0;-crxc 1 eix4 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 3 dh4 4 dhg 3 dh8 4 dhg 3 dh8 4 dhg 3 dzw 4 cys 3 dzw 4 dhg 3 dh8 4 dhg 3 dh8 4 dhg 3 dh8 4 bxg 3 f18 4 bxg 3 fjw 4 bes 3 fjw 4 bes 3 fjw 4 bxg 3 f18 4 bxg 3 f18 4 bxg 3 fjw 4 bes 3 fjw 4 bes 3 fjw 4 bxg 3 f18 4 bxg 3 f18 4 bxg 3 f18 4 bxg 3 fjw 4 bes 3 fjw 4 bes 3 fjw 4 bxg 3 f18 4 bxg 3 f18 4 bxg 3 fjw 4 bes 3 fjw 4 bes 3 fjw 4;MST7MDT,M3.2.0,M11.1.0
America/Iqaluit|48|0 -b40D -b40D -dw0 -b40D -go0 -dw0;-kluo 1 2a7w 2 3fg 3 jz6s 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 cys 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 cys 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 5 bew 6 fjw 3 beo 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3;EST5EDT,M3.2.0,M11.1.0
America/Jamaica|49|-e7y -e7y -dw0 -b40D;.-15r0v42 1 gleo 2 .wbl182 3 lrw 2 8tg 3 i58 2 dhg 3 dzw 2 cys 3 dzw 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 cys 3 dzw 2;EST5
America/Jujuy|l|-c3c -bw0 -b40 -8c0D -8c0 -5k0D;.-138a98o 1 .db2ago 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 2 hmw 3 ad8 2 f1g 5 avs 4 h44 5 ad8 4 4xus 3 b9c 4 5vpc 5 5p8 4;<-03>3
America/Juneau|3|15rv -ow5 -m80D -jg0D -jg0D -jg0D -m80D -p00 -p00 -m80D;.-1hc7qjz 1 .h4yu44 2 .ln707v 3 2n04 4 3fs 2 hps4 5 dh8 2 dhg 5 dh8 2 dhg 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 56s 5 lrw 2 8tg 5 i58 2 dhg 5 dzw 2 cys 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 6 dhc 2 dhc 5 dh8 2 dhg 5 dzw 2 cys 5 dzw 7 2ao 8 b6w 9 dh8 8 dhg 9 dh8 8 dhg 9 dh8 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8;AKST9AKDT,M3.2.0,M11.1.0
America/Kentucky/Monticello|48|-fpo -go0 -dw0 -go0 -dw0 -dw0 -dw0 -b40D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n0c 5 3fk 3 gytg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 6 beo 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6;EST5EDT,M3.2.0,M11.1.0
America/Kralendijk|w|-c8p -b40 -8c0D -8c0D;.-10xhp3b 1 .mhp1jb 2 2gvg 3 3fc 1;AST4
America/La_Paz|1d|-cmc -cmc -9ucD -b40;.-15r0wpo 1 veg0 2 bp8 3;<-04>4
America/Lima|6n|-e9o -eac -dw0 -b40D;.-15r0v2c 1 .9ov9co 2 .fcxjlo 3 6nw 2 d44 3 dh8 2 dhg 3 dh8 2 yeg4 3 6nw 2 kdg 3 6nw 2 22is 3 6nw 2 2tk4 3 6nw 2;<-05>5
America/Los_Angeles|6i|-lwa -m80 -jg0D -m80 -jg0D -jg0D;-1spxs 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n04 5 3fs 3 .1a3c5o 2 .f2iic 3 zuo 2 aw0 3 g2o 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 aw0 3 g2o 2 dhc 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 e00 3 cyo 2 e00 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3;PST8PDT,M3.2.0,M11.1.0
America/Louisville|48|-fvq -go0 -dw0 -go0 -dw0 -dw0 -dw0 -b40D;-1spy0 1 pto8 2 fjw 3 bes 2 fjw 3 14ys 2 93w 3 erpg 2 bek 3 9xg 4 2n0c 5 3fk 3 .ast9o 2 .1sw2c 3 2xs4 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 67w 6 531c 7 dh8 6 dhg 7 dh8 6 dhg 7 dh8 6 dhg 7 dzw 6 dhg 7 dh8 6 dhg 7 dh8 6 56s 2 ls0 6 8tc 7 i58 6 dhg 7 dzw 6 cys 7 dzw 6 dhg 7 dh8 6 dhg 7 dh8 6 dhg 7 dh8 6 dhg 7 dh8 6 dhg 7 dzw 6 cys 7 dzw 6 dhg 7 dh8 6 dhg 7 dh8 6 dhg 7 dh8 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6;EST5EDT,M3.2.0,M11.1.0
America/Lower_Princes|w|America/Kralendijk
America/Maceio|1i|-6m4 -8c0 -5k0D;.-t85ldw 1 .99kaxw 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 49hg 2 8t8 1 2qis 2 avw 1 glg 2 118 1 qg4 2 9bw 1;<-03>3
America/Managua|30|-fz8 -fzc -go0 -dw0 -dw0D;.-15r0tcs 1 .n7jmo4 2 .ka1i0o 3 1cl8 2 32g4 4 7bw 2 jms 4 7bw 2 8nsk 3 jrg 2 7c4 3 307w 2 67s4 4 cyk 2 fkc 4 beg 2;CST6
America/Manaus|7|-b44 -b40 -8c0D;.-t85gvw 1 .99k97w 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 4a04 2 9bw 1;<-04>4
America/Marigot|w|America/Kralendijk
America/Martinique|w|-bb8 -bb8 -b40 -8c0D;.-15r0y0s 1 g0yo 2 .zz5x4s 3 cyk 2;AST4
America/Matamoros|2z|-i20 -go0 -dw0D -go0;-102nc 1 1dsiw 2 fjw 3 5l6s 2 f18 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 e04 2 avw 3 e04 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3;CST6CDT,M3.2.0,M11.1.0
America/Mazatlan|61|-jpg -jg0 -go0 -jg0 -go0D;-102n8 1 4340 2 2kvw 3 cas 4 bek 3 dk4 2 7k7w 3 14jsc 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 e04 4 avw 3 e04 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3;MST7
America/Mendoza|n|-cqs -bw0 -b40 -8c0D -8c0 -5k0D;.-138a8l8 1 .db29t8 2 .5iv8k0 3 8yk 2 elg 3 a7w 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8vw 2 i5g 3 8yk 2 91g 3 puk 2 91g 3 1cik 2 5k4 3 1sak 2 fus 3 crx8 2 5k4 3 5p8 2 gw4 3 a58 2 gw4 3 a58 2 gw4 3 cik 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 4 38d8 5 798 4 ayo4 5 6yk 4 glg 5 ad8 2 go8 3 a58 2 gw4 3 a7w 2 h44 5 ad4 4 4xus 3 b9c 4 3680 2 9c4 4 2g58 5 5p8 4;<-03>3
America/Menominee|2z|-g83 -go0 -dw0D -dw0D -dw0D -dw0D;.-17zjvrx 1 .gz53bx 2 fjw 1 bes 2 fjw 1 gr44 3 2n0c 4 3fk 1 fk4 2 bek 1 epes 2 dzw 1 1ves 5 30d8 2 dhc 1 56s 2 lrw 1 8tg 2 i58 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1;CST6CDT,M3.2.0,M11.1.0
America/Merida|30|-glg -go0 -dw0 -go0 -dw0D;-102nc 1 192w8 2 n18 3 a3c4 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 e04 4 avw 3 e04 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3;CST6
America/Metlakatla|3|16au -od6 -m80D -jg0D -jg0D -jg0D -p00 -m80D;.-1hc7qjz 1 .h4ytl5 2 .ln70qu 3 2n04 4 3fs 2 hps4 5 dh8 2 dhg 5 dh8 2 dhg 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 56s 5 lrw 2 8tg 5 i58 2 dhg 5 dzw 2 cys 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dzw 2 cys 5 dzw 2 o1xg 6 9us 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 2 5pc 6;AKST9AKDT,M3.2.0,M11.1.0
America/Mexico_City|30|-id0 -jg0 -go0 -jg0 -go0D -dw0D -dw0D;-102n8 1 4340 2 2kvw 3 cas 4 bek 3 dk4 2 5598 5 ad8 2 13hg 5 8d8 2 219g 6 a58 2 4cis 5 cfw 2 yc5o 5 f18 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 e04 5 avw 2 e04 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2;CST6
America/Miquelon|74|-aeg -b40 -8c0 -5k0D;.-uk1k9k 1 .zy4wpk 2 57es 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2;<-03>3<-02>,M3.2.0,M11.1.0
America/Moncton|v|-bzw -dw0 -b40 -8c0D -8c0D -8c0D;.-18wys04 1 .9nu9w4 2 bwas 3 eik 2 azmo 3 6qk 2 k84 3 6qk 2 k84 3 6qk 2 k84 3 6qk 2 k84 3 6qk 2 k84 3 6qk 2 jms 3 8t8 2 hpg 3 998 2 go4 3 at8 2 a08 4 2n0k 5 3fc 2 fk4 3 bek 2 fk4 3 bek 2 fk4 3 bek 2 fk4 3 bek 2 g2s 3 avw 2 g2s 3 bek 2 fk4 3 bek 2 fk4 3 bek 2 fk4 3 bek 2 fk4 3 bek 2 g2s 3 bek 2 fk4 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 cys 3 dzw 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 dhg 3 dh8 2 14g4 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 cys 3 dzw 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 cys 3 dzw 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 .8a2lo 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2 bxg 3 f18 2 bxg 3 f18 2 bxg 3 fjw 2 bes 3 fjw 2 bes 3 fjw 2;AST4ADT,M3.2.0,M11.1.0
America/Monterrey|30|-iks -jg0 -go0 -jg0 -go0D -dw0D;-102nc 1 4344 2 2kvw 3 cas 4 bek 3 dk4 2 1639g 5 fjw 2 5l6s 5 f18 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 e04 5 avw 2 e04 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2 bes 5 fjw 2 bxg 5 f18 2 bxg 5 f18 2 bxg 5 fjw 2 bes 5 fjw 2;CST6
America/Montevideo|7g|-aer -aer -b40 -8c0D -9q0 -6y0D -8c0 -5k0D -460D;.-w4mll9 1 8xpc 2 .1s74p9 3 djw 4 dk2 3 dha 4 dk2 3 dha 4 5p1e 3 bem 4 fk2 3 bem 4 fk2 3 bem 4 fk2 3 bem 4 g2q 3 avy 4 g2q 3 avy 4 e02 3 dha 4 fk2 3 bem 4 96q 3 111a 5 6ny 6 c65e 5 cym 6 4o2 7 3mk 6 3tes 7 cyk 6 205g 5 dxa 6 11s2 7 3p8 6 1eas 7 67w 6 14g4 8 456 5 cys 6 8aq 7 798 6 1ao4 7 5p8 6 k84 7 6qk 6 l9g 7 5p8 6 45g 7 nuk 6 5tk4 7 5mk 6 l9g 7 67w 6 hms 7 8t8 6 hms 7 9uk 6 hms 7 9bw 6 h44 7 9uk 6 8oo4 7 e04 6 eis 7 bek 6 f1g 7 bx8 6 fk4 7 bek 6 fk4 7 bek 6 fk4 7 bx8 6 f1g 7 bx8 6 f1g 7 bx8 6 fk4 7 bek 6 fk4 7 bek 6 fk4 7 bek 6;<-03>3
America/Montserrat|w|-bis -b40;.-uj7wfk 1;AST4
America/Nassau|48|-ebu -dw0 -b40D -b40D -b40D;.-u6m4c6 1 .fqrow6 2 207w 1 2as 2 efc 3 4r8 1 dx4c 4 dh8 1 dhg 4 dzw 1 cys 4 dzw 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dzw 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dzw 1 cys 4 dzw 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dzw 1 cys 4 dzw 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 bxg 4 f18 1 bxg 4 fjw 1 bes 4 fjw 1 bes 4 fjw 1 bxg 4 f18 1 bxg 4 f18 1 bxg 4 fjw 1 bes 4 fjw 1 bes 4 fjw 1 bxg 4 f18 1 bxg 4 f18 1 bxg 4 f18 1 bxg 4 fjw 1 bes 4 fjw 1 bes 4 fjw 1 bxg 4 f18 1 bxg 4 f18 1 bxg 4 fjw 1 bes 4 fjw 1 bes 4 fjw 1;EST5EDT,M3.2.0,M11.1.0
America/New_York|48|-dpe -dw0 -b40D -dw0 -b40D -b40D;-1spy4 1 pto8 2 fjw 3 bes 2 fjw 3 bes 2 g2k 3 cys 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 9xg 4 2n0g 5 3fg 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 g2s 2 avw 3 g2s 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 bek 3 fk4 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3;EST5EDT,M3.2.0,M11.1.0
America/Nome|3|101a -umq -uk0 -rs0D -rs0D -uk0 -rs0D -p00 -p00 -m80D;.-1hc7qjz 1 .h4yzup 2 .ln72ta 3 2mzs 4 3g4 2 g5p8 5 1k2w 6 dh8 5 dhg 6 dh8 5 dhg 6 dzw 5 dhg 6 dh8 5 dhg 6 dh8 5 56s 6 lrw 5 8tg 6 i58 5 dhg 6 dzw 5 cys 6 dzw 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dh8 5 dhg 6 dzw 5 cys 6 dzw 7 2ac 8 b6w 9 dh8 8 dhg 9 dh8 8 dhg 9 dh8 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8 bxg 9 f18 8 bxg 9 f18 8 bxg 9 fjw 8 bes 9 fjw 8 bes 9 fjw 8;AKST9AKDT,M3.2.0,M11.1.0
America/Noronha|4c|-604 -5k0 -2s0D;.-t85lzw 1 .99k8rw 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 78tg 2 avw 1 glg 2 ik 1 qys 2 9bw 1;<-02>2
America/North_Dakota/Beulah|2z|-iuj -jg0 -go0 -jg0 -go0 -go0;-1spxw 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n08 5 3fo 3 g7us 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 9us 2 hmk 3 9c4 2 hmk 3 9c4 2 hmk 3 9us 2;CST6CDT,M3.2.0,M11.1.0
America/North_Dakota/Center|2z|-irc -jg0 -go0 -jg0 -go0 -go0 -go0 -dw0D;-1spxw 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n08 5 3fo 3 g7us 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 6 bxc 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6;CST6CDT,M3.2.0,M11.1.0
America/North_Dakota/New_Salem|2z|-is3 -jg0 -go0 -jg0 -go0 -go0 -go0 -dw0D;-1spxw 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 2n08 5 3fo 3 g7us 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 56s 2 lrw 3 8tg 2 i58 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dzw 3 cys 2 dzw 3 dhg 2 dh8 3 dhg 2 dh8 3 dhg 2 dh8 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 f18 3 bxg 2 fjw 3 bes 2 fjw 3 bes 2 fjw 3 bxg 2 f18 3 bxg 2 f18 6 bxc 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6;CST6CDT,M3.2.0,M11.1.0
America/Ojinaga|2z|-jc4 -jg0 -go0 -jg0 -go0 -dw0D;-102n8 1 4340 2 2kvw 3 cas 4 bek 3 dk4 2 1c404 5 f18 2 bxg 5 f18 2 bxk 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 e04 4 avw 3 e04 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 adg 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9us 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9us 4 hmk 3 9c4 4 h3w 2;CST6CDT,M3.2.0,M11.1.0
America/Panama|49|America/Coral_Harbour
America/Paramaribo|75|-a7s -a84 -a7o -9q0 -8c0;.-usj4g8 1 .cixc0c 2 .5lydbk 3 .kcrm6c 4;<-03>3
America/Phoenix|66|-kr6 -jg0 -go0D -jg0 -go0D;-1spxw 1 pto8 2 fjw 3 bes 2 fjw 3 gr44 4 .zjedo 3 6qs 4 djw 3 .bs6lmc 2 dh8 3;MST7
America/Port-au-Prince|48|-de8 -ddo -dw0 -b40D -b40D -dw0;.-15r0vxs 1 .e4gmng 2 .ylcf6c 3 cyk 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 bxk 4 fk0 5 beo 4 fk0 5 beo 4 fk0 5 bxc 4 f1c 5 bxc 4 f1c 5 bxc 4 fk0 5 beo 4 fk0 5 beo 4 fk0 5 bxc 4 f1c 5 bxc 4 f1c 5 5l6k 3 fjw 2 bes 3 fjw 2;EST5EDT,M3.2.0,M11.1.0
America/Port_of_Spain|w|-be4 -b40;.-u6m79w 1;AST4
America/Porto_Velho|8|-bu0 -b40 -8c0D;.-t85g60 1 .99k8i0 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1;<-04>4
America/Puerto_Rico|w|America/Kralendijk
America/Punta_Arenas|8n|-d4s -d39 -dw0 -b40 -b40D -8c0D -b40;.-15r0w78 1 .ag6lah 2 .3dlssr 1 .157b79 3 .f4e0r 1 .49hzb9 4 .aye0r 2 bc4 4 fp8 2 bc4 4 fp8 2 bc4 4 fp8 2 bc4 4 frw 2 bc4 3 7bp8 2 4is 3 32ak 4 fxc 2 3s0 3 g4g0 5 avw 6 hms 5 9bw 6 eis 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 f1g 5 bx8 6 g2s 5 avw 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 dh8 6 dhg 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 e04 5 cyk 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 cfw 6 eis 5 bek 6 eis 5 dzw 6 e04 5 bek 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 cfw 6 eis 5 bek 6 fk4 5 cyk 6 e04 5 fjw 6 7s4 5 inw 6 9c4 5 hmk 6 9us 5 h3w 6 9us 5 19mk 6 6qs 5;<-03>3
America/Rankin_Inlet|2z|0 -go0 -dw0D -dw0D;-9rpc 1 biow 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 3 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1;CST6CDT,M3.2.0,M11.1.0
America/Recife|1j|-6go -8c0 -5k0D;.-t85ljc 1 .99kb3c 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 78tg 2 avw 1 glg 2 ik 1 qys 2 9bw 1;<-03>3
America/Regina|30|-jdo -jg0 -go0D -go0D -go0D -go0;.-xkq9yc 1 .6l1hmc 2 eik 1 8nmk 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 bek 1 1vxg 2 dh8 1 dhg 2 cyk 1 e04 2 dh8 1 e04 2 dh8 1 dhg 2 dh8 1 8wc 3 2n08 4 3fo 1 eis 2 dh8 1 eis 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 bek 1 fk4 2 bek 1 16is 2 dh8 1 dhg 5;CST6
America/Resolute|2z|0 -go0 -dw0D -dw0D;-gsdc 1 ijcw 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 3 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 3 9us 2;CST6CDT,M3.2.0,M11.1.0
America/Rio_Branco|1|-ck0 -dw0 -b40D -b40;.-t85fg0 1 .99kak0 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 fbc4 3 41jw 1;<-05>5
America/Santarem|1k|-a4o -b40 -8c0D -8c0;.-t85hvc 1 .99ka7c 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 83hg 2 658 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 fbc4 3;<-03>3
America/Santiago|34|-d39 -d39 -dw0 -b40 -b40 -8c0D -8c0D -b40;.-15r0w8r 1 f1pc 2 .3dlssr 1 .157b79 3 .f4e0r 1 .49hzb9 4 .aye0r 2 bc4 4 fp8 2 bc4 4 fp8 2 bc4 4 fp8 2 bc4 4 frw 2 bc4 3 7bp8 2 4is 3 2yyk 5 3bw 4 fxg 2 3s0 3 g4g0 6 avw 7 hms 6 9bw 7 eis 6 bek 7 fk4 6 bek 7 g2s 6 avw 7 f1g 6 bx8 7 g2s 6 avw 7 g2s 6 bek 7 fk4 6 bek 7 fk4 6 bek 7 g2s 6 avw 7 g2s 6 avw 7 g2s 6 bek 7 fk4 6 bek 7 fk4 6 bek 7 fk4 6 bek 7 g2s 6 avw 7 g2s 6 avw 7 g2s 6 dh8 7 dhg 6 bek 7 fk4 6 bek 7 g2s 6 avw 7 e04 6 cyk 7 g2s 6 bek 7 fk4 6 bek 7 fk4 6 bek 7 fk4 6 bek 7 g2s 6 avw 7 g2s 6 cfw 7 eis 6 bek 7 eis 6 dzw 7 e04 6 bek 7 g2s 6 avw 7 g2s 6 avw 7 g2s 6 avw 7 g2s 6 bek 7 fk4 6 bek 7 fk4 6 bek 7 g2s 6 avw 7 g2s 6 cfw 7 eis 6 bek 7 fk4 6 cyk 7 e04 6 fjw 7 7s4 6 inw 7 9c4 6 hmk 7 9us 6 h3w 7 9us 6 19mk 7 6qs 6 k7w 7 6qs 6 k7w 7 6qs 6 hmk 7 bes 6 fjw 7 bes 6 fjw 7 bes 6 fjw 7 bxg 6;<-04>4<-03>,M9.1.6/24,M4.1.6/24
America/Santo_Domingo|w|-cy0 -cyo -dw0 -b40D -ci0D -b40;.-15r0we0 1 .mkixco 2 .hiw29c 3 8yk 2 1zxg 4 8qm 2 i82 4 6fy 2 l1e 4 62m 2 kw2 4 67y 2 kqq 4 6am 2 ko2 5 jjms 2 2lc 5;AST4
America/Sao_Paulo|1l|-8ms -8c0 -5k0D;.-t85jd8 1 .99k8x8 2 ddc 1 dpg 2 dbw 1 ciys 2 a2o 1 gyo 2 8yk 1 i2s 2 918 1 i2s 2 6nw 1 8004 2 9mk 1 ow4 2 4d8 1 i5g 2 6nw 1 i5g 2 8vw 1 i5g 2 8yk 1 da5g 2 9uk 1 glg 2 8ak 1 iqs 2 7rw 1 io4 2 7rw 1 j6s 2 8t8 1 io4 2 8t8 1 i5g 2 8ak 1 j6s 2 798 1 j6s 2 9bw 1 hms 2 9bw 1 hms 2 8t8 1 hms 2 9uk 1 h6s 2 at8 1 glg 2 9uk 1 glg 2 avw 1 glg 2 9uk 1 hms 2 9bw 1 j6s 2 7rw 1 i5g 2 8t8 1 jc4 2 858 1 hms 2 9bw 1 j6s 2 8ak 1 h44 2 9bw 1 i5g 2 8t8 1 i5g 2 9bw 1 hms 2 9bw 1 hms 2 9uk 1 hms 2 8t8 1 i5g 2 8t8 1 i5g 2 9bw 1 hms 2 9bw 1 hms 2 9bw 1 hms 2 9bw 1 j6s 2 7rw 1;<-03>3
America/Scoresbysund|4l|-42g -5k0 -2s0D -5k0 0D -2s0D 0D -2s0D;.-rvurxk 1 .x8ntpk 2 cyo 3 dh4 4 dh8 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 7;<-02>2<-01>,M3.5.0/-1,M10.5.0/0
America/Sitka|3|15lz -p21 -m80D -jg0D -jg0D -jg0D -p00 -p00 -m80D;.-1hc7qjz 1 oofm 2 .ln701z 3 2n04 4 3fs 2 hps4 5 dh8 2 dhg 5 dh8 2 dhg 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 56s 5 lrw 2 8tg 5 i58 2 dhg 5 dzw 2 cys 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dzw 2 cys 5 dzw 6 2ao 7 b6w 8 dh8 7 dhg 8 dh8 7 dhg 8 dh8 7 bxg 8 f18 7 bxg 8 fjw 7 bes 8 fjw 7 bes 8 fjw 7 bxg 8 f18 7 bxg 8 f18 7 bxg 8 fjw 7 bes 8 fjw 7 bes 8 fjw 7 bxg 8 f18 7 bxg 8 f18 7 bxg 8 f18 7 bxg 8 fjw 7 bes 8 fjw 7 bes 8 fjw 7 bxg 8 f18 7 bxg 8 f18 7 bxg 8 fjw 7 bes 8 fjw 7 bes 8 fjw 7;AKST9AKDT,M3.2.0,M11.1.0
America/St_Barthelemy|w|America/Kralendijk
America/St_Johns|6d|-9rg -9rg -6zgD -9q0 -6y0D -6y0D -6y0D -460D;.-18vs8wk 1 p008 2 bzw 1 fhg 2 eik 1 e54 2 7bw 1 jk4 2 dh8 1 dhg 2 dh8 1 e04 2 cyk 1 e04 2 cyk 1 e04 2 cyk 1 e04 2 cyk 1 e04 2 dh8 1 dhg 2 dh8 1 e04 2 cyk 1 e04 2 cyk 1 e04 2 cyk 1 e04 2 cyk 1 e04 2 dh8 1 e04 2 cyk 1 e04 2 cyk 1 b9k 3 .1wfuk 4 cyk 3 eiw 4 avw 3 g2s 4 avw 3 g2s 4 avw 3 glg 4 ad8 3 glg 4 avw 3 g2s 4 avw 3 g2s 5 2ga6 6 3fa 3 glg 4 avw 3 g2s 4 avw 3 g2s 4 avw 3 g2s 4 avw 3 glg 4 avw 3 f1g 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 g2s 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 fk4 4 bek 3 fk4 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 cys 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 cys 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 cys 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 .8a2lo 4 f18 3 bxg 7 fjs 3 bew 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 9us 4 hmk 3 9c4 4 hmk 3 9c4 4 hmk 3 9us 4 hmk 3 9c4 4;NST3:30NDT,M3.2.0,M11.1.0
America/St_Kitts|w|-bm4 -b40;.-u6m71w 1;AST4
America/St_Lucia|w|-bao -bao -b40;.-15r0y1c 1 gj40 2;AST4
America/St_Thomas|w|-c0w -b40;.-uj7vz4 1;AST4
America/St_Vincent|w|-bc8 -bc8 -b40;.-15r0xzs 1 gj40 2;AST4
America/Swift_Current|30|-jyw -jg0 -go0D -go0D -go0D -go0;.-xkq9d4 1 .6l1h14 2 eik 1 hi2s 3 2n08 4 3fo 1 fk4 2 cfw 1 eis 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 5pc4 2 dh8 1 14g4 2 dh8 1 dhg 2 bek 1 g2s 2 avw 1 7yqs 5;CST6
America/Tegucigalpa|30|-g5g -go0 -dw0D;.-pfzh6k 1 .yho0ik 2 avw 1 g2s 2 avw 1 d8is 2 6t8 1;CST6
America/Thule|v|-cqk -b40 -8c0D;.-rvuj9g 1 .12yzilg 2 dh8 1 dhg 2 dh8 1 e04 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1;AST4ADT,M3.2.0,M11.1.0
America/Tijuana|6i|-lo4 -jg0D -m80 -jg0D -jg0D -jg0D -jg0D;-102n8 1 1i2o 2 2l1g 3 2kvw 2 a5g 4 dh8 2 7xus 5 2hj0 6 6u8 2 1slg 4 l18 2 yys 4 at8 2 g30 4 bek 2 fk4 4 bek 2 16io 4 beo 2 fk0 4 beo 2 g2o 4 beo 2 fk0 4 beo 2 fk0 4 beo 2 fk0 4 beo 2 fk0 4 beo 2 bpk4 4 dzw 2 cys 4 dzw 2 dhg 4 dh8 2 dhg 4 dh8 2 dhg 4 dh8 2 dhg 4 dh8 2 dhg 4 dzw 2 cys 4 dzw 2 dhg 4 dh8 2 dhg 4 dh8 2 dhg 4 dh8 2 bxg 4 f18 2 bxg 4 fjw 2 bes 4 fjw 2 bes 4 fjw 2 bxg 4 f18 2 bxg 4 f18 2 bxg 4 fjw 2 bes 4 fjw 2 bes 4 fjw 2 bxg 4 f18 2 bxg 4 f18 2 bxg 4 f18 2 bxg 4 fjw 2 bes 4 fjw 2 bes 4 fjw 2 bxg 4 f18 2 bxg 4 f18 2 bxg 4 fjw 2 bes 4 fjw 2 bes 4 fjw 2 bes 4 fjw 2 bxg 4 f18 2 bxg 4 f18 2;PST8PDT,M3.2.0,M11.1.0
America/Toronto|48|-ep8 -dw0 -b40D -b40D -b40D;.-1353das 1 .c5efes 2 eik 1 bh6 2 fha 1 e0c 2 avo 1 h4c 2 93w 1 hus 2 9bw 1 hms 2 9bw 1 h44 2 ad8 1 glg 2 ad8 1 glg 2 ad8 1 glg 2 avw 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 1cao 3 2n0g 4 3fg 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 g2k 1 bes 2 fjw 1 bes 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 bek 1 fk4 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1;EST5EDT,M3.2.0,M11.1.0
America/Tortola|w|-bys -b40;.-uj7w18 1;AST4
America/Vancouver|6i|-mss -m80 -jg0D -jg0D -jg0D;.-18vrvv8 1 .hw36b8 2 eik 1 hi2s 3 2n04 4 3fs 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 cys 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bxg 2 f18 1 bxg 2 f18 1 bxg 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1;PST8PDT,M3.2.0,M11.1.0
America/Whitehorse|8d|-p0c -p00 -m80D -m80D -m80D -jg0D -m80 -jg0D;.-1079tno 1 .97l6vo 2 eik 1 fk4 2 buc 1 gqoc 3 2n00 4 3fw 1 epek 5 e00 1 8tc 6 an6s 7 dh8 6 dhg 7 dh8 6 dhg 7 dzw 6 cys 7 dzw 6 dhg 7 dh8 6 dhg 7 dh8 6 dhg 7 dh8 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 9us 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9us 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9us 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7 hmk 6 9c4 7;MST7
America/Winnipeg|2z|-hzo -go0 -dw0D -dw0D -dw0D -dw0D -go0;.-171bfcc 1 .f0j80c 2 avw 1 16j0 2 eik 1 dxxg 2 9uk 1 3aas 3 2n0c 4 3fk 1 glg 2 bek 1 eis 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g5g 2 b98 1 fms 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 dh8 1 dhg 2 bek 1 1y04 2 avw 1 1y04 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 cyo 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 cyo 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 bxc 5 f1c 6 bxc 5 fk0 6 beo 5 fk0 6 beo 5 fk0 6 bxc 5 f1c 6 bxc 5 f1c 6 bxc 5 fk0 6 beo 5 fk0 6 beo 5 fk0 6 bxc 5 f1c 6 bxc 5 f1c 6 bxc 5 f1c 6 bxc 5 fk0 6 beo 5 fk0 6 beo 5 fk0 6 bxc 5 f1c 6 bxc 5 f1c 6 bxc 5 fk0 6 beo 5 fk0 6 beo 2 fjw 1;CST6CDT,M3.2.0,M11.1.0
America/Yakutat|3|14sh -pvj -p00 -m80D -m80D -m80D -p00 -m80D;.-1hc7qjz 1 .h4yv3i 2 .ln720h 3 2n00 4 3fw 2 hps4 5 dh8 2 dhg 5 dh8 2 dhg 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 56s 5 lrw 2 8tg 5 i58 2 dhg 5 dzw 2 cys 5 dzw 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dzw 2 cys 5 dzw 2 2ak 6 b6w 7 dh8 6 dhg 7 dh8 6 dhg 7 dh8 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6 bxg 7 f18 6 bxg 7 f18 6 bxg 7 fjw 6 bes 7 fjw 6 bes 7 fjw 6;AKST9AKDT,M3.2.0,M11.1.0
Antarctica/Casey|17|0 m80 uk0 m80;-r1c 1 unoo 2 a7o 1 18lo 2 8nw 3 3i7w 2 11es 1 fkc 2 bww 1 ewc 2 bjo 1 .asw1o 2 .89wyc 1 .ag5po 2 .89wyc 1 .ag5po 2 .84lac 1;<+08>-8
Antarctica/Davis|3d|0 jg0 dw0 jg0;-9qtc 1 5v0k 0 3724 1 ule4 2 ao4 3 1858 2 8o4 3;<+07>-7
Antarctica/DumontDUrville|3e|0 rs0;-haao 1 3s6w 0 3lvs 1;<+10>-10
Antarctica/Macquarie|12|0 rs0 uk0D rs0 0 uk0D;-1gqdc 1 cpls 2 cyo 3 1il4 4 ls6g 1 eo1s 5 dhc 3 fk0 5 9uo 3 h40 5 9uo 3 h40 5 adc 3 h40 5 8tc 3 i5c 5 9c0 3 hmo 5 9c0 3 hmo 5 9c0 3 hmo 5 9uo 3 hmo 5 9c0 3 hmo 5 9c0 3 hmo 5 9c0 3 hmo 5 9c0 3 hmo 5 9c0 3 hmo 5 beo 3 g2o 5 aw0 3 g2o 5 9c0 3 hmo 5 9c0 3 hmo 5 9c0 3 h40 5 aw0 3 glc 5 aw0 3 glc 5 adc 3 glc 5 adc 3 glc 5 beo 3 e00 5 cyo 3 e00 5 cyo 3 e00 5 cyo 3 e00 5 cyo 3 e00 5 dhc 3 e00 5 cyo 3 e00 5 cyo 3 e00 5 cyo 3 e00 5 cyo 3 beo 5 fk0 3 eio 5 cyo 3 e00 5 cyo 3 e00 5 cyo 3 e00 5 cyo 3 e00 5 dhc 3 dhc 5 cyo 3;AEST-10AEDT,M10.1.0,M4.1.0/3
Antarctica/Mawson|5z|0 go0 dw0;-bxpc 1 15ucw 2;<+05>-5
Antarctica/McMurdo|6b|0 xc0 1040D xc0;-aitc 1 e5o8 2 8ao 3 i5c 2 9uo 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3 g2o 2 bxc 3 f1c 2 bxc 3 f1c 2 bxc 3 f1c 2 cg0 3 eio 2 cg0 3 eio 2 cg0 3 eio 2 cg0 3 f1c 2 bxc 3 f1c 2 bxc 3 f1c 2 cg0 3 eio 2 cg0 3 eio 2 cg0 3 f1c 2 bxc 3 f1c 2 bxc 3 f1c 2 cg0 3 eio 2 cg0 3 eio 2 cg0 3 eio 2 cg0 3;NZST-12NZDT,M9.5.0,M4.1.0/3
Antarctica/Palmer|8m|0 -8c0D -b40 -8c0 -5k0D -8c0D -b40;-3r9c 1 4do 2 gw4 1 a58 2 gw4 1 cik 2 dhg 1 dzw 2 dhg 1 dh8 2 dhg 3 38d8 4 798 3 60g4 2 c04 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 dh8 6 dhg 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 e04 5 cyk 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 cfw 6 eis 5 bek 6 eis 5 dzw 6 e04 5 bek 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 avw 6 g2s 5 bek 6 fk4 5 bek 6 fk4 5 bek 6 g2s 5 avw 6 g2s 5 cfw 6 eis 5 bek 6 fk4 5 cyk 6 e04 5 fjw 6 7s4 5 inw 6 9c4 5 hmk 6 9us 5 h3w 6 9us 5 19mk 6 6qs 5;<-03>3
Antarctica/Rothera|6s|0 -8c0;5740 1;<-03>3
Antarctica/Syowa|76|0 8c0;-9pmo 1;<+03>-3
Antarctica/Troll|4s|0 0;qe2o 1;<+00>0<+02>-2,M3.5.0/1,M10.5.0/3
Antarctica/Vostok|7o|0 jg0 dw0;-91uo 1 r5gk 0 k8s 1 lw24 2;<+05>-5
Arctic/Longyearbyen|2u|2h4 2s0 5k0D 5k0D 2s0 8c0D 8c0D 5k0D 2s0;.-1421154 1 .c1n0x4 2 bc4 1 elk 3 beo 4 fk0 3 beo 4 g6tc 3 1y00 4 aw0 3 e00 4 dhc 3 dhc 4 dhc 3 3uk 5 940 2 42s 4 aw0 3 d1c 4 des 3 2l8 6 3mk 2 79g 4 eio 3 cg0 4 e00 3 cyo 4 mxhc 7 cyo 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 e00 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 e00 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8;CET-1CEST,M3.5.0,M10.5.0/3
Asia/Aden|h|8bu 8c0;.-afs0bu 1;<+03>-3
Asia/Almaty|5c|e90 dw0 go0 jg0D go0 jg0D go0D dw0;.-nu1a90 1 .37a0d0 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 ej14 1;<+05>-5
Asia/Amman|8j|6nk 5k0 8c0D 5k0 8c0D;.-kcrtbk 1 .m566fk 2 8nw 1 fpg 2 bbw 1 fpg 2 bbw 1 fs4 2 dmk 1 des 2 bbw 1 fms 2 bbw 1 4vxg 2 djw 1 dpg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 fs4 2 b6k 1 f1g 2 bx8 1 edg 2 c2k 1 eis 2 cyk 1 dhg 2 dh8 1 dhg 2 cfw 1 f1g 2 bxc 3 f1c 2 cg0 3 eio 2 cg0 3 eio 2 cg0 3 l6o 4 6ao 3 dxc 4 dk0 3 deo 4 dk0 3 dhc 2 dhc 3 dhc 2 fk0 3 beo 2 f1c 3 cg0 2 dhc 3 dhc 2 fk0 3 beo 2 fk0 3 beo 2 g2o 3 aw0 2 g2o 3 aw0 2 g2o 3 beo 2 fk0 3 beo 2 1anw 1 79g 2 g2o 3 aw0 2 g2o 3 beo 2 fk0 3 beo 2 fk0 3 beo 2 fk0 3 beo 2 fk0 3 beo 2 g2o 3 aw0 2 g2o 3 8tc 2;<+03>-3
Asia/Anadyr|b|wv8 xc0 1040 12w0D 1040D xc0 1040D xc0D uk0;.-nu1sv8 1 .379zj8 2 125uk 3 djw 2 dhg 4 dk0 1 dhg 4 djw 1 dk4 4 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 8ao 5 56k 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 7 g2s 8 aw0 5;<+12>-12
Asia/Aqtau|5d|9b4 b40 dw0 go0 go0D dw0 go0D dw0D b40;.-nu15b4 1 .379y74 2 12jek 3 dh8 4 dk0 2 dhg 4 djw 2 dk4 4 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 8ao 5 56k 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 8 dhg 7 dhc 8 e00 7 fk0 8 beo 7 fk0 8 beo 7 fk0 8 beo 7 g2o 8 aw0 7 g2o 8 aw0 7 g2o 8 beo 7 fk0 8 beo 7 fk0 8 beo 7;<+05>-5
Asia/Aqtobe|5e|al4 b40 dw0 go0D go0 dw0 go0D dw0D b40;.-nu16l4 1 .379zh4 2 125uk 3 djw 4 dhc 3 dk0 2 dhg 3 djw 2 dk4 3 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 8ao 5 56k 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5;<+05>-5
Asia/Ashgabat|7d|at8 b40 dw0 go0D dw0 go0D dw0D b40;.-nu16t8 1 .379zp8 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 2;<+05>-5
Asia/Atyrau|5f|9m8 8c0 dw0 go0 go0D dw0 go0D dw0D b40;.-nu15m8 1 .37a1a8 2 12jeg 3 dh8 4 dk0 2 dhg 4 djw 2 dk4 4 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 8ao 5 56k 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 7 g2s 8 aw0 7 g2o 8 aw0 7 g2o 8 beo 7 fk0 8 beo 7 fk0 8 beo 7;<+05>-5
Asia/Baghdad|d|884 880 8c0 b40D 8c0 b40D;.-15r1hk4 1 .em11c4 2 .xkn3w0 3 bbw 2 des 3 dmk 2 dk4 3 djw 2 dhg 3 des 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dk8 5 dk0 4 dk0 5 dk0 4 dhc 5 dk0 4 dhc 5 dk0 4 dhc 5 dk0 4 dk0 5 dk0 4 dhc 5 dk0 4 dhc 5 dk0 4 dhc 5 dk0 4 dk0 5 dk0 4 dhc 5 dk0 4 dhc 5 dk0 4 dhc 5 dk0 4 dk0 5 dk0 4 dhc 5 dk0 4 dhc 5 dk0 4 dhc 5 dk0 4;<+03>-3
Asia/Bahrain|c|9d8 9q0 b40 8c0;.-eukpd8 1 .1a1eb8 2 lcta 3;<+03>-3
Asia/Baku|19|98c 8c0 b40 dw0D b40 dw0D b40D 8c0 dw0D b40;.-nu158c 1 .h4tkwc 2 i3mk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 dhc 6 dhc 4 2mw8 8 fk0 9 bek 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 aw0 3 g2o 2 aw0 3 g2o 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 aw0 3 g2o 2 aw0 3 g2o 2 aw0 3 g2o 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 aw0 3 g2o 2 aw0 3 g2o 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 fk0 2;<+04>-4
Asia/Bangkok|55|im4 im4 jg0;.-1ayyla4 1 u8w0 2;<+07>-7
Asia/Barnaul|8g|fic go0 jg0 m80D jg0 m80D jg0D go0 jg0D;.-q4ljic 1 .5hu6uc 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 4no 8 8ts 7 e00 6 fk0 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 4 2oyk 7 12dg 4;<+07>-7
Asia/Beirut|40|6ko 5k0 8c0D;.-1ayy98o 1 .kzyuco 2 fmk 1 bus 2 djw 1 cw4 2 eik 1 eis 2 avw 1 p9pg 2 bbw 1 fpg 2 bbw 1 fpg 2 bbw 1 fs4 2 bbw 1 fpg 2 bbw 1 825g 2 7h8 1 fpg 2 bbw 1 fpg 2 bbw 1 fpg 2 bbw 1 fs4 2 bbw 1 fpg 2 bbw 1 fms 2 bbw 1 4744 2 cfw 1 elg 2 cfw 1 elg 2 cfw 1 elg 2 cfw 1 gys 2 a58 1 f9g 2 brw 1 elg 2 cfw 1 elg 2 cfw 1 eo4 2 bjw 1 cys 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 e04 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1;EET-2EEST,M3.5.0/0,M10.5.0/0
Asia/Bishkek|5o|dtc dw0 go0 jg0D go0 jg0D go0D go0D;.-nu19tc 1 .379zxc 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 bc0 1 gnw 6 cfw 1 eis 6 cfw 1 eis 6 cfw 1 eis 6 cfw 1 eis 6 cyk 1 dhq 7 fjw 1 bes 7 fjw 1 bes 7 g2k 1 aw4 7 g2k 1 aw4 7 g2k 1 bes 7 fjw 1 bes 7 fjw 1 bes 7 g2k 1 aw4 7;<+06>-6
Asia/Brunei|1m|la4 ku0 m80;.-mvofy4 1 .3khxs4 2;<+08>-8
Asia/Calcutta|50|gd4 gcw eva fa0 i20D;.-1oaa314 1 .83glc8 2 .isc6tm 3 .innm9a 4 gqk 3 82s 4 2cfw 3;IST-5:30
Asia/Chita|88|l0g m80 p00 rs0D p00 rs0D p00D m80 rs0;.-q4cfog 1 .5hkxgg 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 8 2oyk 7 12dk 2;<+09>-9
Asia/Colombo|51|esc esk fa0 go0D i20D i20 go0;.-1ayyhgc 1 .dkh6ns 2 .isle6k 3 hpa 4 2ciu 2 1216k 5 bem 6 745e 2;<+0530>-5:30
Asia/Damascus|8q|6q0 5k0 8c0D;.-q3gk20 1 .5k6q0 2 cfw 1 eis 2 cfw 1 eis 2 cfw 1 eis 2 cyk 1 sz9g 2 bh8 1 fpg 2 b98 1 fus 2 bbw 1 fpg 2 b98 1 f9g 2 buk 1 fpg 2 bbw 1 fs4 2 bbw 1 fpg 2 bbw 1 fpg 2 bbw 1 fpg 2 bbw 1 fs4 2 bbw 1 fpg 2 bbw 1 fpg 2 bbw 1 fpg 2 bbw 1 fs4 2 bbw 1 fpg 2 93w 1 hxg 2 93w 1 3gis 2 cyk 1 e5g 2 cyk 1 119g 2 hek 1 alg 2 i2k 1 a2s 2 h18 1 b6s 2 dmk 1 dhg 2 dh8 1 djw 2 djw 1 e2s 2 d18 1 d1g 2 djw 1 dxg 2 djw 1 dhg 2 djw 1 dk4 2 djw 1 des 2 dmk 1 dc4 2 dp8 1 dhg 2 djw 1 dk4 2 djw 1 dhg 2 djw 1 dhg 2 djw 1 dhg 2 djw 1 dk4 2 djw 1 dhg 2 djw 1 dhg 2 cvw 1 e04 2 g2k 1 bes 2 fmk 1 atg 2 g2k 1 bes 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bes 2 g2k 1 aw4 2 g2k 1 aw4 2 g2k 1 bes 2 fjw 1 bes 2 fjw 1 bes 2 fjw 1 bes 2 g2k 1 aw4 2 g2k 1 aw4 2;<+03>-3
Asia/Dhaka|1b|gqs gcw i20 fa0 go0 jg0D;.-15r1q2s 1 .r080dw 2 .bmgyw 3 82s 2 6tmk 4 17dpa 5 eg0 4;<+06>-6
Asia/Dili|7a|n98 m80 p00 m80;-17la8 1 mnjw 2 pp40 3 ibhg 2;<+09>-9
Asia/Dubai|4u|a8o b40;.-q3gnko 1;<+04>-4
Asia/Dushanbe|79|cqo dw0 go0 jg0D go0 jg0D go0D dw0;.-nu18qo 1 .379yuo 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 c04 7;<+05>-5
Asia/Famagusta|8i|6ac 5k0 8c0D;.-p4bqac 1 .rvhy2c 2 dh8 1 g04 2 b18 1 cw4 2 cyk 1 e04 2 djw 1 des 2 dh8 1 e04 2 cyk 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 e04 2 dh8 1 dhg 2 dh8 1 dhg 2;EET-2EEST,M3.5.0/3,M10.5.0/4
Asia/Gaza|3w|6ds 5k0 8c0D 5k0 8c0D 5k0 8c0D 8c0D 5k0 5k0;.-1054x1s 1 .kp9t1s 2 91c 3 3hc 2 1gw0 3 b6o 2 fuo 3 b9c 2 fuo 3 cao 2 eqo 3 cao 2 eqo 3 7wns 4 anw 1 fpg 4 bbw 1 fpk 4 b9g 1 fuk 4 b9g 1 frw 4 b9g 1 frw 4 b9g 1 frw 4 b9g 1 fuk 4 b9g 1 frw 4 b9g 1 frw 4 bc4 1 fp8 4 2l4 5 5bs4 6 798 5 e04 6 9uk 5 3p9g 7 340 8 2qio 7 8ao 8 h40 6 ad8 5 j6s 6 8ak 5 gas 6 b6k 5 fk4 6 avw 5 hms 6 9bw 5 f1g 6 bek 5 fk4 6 bx8 5 fk4 6 bx8 5 fes 6 bjw 5 fes 6 b18 5 fxg 6 bjw 5 8w4 1 71c 4 cg0 9 eio 4 cg0 9 eio 4 cg0 9 fk0 4 dh8 1 e04 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 cg0 1 eio 4 cqs 1 d98 4 cvw 1 e5g 4 c84 1 el8 4 bek 1 fk4 4 bxc 1 .ahs1o 4 .71mic 1 .bzk5o 4 .69uic 1 hxg 4 cyo 1 e00 4 dh8 1 dhg 4 fjw 1 bhg 4 fhc 1 bhg 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 bc0 4 fmk 1 bes 4 fk0 1 beo 4 g00 1 b1c 4 g04 1 dhg 4 dh8 1 cys 4 dzw 1 cg4 4 eik 1 bes 4 fjw 1 bes 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 bes 4 fjw 1 bes 4 fjw 1 bes 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 bes 4 f18 1 bxg 4 eik 1 cg4 4 dh8 1 dhg 4 cyk 1 e04 4 bx8 1 3ms 4 ik 1 bes 4 avw 1 344 4 1jw 1 bes 4 ad8 1 344 4 22k 1 bes 4 9bw 1 3ms 4 2l8 1 bes 4 8t8 1 344 4 458 1 aw4 4 8ak 1 344 4 4nw 1 aw4 4 798 1 3ms 4 56k 1 bes 4 67w 1 344 4 67w 1 bes 4 56k 1 3ms 4 6qk 1 bes 4 4nw 1 344 4 8ak 1 aw4 4 458 1 344 4 8t8 1 aw4 4 33w 1 3ms 4 9bw 1 bes 4 22k 1 344 4 ad8 1 bes 4 118 1 3ms 4 avw 1 bes 4 ik 1 3ms 4 bek 1 eis 4 cyk 1 dhg 4 dh8 1 cg4 4 eik 1 bxg 4 f18 1 bes 4 fjw 1 bes 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 bes 4 fjw 1 bes 4 fjw 1 bes 4 g2k 1 aw4 4 g2k 1 aw4 4 fjw 1 bxg 4 eik 1 cg4 4 dzw 1 cys 4 cyk 1 e04 4 cfw 1 344 4 ik 1 aw4 4 bx8 1 344 4 118 1 aw4 4 avw 1 3ms 4 1jw 1 bes 4 9uk 1 344 4 2l8 1 bes 4 8t8 1 3ms 4 33w 1 bes 4 8ak 1 3ms 4 458 1 aw4 4 7rw 1 344 4 56k 1 aw4 4 6qk 1 3ms 4 5p8 1 bes 4 5p8 1 344 4 6qk 1 bes 4 56k 1 344 4 798 1 bes 4 458 1 3ms 4 7rw 1 bes 4 3mk 1 344 4 9bw 1 aw4 4 2l8 1 3ms 4 9uk 1 aw4 4 22k 1 3ms 4 ad8 1 bes 4 118 1 344 4;EET-2EEST,M3.4.4/50,M10.4.4/50
Asia/Hebron|3y|6hz 5k0 8c0D 5k0 8c0D 5k0 8c0D 8c0D 5k0 5k0;.-1054x5z 1 .kp9t5z 2 91c 3 3hc 2 1gw0 3 b6o 2 fuo 3 b9c 2 fuo 3 cao 2 eqo 3 cao 2 eqo 3 7wns 4 anw 1 fpg 4 bbw 1 fpk 4 b9g 1 fuk 4 b9g 1 frw 4 b9g 1 frw 4 b9g 1 frw 4 b9g 1 fuk 4 b9g 1 frw 4 b9g 1 frw 4 bc4 1 fp8 4 2l4 5 5bs4 6 798 5 e04 6 9uk 5 3p9g 7 340 8 2qio 7 8ao 8 h40 6 ad8 5 j6s 6 8ak 5 gas 6 b6k 5 fk4 6 avw 5 hms 6 9bw 5 f1g 6 bek 5 fk4 6 bx8 5 fk4 6 bx8 5 fes 6 bjw 5 fes 6 b18 5 fxg 6 bjw 5 8w4 1 71c 4 cg0 9 eio 4 cg0 9 eio 4 cg0 9 fk0 4 dh8 1 e04 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 cg0 1 eio 4 cqs 1 d98 4 cvw 1 e5g 4 c84 1 el8 4 bmk 1 fc4 4 bxc 1 f1c 4 a7w 1 .bzk5o 4 .69uic 1 25g 4 2ak 1 dhg 4 cyo 1 e00 4 dh8 1 dhg 4 fjw 1 bhg 4 fhc 1 bhg 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 bc0 4 fmk 1 bes 4 fk0 1 beo 4 g00 1 b1c 4 g04 1 dhg 4 dh8 1 cys 4 dzw 1 cg4 4 eik 1 bes 4 fjw 1 bes 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 bes 4 fjw 1 bes 4 fjw 1 bes 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 bes 4 f18 1 bxg 4 eik 1 cg4 4 dh8 1 dhg 4 cyk 1 e04 4 bx8 1 3ms 4 ik 1 bes 4 avw 1 344 4 1jw 1 bes 4 ad8 1 344 4 22k 1 bes 4 9bw 1 3ms 4 2l8 1 bes 4 8t8 1 344 4 458 1 aw4 4 8ak 1 344 4 4nw 1 aw4 4 798 1 3ms 4 56k 1 bes 4 67w 1 344 4 67w 1 bes 4 56k 1 3ms 4 6qk 1 bes 4 4nw 1 344 4 8ak 1 aw4 4 458 1 344 4 8t8 1 aw4 4 33w 1 3ms 4 9bw 1 bes 4 22k 1 344 4 ad8 1 bes 4 118 1 3ms 4 avw 1 bes 4 ik 1 3ms 4 bek 1 eis 4 cyk 1 dhg 4 dh8 1 cg4 4 eik 1 bxg 4 f18 1 bes 4 fjw 1 bes 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 aw4 4 g2k 1 bes 4 fjw 1 bes 4 fjw 1 bes 4 g2k 1 aw4 4 g2k 1 aw4 4 fjw 1 bxg 4 eik 1 cg4 4 dzw 1 cys 4 cyk 1 e04 4 cfw 1 344 4 ik 1 aw4 4 bx8 1 344 4 118 1 aw4 4 avw 1 3ms 4 1jw 1 bes 4 9uk 1 344 4 2l8 1 bes 4 8t8 1 3ms 4 33w 1 bes 4 8ak 1 3ms 4 458 1 aw4 4 7rw 1 344 4 56k 1 aw4 4 6qk 1 3ms 4 5p8 1 bes 4 5p8 1 344 4 6qk 1 bes 4 56k 1 344 4 798 1 bes 4 458 1 3ms 4 7rw 1 bes 4 3mk 1 344 4 9bw 1 aw4 4 2l8 1 3ms 4 9uk 1 aw4 4 22k 1 3ms 4 ad8 1 bes 4 118 1 344 4;EET-2EEST,M3.4.4/50,M10.4.4/50
Asia/Hong_Kong|4y|l56 m80 p00D nm0D p00 m80 m80 p00D;-1cza4 1 riw8 2 800 3 6aa 4 2xhi 5 bek 2 glq 6 9uo 7 h40 6 beo 7 dhc 6 beo 2 fk0 6 beo 2 fk0 6 beo 2 fk0 6 bxc 2 fk0 6 beo 2 fjw 5 adg 2 gl8 5 adg 2 h3w 5 9us 2 h3w 5 adg 2 gl8 5 adg 2 gl8 5 adg 2 gl8 5 adg 2 h3w 5 9us 2 h3w 5 9us 2 h3w 5 adg 2 gl8 5 adg 2 gl8 5 cg4 2 dh8 5 dhg 2 dh8 5 dhg 2 dzw 5 dhg 2 dh8 5 dhg 2 dh8 5 dhg 2 dh8 5 dhg 2 dh8 5 dhg 2 dzw 5 dhg 2 dh8 5 56s 2 lrw 5 dhg 2 dh8 5 dhg 2 dh8 5 1xhg 2 bx8 5;HKT-8
Asia/Hovd|4z|gz0 go0 jg0 m80D;.-xmcoz0 1 .11sncb0 2 3xx8 3 djw 2 dk4 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 e04 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 1xxo 3 bek 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 6dpg 3 dh0 2 dho 3 dh0 2;<+07>-7
Asia/Irkutsk|58|jb5 jb5 jg0 m80 p00D m80 p00D m80D jg0 p00;.-1ayylz5 1 u3xc 2 .5fh175 3 125uk 4 djw 3 dhg 4 djw 3 dhg 4 djw 3 dk4 4 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 8ao 5 56k 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 9 2oyk 5;<+08>-8
Asia/Jakarta|86|js0 js0 kdc ku0 p00 m80 jg0;.-1hftyg0 1 .tfikqo 2 6n1c 3 .4wdzjc 4 2mt6 3 1yg6 5 1i2m 3 a9uq 6;WIB-7
Asia/Jayapura|47|q20 p00 qe0 p00;.-jebm20 1 .66bqe0 2 ej1a 3;WIT-9
Asia/Jerusalem|59|6iu 6ig 5k0 8c0D 5k0 b40D 8c0D 8c0D 5k0;.-1ayy96u 1 .jtxuoe 2 .bp5aig 3 91c 4 3hc 3 1gw0 4 b6o 3 fuo 4 b9c 3 fuo 4 cao 3 eqo 4 cao 3 eqo 4 165c 5 7hc 3 4io 4 deo 3 dmo 4 cao 3 b9c 4 eo0 3 glc 4 bxc 3 dhc 4 cyo 3 beo 4 k80 3 6qo 4 k80 3 6qo 4 jpc 3 8tc 4 fk0 3 aw0 4 cm7s 6 798 2 e04 6 9uk 2 3p9g 7 340 8 2qio 7 8ao 8 h40 6 ad8 2 j6s 6 8ak 2 gas 6 b6k 2 fk4 6 avw 2 hms 6 9bw 2 f1g 6 bek 2 fk4 6 bx8 2 fk4 6 bx8 2 fes 6 bjw 2 fes 6 b18 2 fxg 6 bjw 2 edg 6 dp8 2 ds4 6 d3w 2 dus 6 cl8 2 ff0 6 bek 2 glg 6 cyg 2 dpg 6 cfw 2 ds4 6 e7w 2 cqs 6 dzw 2 dus 6 cfw 2 e5k 6 e58 2 ctg 6 dmk 2 dc4 6 cl8 2 edg 6 e58 2 ctg 6 dmk 2 dc4 6 cl8 2 ew4 6 dmk 2 dc4 6 d3w 2;IST-2IDT,M3.4.4/26,M10.5.0
Asia/Kabul|2|ctc b40 ci0;.-15r1m5c 1 .spc1pc 2;<+0430>-4:30
Asia/Kamchatka|5b|tdo uk0 xc0 1040D xc0 1040D xc0D uk0;.-olrupo 1 .3z045o 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 6 g2s 7 aw0 4;<+12>-12
Asia/Karachi|6j|cf0 fa0 i20D dw0 dw0 go0D;.-wvpb30 1 .im3zt0 2 2cfw 1 4h6s 3 en6q 4 nbmo 5 dh8 4 48ys 5 bbw 4 c84 5 et8 4;PKT-5
Asia/Katmandu|69|fss fa0 fz0;.-q3gt4s 1 .yg2lus 2;<+0545>-5:45
Asia/Khandyga|89|p3p m80 p00 rs0D p00 rs0D p00D m80 rs0 uk0D rs0 uk0;.-q4cjrp 1 .5hl1jp 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 4yg 8 6g4 9 g2o a aw0 9 g2o a aw0 9 g2o a aw0 9 g2o a beo 9 fk0 a beo 9 fk0 a beo 9 g2o a aw0 b cl0 a 2cdo 4;<+09>-9
Asia/Krasnoyarsk|5m|h72 go0 jg0 m80D jg0 m80D jg0D go0 m80;.-q37l72 1 .5gg8j2 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 8 2oyk 4;<+07>-7
Asia/Kuala_Lumpur|5t|ity j8d jg0 kdcD kdc ku0 p00 m80;.-100ew5y 1 .2ax69l 2 .eeb94d 3 .1kbr2o 4 49c0 5 .8n3jc 6 2ol6 5 ra84 7;<+08>-8
Asia/Kuching|5s|kfk ku0 m80 n5cD p00;.-mvof3k 1 .3khwxk 2 211a 3 .4ohqo 2 .e5a9c 3 .4ohqo 2 .e3flc 3 .4ohqo 2 .e3flc 3 .4ohqo 2 .e3flc 3 .4ohqo 2 .e5a9c 3 .4ohqo 2 .e3flc 3 .4ohqo 2 .3ajlc 4 2ol8 2;<+08>-8
Asia/Kuwait|e|8vw 8c0;.-afs0vw 1;<+03>-3
Asia/Macau|36|l0y m80 p00 rs0D p00D m80 p00D;.-y0i2cy 1 .jdvyoy 2 9mk 3 evw 2 c5g 3 bbw 2 1i5k 1 fpc 4 bc0 5 ew0 4 go0 5 beo 4 dhc 5 bc0 4 fk0 5 beo 4 fk0 5 beo 4 fmo 5 buo 4 fk0 5 beo 4 fk0 5 adc 4 glc 5 adc 4 h40 5 9uo 4 h4e 1 adg 6 gl8 1 adg 6 gl8 1 adg 6 gl8 1 adg 6 h3w 1 9us 6 h3w 1 9us 6 h3w 1 adg 6 gl8 1 adg 6 gl8 1 cg4 6 dh4 1 dhk 6 dh4 1 dhk 6 dzw 1 dhg 6 dh8 1 dhg 6 dh8 1 dhg 6 dh8 1 dhg 6 dh8 1 dhg 6 dzw 1 dhg 6 dh8 1 56s 6 lrw 1 dhg 6 dh8 1 dhg 6 dh8 1 1xhg 6 bx8 1;CST-8
Asia/Magadan|5r|rxc rs0 uk0 xc0D uk0 xc0D uk0D rs0 xc0;.-nu1nxc 1 .37a05c 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 8 2oyk 7 14g8 4;<+11>-11
Asia/Makassar|2y|m40 m40 m80 p00 m80;.-q3gzg0 1 9n9c 2 .4u87w0 3 2px8 4;WITA-8
Asia/Manila|6o|-189k meg m80 p00D m80 p00;.-1t8ix2g 1 .sjc9ig 2 rx5c 3 5mk 4 3oys 3 4ak 5 2ao0 3 k5c 4 6a84 3 3zw 4 h56s 3 d6k 4 9iis 3 53w 4;PST-8
Asia/Muscat|4t|auo b40;.-q3go6o 1;<+04>-4
Asia/Nicosia|43|66g 5k0 8c0D;.-p4bq6g 1 .rvhxyg 2 dh8 1 g04 2 b18 1 cw4 2 cyk 1 e04 2 djw 1 des 2 dh8 1 e04 2 cyk 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dzw 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 dhg 2 dh8 1 e04 2 dh8 1 dhg 2 dh8 1 dhg 2;EET-2EEST,M3.5.0/3,M10.5.0/4
Asia/Novokuznetsk|5n|g5c go0 jg0 m80D jg0 m80D jg0D go0;.-nu36tc 1 .37bu5c 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 6 g2s 7 aw0 4;<+07>-7
Asia/Novosibirsk|6g|fcs go0 jg0 m80D jg0 m80D jg0D go0 jg0D;.-q4do0s 1 .5hmbcs 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 450 8 9cg 7 dhc 6 dhc 7 dhc 6 dhc 7 e00 6 fk0 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 4 2oyk 7 1b6s 4;<+07>-7
Asia/Omsk|6h|dl6 dw0 go0 jg0D go0 jg0D go0D dw0 jg0;.-q5xmx6 1 .5j6d16 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 8 2oyk 4;<+06>-6
Asia/Oral|5g|9ic 8c0 dw0 go0D go0 dw0 go0D dw0D b40;.-nu15ic 1 .37a16c 2 125ug 3 djw 4 dhc 3 dk0 2 dhg 3 djw 2 dk4 3 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 7 dhg 8 dhc 7 e00 8 dhc 7 dhc 8 8ao 5 56k 7 dhg 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 e00 7 fk0 8 beo 7 fk0 8 beo 7 fk0 8 beo 7 g2o 8 aw0 7 g2o 8 aw0 7 g2o 8 beo 7 fk0 8 beo 7 fk0 8 beo 7;<+05>-5
Asia/Phnom_Penh|53|jfg jqu jg0 m80 p00;.-x568rg 1 .2isicm 2 .gj25iu 3 1njw 4 co0 2;<+07>-7
Asia/Pontianak|87|k8w k8w ku0 p00 m80 m80 jg0;.-w6piww 1 ieyo 2 .4tnu2w 3 2qqi 2 1yg6 4 1i2m 2 a9uq 5 i1by 6;WIB-7
Asia/Pyongyang|5j|nac nm0 p00 p00;.-w895yc 1 .1yh10c 2 paam 3 1gl6o 1 21mo 3;KST-9
Asia/Qatar|f|9jk b40 8c0;.-q3gmvk 1 .rctnrk 2;<+03>-3
Asia/Qostanay|5h|bs4 b40 dw0 go0D go0 dw0 go0D dw0D b40 go0;.-nu17s4 1 .37a0o4 2 125uk 3 djw 4 dhc 3 dk0 2 dhg 3 djw 2 dk4 3 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 8ao 5 56k 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 9 ej10 2;<+05>-5
Asia/Qyzylorda|5i|c4g b40 dw0 go0D go0 dw0 go0D dw0D go0;.-nu184g 1 .37a10g 2 125uk 3 djw 4 dhc 3 dk0 2 dhg 3 djw 2 dk4 3 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 5 8ak 8 56k 6 dhg 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 8 amic 2;<+05>-5
Asia/Rangoon|67|htb htb i20 p00;.-1ayykhb 1 u25c 2 .bnjp3b 3 29bq 2;<+0630>-6:30
Asia/Riyadh|g|8ng 8c0;.-bwgbbg 1;<+03>-3
Asia/Saigon|56|jqu jqu jg0 m80 p00;.-x5692u 1 3mqo 2 .gj25iu 3 1njw 4 co0 2 16o8 3 676o 2 3duk 3 blxc 2;<+07>-7
Asia/Sakhalin|6u|qfc p00 uk0 xc0D uk0 xc0D uk0D rs0;.-xl87rc 1 .kvnarc 2 qr6g 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 6 fk4 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 4 2oyk 7 12dg 4;<+11>-11
Asia/Samarkand|7h|ceh b40 dw0 go0D go0 dw0 go0D;.-nu18eh 1 .37a1ah 2 125uk 3 djw 4 dhc 3 dk0 2 dhg 3 djw 2 dk4 3 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 6 dhc 5;<+05>-5
Asia/Seoul|5k|nig nm0 p00 p00 rs0D qe0D;.-w8966g 1 .1yh18g 2 pbem 3 21uo 4 7p8 3 eys 4 bx8 3 eys 4 bzw 3 hms 4 9bw 3 1wg4 1 ude 5 9ek 1 itg 5 9uk 1 g2s 5 ad8 1 glg 5 ad8 1 glg 5 ad8 1 glg 5 ad8 1 o5g 3 jcli 4 beo 3 fk0 4 beo 3;KST-9
Asia/Shanghai|35|mhj m80 p00D;.-100eztj 1 .9jeyxj 2 cnw 1 fj6s 2 9x8 1 bc4 2 h6k 1 6o4 2 2p18 1 iw4 2 aak 1 eis 2 et8 1 dhg 2 bbw 1 fpg 2 1zw 1 rr9o 2 9uk 1 fk4 2 bek 1 g2s 2 avw 1 g2s 2 bek 1 fk4 2 bek 1 fk4 2 bek 1;CST-8
Asia/Singapore|6y|j8d j8d jg0 kdcD kdc ku0 p00 m80;.-100ewkd 1 3beo 2 .eeb94d 3 .1kbr2o 4 49c0 5 .8n3jc 6 2ol6 5 ra84 7;<+08>-8
Asia/Srednekolymsk|8p|sgs rs0 uk0 xc0D uk0 xc0D uk0D rs0 xc0;.-nu1ogs 1 .37a0os 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 8 2oyk 4;<+11>-11
Asia/Taipei|78|mi0 m80 p00 p00D;.-12mch60 1 .lsd1m0 2 5zpc 1 hhc 3 aak 1 eis 3 et8 1 dhg 3 bbw 1 fpg 3 bbw 1 fpg 3 bbw 1 fpg 3 bbw 1 b9g 3 i58 1 b6s 3 fuk 1 b6s 3 fuk 1 b6s 3 djw 1 dk4 3 djw 1 dhg 3 djw 1 dhg 3 djw 1 dhg 3 djw 1 i2s 3 918 1 i04 3 918 1 9e5g 3 djw 1 dhg 3 djw 1 2tes 3 6t8 1;CST-8
Asia/Tashkent|7i|ctz dw0 go0 jg0D go0 jg0D go0D dw0;.-nu18tz 1 .379yxz 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7;<+05>-5
Asia/Tbilisi|4i|8an 8an 8c0 b40 dw0D b40 dw0D b40D 8c0 b40D;.-1ayyayn 1 xbeo 2 .h4tjyn 3 i3mk 4 djw 3 dhg 4 djw 3 dhg 4 djw 3 dk4 4 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 dh4 9 dh8 2 dhg 9 dh8 2 dhg 9 dh8 3 dhc 4 dh8 3 e04 4 qyk 4 fk0 3 bes 4 fjw 3 bes 4 g2k 3 aw4 4 g2k 3 aw4 4 g2k 3 bes 4 fjw 3 bes 4 fjw 3 bes 4 6qk 9 9cg 8 aw0 3;<+04>-4
Asia/Tehran|57|9iw 9iw 9q0 ci0D b40 dw0D;.-s6m6uw 1 em5c 2 .lsvh0w 3 fs0 4 bhe 5 9uo 4 79c 2 ele 3 8ik 2 dms 3 drw 2 7yys 3 aik 2 dhg 3 dmk 2 des 3 dmk 2 des 3 dmk 2 des 3 dmk 2 des 3 dmk 2 dhg 3 dmk 2 des 3 dmk 2 des 3 dmk 2 des 3 dmk 2 dhg 3 dmk 2 des 3 dmk 2 des 3 dmk 2 des 3 dmk 2 dhg 3 dmk 2 1vhg 3 dmk 2 dhg 3 dmk 2 des 3 dmk 2 des 3 dmk 2 des 3 dmk 2 dhg 3 dmk 2 des 3 dmk 2 des 3 dmk 2 des 3 dmk 2 dhg 3 dmk 2 des 3 dmk 2 des 3 dmk 2 des 3 dmk 2 dhg 3 dmk 2 des 3 dmk 2;<+0330>-3:30
Asia/Thimphu|1c|glo fa0 go0;.-bojclo 1 .kxymno 2;<+06>-6
Asia/Tokyo|5a|pvn p00 rs0D p00;-1pmjo 1 19cao 2 9uo 3 f1c 2 bxc 3 hmo 2 9c0 3 hmo 2 9c0 3;JST-9
Asia/Tomsk|8r|fqf go0 jg0 m80D jg0 m80D jg0D go0 jg0D;.-q3zbqf 1 .5h7z2f 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 2ao 8 d9g 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 4 2oyk 7 171g 4;<+07>-7
Asia/Ulaanbaatar|7f|jsk jg0 m80 p00D;.-xmcrsk 1 .11sncck 2 3xx8 3 djw 2 dk4 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 e04 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 1xxo 3 bek 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dh8 2 dhg 3 dzw 2 6dpg 3 dh0 2 dho 3 dh0 2;<+08>-8
Asia/Urumqi|8u|g7w go0;.-lx5pjw 1;<+06>-6
Asia/Ust-Nera|7l|qiu m80 p00 xc0D uk0 uk0 xc0D uk0D rs0 xc0;.-q4cl6u 1 .5hl2yu 2 125uk 3 djo 4 dhg 3 djw 4 dhg 3 djw 4 dk4 3 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 8ao 5 56k 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 9 cl0 5 2cdo 8;<+10>-10
Asia/Vientiane|54|j00 jqu jg0 m80 p00;.-x568c0 1 .2ishx6 2 .gj25iu 3 1njw 4 co0 2 16o8 3 61h8 2;<+07>-7
Asia/Vladivostok|7m|of7 p00 rs0 uk0D rs0 uk0D rs0D p00 uk0;.-oligf7 1 .3yqvf7 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 8 2oyk 4;<+10>-10
Asia/Yakutsk|8a|o0y m80 p00 rs0D p00 rs0D p00D m80 rs0;.-q4cioy 1 .5hl0gy 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 8ao 4 56k 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 8 2oyk 4;<+09>-9
Asia/Yekaterinburg|8b|b89 af5 b40 dw0 go0D dw0 go0D dw0D b40 go0;.-rx5hw9 1 .1kybx4 2 .5pfyv5 3 125uk 4 djw 3 dhg 4 djw 3 dhg 4 djw 3 dk4 4 dhk 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 e00 5 dhc 7 dhg 8 8ao 5 56k 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 9 2oyk 5;<+05>-5
Asia/Yerevan|u|88o 8c0 b40 dw0D b40 dw0D b40D 8c0;.-nu148o 1 .h4tjwo 2 i3mk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 6 dhg 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 4 14yk 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4;<+04>-4
Atlantic/Azores|1a|-4r4 -5aw -5k0 -2s0 -5k0 -2s0 -5k0 0D -2s0 0D -2s0 0D 2s0D;.-18vsdww 1 .em124w 2 3cqk 3 a2s 4 8w0 3 gvw 4 a5g 3 gvw 4 a5g 3 gvw 4 a84 3 gvw 4 a5g 3 gvw 4 1vs0 5 co0 6 15hc 5 cg0 6 e00 5 cyo 6 eio 5 cyo 6 eio 5 cg0 6 15hc 5 cg0 6 dhc 5 dhc 6 14yo 5 dhc 6 cyo 5 e00 6 eio 5 cg0 6 dhc 5 dhc 6 cyo 5 e00 6 eio 5 g2o 6 79c 5 gqo 6 dc0 5 dk0 6 buo 5 33w 7 8ao 5 56s 6 adc 5 2l8 7 9uo 5 4o4 6 9uo 5 33w 7 9c0 5 4o4 6 9uo 5 33w 7 9c0 5 4o4 6 bxc 5 dhc 6 dho 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 8 bmyc 7 dhc 8 dhc 7 dhc 8 dhc 7 e00 8 dhc 7 dhc 8 dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 e00 a dhc 9 dhc a dhc 9 dhc a 6qs b 6qk c 600 9 7hc a dhc 9 dhc a dhc 9 dhc a;<-01>1<+00>,M3.5.0/0,M10.5.0/1
Atlantic/Bermuda|v|-c06 -c06 -986D -b40 -8c0D;.-15r0xbu 1 khhc 2 d6k 1 eg4 2 bh8 1 8hkc 3 .69z5ru 4 kqk 3 bes 4 gl8 3 9us 4 hmk 3 9c4 4 hmk 3 15hg 4 8t8 3 io4 4 7rw 3 j6s 4 7rw 3 jpg 4 798 3 jpg 4 798 3 jpg 4 7rw 3 2slg 4 bek 3 d5es 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 cys 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dzw 3 cys 4 dzw 3 dhg 4 dh8 3 dhg 4 dh8 3 dhg 4 dh8 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3 bxg 4 f18 3 bxg 4 f18 3 bxg 4 fjw 3 bes 4 fjw 3 bes 4 fjw 3;AST4ADT,M3.2.0,M11.1.0
Atlantic/Canary|82|-2uo -2s0 0 2s0D 0 2s0D;.-oytbtc 1 .ctvupc 2 p6t4 3 cys 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 e00 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4;WET0WEST,M3.5.0/1,M10.5.0
Atlantic/Cape_Verde|1n|-4cs -5k0 -2s0D -5k0 -2s0;-17l94 1 n1pc 2 2cfw 3 mmoc 4;<-01>1
Atlantic/Faeroe|83|-194 0 2s0D 0;.-wcehew 1 .127keuw 2 dhc 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 e00 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 e00 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 dhc 3 dhc 2 dhc 3;WET0WEST,M3.5.0/1,M10.5.0
Atlantic/Madeira|84|-34o -34o -2s0 0 -2s0 0 -2s0 2s0D 0 2s0D 2s0D 0 2s0D;.-18vsfjc 1 .em10zc 2 3cqk 3 a2s 4 8w0 3 gvw 4 a5g 3 gvw 4 a5g 3 gvw 4 a84 3 gvw 4 a5g 3 gvw 4 1vs0 5 co0 6 15hc 5 cg0 6 e00 5 cyo 6 eio 5 cyo 6 eio 5 cg0 6 15hc 5 cg0 6 dhc 5 dhc 6 14yo 5 dhc 6 cyo 5 e00 6 eio 5 cg0 6 dhc 5 dhc 6 cyo 5 e00 6 eio 5 g2o 6 79c 5 gqo 6 dc0 5 dk0 6 buo 5 33w 7 8ao 5 56s 6 adc 5 2l8 7 9uo 5 4o4 6 9uo 5 33w 7 9c0 5 4o4 6 9uo 5 33w 7 9c0 5 4o4 6 bxc 5 dhc 6 dho 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 8 bnh0 9 cyo 8 dhc a dhc 8 dhc a e00 8 dhc a dhc 8 dhc a dhg b dhc c dhc b dhc c dhc b dhc c dhc b dhc c e00 b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b;WET0WEST,M3.5.0/1,M10.5.0
Atlantic/Reykjavik|4n|-42o -2s0 0D -2s0 0D 0;.-wcwx9c 1 .4rpd9c 2 i04 1 918 2 jxg 1 73w 2 jxg 1 10ak 2 71g 1 deyk 2 dhk 1 8tg 2 inw 3 8tc 4 i5c 3 9c0 4 h40 3 9uo 4 h40 3 9uo 4 h40 3 9uo 4 hmo 3 9c0 4 hmo 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 fk0 3 beo 4 f1c 3 bxc 4 fk0 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 fk0 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 fk0 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 fk0 3 bxc 5;GMT0
Atlantic/South_Georgia|73|-6rk -5k0;.-15r12kg 1;<-02>2
Atlantic/St_Helena|4n|-120 -120 0;.-15r18a0 1 19uao 2;GMT0
Atlantic/Stanley|4b|-apo -apo -b40 -8c0D -8c0 -5k0D;.-15r0ymc 1 godc 2 .dbvxqc 3 cyk 2 e04 3 cyk 2 eis 3 cyk 2 e04 3 cyk 2 e04 3 cyk 2 e04 3 73w 2 ub44 4 avw 5 g2k 4 adg 5 gl8 4 adg 3 g2o 2 aw4 3 g2k 2 aw4 3 g2k 2 aw4 3 g2k 2 aw4 3 gl8 2 adg 3 gl8 2 aw4 3 g2k 2 aw4 3 g2k 2 aw4 3 g2k 2 aw4 3 g2k 2 aw4 3 gl8 2 aw4 3 g2k 2 aw4 3 g2k 2 aw4 3 g2k 2 aw4 3 g2k 2 aw4 3 g2s 2 adg 3 h3w 2 9us 3 h3w 2 adg 3 gl8 2 adg 3 gl8 2 adg 3 gl8 2 adg 3 gl8 2 adg 3 h3w 2 adg 3 gl8 2 adg 3 gl8 2 adg 4;<-03>3
Australia/Adelaide|x|pnw p00 qe0 t60D qe0;.-133j2zw 1 .27qdzw 2 da2u 3 65c 4 im80 3 6g0 4 dhc 3 dhc 4 e00 3 cyo 4 kqo0 3 8tc 4 i5c 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9uo 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9uo 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 adc 4 g2o 3 aw0 4 glc 3 aw0 4 glc 3 adc 4 glc 3 adc 4 glc 3 9c0 4 hmo 3 aw0 4 g2o 3 9uo 4 hmo 3 adc 4 glc 3 aw0 4 g2o 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 g2o 3 aw0 4 g2o 3 aw0 4 g2o 3 beo 4 fk0 3 beo 4 fk0 3 beo 4 g2o 3 aw0 4 g2o 3 beo 4 fk0 3 aw0 4 g2o 3;ACST-9:30ACDT,M10.1.0,M4.1.0/3
Australia/Brisbane|15|sc8 rs0 uk0D rs0;.-1354kc8 1 .bhbss8 2 65c 3 im80 2 6g0 3 dhc 2 dhc 3 e00 2 cyo 3 kqo0 2 8tc 3 da2o 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3;AEST-10
Australia/Broken_Hill|y|q70 rs0 p00 qe0 t60D qe0;.-133j3j0 1 .t9nr0 2 20o4 3 da2u 4 65c 5 im80 4 6g0 5 dhc 4 dhc 5 e00 4 cyo 5 kqo0 4 8tc 5 i5c 4 9c0 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 9uo 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 bxc 5 fk0 4 9c0 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 adc 5 g2o 4 aw0 5 glc 4 aw0 5 glc 4 adc 5 glc 4 9c0 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 9uo 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 aw0 5 g2o 4;ACST-9:30ACDT,M10.1.0,M4.1.0/3
Australia/Darwin|z|o88 p00 qe0 t60D qe0;.-133j1k8 1 .27qck8 2 da2u 3 65c 4 im80 3 6g0 4 dhc 3 dhc 4 e00 3 cyo 4;ACST-9:30
Australia/Eucla|10|nv4 ob0 r30D ob0;.-12nxx74 1 .b05944 2 65c 3 im80 2 6g0 3 dhc 2 dhc 3 nqio 2 9c0 3 6idc 2 9c0 3 5sg0 2 7s0 3 b39c 2 8ao 3 g2o 2 beo 3 fk0 2 beo 3;<+0845>-8:45
Australia/Hobart|11|ra4 rs0 uk0D rs0;.-12smja4 1 .b03ee4 2 cyo 3 g2o 2 9c0 3 hmo 2 9c0 3 h5uo 2 6g0 3 dhc 2 dhc 3 e00 2 cyo 3 ho80 2 dhc 3 fk0 2 9uo 3 h40 2 9uo 3 h40 2 adc 3 h40 2 8tc 3 i5c 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 beo 3 g2o 2 aw0 3 g2o 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 h40 2 aw0 3 glc 2 aw0 3 glc 2 adc 3 glc 2 adc 3 glc 2 beo 3 e00 2 cyo 3 e00 2 cyo 3 e00 2 cyo 3 e00 2 cyo 3 e00 2 dhc 3 e00 2 cyo 3 e00 2 cyo 3 e00 2 cyo 3 e00 2 cyo 3 beo 2 fk0 3 eio 2 cyo 3 e00 2 cyo 3 e00 2 cyo 3 e00 2 cyo 3 e00 2 dhc 3 dhc 2 cyo 3;AEST-10AEDT,M10.1.0,M4.1.0/3
Australia/Lindeman|16|rl8 rs0 uk0D rs0;.-1354jl8 1 .bhbs18 2 65c 3 im80 2 6g0 3 dhc 2 dhc 3 e00 2 cyo 3 kqo0 2 8tc 3 da2o 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3;AEST-10
Australia/Lord_Howe|5q|tgk rs0 t60 vy0D uk0D;.-133j6sk 1 .18x8f0k 2 hmu 3 9uk 2 hms 3 9bw 2 hms 3 9bw 2 hms 3 9bw 2 hms 4 ada 2 g2q 4 avy 2 gle 4 avy 2 gle 4 ada 2 gle 4 9by 2 hmq 4 9by 2 hmq 4 9by 2 hmq 4 9um 2 hmq 4 9by 2 hmq 4 9by 2 hmq 4 bem 2 fk2 4 bem 2 fk2 4 bem 2 fk2 4 bem 2 g2q 4 avy 2 beq 4 fjy 2 g2q 4 bem 2 fk2 4 bem 2 fk2 4 bem 2 g2q 4 avy 2 g2q 4 bem 2 fk2 4 avy 2 g2q 4;<+1030>-10:30<+11>-11,M10.1.0,M4.1.0
Australia/Melbourne|13|qug rs0 uk0D rs0;.-133j46g 1 .bfqcmg 2 65c 3 im80 2 6g0 3 dhc 2 dhc 3 e00 2 cyo 3 kqo0 2 8tc 3 i5c 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 adc 3 g2o 2 aw0 3 g2o 2 beo 3 glc 2 adc 3 glc 2 adc 3 glc 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3 hmo 2 aw0 3 g2o 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 aw0 3 beo 2 fk0 3 g2o 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 aw0 3 g2o 2 beo 3 fk0 2 aw0 3 g2o 2;AEST-10AEDT,M10.1.0,M4.1.0/3
Australia/Perth|18|lgc m80 p00D m80;.-12nxusc 1 .b058sc 2 65c 3 im80 2 6g0 3 dhc 2 dhc 3 nqio 2 9c0 3 6idc 2 9c0 3 5sg0 2 7s0 3 b39c 2 8ao 3 g2o 2 beo 3 fk0 2 beo 3;AWST-8
Australia/Sydney|14|s04 rs0 uk0D rs0;.-133j5c4 1 .bfqds4 2 65c 3 im80 2 6g0 3 dhc 2 dhc 3 e00 2 cyo 3 kqo0 2 8tc 3 i5c 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 bxc 3 fk0 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 adc 3 g2o 2 aw0 3 glc 2 aw0 3 glc 2 adc 3 glc 2 9c0 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 9uo 3 hmo 2 9c0 3 hmo 2 9c0 3 hmo 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 aw0 3 beo 2 fk0 3 g2o 2 beo 3 fk0 2 beo 3 fk0 2 beo 3 g2o 2 aw0 3 g2o 2 beo 3 fk0 2 aw0 3 g2o 2;AEST-10AEDT,M10.1.0,M4.1.0/3
Etc/GMT+1|8w|-2s0;;<-01>1
Etc/GMT+10|8w|-rs0;;<-10>10
Etc/GMT+11|8w|-uk0;;<-11>11
Etc/GMT+12|8w|-xc0;;<-12>12
Etc/GMT+2|8w|-5k0;;<-02>2
Etc/GMT+3|8w|-8c0;;<-03>3
Etc/GMT+4|8w|-b40;;<-04>4
Etc/GMT+5|8w|-dw0;;<-05>5
Etc/GMT+6|8w|-go0;;<-06>6
Etc/GMT+7|8w|-jg0;;<-07>7
Etc/GMT+8|8w|-m80;;<-08>8
Etc/GMT+9|8w|-p00;;<-09>9
Etc/GMT-1|8w|2s0;;<+01>-1
Etc/GMT-10|8w|rs0;;<+10>-10
Etc/GMT-11|8w|uk0;;<+11>-11
Etc/GMT-12|8w|xc0;;<+12>-12
Etc/GMT-13|8w|1040;;<+13>-13
Etc/GMT-14|8w|12w0;;<+14>-14
Etc/GMT-2|8w|5k0;;<+02>-2
Etc/GMT-3|8w|8c0;;<+03>-3
Etc/GMT-4|8w|b40;;<+04>-4
Etc/GMT-5|8w|dw0;;<+05>-5
Etc/GMT-6|8w|go0;;<+06>-6
Etc/GMT-7|8w|jg0;;<+07>-7
Etc/GMT-8|8w|m80;;<+08>-8
Etc/GMT-9|8w|p00;;<+09>-9
Europe/Amsterdam|2l|wk wk 3okD 3okD wk 3pcD xc 3pcD 5k0D 2s0 5k0D 5k0D 2s0;.-1ygf4wk 1 1p4dc 2 bbw 1 elo 3 beo 4 eio 3 dhc 4 e00 3 cyo 4 e00 3 cyo 4 e00 3 cyo 4 deo 3 eio 4 hhc 3 9hc 4 cyo 3 e00 4 i00 3 8yo 4 gio 3 ag0 4 glc 3 adc 4 gqo 3 aqo 4 gao 3 ao0 4 gdc 3 alc 4 gg0 3 aio 4 h40 3 9uo 4 go0 3 atc 4 g80 3 aqo 4 gao 3 ao0 4 gg0 3 aio 4 h1c 3 2yc 5 .4uaz8 6 glc 7 adc 6 go0 7 atc 6 gd4 8 .1aarpc 9 aw0 a e00 9 dhc a dhc 9 dhc a cdc 9 nphc b cyo c e00 b dhc c dhc b dhc c e00 b cyo c dhc b dhc c dhc b dhc c dhc b dhc c dhc b e00 c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b e00 c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Andorra|22|a4 0 2s0 5k0D 2s0;.-100edm4 1 .nvgqy4 2 sxms 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 e00 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Astrakhan|8f|8wc 8c0 b40 dw0D b40 dw0D b40D 8c0;.-nu2zkc 1 .37bv8c 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 6 dhg 7 dhc 6 e00 7 dhc 4 qyk 6 dhg 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 e00 6 fk0 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 4 2oyk 7 12dg 4;<+04>-4
Europe/Athens|3x|4e4 4e4 5k0 8c0D 5k0 2s0 8c0D 5k0 8c0D 5k0;.-12rxtq4 1 .aw2tdo 2 .8bjasg 3 458 2 6glg 3 1p8 4 14ts 5 ayg 4 dx8 5 dk4 2 66yk 3 96k 2 gv44 6 gw0 7 a5k 6 dhc 7 cyo 6 d1c 7 dxc 6 cys 2 e0o 3 dds 2 dp8 3 dbw 2 dhs 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 e00 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 e00 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9;EET-2EEST,M3.5.0/3,M10.5.0/4
Europe/Belgrade|2q|3so 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-18vsmgo 1 .twhnko 2 15n0 3 aw0 4 e00 3 dhc 4 dhc 3 g5c 4 9pc 3 s79c 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Berlin|2c|Arctic/Longyearbyen
Europe/Bratislava|2r|2o8 2o8 2s0 5k0D 5k0D 2s0 0D 5k0D 2s0;.-1qmkw08 1 vdhc 2 .cttug8 3 bc4 2 elk 4 beo 5 fk0 4 beo 5 g6tc 4 1y00 5 aw0 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 g2o 4 bc0 5 45g 6 680 2 458 4 cg0 5 eio 4 cg0 5 dxc 4 d1c 5 m600 7 dhc 8 e00 7 cyo 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 e00 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 e00 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8 dhc 7 dhc 8;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Brussels|24|t6 t6 0 2s0 5k0D 5k0D 2s0 0 2s0 0 5k0D 2s0;.-1ayy3h6 1 .6forh6 2 gx9c 3 13zw 4 bc0 3 elk 5 beo 6 fk0 5 beo 6 46g 7 86o 8 g2o 9 9uo 8 io0 9 aio 8 go0 9 b6o 8 eio 9 eio 8 cg0 9 cyo 8 e00 9 dhc 8 dhc 9 eio 8 cg0 9 e00 8 cyo 9 eio 8 cz0 9 eio 8 cg0 9 e00 8 cyo 9 eio 8 cg0 9 dhc 8 dhc 9 cyo 8 eio 9 dhc 8 dhc 9 cyo 8 e00 9 eio 8 cg0 9 dhc 8 dhc 9 cyo 8 e00 9 eio 8 g2o 9 79c 8 6ao 5 1ud8 6 aw0 5 e00 6 dhc 5 cdc 6 elc 5 cdc 6 i5c 5 ag0 6 mww0 a cyo b e00 a dhc b dhc a dhc b e00 a cyo b dhc a dhc b dhc a dhc b dhc a dhc b dhc a e00 b dhc a dhc b dhc a dhc b dhc a dhc b dhc a dhc b dhc a dhc b dhc a e00 b dhc a dhc b dhc a dhc b dhc a dhc b dhc a dhc b dhc a dhc b;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Bucharest|44|4u0 4u0 5k0 8c0D 5k0 8c0D;.-14u7wu0 1 tx1c 2 .fj8m0 3 9xc 4 dhc 3 dhc 4 e00 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 tstc 5 9bw 2 e00 5 cys 2 dhk 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 e00 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 e00 4 dh4 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 5 dh8 2 dhg 5 dh8 2 e04 5 fjw 2;EET-2EEST,M3.5.0/3,M10.5.0/4
Europe/Budapest|2e|3j8 2s0 5k0D 5k0D 2s0 5k0D 2s0;.-15bee78 1 .db0dz8 2 bc4 1 elk 3 beo 4 fk0 2 beo 1 fmo 2 bc0 1 f1c 2 cg0 1 ffx0 2 16gc 4 aw0 3 e00 4 dhc 3 dhc 4 fp0 2 dk4 1 b48 3 e2k 1 des 3 dhc 4 dhc 3 dhc 4 e00 3 cyo 4 3hh4 2 9uk 1 h4c 2 9uo 1 i5c 2 8tc 1 i5c 2 8tc 1 gx94 2 cyo 1 dhc 2 dhc 1 dhc 2 dhc 1 dhc 2 dhc 1 dhk 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Busingen|26|1kw 1dm 2s0 5k0D 5k0D 2s0;.-1os49kw 1 .lc05ja 2 .ohmxdm 3 beo 2 fk0 3 beo 2 sx44 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Chisinau|42|5c8 5bo 4u0 5k0 8c0D 5k0 8c0D 5k0 2s0 5k0 8c0D b40D 8c0D b40D;.-1ayy808 1 .jw96ok 2 .70f1to 3 .fj8m0 4 9xc 5 dhc 4 dhc 5 e00 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 nmo 6 ovw 7 z1s 8 aw0 9 e00 8 dhc 9 al0 a riak b djw a dhg b djw a dhg b djw a dk4 b dhk c dhc d dhc c dhc d dhc c dhc d dhc c dhc d dhc c dhc d dhc c dhc d 33w 6 aw8 5 dhc 4 dhc 5 dh4 6 dh8 3 dhg 6 dh8 3 dhg 6 dh8 3 dhg 6 dh8 3 e04 6 fjw 3;EET-2EEST,M3.5.0,M10.5.0/3
Europe/Copenhagen|2a|2bw 2bw 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-15r1bnw 1 3080 2 .bo7orw 3 aak 2 hr1k 3 1uqw 4 aw0 5 e00 4 dhc 5 dhc 4 dhc 5 a00 4 j6o 5 940 4 i5c 5 79c 4 k80 5 6qo 4 nslc 6 cyo 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 e00 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 e00 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Dublin|4o|-169 -169 1lrD 0 2s0D 2s0D 2s0D 0 2s0D;.-1anxqtr 1 qwiw 2 9uo 3 .9pytr 4 c00 3 dxc 4 e2o 3 deo 4 dk0 3 deo 4 fmo 3 buo 4 dk0 3 cw0 5 eio 3 eio 5 aw0 3 fk0 5 bxc 3 fk0 5 cg0 3 eio 5 cg0 3 e00 5 cyo 3 f1c 5 cg0 3 eio 5 cg0 3 e00 5 cyo 3 eio 5 cg0 3 eio 5 cg0 3 e00 5 dhc 3 eio 5 cg0 3 e00 5 cyo 3 eio 5 cg0 3 eio 5 cg0 3 e00 5 cyo 3 eio 5 g2o 3 79c 5 4yw0 3 bxc 5 h40 3 cg0 5 eio 3 beo 5 fk0 3 cg0 5 e00 3 cyo 5 e00 3 dhc 5 e00 3 cyo 5 cg0 3 e00 5 cyo 3 eio 5 cg0 3 f1c 5 cg0 3 e00 5 cyo 3 eio 5 cg0 3 eio 5 cg0 3 e00 5 cyo 3 cyo 5 g2o 3 aw0 5 g2o 3 beo 5 fk0 3 aw0 5 g2o 3 aw0 5 g2o 3 aw0 5 g2o 3 aw0 5 glc 3 8ao 5 ino 6 29f0 7 adc 8 glc 7 adc 8 glc 7 adc 8 glc 7 adc 8 glc 7 aw0 8 g2o 7 aw0 8 g2o 7 aw0 8 glc 7 adc 8 glc 7 adc 8 glc 7 bek 8 fk0 7 beo 8 fk0 7 beo 8 fk0 7 beo 8 g2o 7 beo 8 fk0 7 beo 8 fk0 7 beo 8 fk0 7 beo 8 fk0 7 beo 8 g2o 7 aw0 8 g2o 7 beo 8 fk0 7 beo 8 fk0 7 beo 8 fk0 7 beo 8 fk0 7 beo 8 fk0 7;IST-1GMT0,M10.5.0,M3.5.0/1
Europe/Gibraltar|2d|-zo 0 2s0 0 5k0D 2s0 5k0D 2s0;.-1anxr0c 1 .iol38c 2 9uo 3 e00 2 c00 3 dxc 2 e2o 3 deo 2 dk0 3 deo 2 fmo 3 buo 2 dk0 3 cw0 2 eio 3 eio 2 aw0 3 fk0 2 bxc 3 fk0 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 f1c 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 dhc 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 g2o 3 79c 2 w58 4 79c 2 hmo 4 9c0 2 hmo 4 9uo 2 h40 4 cg0 2 elc 4 7pc 2 684 3 e00 2 cyo 3 bxc 2 22k 4 8tc 2 684 3 9uo 2 h40 3 beo 2 fk0 3 cg0 2 e00 3 cyo 2 e00 3 dhc 2 e00 3 cyo 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 f1c 2 cg0 3 e00 5 ir3w 6 dhc 7 dhc 6 dhc 7 dhc 6 e00 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 e00 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Guernsey|4p|-gx 0 2s0D 0 5k0D 2s0D 5k0D 5k0D 5k0D 2s0D 0 2s0D;.-tiakv3 1 .1ixx33 2 9uo 3 e00 2 c00 3 dxc 2 e2o 3 deo 2 dk0 3 deo 2 fmo 3 buo 2 dk0 3 cw0 2 eio 3 eio 2 aw0 3 fk0 2 bxc 3 fk0 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 f1c 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 dhc 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 g2o 3 79c 2 9h0 4 1r6w 5 aw0 6 e00 5 dhc 6 dhc 5 dhc 6 2no 7 51o 2 684 3 e00 2 cyo 3 bxc 2 22k 8 8tc 2 684 3 9uo 2 h40 3 beo 2 fk0 3 cg0 2 e00 3 cyo 2 e00 3 dhc 2 e00 3 cyo 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 f1c 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 cyo 2 g2o 3 aw0 2 g2o 3 beo 2 fk0 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 glc 3 8ao 2 ino 9 29f0 a adc 2 glc 3 adc 2 glc 3 adc 2 glc 3 adc 2 glc 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 glc 3 adc 2 glc 3 adc 2 glc 3 bek b fk0 a beo b fk0 a beo b fk0 a beo b g2o a beo b fk0 a beo b fk0 a beo b fk0 a beo b fk0 a beo b g2o a aw0 b g2o a beo b fk0 a beo b fk0 a beo b fk0 a beo b fk0 a beo b fk0 a;GMT0BST,M3.5.0/1,M10.5.0
Europe/Helsinki|3v|4md 4md 5k0 8c0D 8c0D 5k0;.-1bss9yd 1 w940 2 .ax3tqd 3 dmo 2 sx6w 3 dhc 2 dhc 3 dhc 2 dhg 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5;EET-2EEST,M3.5.0/3,M10.5.0/4
Europe/Isle_of_Man|4q|-tv 0 2s0D 5k0D 2s0D 0 2s0D;.-19a1gi5 1 .haosq5 2 9uo 1 e00 2 c00 1 dxc 2 e2o 1 deo 2 dk0 1 deo 2 fmo 1 buo 2 dk0 1 cw0 2 eio 1 eio 2 aw0 1 fk0 2 bxc 1 fk0 2 cg0 1 eio 2 cg0 1 e00 2 cyo 1 f1c 2 cg0 1 eio 2 cg0 1 e00 2 cyo 1 eio 2 cg0 1 eio 2 cg0 1 e00 2 dhc 1 eio 2 cg0 1 e00 2 cyo 1 eio 2 cg0 1 eio 2 cg0 1 e00 2 cyo 1 eio 2 g2o 1 79c 2 w58 3 79c 2 hmo 3 9c0 2 hmo 3 9uo 2 h40 3 cg0 2 elc 3 7pc 2 684 1 e00 2 cyo 1 bxc 2 22k 3 8tc 2 684 1 9uo 2 h40 1 beo 2 fk0 1 cg0 2 e00 1 cyo 2 e00 1 dhc 2 e00 1 cyo 2 cg0 1 e00 2 cyo 1 eio 2 cg0 1 f1c 2 cg0 1 e00 2 cyo 1 eio 2 cg0 1 eio 2 cg0 1 e00 2 cyo 1 cyo 2 g2o 1 aw0 2 g2o 1 beo 2 fk0 1 aw0 2 g2o 1 aw0 2 g2o 1 aw0 2 g2o 1 aw0 2 glc 1 8ao 2 ino 4 29f0 5 adc 2 glc 1 adc 2 glc 1 adc 2 glc 1 adc 2 glc 1 aw0 2 g2o 1 aw0 2 g2o 1 aw0 2 glc 1 adc 2 glc 1 adc 2 glc 1 bek 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 g2o 5 aw0 6 g2o 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5 beo 6 fk0 5;GMT0BST,M3.5.0/1,M10.5.0
Europe/Istanbul|8s|5d4 5ew 5k0 8c0D 8c0 b40D 8c0D 5k0 8c0D 5k0;.-1ayy814 1 .g1oam8 2 .2wvx6w 3 bbw 2 2mdg 3 fmk 2 bus 3 djw 2 cw4 3 eik 2 176s 3 afw 2 fpg 3 bbw 2 b31g 3 76k 2 45g 3 lrw 2 e84 3 2n98 2 hhg 3 918 2 ew4 3 cfw 2 eis 3 cfw 2 e04 3 cyk 2 eis 3 cyk 2 eis 3 cfw 2 83es 3 yyk 2 eo4 3 aak 2 6ilk 3 beo 2 aw4 3 g2k 2 aas 3 gnw 2 adg 3 gl8 2 bes 3 eik 2 cg4 3 6ic 4 3tmw 5 4nw 4 tc4 2 clc 6 bxc 7 dk0 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 e00 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 cyo 6 e00 7 dhc 6 dhc 7 e00 6 fk0 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw8 8 g2o 9 beo 8 fk0 9 beo 8 fk0 9 beo 8 g2o 9 ayo 8 g00 9 aw0 8 g2o 9 beo 8 fk0 9 bhc 8 fhc 9 beo 8 glc 9 adc 8;<+03>-3
Europe/Jersey|4r|-e2 0 2s0D 0 5k0D 2s0D 5k0D 5k0D 5k0D 2s0D 2s0D;-1hry8 1 dhd4 2 9uo 3 e00 2 c00 3 dxc 2 e2o 3 deo 2 dk0 3 deo 2 fmo 3 buo 2 dk0 3 cw0 2 eio 3 eio 2 aw0 3 fk0 2 bxc 3 fk0 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 f1c 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 dhc 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 g2o 3 79c 2 9h0 4 1r6w 5 aw0 6 e00 5 dhc 6 dhc 5 dhc 6 2no 7 51o 2 684 3 e00 2 cyo 3 bxc 2 22k 8 8tc 2 684 3 9uo 2 h40 3 beo 2 fk0 3 cg0 2 e00 3 cyo 2 e00 3 dhc 2 e00 3 cyo 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 f1c 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 cyo 2 g2o 3 aw0 2 g2o 3 beo 2 fk0 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 glc 3 8ao 2 ino 9 29f0 1 adc 2 glc 3 adc 2 glc 3 adc 2 glc 3 adc 2 glc 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 glc 3 adc 2 glc 3 adc 2 glc 3 bek a fk0 1 beo a fk0 1 beo a fk0 1 beo a g2o 1 beo a fk0 1 beo a fk0 1 beo a fk0 1 beo a fk0 1 beo a g2o 1 aw0 a g2o 1 beo a fk0 1 beo a fk0 1 beo a fk0 1 beo a fk0 1 beo a fk0 1;GMT0BST,M3.5.0/1,M10.5.0
Europe/Kaliningrad|3q|3so 2s0 5k0D 5k0D 2s0 5k0 8c0D 8c0 b40D 8c0 b40D 8c0D 5k0 8c0;.-14212go 1 .c1n28o 2 bc4 1 elk 3 beo 4 fk0 3 beo 4 g6tc 3 1y00 4 aw0 3 e00 4 dhc 3 dhc 4 dhc 3 l0 5 1eo 6 drw 5 bms 7 qaik 8 djw 7 dhg 8 djw 7 dhg 8 djw 7 dk4 8 dhk 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc b dhg c dhc b e00 c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c e00 b fk0 c beo b fk0 c beo b fk0 c beo b g2o c aw0 b g2o c aw0 b g2o c beo b fk0 c beo b fk0 c beo b g2o c aw0 b g2o c aw0 b g2o c aw0 b g2o c beo b fk0 c beo b fk0 c beo b g2o c aw0 d 2oyk c;EET-2
Europe/Kiev|45|5ng 5ng 5k0 8c0D 5k0 2s0 5k0 b40D 8c0D b40D 8c0D 5k0 8c0D;.-1ayy8bg 1 xbeo 2 .37a03g 3 8gd8 4 u8g 5 aw0 6 e00 5 2fs 3 s3x4 7 djw 3 dhg 7 djw 3 dhg 7 djw 3 dk4 7 dhk 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 798 a xpk b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b e00 c;EET-2EEST,M3.5.0/3,M10.5.0/4
Europe/Kirov|8k|97c 8c0 b40 dw0D b40 dw0D b40D 8c0 b40;-11yg0 1 88vo 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 6 dhg 7 dhc 6 e00 7 dhc 4 qyk 6 dhg 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 e00 6 fk0 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 8 2oyk 7;MSK-3
Europe/Lisbon|85|-1p9 0 2s0D 0 2s0D 0 5k0D 2s0D 2s0D 2s0D 5k0D;.-18vsgyr 0 .em0zmr 1 3cqk 2 a2s 3 8w0 2 gvw 3 a5g 2 gvw 3 a5g 2 gvw 3 a84 2 gvw 3 a5g 2 gvw 3 1vs0 4 co0 5 15hc 4 cg0 5 e00 4 cyo 5 eio 4 cyo 5 eio 4 cg0 5 15hc 4 cg0 5 dhc 4 dhc 5 14yo 4 dhc 5 cyo 4 e00 5 eio 4 cg0 5 dhc 4 dhc 5 cyo 4 e00 5 eio 4 g2o 5 79c 4 gqo 5 dc0 4 dk0 5 buo 4 33w 6 8ao 4 56s 5 adc 4 2l8 6 9uo 4 4o4 5 9uo 4 33w 6 9c0 4 4o4 5 9uo 4 33w 6 9c0 4 4o4 5 bxc 4 dhc 5 dho 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 7 7i54 3 dhc 4 dhc 5 e04 4 dhc 5 dhc 4 dhc 5 e00 4 cyo 5 dh8 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhg 8 dhc 1 dhc 8 dhc 1 dhc 8 dhc 1 dhc 8 dhc 1 dhc 8 e00 1 dhc 8 dhc 1 dhc 8 dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 e00 8;WET0WEST,M3.5.0/1,M10.5.0
Europe/Ljubljana|2s|2os 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-18vslcs 1 .twhmgs 2 15n0 3 aw0 4 e00 3 dhc 4 dhc 3 dhc 4 cdc 3 s79c 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/London|4m|-23 0 2s0D 0 5k0D 2s0D 0 2s0D;.-1rprx9x 1 .zqf9hx 2 9uo 3 e00 2 c00 3 dxc 2 e2o 3 deo 2 dk0 3 deo 2 fmo 3 buo 2 dk0 3 cw0 2 eio 3 eio 2 aw0 3 fk0 2 bxc 3 fk0 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 f1c 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 dhc 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 eio 2 g2o 3 79c 2 w58 4 79c 2 hmo 4 9c0 2 hmo 4 9uo 2 h40 4 cg0 2 elc 4 7pc 2 684 3 e00 2 cyo 3 bxc 2 22k 4 8tc 2 684 3 9uo 2 h40 3 beo 2 fk0 3 cg0 2 e00 3 cyo 2 e00 3 dhc 2 e00 3 cyo 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 f1c 2 cg0 3 e00 2 cyo 3 eio 2 cg0 3 eio 2 cg0 3 e00 2 cyo 3 cyo 2 g2o 3 aw0 2 g2o 3 beo 2 fk0 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 glc 3 8ao 2 ino 5 29f0 6 adc 2 glc 3 adc 2 glc 3 adc 2 glc 3 adc 2 glc 3 aw0 2 g2o 3 aw0 2 g2o 3 aw0 2 glc 3 adc 2 glc 3 adc 2 glc 3 bek 7 fk0 6 beo 7 fk0 6 beo 7 fk0 6 beo 7 g2o 6 beo 7 fk0 6 beo 7 fk0 6 beo 7 fk0 6 beo 7 fk0 6 beo 7 g2o 6 aw0 7 g2o 6 beo 7 fk0 6 beo 7 fk0 6 beo 7 fk0 6 beo 7 fk0 6 beo 7 fk0 6;GMT0BST,M3.5.0/1,M10.5.0
Europe/Luxembourg|2h|150 2s0 5k0D 5k0D 2s0 0 2s0 0 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-y89550 1 .68l290 2 aas 1 fjw 2 ag4 1 fk8 3 beo 4 56g 5 76o 6 g30 5 9uc 6 io8 5 aig 6 go8 5 b6g 6 eis 5 eik 6 cg8 5 cyg 6 e04 5 djw 6 des 5 eik 6 cg4 5 dzw 6 cys 5 eik 6 cys 5 eik 6 cgc 7 e00 8 cyo 7 eio 8 cg0 7 dhc 8 dhc 7 cyo 8 eio 7 dhc 8 dhc 7 cyo 8 e00 7 eio 8 cg0 7 dhc 8 dhc 7 cyo 8 e00 7 eio 8 g2o 7 79c 8 5uo 9 1ut8 a aw0 b e00 a dhc b cg0 1 eio 3 cdc 4 i5c 3 ag0 4 mww0 c cyo d e00 c dhc d dhc c dhc d e00 c cyo d dhc c dhc d dhc c dhc d dhc c dhc d dhc c e00 d dhc c dhc d dhc c dhc d dhc c dhc d dhc c dhc d dhc c dhc d dhc c e00 d dhc c dhc d dhc c dhc d dhc c dhc d dhc c dhc d dhc c dhc d;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Madrid|2t|-ok 0 2s0 0 5k0D 2s0 5k0D 5k0D 2s0 5k0D 2s0;-1futc 1 czp8 2 cw4 3 dh8 2 dk4 3 3eik 2 co4 3 15h8 2 cg4 3 dzw 2 cys 3 eio 2 cyo 3 eik 2 cg4 3 5s7w 2 804 3 dh8 2 22k 4 bhc 2 rew 3 bx8 5 1ljw 6 8ys 5 gyk 6 cg4 5 eik 6 cg4 5 eik 6 cg4 5 eik 6 cg4 5 1xzw 6 bes 5 ifp8 6 cys 5 dzw 6 cys 5 cyk 6 dhg 5 dzw 6 cys 5 e08 7 dhc 8 dhc 9 dhc a e00 9 cyo a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 e00 a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 e00 a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Malta|2i|2os 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-13qyw0s 1 .bsbx8s 2 8t8 1 dhg 2 djw 1 bus 2 fmk 1 atg 2 g2k 1 cg4 2 dh8 1 eu04 2 1sg8 3 aw0 4 e00 3 deo 4 cg0 3 elc 2 cag 1 dk8 4 f1c 3 bx4 4 f1c 3 aw8 4 g2o 3 d914 4 9bw 1 i5g 4 8tc 3 i5c 4 8tc 3 io0 4 8tc 3 i5c 4 8tc 3 hmo 4 9c0 3 i5c 4 9c0 3 deo 4 dhc 3 f40 4 ayo 3 g08 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 fk4 2 bek 1 elg 2 cvw 1 e04 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Mariehamn|46|Europe/Helsinki
Europe/Minsk|62|53s 53c 5k0 8c0 5k0D 2s0 5k0D b40D 8c0 b40D 8c0D 5k0 8c0;.-1ayy7rs 1 .n4x6og 2 .379zjc 3 8a58 4 10gg 5 aw0 6 e00 5 dhc 6 6qc 3 rm58 7 djw 3 dhg 7 djw 3 dhg 7 djw 3 dk4 7 dhk 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 14yo a dhg b dhc a dhc b dhc a dhc b dhc a dhc b dhc a dhc b e00 a fk0 b beo a fk0 b beo a fk0 b beo a g2o b aw0 a g2o b aw0 a g2o b beo a fk0 b beo a fk0 b beo a g2o b aw0 a g2o b aw0 a g2o b aw0 a g2o b beo a fk0 b beo a fk0 b beo a g2o b aw0 c;<+03>-3
Europe/Monaco|2j|1d8 fl 0 2s0 0 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-14hnyp8 1 .9tlnln 2 .2pzpnl 3 82o 4 cw0 3 elc 4 bc0 3 fmo 4 atc 3 g5c 4 9s0 3 io0 4 aio 3 go0 4 b6o 3 eio 4 h40 3 9uo 4 cyo 3 e00 4 dhc 3 dhc 4 eio 3 cg0 4 e00 3 cyo 4 eio 3 cyo 4 eio 3 cg0 4 e00 3 cyo 4 eio 3 cg0 4 dhc 3 dhc 4 cyo 3 eio 4 dhc 3 dhc 4 cyo 3 e00 4 eio 3 cg0 4 dhc 3 dhc 4 cyo 3 e00 4 eio 3 g2o 4 79o 5 w7o 6 bek 5 bes 6 hmw 5 aw0 6 e00 5 dhc 6 dx4 5 d1k 6 cdc 7 mxzw 8 dh8 7 e08 9 cyo a e00 9 dhc a dhc 9 dhc a e00 9 cyo a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 e00 a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 e00 a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Moscow|63|6yh 6yh 707 9s7D ck7D b40D 8c0 b40D dw0D 5k0 8c0 b40D 8c0D 5k0 b40;.-1ayy9mh 1 rfk0 2 .ipzua 3 d9c 2 bh8 4 7xg 3 j3w 4 .1jwk7 5 3e8 6 14o0 7 2ik 8 c5c 7 284 6 r1g 9 5sw4 6 125uk 7 djw 6 dhg 7 djw 6 dhg 7 djw 6 dk4 7 dhk a dhc b dhc a dhc b dhc a dhc b dhc a dhc b dhc a dhc b dhc a dhc b e00 a dhc c dhg d 8ao a 56k b dhc a dhc b dhc a dhc b dhc a dhc b dhc a e00 b fk0 a beo b fk0 a beo b fk0 a beo b g2o a aw0 b g2o a aw0 b g2o a beo b fk0 a beo b fk0 a beo b g2o a aw0 b g2o a aw0 b g2o a aw0 b g2o a beo b fk0 a beo b fk0 a beo b g2o a aw0 e 2oyk a;MSK-3
Europe/Oslo|2n|1zo 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-1353tzo 1 .b5svbo 2 9p4 1 hxmo 2 1o8c 3 aw0 4 e00 3 dhc 4 dhc 3 dhc 4 dhc 3 a3xc 4 e00 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 e00 3 g2o 4 aw0 3 axk0 5 cyo 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Paris|2b|fl fl 0 2s0 0 2s0 5k0D 2s0 5k0D 5k0D 2s0 5k0D 2s0;.-154gb3l 1 f0o0 2 .2qx1nl 3 82o 4 cw0 3 elc 4 bc0 3 fmo 4 atc 3 g5c 4 9s0 3 io0 4 aio 3 go0 4 b6o 3 eio 4 h40 3 9uo 4 cyo 3 e00 4 dhc 3 dhc 4 eio 3 cg0 4 e00 3 cyo 4 eio 3 cyo 4 eio 3 cg0 4 e00 3 cyo 4 eio 3 cg0 4 dhc 3 dhc 4 cyo 3 eio 4 dhc 3 dhc 4 cyo 3 e00 4 eio 3 cg0 4 dhc 3 dhc 4 cyo 3 e00 4 eio 3 g2o 4 79o 5 87k 6 1sgc 7 aw0 8 e00 7 dhc 8 ano 9 39g 5 d1k 9 cdc a mxzw 6 dh8 a e08 b cyo c e00 b dhc c dhc b dhc c e00 b cyo c dhc b dhc c dhc b dhc c dhc b dhc c dhc b e00 c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b e00 c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Podgorica|2k|Europe/Belgrade
Europe/Prague|29|Europe/Bratislava
Europe/Riga|3z|4gy 4gy 78yD 5k0 8c0D 5k0 2s0 5k0 b40D 8c0D b40D 8c0D 5k0;.-1ayy74y 1 srs8 2 beo 1 elc 2 3s0 1 58l4 3 .7fhlky 4 ofw 5 108g 6 aw0 7 e00 6 dhc 7 dhc 6 t4 4 rel4 8 djw 4 dhg 8 djw 4 dhg 8 djw 4 dk4 8 dhk 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc b dhg c dhc b e00 c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c e00 b dhc c;EET-2EEST,M3.5.0/3,M10.5.0/4
Europe/Rome|2f|2b8 2b8 2s0 5k0D 2s0 2s0 5k0D 5k0D;.-1hs7rn8 1 .e170v8 2 gz40 3 8t8 4 dhg 3 djw 4 bus 3 fmk 4 atg 3 g2k 4 cg4 3 dh8 4 eu04 3 1sg8 5 aw0 6 e00 5 dhc 6 cdc 5 elc 3 cag 4 dk8 6 f1c 5 bx4 6 f1c 5 aw8 6 g2o 5 d914 6 9bw 4 i5g 6 8tc 5 i5c 6 8tc 5 io0 6 8tc 5 i5c 6 8tc 5 hmo 6 9c0 5 i5c 6 9c0 5 i5c 6 8tc 5 hmo 6 9c0 5 i5c 6 8tc 5 i5c 6 8tc 5 hmo 6 9c0 5 i5c 6 9c0 5 hmo 6 9c0 5 e08 7 cyo 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 e00 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 e00 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 dhc 2 dhc 7 dhc 2;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Samara|6v|99w 8c0 b40 dw0D b40 dw0D b40D 8c0 8c0D;-11yg0 1 88vo 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 6 dhg 7 dhc 6 e00 7 dhc 8 dhg 7 1k0 2 bx4 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 fk0 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 aw0 5 g2o 4 beo 5 fk0 4 beo 5 fk0 4 beo 6 g2s 7 aw0 4;<+04>-4
Europe/San_Marino|2p|Europe/Rome
Europe/Sarajevo|25|3es 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-18vsm2s 1 .twhn6s 2 15n0 3 aw0 4 e00 3 dhc 4 dhc 3 dhc 4 cdc 3 s79c 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Saratov|8o|8j6 8c0 b40 dw0D b40 dw0D b40D 8c0;-11yg0 1 88vo 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 6 dhg 7 dhc 6 dhc 7 dhc 6 e00 7 dhc 4 qyk 6 dhg 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 e00 6 fk0 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 4 2oyk 7 1l1g 4;<+04>-4
Europe/Simferopol|64|6bc 6ao 5k0 8c0 5k0D 2s0 5k0D b40D 8c0 b40D 8c0D 5k0 8c0D 5k0 b40;.-1ayy8zc 1 .n4x6oo 2 .37a0qo 3 8jh8 4 r4g 5 aw0 6 e00 5 dhc 6 qc 3 rs58 7 djw 3 dhg 7 djw 3 dhg 7 djw 3 dk4 7 dhk 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 dhc 9 dhc 8 kqo 2 1b6s a dhc b dhc a dhc b dhc a 2l0 7 aw8 8 dhc 9 dhc 8 dzs 9 fkc 8 bes c fk0 d beo c fk0 d beo c g2o d aw0 c g2o d aw0 c g2o d beo c fk0 d beo c fk0 d beo c g2o d aw0 c g2o d aw0 c g2o d aw0 c g2o d beo c fk0 d beo c fk0 d beo c g2o d aw0 c g2o d aw0 c g2o d beo c fk0 d bek e fjs 8;MSK-3
Europe/Skopje|2m|3yw 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-18vsmmw 1 .twhnqw 2 15n0 3 aw0 4 e00 3 dhc 4 dhc 3 dhc 4 cdc 3 s79c 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Sofia|3s|4bg 5ew 5k0 2s0 5k0 8c0D 5k0 8c0D;.-1ayy6zg 1 .7s708k 2 .p0d6uw 3 aw0 4 e00 3 dhc 4 dhc 3 dhg 2 pjrg 5 dk4 2 dx8 5 d1g 2 dx8 5 cyw 2 dzs 5 cz0 6 dhc 7 dhc 6 dhc 7 e00 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 e00 6 dh4 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 dhg 5 dh8 2 e04 5 fjw 2;EET-2EEST,M3.5.0/3,M10.5.0/4
Europe/Stockholm|2v|3cc 2se 2s0 5k0D 5k0D 2s0;.-1bhq3cc 1 .ayjpvy 2 .8jiake 3 aas 2 1bqdk 4 cyo 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Tallinn|3u|4l0 4l0 2s0 5k0 2s0 5k0 8c0D 5k0 b40D 8c0D b40D 8c0D 5k0;.-1ayy790 1 smdc 2 .3re10 3 beo 4 lbs 1 .ygov0 5 .a1zgd0 6 tzw 7 uls 4 aw0 3 e00 4 dhc 3 cqc 6 rg58 8 djw 6 dhg 8 djw 6 dhg 8 djw 6 dk4 8 dhk 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc b dhg c dhc b e00 c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c dhc b dhc c e00 b fk0 c beo b fk0 c beo b;EET-2EEST,M3.5.0/3,M10.5.0/4
Europe/Tirane|21|3o8 2s0 5k0D 2s0 5k0D;.-t85vo8 1 .dt2gw8 2 1sdk 1 aw0 2 w0 1 ncig 2 b6k 1 fms 2 bek 1 fs4 2 bek 1 g2s 2 avw 1 g04 2 ayk 1 g04 2 ayk 1 g04 2 bek 1 f44 2 bek 1 g2s 2 bek 1 elg 2 cak 1 dk4 2 dhk 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 e00 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Ulyanovsk|8t|8yo 8c0 b40 dw0D b40 dw0D b40D 8c0 8c0D 5k0;-11yg0 1 88vo 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 6 dhg 7 dhc 6 e00 7 dhc 8 dhg 9 8ao 7 56k 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 e00 6 fk0 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 4 2oyk 7 12dg 4;<+04>-4
Europe/Vaduz|2g|1rg 2s0 5k0D 5k0D 2s0;.-13g44fg 1 .ohmxrg 2 beo 1 fk0 2 beo 1 sx44 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 e00 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 e00 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4 dhc 3 dhc 4;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Vatican|2x|Europe/Rome
Europe/Vienna|23|30x 2s0 5k0D 5k0D 2s0 5k0D 2s0;.-14211ox 1 .c1n1gx 2 bc4 1 elk 3 beo 4 fk0 3 beo 4 1600 3 bxc 4 eow0 3 1y00 4 aw0 3 e00 4 dhc 3 dhc 4 dhc 3 qo 4 r6o 3 d1c 4 deo 3 dhc 4 eio 3 cg0 4 nofs 2 cyk 1 dho 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Vilnius|41|4os 3w0 4fc 2s0 5k0 8c0D 5k0 2s0 5k0 b40D 8c0D b40D 8c0D 5k0 5k0 2s0 5k0;.-1ayy7cs 1 .jb5y4s 2 .1g224o 3 .e75nc 4 6l8 3 ew5g 5 o2g 6 10r4 7 aw0 8 e00 7 dhc 8 8vo 5 rjzw 9 djw 5 dhg 9 djw 5 dhg 9 djw 5 dk4 9 dhk a dhc b dhc a dhc b dhc a dhc b dhc a dhc b dhc a dhc c dhg d dhc c e00 d dhc c dhc d dhc c dhc d dhc c dhc d dhc c dhc d dhc c dhc d e00 c fk0 d beo c fk0 d bes e fk0 f beo e g2o g;EET-2EEST,M3.5.0/3,M10.5.0/4
Europe/Volgograd|7n|884 8c0 b40 dw0D b40 dw0D b40D 8c0 b40;.-q3cw84 1 .5glrw4 2 125uk 3 djw 2 dhg 3 djw 2 dhg 3 djw 2 dk4 3 dhk 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 6 dhg 7 dhc 6 dhc 7 dhc 6 e00 7 dhc 4 qyk 6 dhg 7 dhc 6 dhc 7 dhc 6 dhc 7 dhc 6 dhc 7 e00 6 fk0 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 aw0 6 g2o 7 beo 6 fk0 7 beo 6 fk0 7 beo 6 g2o 7 aw0 8 2oyk 7 30dg 4 1ml8 7;MSK-3
Europe/Warsaw|2o|3w0 3w0 2s0 5k0D 5k0D 2s0 5k0D 8c0D 5k0D 5k0D 2s0;.-1ayy6k0 1 qqw0 2 .dvyc0 3 bc4 2 elk 4 beo 5 fk0 4 beo 6 fmk 7 beo 8 2194 2 dkoc 3 1ruo 5 aw0 4 e00 5 dhc 4 dmk 2 fbw 3 drw 2 c5g 4 d1k 5 fhc 4 beo 5 eio 4 cg0 5 e00 4 cyo 5 5rek 4 8tc 5 dhc 4 dhc 5 i5c 4 9c0 5 dhc 4 dhc 5 hmo 4 9c0 5 hmo 4 9c0 5 hmo 4 9c0 5 i5c 4 8tc 5 9elc 4 cyo 5 e00 4 dhc 5 dhc 4 dhc 5 e00 4 cyo 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 e00 5 dhc 4 dhc 5 dhc 4 dhc 5 dhc 4 dhc 5 dhg 9 dhc a dhc 9 dhc a dhc 9 e00 a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a dhc 9 dhc a;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Zagreb|28|2yg 2s0 5k0D 2s0 5k0D 5k0D 2s0;.-18vslmg 1 .twhmqg 2 15n0 3 aw0 4 e00 3 dhc 4 dhc 3 dhc 4 cdc 3 s79c 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 e00 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6 dhc 5 dhc 6;CET-1CEST,M3.5.0,M10.5.0/3
Europe/Zurich|2w|Europe/Busingen
Factory|8w|0;;<-00>0
Indian/Antananarivo|3k|8ss 8c0 b40D 8c0;.-uj8gss 1 .m9lccs 2 6qo 3;EAT-3
Indian/Chagos|52|des dw0 go0;.-wvpc2s 1 .1ag64us 2;<+06>-6
Indian/Christmas|37|jks jg0;.-133iwws 1;<+07>-7
Indian/Cocos|39|hy4 i20;.-10j6sm4 1;<+0630>-6:30
Indian/Comoro|3f|80g 8c0;.-uj8g0g 1;EAT-3
Indian/Kerguelen|4f|0 dw0;-f140 1;<+05>-5
Indian/Mahe|6x|a9o b40;.-wvp8xo 1;<+04>-4
Indian/Maldives|5u|dm0 dm0 dw0;.-1ayyga0 1 1o4dc 2;<+05>-5
Indian/Mauritius|5y|anc b40 dw0D;.-wvp9bc 1 .13jnu7c 2 bzw 1 j8oc 2 bek 1;<+04>-4
Indian/Mayotte|3l|8dk 8c0;.-uj8gdk 1;EAT-3
Indian/Reunion|6t|a9s b40;.-uks29s 1;<+04>-4
Pacific/Apia|6w|yv4 -vsw -vy0 -uk0 -rs0D 12w0D 1040;.-14fxxj4 1 dwao 2 .kcrmt4 3 19n6m 4 dxo 3 cyo 4 768 5 6ts 6 dhc 5 e00 6 cyo 5 e00 6 cyo 5 e00 6 cyo 5 e00 6 cyo 5 e00 6 cyo 5 e00 6 dhc 5 e00 6 cyo 5 e00 6 cyo 5 e00 6;<+13>-13
Pacific/Auckland|6c|wd4 vy0 yq0D xc0 xc0 1040D xc0;.-1gsoz14 1 .usn9z4 2 8t8 1 glg 3 bem 1 fk2 3 bem 1 fk2 3 bem 1 fk2 3 bxa 1 f1e 3 bxa 1 f1e 3 f1a 1 beq 3 fjy 1 beq 3 fjy 1 beq 3 fjy 1 beq 3 fjy 1 beq 3 g2m 1 aw2 3 g2m 1 beq 3 3y7q 4 lo88 5 8ao 6 i5c 5 9uo 6 hmo 5 9c0 6 hmo 5 9c0 6 hmo 5 9c0 6 hmo 5 9c0 6 hmo 5 9c0 6 hmo 5 9uo 6 hmo 5 9c0 6 hmo 5 9c0 6 hmo 5 9c0 6 hmo 5 9c0 6 hmo 5 9c0 6 hmo 5 9uo 6 hmo 5 9c0 6 g2o 5 bxc 6 f1c 5 bxc 6 f1c 5 bxc 6 f1c 5 cg0 6 eio 5 cg0 6 eio 5 cg0 6 eio 5 cg0 6 f1c 5 bxc 6 f1c 5 bxc 6 f1c 5 cg0 6 eio 5 cg0 6 eio 5 cg0 6 f1c 5 bxc 6 f1c 5 bxc 6 f1c 5 cg0 6 eio 5 cg0 6 eio 5 cg0 6 eio 5 cg0 6;NZST-12NZDT,M9.5.0,M4.1.0/3
Pacific/Bougainville|8h|st4 r8w rs0 p00 uk0;.-1ayyvh4 1 .7tuc88 2 .osc24w 3 2cys 2 1g4dg 4;<+11>-11
Pacific/Chatham|33|xz0 y10 zf0 1270D zf0;.-1gsp0n0 1 .149qqm0 2 lo89 3 8ao 4 i5c 3 9uo 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9uo 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9c0 4 hmo 3 9uo 4 hmo 3 9c0 4 g2o 3 bxc 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 cg0 4 eio 3 cg0 4 eio 3 cg0 4 eio 3 cg0 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 cg0 4 eio 3 cg0 4 eio 3 cg0 4 f1c 3 bxc 4 f1c 3 bxc 4 f1c 3 cg0 4 eio 3 cg0 4 eio 3 cg0 4 eio 3 cg0 4;<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45
Pacific/Easter|3p|-k94 -k94 -jg0 -go0 -jg0 -go0 -dw0D;.-15r0p2w 1 w2ao 2 .ivmeuw 3 avw 4 hms 3 9bw 4 eis 3 bek 4 fk4 3 bek 4 g2s 3 avw 4 f1g 3 bx8 4 g2s 3 avw 4 g2s 3 bek 4 fk4 3 bek 4 fk4 3 bek 4 g2s 3 avw 4 g2s 3 avw 4 g2s 3 bek 4 fk4 3 bek 5 fk4 6 bek 5 fk4 6 bek 5 g2s 6 avw 5 g2s 6 avw 5 g2s 6 dh8 5 dhg 6 bek 5 fk4 6 bek 5 g2s 6 avw 5 e04 6 cyk 5 g2s 6 bek 5 fk4 6 bek 5 fk4 6 bek 5 fk4 6 bek 5 g2s 6 avw 5 g2s 6 cfw 5 eis 6 bek 5 eis 6 dzw 5 e04 6 bek 5 g2s 6 avw 5 g2s 6 avw 5 g2s 6 avw 5 g2s 6 bek 5 fk4 6 bek 5 fk4 6 bek 5 g2s 6 avw 5 g2s 6 cfw 5 eis 6 bek 5 fk4 6 cyk 5 e04 6 fjw 5 7s4 6 inw 5 9c4 6 hmk 5 9us 6 h3w 5 9us 6 19mk 5 6qs 6 k7w 5 6qs 6 k7w 5 6qs 6 hmk 5 bes 6 fjw 5 bes 6 fjw 5 bes 6 fjw 5 bxg 6;<-06>6<-05>,M9.1.6/22,M4.1.6/22
Pacific/Efate|7j|v64 uk0 xc0D uk0 xc0D;.-u964i4 1 .wbu364 2 79c 3 74o4 4 dh8 1 dhg 4 dh8 1 e04 4 cyk 1 e04 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 dhg 4 dh8 1 e04 4 8t8 1 k84 4 6qk 1;<+11>-11
Pacific/Enderbury|6p|0 -xc0 -uk0 1040;-oaw0 1 vmmo 2 bgl8 3;<+13>-13
Pacific/Fakaofo|7b|-vpk -uk0 1040;.-100dhmg 1 .1lxe1ig 2;<+13>-13
Pacific/Fiji|4d|x4w xc0 1040D;.-sa2x4w 1 .17bs00w 2 8tc 1 io0 2 8ao 1 7bxc 2 8tc 1 fk0 2 9uo 1 h40 2 6qo 1 k80 2 6qo 1 kqo 2 67w 1 l9g 2 5pc 1 l9c 2 5pc 1 ls0 2 56o 1 ls0 2 56o 1 ls0 2 56o 1 mao 2 4o0 1 peo 2 22o 1;<+12>-12
Pacific/Funafuti|7e|x6s xc0;.-100fais 1;<+12>-12
Pacific/Galapagos|4g|-glc -dw0 -go0 -dw0D;.-kcr62o 1 .spdryo 2 56w4 3 53w 2;<-06>6
Pacific/Gambier|4h|-ozo -p00;.-tvndoc 1;<-09>9
Pacific/Guadalcanal|6z|tmc uk0;.-tvowac 1;<+11>-11
Pacific/Guam|31|-13v0 qt0 rs0 p00 uk0D;.-1t8j1h0 1 1631c 2 .ld6pp0 3 1zes 2 b79g 4 173w 2 4y84 4 .qdrpo 2 .7kgac 4 56k 2 hms 4 9uk 2 h44 4 9uk 2 1ppg 4 56k 2 1ow4 4 .4ivxo 2 .cls2c 4 9bw 2;ChST-10
Pacific/Honolulu|4x|-t8e -t60 -qe0D -qe0D -qe0D -rs0;.-12lnw3m 1 .jgnatm 2 1l0 1 6jz0 3 2mzu 4 3g2 1 19ms 5;HST10
Pacific/Kiritimati|5p|-t4w -tmo -rs0 12w0;.-100dk74 1 .153iz5s 2 .7yirhc 3;<+14>-14
Pacific/Kosrae|5l|-10hg u6k uk0 p00 rs0 xc0;.-1t8j4uk 1 1631c 2 .76a4yk 3 39c8 2 dgqg 4 36w4 3 399g 2 i5ug 5 lzek 2;<+11>-11
Pacific/Kwajalein|5w|uzk uk0 rs0 p00 -xc0 xc0;.-100f8bk 1 .ise0fk 2 36w4 3 2544 1 j9zs 4 hyd8 5;<+12>-12
Pacific/Majuro|5x|vpc uk0 p00 rs0 xc0;.-100f91c 1 .76a6hc 2 39c8 1 dgqg 3 36w4 2 24lg 1 jaig 4;<+12>-12
Pacific/Marquesas|5v|-pu0 -qe0;.-tvncu0 1;<-0930>9:30
Pacific/Midway|a|-wug -uk0 -rs0D -uk0;.-100dghk 1 .sx94dk 2 6qk 3;SST11
Pacific/Nauru|68|uws vy0 p00 xc0;.-pjxiws 1 .ba66ys 2 29xm 1 p4am 3;<+12>-12
Pacific/Niue|6e|-vgs -vhc -uk0;.-8zbv78 1 .63yiok 2;<-11>11
Pacific/Norfolk|6f|v3s v40 vy0 yq0D vy0 uk0;.-100f8fs 1 .q3eins 2 .cfj8q0 3 9c0 4 ui80 5;<+11>-11<+12>,M10.1.0,M4.1.0/3
Pacific/Noumea|6a|uto uk0 xc0D xc0D uk0;.-u9645o 1 .ye0ixo 2 6ak 1 ko4 2 6d8 1 dcj0 3 6qo 4;<+11>-11
Pacific/Pago_Pago|9|z20 -vm0 -uk0;.-14fxxq0 1 dwao 2;SST11
Pacific/Palau|6k|-15rg owk p00;.-1t8izkk 1 1631c 2;<+09>-9
Pacific/Pitcairn|6q|-o38 -nm0 -m80;.-100dp8s 1 .1esg26s 2;<-08>8
Pacific/Ponape|6r|Pacific/Guadalcanal
Pacific/Port_Moresby|6l|r94 r8w rs0;.-1ayytx4 1 .7tuao8 2;<+10>-10
Pacific/Rarotonga|3b|112w -tl4 -t60 -qe0D -rs0;.-10jifqw 1 13oqo 2 .dlv68w 3 8ak 4 hmq 3 9by 4 hmq 3 9by 4 hmq 3 9um 4 hmq 3 9by 4 hmq 3 9by 4 hmq 3 9by 4 hmq 3 9by 4 hmq 3 9by 4 hmq 3 9um 4 hmq 3 9by 4 hmq 3 9by 4 hmq 3 9by 4;<-10>10
Pacific/Saipan|32|-13oc qzo p00 rs0 uk0D;.-1t8j1no 1 1631c 2 .mpn8no 3 b8w4 4 173w 3 4y84 4 .qdrpo 3 .7kgac 4 56k 3 hms 4 9uk 3 h44 4 9uk 3 1ppg 4 56k 3 1ow4 4 .4ivxo 3 .cls2c 4 9bw 3;ChST-10
Pacific/Tahiti|77|-rp4 -rs0;.-tvnayw 1;<-10>10
Pacific/Tarawa|4j|w1g xc0;.-100f9dg 1;<+12>-12
Pacific/Tongatapu|7c|y80 y9c 1040 12w0D 1040 12w0D;.-corjk0 1 .7znjyo 2 .k8amdc 3 c5c 4 h40 5 67w 2 kqs 5 67w 2 b3s4 5 56o 2;<+13>-13
Pacific/Truk|38|Pacific/Port_Moresby
Pacific/Wake|7p|uus xc0;.-100f86s 1;<+12>-12
Pacific/Wallis|7q|y1k xc0;.-100fbdk 1;<+12>-12`;
