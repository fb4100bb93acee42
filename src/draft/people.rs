//! Who took part, by name: with office, role, and for whom; people of the archive, and others whom the text introduces.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Inference;
use super::event::{Drafter, mark};
use super::names::NameFinder;
use super::office;
use super::sentence::Sentence;
use super::words::{folded, is_wide, words};
use crate::archive::Id;
use crate::record::{Participant, Record, RecordType, Role};

/// A person in a sentence.
#[derive(Debug, Clone)]
pub(super) struct NamedPerson {
    pub range: Range<usize>,
    /// The record, if there is one.
    pub id: Option<Id>,
    /// As the text has it.
    name: String,
    /// Whether the text gives the family name only.
    is_short: bool,
    office: Option<String>,
}

/// Names behind "Mr." and the like, of two words or more.
static INTRODUCED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:H\.E\. )?(?:Mr|Mrs|Ms|Dr|Prof|Professor|H\.E)\.?,? (?P<name>\p{Lu}[\p{L}’'ʻ-]+(?: \p{Lu}[\p{L}’'ʻ.-]*){1,3})")
        .ok()
});
/// Names in Cyrillic, of two words or three.
static CYRILLIC: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?P<name>[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі-]+(?: [А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі-]+){1,2})").ok());
/// Names in katakana with a dot between.
static KATAKANA: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?P<name>[ァ-ヺー]{2,}(?:[・＝][ァ-ヺー]{2,})+)").ok());

/// People of the archive whom the text names in full, with the words of their family names.
pub(super) fn people(sentences: &[Sentence], names: &NameFinder<'_>) -> Vec<(Id, Vec<String>)> {
    let mut found: Vec<(Id, Vec<String>)> = Vec::new();
    for mention in sentences.iter().flat_map(|sentence| names.mentions(&sentence.text)) {
        let Record::Person(person) = names.record(mention.id) else { continue };
        if !found.iter().any(|(id, _)| *id == mention.id) {
            let family = person.sort_name.as_deref().and_then(|name| name.split_once(',')).map(|(family, _)| family);
            let family = family.or_else(|| person.name.split_whitespace().next()).unwrap_or_default();
            found.push((mention.id, folded(family)));
        }
    }
    found
}

impl Drafter<'_> {
    /// The people of a sentence, in its order.
    fn named(&self, text: &str) -> Vec<NamedPerson> {
        let mentions = self.names.mentions(text);
        let office = |range: &Range<usize>| {
            let (before, after) = (&text[..range.start], &text[range.end..]);
            if is_wide(text) {
                return office::wide(after).map(str::to_owned);
            }
            if text[range.clone()].chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c)) {
                return office::russian(before, after);
            }
            office::office(before).or_else(|| office::office_after(after))
        };
        let of_archive = mentions.iter().filter(|mention| mention.of_type == RecordType::Person).map(|mention| NamedPerson {
            range: mention.range.clone(),
            id: Some(mention.id),
            name: text[mention.range.clone()].to_owned(),
            is_short: false,
            office: office(&mention.range),
        });
        let mut found: Vec<NamedPerson> = of_archive.collect();
        let mut taken: Vec<Range<usize>> = mentions.iter().map(|mention| mention.range.clone()).collect();
        let is_free =
            |taken: &[Range<usize>], range: &Range<usize>| taken.iter().all(|t| t.end <= range.start || range.end <= t.start);
        for (pattern, needs_office) in [(&INTRODUCED, false), (&CYRILLIC, true), (&KATAKANA, true)] {
            for name in pattern.iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| found.name("name")) {
                let range = name.range();
                let office = office(&range);
                if is_free(&taken, &range) && (office.is_some() || !needs_office) {
                    taken.push(range.clone());
                    found.push(NamedPerson { range, id: None, name: name.as_str().to_owned(), is_short: false, office });
                }
            }
        }
        // "Minister Kulubaev", where the whole name stands elsewhere.
        let spans = words(text);
        for (id, family) in self.people.iter().filter(|(_, family)| family.len() == 1) {
            let at =
                spans.iter().find(|word| word.text.starts_with(char::is_uppercase) && crate::text::fold(word.text) == family[0]);
            if let Some(word) = at.filter(|word| is_free(&taken, &word.range)) {
                let (range, name) = (word.range.clone(), word.text.to_owned());
                found.push(NamedPerson { range, id: Some(*id), name, is_short: true, office: None });
            }
        }
        found.sort_by_key(|named| named.range.start);
        found
    }

    /// Everybody whom the text names, and the chair if it is a person of the archive. People of `before` travelled from there.
    pub(super) fn participants(&self, marks: &mut Vec<Inference>) -> (Vec<Participant>, Option<String>) {
        let (mut found, mut chair): (Vec<Participant>, Option<String>) = (Vec::new(), None);
        for sentence in self.before.iter().chain(self.sentences) {
            let text = &sentence.text;
            let named = self.named(text);
            let behalf = on_behalf(text, &named);
            let chairing = chair_of(text, &named);
            let lower = text.to_lowercase();
            let opens = ["opening remarks", "opening address", "opening speech", "開会挨拶", "приветственн"]
                .iter()
                .any(|words| lower.contains(words));
            for (number, one) in named.iter().enumerate() {
                let person = one.id.map(|id| self.archive.record(id).id().to_owned());
                let known =
                    found.iter().position(|p| p.person.is_some() && p.person == person || p.name.as_ref() == Some(&one.name));
                let stands_for = behalf.as_ref().filter(|behalf| behalf.by == Some(number)).map(|behalf| behalf.of.clone());
                let is_meant = behalf.as_ref().is_some_and(|behalf| behalf.range.contains(&one.range.start));
                let is_chair = chairing == Some(number);
                let role = if is_chair { Some(Role::Chair) } else { opens.then_some(Role::Opening) };
                let at = match known {
                    Some(at) => at,
                    None if is_meant || one.is_short => continue,
                    None => {
                        mark(marks, format!("participant {}", one.name), text);
                        found.push(self.participant(one, person.clone(), stands_for.as_deref()));
                        found.len() - 1
                    }
                };
                let participant = &mut found[at];
                participant.role = participant.role.filter(|role| *role == Role::Chair).or(role).or(participant.role);
                participant.office = participant.office.take().or_else(|| one.office.clone());
                if let Some(of) = stands_for {
                    mark(marks, format!("{} on behalf of {of}", one.name), text);
                    participant.on_behalf_of = Some(of);
                }
                if is_chair && chair.is_none() {
                    mark(marks, format!("chair {}", one.name), text);
                    chair = person;
                }
            }
        }
        (found, chair)
    }

    fn participant(&self, named: &NamedPerson, person: Option<String>, stands_for: Option<&str>) -> Participant {
        let of_record = named.id.and_then(|id| match self.archive.record(id) {
            Record::Person(person) => person.country.clone(),
            _ => None,
        });
        // "Ambassador of Turkmenistan to Japan": the first is the one.
        let first = |text: &str| {
            let countries = self.names.mentions(text).into_iter().find(|mention| mention.of_type == RecordType::Country);
            countries.map(|mention| self.archive.record(mention.id).id().to_owned())
        };
        let note = match named.id {
            Some(_) => "Mentioned by name; whether the person took part is for you to check.",
            None => "Mentioned by name, and without a record in the archive; whether the person took part is for you to check.",
        };
        Participant {
            name: if person.is_some() { None } else { Some(named.name.clone()) },
            person,
            office: named.office.clone(),
            country: of_record.or_else(|| named.office.as_deref().and_then(first)).or_else(|| stands_for.and_then(first)),
            note: Some(note.to_owned()),
            ..Participant::default()
        }
    }
}

