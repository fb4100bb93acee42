//! Quotations and who spoke them.

use super::names::{Mention, NameFinder};
use super::reading::PassageKind;
use super::sentence::{Sentence, quotations, unquoted};
use super::words::{folded, is_wide};
use crate::archive::Id;
use crate::record::RecordType;

/// A quotation as the text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    pub text: String,
    pub speaker: Attribution,
    /// Number of the sentence in which it stands.
    pub sentence: usize,
    /// How the speaker was found, in words for a note.
    pub how: String,
}

/// Who spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Attribution {
    Person(Id),
    /// In the words of the text.
    Described(String),
    Unknown,
}

/// Verbs with which a text says that somebody spoke.
const SAYING: [&str; 55] = [
    "said",
    "says",
    "told",
    "noted",
    "explained",
    "added",
    "stated",
    "stressed",
    "emphasised",
    "emphasized",
    "remarked",
    "underlined",
    "underscored",
    "observed",
    "commented",
    "pointed",
    "declared",
    "argued",
    "affirmed",
    "highlighted",
    "concluded",
    "continued",
    "asked",
    "replied",
    "announced",
    "warned",
    "wrote",
    "expressed",
    "reiterated",
    "recalled",
    "suggested",
    "described",
    "answered",
    "сказал",
    "сказала",
    "заявил",
    "заявила",
    "отметил",
    "отметила",
    "подчеркнул",
    "подчеркнула",
    "добавил",
    "добавила",
    "сообщил",
    "сообщила",
    "пояснил",
    "пояснила",
    "указал",
    "указала",
    "напомнил",
    "ответил",
    "ответила",
    "выразил",
    "выразила",
    "говорит",
];

/// All quotations, each with its speaker, and what stands in quotation marks but is a name or term.
pub(super) fn all(
    sentences: &[Sentence],
    names: &NameFinder<'_>,
    people: &[(Id, Vec<String>)],
) -> (Vec<Quotation>, Vec<(String, usize)>) {
    let mut found: Vec<Quotation> = Vec::new();
    let mut terms = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        for range in quotations(&sentence.text) {
            let quoted = &sentence.text[range.clone()];
            let text = unquoted(quoted).to_owned();
            if !is_speech(quoted, sentence) {
                terms.push((text.trim_end_matches([',', '.']).to_owned(), number));
                continue;
            }
            let (before, after) = (&sentence.text[..range.start], &sentence.text[range.end..]);
            let said = |text: &str, how: &str| who(text, names, people).map(|speaker| (speaker, how.to_owned()));
            let alone = before.trim().is_empty() && after.trim().is_empty();
            // In Japanese the speaker stands before the words, the verb after them.
            let around = if is_wide(after) { format!("{before}{after}") } else { String::new() };
            let (speaker, how) = said(&around, "named in the sentence")
                .or_else(|| said(after, "named after the words"))
                .or_else(|| said(before, "named before the words"))
                .or_else(|| {
                    // "A diplomat noted," on the line above.
                    let above = number.checked_sub(1).map(|n| &sentences[n])?;
                    let leads = above.text.ends_with([',', ':', '：']) && quotations(&above.text).is_empty();
                    said(&above.text, "named in the line above").filter(|_| alone && leads)
                })
                .or_else(|| {
                    let last = found.last().filter(|_| speaks_again(before) || speaks_again(after))?;
                    Some((
                        last.speaker.clone(),
                        "“he”, “she” or “they”, taken to be the speaker of the quotation before".to_owned(),
                    ))
                })
                .or_else(|| {
                    let last = found.last().filter(|last| alone && last.sentence + 1 == number)?;
                    Some((last.speaker.clone(), "taken to be that of the quotation before, which these words follow".to_owned()))
                })
                .unwrap_or((Attribution::Unknown, "not named in the sentence".to_owned()));
            found.push(Quotation { text: text.trim_end_matches(',').to_owned(), speaker, sentence: number, how });
        }
    }
    (found, terms)
}

