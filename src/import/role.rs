//! What a column is: the roles that a column can have in a record, the types of declared fields, and the words in headings by
//! which roles are known.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// What the cells of a column become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ColumnRole {
    Id,
    Title,
    Date,
    Start,
    End,
    Year,
    Month,
    Day,
    Kind,
    City,
    Venue,
    Latitude,
    Longitude,
    /// Of the place.
    Country,
    Countries,
    People,
    Speaker,
    Office,
    Organisations,
    Hosts,
    Topics,
    Address,
    Summary,
    /// The words of a quote or an outcome.
    Text,
    Notes,
    Status,
    Ordinal,
    Due,
    For,
    Against,
    Abstain,
    /// A declared field.
    Field,
}

impl ColumnRole {
    /// Whether several columns may have it.
    pub const fn may_recur(self) -> bool {
        matches!(self, Self::Field | Self::Notes)
    }
}

/// The type of a declared field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ColumnType {
    Text,
    Term,
    Number,
    Date,
    Country,
    Url,
    Flag,
}

/// The roles and the words of their headings; where a word stands twice, what the cells hold decides.
const WORDS: [(ColumnRole, &str); 34] = [
    (
        ColumnRole::Due,
        "due,due date,deadline,by when,target date,期限,締切,срок,срок исполнения,frist,fallig,erledigen bis,echeance,delai,plazo,vencimiento",
    ),
    (
        ColumnRole::Start,
        "start,start date,begin,begins,from,date from,arrival,first,opened,開始,開始日,自,начало,дата начала,beginn,von,anfang,debut,date de debut,inicio,fecha de inicio,desde",
    ),
    (
        ColumnRole::End,
        "end,end date,ends,to,until,date to,departure,last,closed,終了,終了日,至,конец,окончание,дата окончания,ende,bis,fin,date de fin,termino,fecha de fin,hasta",
    ),
    (
        ColumnRole::Date,
        "date,dates,day,when,event date,meeting date,date of meeting,日付,年月日,開催日,期日,日時,実施日,日程,会議日,дата,дата проведения,дата заседания,datum,tag,termin,sitzungsdatum,le,fecha,date de la reunion,fecha de la reunion,signed,signature,adopted,published,issued",
    ),
    (ColumnRole::Year, "year,yr,年,год,jahr,annee,ano"),
    (ColumnRole::Month, "month,月,месяц,monat,mois,mes"),
    (ColumnRole::Day, "day,日,день,число,tag,jour,dia"),
    (ColumnRole::For, "for,in favour,in favor,ayes,yes,yea,yeas,votes for,yes votes,za,за,賛成,dafur,ja,ja stimmen,pour,a favor"),
    (
        ColumnRole::Against,
        "against,nays,noes,no,nay,votes against,no votes,против,反対,dagegen,nein,nein stimmen,contre,en contra",
    ),
    (
        ColumnRole::Abstain,
        "abstain,abstained,abstentions,abstention,abstaining,воздержались,воздержался,棄権,enthaltung,enthaltungen,abstentions,abstenciones,abstencion",
    ),
    (
        ColumnRole::Speaker,
        "speaker,speakers,speaker name,spoken by,said by,who said it,発言者,話者,演説者,спикер,выступающий,оратор,докладчик,автор цитаты,redner,sprecher,orateur,intervenant,orador,ponente",
    ),
    (
        ColumnRole::Text,
        "quote,quotation,text,speech,statement,utterance,words,remark,発言,発言内容,本文,引用,цитата,текст,высказывание,речь,zitat,wortlaut,rede,text der rede,ausserung,citation,propos,texte,discours,cita,texto,discurso,declaracion",
    ),
    (
        ColumnRole::Text,
        "decision,decisions,resolution,action,action item,actions,outcome,outcomes,commitment,pledge,task,recommendation,agreement,conclusion,決定,決議,決定事項,議決,合意,対応,решение,поручение,постановление,резолюция,beschluss,massnahme,aufgabe,resolution,mesure,acuerdo,acuerdos,accion,acciones,resolucion,decisiones,resoluciones,compromisos,решения,beschlusse,massnahmen,motion,決議事項",
    ),
    (
        ColumnRole::Title,
        "title,name,subject,heading,headline,event,meeting,meeting title,meeting name,event name,item,agenda item,session title,treaty,project,case,bill,motion,agenda,what,件名,議題,会議名,名称,タイトル,題名,表題,案件,会議,行事名,тема,название,заголовок,наименование,мероприятие,заседание,предмет,вопрос,titel,bezeichnung,betreff,thema,gegenstand,sitzung,veranstaltung,titre,objet,intitule,sujet,reunion,titulo,asunto,nombre,evento,tema",
    ),
    (
        ColumnRole::Kind,
        "type,kind,category,meeting type,event type,class,種類,種別,区分,会議種別,тип,вид,категория,art,typ,kategorie,categorie,genre,tipo,categoria,clase",
    ),
    (ColumnRole::Venue, "venue,room,building,hall,会場,зал,адрес проведения,raum,saal,salle,sala"),
    (
        ColumnRole::City,
        "place,city,location,town,where,venue city,場所,開催地,開催場所,都市,место,город,место проведения,ort,stadt,tagungsort,lieu,ville,lugar,ciudad,sede",
    ),
    (ColumnRole::Latitude, "latitude,lat,緯度,широта,breite"),
    (ColumnRole::Longitude, "longitude,lon,lng,long,経度,долгота,lange"),
    (
        ColumnRole::Countries,
        "country,countries,state,states,nation,party,parties,state party,state parties,member state,member states,participant,from,国,国名,参加国,締約国,国家,страна,страны,государство,land,lander,staat,pays,etat,etat partie,pais,paises,estado",
    ),
    (
        ColumnRole::Hosts,
        "host,hosts,organiser,organizer,organisers,organizers,hosted by,organised by,主催,主催者,организатор,организаторы,veranstalter,gastgeber,organisateur,hote,organizador,anfitrion",
    ),
    (
        ColumnRole::People,
        "participants,participant,attendees,attendee,attendance,present,people,person,persons,members,delegates,head of delegation,owner,owners,assignee,assigned to,responsible,action owner,lead,visitor,visitors,sponsor,sponsors,proposer,mover,who,出席者,参加者,出席,担当,担当者,氏名,発議者,提出者,участники,участник,присутствовали,ответственный,исполнитель,teilnehmer,teilnehmende,anwesende,anwesend,verantwortlich,zustandig,presents,responsable,participantes,asistentes",
    ),
    (
        ColumnRole::Organisations,
        "organisation,organization,organisations,organizations,body,institution,agency,ministry,company,affiliation,department,committee,council,working group,組織,機関,所属,団体,委員会,организация,организации,орган,ведомство,министерство,комитет,gremium,behorde,ausschuss,organisme,comite,commission,organizacion,organismo,institucion",
    ),
    (
        ColumnRole::Topics,
        "topic,topics,theme,themes,tags,tag,keywords,subject,subjects,subject area,policy area,area,分野,テーマ,キーワード,тематика,темы,themen,schlagworte,themes,mots cles,temas,palabras clave",
    ),
    (
        ColumnRole::Address,
        "url,link,links,website,web,href,source url,source,uri,web address,リンク,出典,ссылка,источник,адрес,lien,quelle,enlace,fuente",
    ),
    (
        ColumnRole::Summary,
        "summary,description,abstract,details,content,contents,minutes,discussion,text,概要,要旨,内容,説明,描述,описание,содержание,резюме,краткое содержание,beschreibung,inhalt,zusammenfassung,resume,contenu,compte rendu,descripcion,resumen,contenido",
    ),
    (
        ColumnRole::Notes,
        "notes,note,comments,comment,remarks,remark,備考,メモ,注記,примечание,примечания,комментарий,bemerkung,bemerkungen,anmerkung,anmerkungen,notiz,remarque,remarques,observations,observaciones,notas,comentarios",
    ),
    (ColumnRole::Status, "status,state,状態,状況,ステータス,статус,состояние,stand,statut,etat,estado"),
    (
        ColumnRole::Ordinal,
        "ordinal,session number,session no,meeting number,meeting no,nth,回,回次,回数,номер заседания,sitzungsnummer",
    ),
    (
        ColumnRole::Office,
        "office,position,job title,post,role,function,speaker office,役職,肩書,должность,amt,funktion,position,fonction,cargo,puesto",
    ),
    (
        ColumnRole::Id,
        "id,identifier,code,ref,reference,no,number,nr,num,document symbol,symbol,番号,整理番号,номер,nummer,kennung,numero,n,п п",
    ),
    (ColumnRole::Id, "resolution,resolution no,decision no,treaty no,case no,bill no"),
    (ColumnRole::Summary, "remarks"),
    (ColumnRole::People, "author,authors,signatory,signatories,introduced by"),
];

