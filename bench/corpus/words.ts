/** What generated dossiers speak of. Every name is invented; `{place}` and the like are filled in. */

/** English and Portuguese. */
export type Said = readonly [en: string, pt: string];

export const cities = [
  ["Vale da Conceição", "PT", "europe-north-america", "EUR"],
  ["São Brás do Mar", "PT", "europe-north-america", "EUR"],
  ["Peñarroya la Clara", "ES", "europe-north-america", "EUR"],
  ["Châtelneuf-sur-Orbe", "FR", "europe-north-america", "EUR"],
  ["Königsfurt an der Ache", "DE", "europe-north-america", "EUR"],
  ["Łąkowiec Górny", "PL", "europe-north-america", "PLN"],
  ["Kőhalomvár", "HU", "europe-north-america", "HUF"],
  ["Nørreby Strand", "DK", "europe-north-america", "DKK"],
  ["Ribeirão das Graças", "BR", "latin-america-caribbean", "BRL"],
  ["San Nicolás de la Peña", "MX", "latin-america-caribbean", "MXN"],
  ["Cañada del Sauce", "AR", "latin-america-caribbean", "ARS"],
  ["Puerto Añil", "CO", "latin-america-caribbean", "COP"],
  ["Aïn Zitoune", "MA", "arab-states", "MAD"],
  ["Sébikhane", "SN", "africa", "XOF"],
  ["Porto Grande da Ilha", "CV", "africa", "CVE"],
  ["Maçaroca da Ilha", "MZ", "africa", "MZN"],
  ["Lago Cazombé", "AO", "africa", "AOA"],
  ["Hanbat Saŏl", "KR", "asia-pacific", "KRW"],
] as const;

export const firstNames = [
  "Inês",
  "João",
  "Zofia",
  "Łukasz",
  "Amélie",
  "Björn",
  "Núria",
  "Tomás",
  "Aïcha",
  "Çelik",
  "Márta",
  "Søren",
  "Noémi",
  "Raúl",
  "Íris",
  "Gonçalo",
  "Jiří",
  "Małgorzata",
  "Øyvind",
  "Renée",
] as const;
export const lastNames = [
  "Quintão",
  "Peña",
  "Brandão",
  "Żuraw",
  "Lefèvre",
  "Núñez",
  "Hägg",
  "Sarmento",
  "Müller",
  "Ould Zaïd",
  "Gálvez",
  "Kovács",
  "Diallo",
  "Tavares",
  "Ferrón",
  "Østby",
  "Araújo",
  "Święty",
  "Moreau",
  "Baptista",
] as const;
export const places = [
  "Alto da Serra",
  "Poço Velho",
  "São Roque",
  "Rua das Nações",
  "Quai des Épices",
  "Königsau",
  "Nowa Łąka",
  "El Ñandú",
  "Canteiro Azul",
  "Bairro da Estação",
  "La Cañería",
  "Île aux Pêcheurs",
  "Sankt Görgen",
  "Praça do Açúcar",
] as const;

export const organisations: readonly Said[] = [
  ["Friends of the Library of {place}", "Amigos da Biblioteca de {place}"],
  ["Radio {place}", "Rádio {place}"],
  ["University College of {place}", "Escola Superior de {place}"],
  ["Women’s Association of {place}", "Associação de Mulheres de {place}"],
  ["Foundation for Open Knowledge, {place}", "Fundação Saber Aberto, {place}"],
  ["Printers and Weavers of {place}", "Tipografia e Tecelagem de {place}"],
  ["Museum of the Word, {place}", "Museu da Palavra, {place}"],
  ["Health Centre of {place}", "Centro de Saúde de {place}"],
];