/// Speech has several words and ends as a sentence does; titles and terms in quotation marks do not.
fn is_speech(quoted: &str, sentence: &Sentence) -> bool {
    let text = unquoted(quoted);
    if sentence.kind == PassageKind::Heading {
        return false;
    }
    if is_wide(text) {
        return text.chars().count() >= 12 || text.ends_with('。');
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = ["of", "for", "the", "and", "in", "on", "to", "a", "an", "plus", "with", "from", "by", "as", "at"];
    let titled = words.iter().all(|w| small.contains(w) || w.starts_with(|c: char| !c.is_lowercase()));
    let alone = sentence.text.trim_end_matches('.') == quoted;
    // "replied that the ties “rest on trust and on trucks”": a part of what was said.
    let told = || folded(&sentence.text.replacen(quoted, " ", 1)).iter().any(|word| SAYING.contains(&word.as_str()));
    words.len() >= 4 && !titled && (alone || told() || text.ends_with(['.', ',', '!', '?', '…']) || words.len() >= 8)
}

/// The speaker in the part of a sentence outside the quotation.
fn who(part: &str, names: &NameFinder<'_>, people: &[(Id, Vec<String>)]) -> Option<Attribution> {
    if is_wide(part) {
        let spoken =
            ["述べ", "語っ", "指摘", "強調", "発言", "説明"].iter().any(|verb| part.contains(verb)) || part.ends_with('は');
        let person = names.mentions(part).into_iter().rev().find(|m| m.of_type == RecordType::Person);
        let by_office = || people.iter().map(|(id, _)| *id).find(|id| names.is_by_office(part, *id));
        return person.map(|m| m.id).or_else(by_office).filter(|_| spoken).map(Attribution::Person);
    }
    let words = super::words::words(part);
    let verb = words.iter().position(|w| SAYING.contains(&w.text)).or_else(|| {
        let at = words.windows(2).position(|w| w[0].text.eq_ignore_ascii_case("according") && w[1].text == "to")?;
        Some(at + 1)
    })?;
    let (lead, tail) = (&part[..words[verb].range.start], &part[words[verb].range.end..]);
    let accorded = words[verb].text == "to";
    // "Matsumoto told", "A diplomat noted"; else "noted one representative".
    let lead = lead.trim_matches([' ', ',', '–', '—', '-', '\u{a0}']).rsplit([';', '.', '”']).next().unwrap_or("").trim();
    let subject = if lead.is_empty() || accorded { tail } else { lead };
    if let Some(id) = person(subject, names, people) {
        return Some(Attribution::Person(id));
    }
    let end = [" during ", " after ", " before ", " while ", " when ", " as ", ",", ".", ";", ":"]
        .iter()
        .filter_map(|stop| subject.find(stop))
        .min();
    let described = subject[..end.unwrap_or(subject.len())].trim();
    let pronoun = ["he", "she", "they", "it", "who"].contains(&described.to_lowercase().as_str());
    (!described.is_empty() && !pronoun && described.split_whitespace().count() <= 14)
        .then(|| Attribution::Described(described.to_owned()))
}

/// Whether the speaker is only "he", "she" or "they".
fn speaks_again(part: &str) -> bool {
    let words = folded(part);
    words.windows(2).any(|w| {
        let is_pronoun = |word: &str| matches!(word, "he" | "she" | "they");
        let says = |word: &str| SAYING.contains(&word);
        is_pronoun(&w[0]) && says(&w[1]) || says(&w[0]) && is_pronoun(&w[1])
    })
}

/// A person of the archive, by the whole name, or by the family name if the text gave the whole name elsewhere.
fn person(part: &str, names: &NameFinder<'_>, people: &[(Id, Vec<String>)]) -> Option<Id> {
    let whole = names.mentions(part).into_iter().find(|m: &Mention| m.of_type == RecordType::Person).map(|m| m.id);
    whole.or_else(|| {
        let words = folded(part);
        let mut fitting = people.iter().filter(|(_, family)| words.windows(family.len().max(1)).any(|w| w == family.as_slice()));
        let first = fitting.next()?.0;
        fitting.next().is_none().then_some(first)
    })
}