/// Words of headings, folded when they are first wanted.
pub struct HeadingWords {
    words: &'static str,
    folded: OnceLock<Vec<String>>,
}

impl HeadingWords {
    /// Of words with commas between them.
    pub const fn new(words: &'static str) -> Self {
        Self { words, folded: OnceLock::new() }
    }

    /// Whether a heading is one of them, or ends in one.
    pub fn have(&self, heading: &str) -> bool {
        let plain = plain(heading);
        self.folded.get_or_init(|| self.words.split(',').map(fold).collect()).iter().any(|word| {
            plain.strip_suffix(word.as_str()).is_some_and(|before| before.is_empty() || before.ends_with(' ') || is_cjk(word))
        })
    }
}

/// Words of headings that tell what sort of outcomes a table has: the form of the pack format, and the words.
pub static FORMS: [(&str, HeadingWords); 4] = [
    (
        "decision",
        HeadingWords::new(
            "decision,decisions,resolution,決定,決議,決定事項,議決,решение,постановление,резолюция,beschluss,resolucion,resoluciones,decisiones,acuerdos,решения,beschlusse",
        ),
    ),
    (
        "agreement",
        HeadingWords::new(
            "action,action item,actions,task,agreement,commitment,conclusion,outcome,outcomes,合意,対応,поручение,massnahme,aufgabe,mesure,acuerdo,accion,acciones,massnahmen,compromisos",
        ),
    ),
    ("pledge", HeadingWords::new("pledge")),
    ("proposal", HeadingWords::new("recommendation,proposal,motion")),
];