/// Who stood in for whom.
#[derive(Debug)]
struct Behalf {
    /// Number of the person who came.
    by: Option<usize>,
    /// For whom, in the words of the text, and where those stand.
    of: String,
    range: Range<usize>,
}

/// "B, on behalf of A"; "от имени A выступил B"; Bが、Aの代理として.
fn on_behalf(text: &str, named: &[NamedPerson]) -> Option<Behalf> {
    if let Some(end) = text.find("の代理") {
        let start = text[..end].rfind(['が', 'は', '、', '。', 'ら']).map_or(0, |at| at + 'が'.len_utf8());
        let by = named.iter().rposition(|one| one.range.start < start);
        return Some(Behalf { by, of: text[start..end].to_owned(), range: start..end });
    }
    let lead = ["on behalf of ", "in place of ", "от имени ", "От имени ", "вместо "]
        .into_iter()
        .find_map(|lead| Some((text.find(lead)?, lead.len())));
    let start = lead.map(|(at, length)| at + length)?;
    let rest = &text[start..];
    let verb = words(rest).into_iter().find(|word| {
        let folded = crate::text::fold(word.text);
        ["выступ", "участвов", "принял", "приветствов", "подписал"].iter().any(|stem| folded.starts_with(stem))
            || ["attended", "spoke", "joined", "took", "signed", "and", "at", "during"].contains(&word.text)
    });
    let sign = rest.find([',', ';', '(', '–', '—']).unwrap_or(rest.len());
    let end = start + verb.map_or(sign, |word| word.range.start.min(sign));
    let of = text[start..end].trim().trim_end_matches('.');
    let of = of.strip_prefix("the ").unwrap_or(of).to_owned();
    let before = named.iter().rposition(|one| one.range.end <= start);
    let by = before.or_else(|| named.iter().position(|one| one.range.start >= end));
    (!of.is_empty()).then_some(Behalf { by, of, range: start..end })
}

/// The number of the person who chaired, if the sentence says that somebody did.
fn chair_of(text: &str, named: &[NamedPerson]) -> Option<usize> {
    let lower = text.to_lowercase();
    // Lower case may be longer or shorter than the text in some scripts.
    let lower = if lower.len() == text.len() { lower.as_str() } else { text };
    let after = |at: usize| named.iter().position(|one| one.range.start >= at);
    let before = |at: usize| named.iter().rposition(|one| one.range.end <= at);
    let passive =
        ["chaired by", "presided over by", "chairmanship of", "chaired jointly by", "председательств", "議長：", "議長:"];
    if let Some(at) = passive.iter().find_map(|words| lower.find(words)) {
        return after(at).or_else(|| before(at));
    }
    let active = [" chaired", " presided over", "議長", "が主宰", "が司会"];
    active.iter().find_map(|words| lower.find(words)).and_then(before)
}