/** What actions do, with their types. */
export const works: readonly (readonly [type: string, slug: string, en: string, pt: string])[] = [
  [
    "training",
    "fact-checking",
    "Checking facts before sharing them in {place}",
    "Verificar factos antes de os partilhar em {place}",
  ],
  [
    "training",
    "teachers",
    "Training teachers to read the media with their pupils, {place}",
    "Formar professores para ler os média com os alunos, {place}",
  ],
  [
    "training",
    "elders-online",
    "Older people safe online in {place}",
    "Pessoas idosas em segurança na rede, em {place}",
  ],
  ["space", "media-lab", "An open media lab in {place}", "Um laboratório de média aberto em {place}"],
  [
    "space",
    "reading-room",
    "A reading room that stays open late in {place}",
    "Uma sala de leitura aberta até tarde em {place}",
  ],
  [
    "publication",
    "street-paper",
    "A paper written by the residents of {place}",
    "Um jornal escrito pelos moradores de {place}",
  ],
  [
    "publication",
    "plain-letters",
    "The city’s letters in plain language, first in {place}",
    "As cartas da câmara em linguagem clara, primeiro em {place}",
  ],
  ["platform", "proposals", "A platform for proposals from {place}", "Uma plataforma de propostas de {place}"],
  ["research", "habits", "How {place} gets its news: a study", "Como {place} se informa: um estudo"],
  [
    "campaign",
    "rumours",
    "“Who says so?” – a campaign against rumours in {place}",
    "«Quem o diz?» – uma campanha contra boatos em {place}",
  ],
  [
    "networking",
    "sister-newsrooms",
    "Newsrooms of two cities work together, {place}",
    "Redações de duas cidades trabalham juntas, {place}",
  ],
  [
    "service",
    "help-desk",
    "A help desk for forms, phones and passwords in {place}",
    "Um balcão de ajuda para formulários e telefones em {place}",
  ],
  [
    "policy",
    "open-data",
    "Open data that people can read, starting with {place}",
    "Dados abertos que se conseguem ler, a começar por {place}",
  ],
  ["event", "media-night", "A night of the media in {place}", "Uma noite dos média em {place}"],
];

export const objectives: readonly Said[] = [
  ["Everyone can find, weigh and make information", "Todos sabem procurar, avaliar e criar informação"],
  [
    "Nobody is left out for want of language, hours or money",
    "Ninguém fica de fora por causa da língua, do horário ou do dinheiro",
  ],
  ["Learning happens in every neighbourhood", "Aprende-se em cada bairro"],
  ["Decisions are made in the open", "As decisões tomam-se às claras"],
  ["Journalism and libraries stand on firm ground", "O jornalismo e as bibliotecas têm chão firme"],
  ["The city learns from other cities", "A cidade aprende com outras cidades"],
  ["Young people make media of their own", "Os jovens fazem os seus próprios média"],
];

export const measures: readonly Said[] = [
  ["People who completed a course in {place}", "Pessoas que concluíram um curso em {place}"],
  ["Pieces published by the newsroom of {place}", "Peças publicadas pela redação de {place}"],
  ["Schools with workshops on news and images, {place}", "Escolas com oficinas sobre notícias e imagens, {place}"],
  ["Visits to the media lab of {place}", "Visitas ao laboratório de média de {place}"],
  ["Proposals from {place} that the council discussed", "Propostas de {place} que a assembleia discutiu"],
  [
    "Letters of the city rewritten in plain language, {place}",
    "Cartas do município reescritas em linguagem clara, {place}",
  ],
];