/// Words of headings over what somebody said.
pub static SPOKEN: HeadingWords = HeadingWords::new(
    "quote,quotation,text,speech,statement,utterance,words,remark,発言,発言内容,本文,引用,цитата,текст,высказывание,речь,zitat,wortlaut,rede,text der rede,ausserung,citation,propos,texte,discours,cita,texto,discurso,declaracion",
);

fn known() -> &'static HashMap<String, Vec<ColumnRole>> {
    static KNOWN: OnceLock<HashMap<String, Vec<ColumnRole>>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known: HashMap<String, Vec<ColumnRole>> = HashMap::new();
        for (role, words) in WORDS {
            for word in words.split(',') {
                known.entry(fold(word)).or_default().push(role);
            }
        }
        known
    })
}

/// A heading as its words are compared: folded, its signs as blanks, `camelCase` parted.
pub fn plain(heading: &str) -> String {
    let mut parted = String::with_capacity(heading.len() + 4);
    let mut before = ' ';
    for c in heading.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            parted.push(' ');
        }
        parted.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    let folded = fold(&parted);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_cjk(word: &str) -> bool {
    word.chars().any(|c| ('\u{3000}'..='\u{9fff}').contains(&c))
}

/// Roles that a heading suggests, the likeliest first, with how surely: 3 the whole heading, 2 a part of it, 1 a word.
pub fn suggested(heading: &str) -> Vec<(ColumnRole, u8)> {
    let numbering = ["№", "#", "no.", "nr."];
    if numbering.contains(&heading.trim().to_lowercase().as_str()) || heading.trim_end().ends_with(['#', '№']) {
        return vec![(ColumnRole::Id, 3)];
    }
    let mut found: Vec<(ColumnRole, u8)> = Vec::new();
    let mut add = |words: &str, sure: u8| {
        for &role in known().get(words).into_iter().flatten() {
            if !found.iter().any(|(known, _)| *known == role) {
                found.push((role, sure));
            }
        }
    };
    let whole = plain(heading);
    add(&whole, 3);
    // What stands in brackets says more of it; what stands behind a dash is the heading in its group.
    let bare = heading.split(['(', '（', '[']).next().unwrap_or_default();
    add(&plain(bare), 2);
    if let Some(last) = heading.rsplit([':', '–', '/', '／']).next().or(Some(heading)) {
        add(&plain(last.rsplit(" - ").next().unwrap_or(last)), 2);
    }
    let words: Vec<&str> = whole.split(' ').collect();
    for pair in words.windows(2).rev() {
        add(&pair.join(" "), 1);
    }
    // In English, German and Russian the last word says what it is (“meeting date”), before “of” the first one.
    let head = words.iter().position(|word| matches!(*word, "of" | "de" | "der" | "des" | "du")).unwrap_or(words.len());
    for word in words[..head].iter().rev() {
        add(word, 1);
    }
    if is_cjk(&whole) {
        // No blanks: the end says what it is.
        let ends = whole.char_indices().skip(1).map(|(at, _)| &whole[at..]);
        ends.for_each(|end| add(end, 1));
    }
    for (end, word) in [("datum", "datum"), ("nummer", "nummer"), ("ort", "ort")] {
        if whole.ends_with(end) {
            add(word, 1);
        }
    }
    found
}