/** Sentences of which descriptions and accounts are made. */
export const sentences: readonly Said[] = [
  [
    "The workshops start from messages that people in {place} really received.",
    "As oficinas partem de mensagens que as pessoas de {place} receberam mesmo.",
  ],
  [
    "Each group looks for the source, the date and the money behind a story.",
    "Cada grupo procura a fonte, a data e o dinheiro por trás de uma notícia.",
  ],
  [
    "Two librarians and a journalist lead every session together.",
    "Dois bibliotecários e uma jornalista conduzem cada sessão em conjunto.",
  ],
  [
    "Childcare and a meal are part of the evening, so that parents can come.",
    "Há jantar e quem tome conta das crianças, para que os pais possam vir.",
  ],
  [
    "Everything is made in large print, with sound and in sign language.",
    "Tudo é feito em letra grande, com som e em língua gestual.",
  ],
  [
    "Those who finish the course help to lead the next one in {place}.",
    "Quem termina o curso ajuda a conduzir o seguinte em {place}.",
  ],
  [
    "The council answers every proposal within six weeks – in writing.",
    "A câmara responde a cada proposta em seis semanas – por escrito.",
  ],
  [
    "A small group of residents reads each text aloud before it goes to print.",
    "Um pequeno grupo de moradores lê cada texto em voz alta antes de ir para a gráfica.",
  ],
  [
    "What was learned is written down after each term and shared with the schools.",
    "O que se aprendeu fica escrito no fim de cada período e é partilhado com as escolas.",
  ],
  [
    "The hall of {place} is free in the evenings; only heating has to be paid.",
    "O salão de {place} está livre à noite; só há que pagar o aquecimento.",
  ],
  [
    "People who do not read well learn with pictures, voices and maps.",
    "Quem lê mal aprende com imagens, vozes e mapas.",
  ],
  [
    "The university compares the answers of those who took part with the answers of those who did not.",
    "A universidade compara as respostas de quem participou com as de quem não participou.",
  ],
  [
    "Companies let their staff go for two hours a week in working time.",
    "As empresas libertam os trabalhadores duas horas por semana no horário de trabalho.",
  ],
  [
    "Young people run the radio on Saturdays, with a desk for corrections.",
    "Os jovens fazem a rádio aos sábados, com uma mesa para correções.",
  ],
  [
    "There were fewer places than people who wanted one, above all in {place}.",
    "Houve menos lugares do que interessados, sobretudo em {place}.",
  ],
  [
    "It cost a little less than planned, since the room was lent by its neighbours.",
    "Custou um pouco menos do que o previsto, porque a sala foi cedida pelos vizinhos.",
  ],
];

export const milestones: readonly Said[] = [
  ["Room and times agreed with {place}", "Sala e horários combinados com {place}"],
  ["First group at work in {place}", "Primeiro grupo a trabalhar em {place}"],
  ["Half of the sessions held", "Metade das sessões dadas"],
  ["Results shown in public in {place}", "Resultados mostrados em público em {place}"],
];

export const decisions: readonly Said[] = [
  [
    "The open hours in {place} become longer from next month on.",
    "O horário em {place} é alargado a partir do próximo mês.",
  ],
  [
    "The committee approves the plan and sends it for comments.",
    "A comissão aprova o plano e envia-o para comentários.",
  ],
  ["Every action names one person who answers for it.", "Cada ação indica uma pessoa que responde por ela."],
  [
    "The money that was not spent goes to the courses in {place}.",
    "O dinheiro que sobrou vai para os cursos de {place}.",
  ],
];

export const duties: readonly Said[] = [
  ["Keeps the plan in motion from day to day", "Põe o plano a andar no dia a dia"],
  ["Speaks for the people of {place}", "Fala pelas pessoas de {place}"],
  ["Measures the indicators and explains them", "Mede os indicadores e explica-os"],
  ["Brings schools and libraries to one table", "Junta escolas e bibliotecas à mesma mesa"],
  ["Looks after the budget", "Cuida do orçamento"],
];

export const voices: readonly Said[] = [
  [
    "The course was good, but it ended just when it became interesting.",
    "O curso foi bom, mas acabou quando começava a ser interessante.",
  ],
  [
    "In {place} nobody knew that the lab was open to everybody.",
    "Em {place} ninguém sabia que o laboratório era para todos.",
  ],
  ["I come on foot; in winter the way back is too dark.", "Venho a pé; no inverno o regresso é escuro demais."],
  [
    "My class now asks who paid for a video. I did not expect that.",
    "A minha turma agora pergunta quem pagou um vídeo. Não esperava.",
  ],
];

export const answers: readonly Said[] = [
  [
    "The budget allows no more groups this year; the waiting list goes first next year.",
    "O orçamento não permite mais grupos este ano; a lista de espera passa à frente no próximo.",
  ],
  [
    "The times stay as they are, since most people asked for them.",
    "Os horários ficam como estão, porque a maioria os pediu.",
  ],
];
