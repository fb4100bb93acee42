//! What is turned while the words stay: a negation, a number, a date, a country, a speaker.

use std::collections::BTreeSet;
use std::ops::Range;

use super::compare::{DifferenceKind, Hunk, slice};
use super::countries::CountryFinder;
use super::facts::{Fact, FactKind, facts};
use super::negation::{Side, turned};
use super::words::ComparedWord;
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{Language, Record};
use crate::text;

/// What sort of fact differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WarningKind {
    /// One side is negated, the other not.
    Negation,
    /// A number, sum or ordinal.
    Number,
    /// A year, month or day.
    Date,
    /// A country, or its people.
    Country,
    /// Who spoke.
    Speaker,
}

impl WarningKind {
    /// The name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Date => "date",
            Self::Country => "country",
            Self::Speaker => "speaker",
        }
    }
}

/// A fact that differs between the text and the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What sort of fact.
    pub kind: WarningKind,
    /// The difference in a sentence.
    pub message: String,
    /// What the text has; empty where it has nothing in that place.
    pub said: String,
    /// What the record has; likewise.
    pub record: String,
}

/// A text beside the passage of a record that comes nearest to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared<'a> {
    pub archive: &'a Archive,
    pub id: Id,
    pub said: Side<'a>,
    /// The stretch of the passage that was compared, and the text that its words are of.
    pub record: Side<'a>,
    /// Differences by the numbers of words, those of the record from the beginning of the stretch.
    pub hunks: &'a [Hunk],
    /// Who is said to have spoken.
    pub who: Option<&'a str>,
}

/// Every fact that differs.
pub(super) fn warnings(compared: Compared<'_>) -> Vec<Warning> {
    let mut found = Vec::new();
    if let Some((said, record)) = turned(compared.said, compared.record, compared.hunks) {
        let message =
            format!("one is negated, the other is not: {} – {}", quoted(&said, "the text"), quoted(&record, "the record"));
        found.push(Warning { kind: WarningKind::Negation, message, said, record });
    }
    numbers_and_dates(compared, &mut found);
    countries(compared, &mut found);
    found.extend(speaker(compared));
    found
}

/// "“3 trillion” in the record", or that there is none.
fn quoted(words: &str, where_: &str) -> String {
    if words.is_empty() {
        format!("nothing in {where_}")
    } else {
        format!("“{}” in {where_}", text::truncate(words, 60, "…"))
    }
}

fn numbers_and_dates(compared: Compared<'_>, found: &mut Vec<Warning>) {
    let Compared { said, record, .. } = compared;
    let own = facts(said.words, said.text);
    let theirs = facts(record.words, record.text);
    let lacking = |facts: &[Fact], others: &[Fact]| -> Vec<Fact> {
        let mut others: Vec<&Fact> = others.iter().collect();
        let mut left = Vec::new();
        for fact in facts {
            match others.iter().position(|other| (other.kind, other.value) == (fact.kind, fact.value)) {
                // A name said twice is named in the record once.
                Some(at) if fact.kind != FactKind::Currency => drop(others.remove(at)),
                Some(_) => {}
                None => left.push(fact.clone()),
            }
        }
        left
    };
    let (mut more, mut less) = (lacking(&own, &theirs), lacking(&theirs, &own));
    more.retain(|fact| !dated_so(compared, fact));
    swap_numbers(compared, (&own, &theirs), (&mut more, &mut less));
    while !more.is_empty() || !less.is_empty() {
        let (one, two) = if more.is_empty() {
            let two = less.remove(0);
            // What is left out of a date is only less exact, and a clause left out takes its numbers with it.
            let alone = |hunk: &Hunk| hunk.record.len() <= hunk.said.len() + 3 && touches(&hunk.record, &two.words);
            if two.slight || two.kind.is_date() || !compared.hunks.iter().any(|hunk| hunk.differs() && alone(hunk)) {
                continue;
            }
            (None, Some(two))
        } else {
            let one = more.remove(0);
            let fits = |other: &&Fact| {
                other.kind == one.kind || !one.kind.is_date() && !other.kind.is_date() && other.kind != FactKind::Currency
            };
            // Of several the one in the place of it.
            let place = |fact: &Fact| opposite(compared.hunks, &one, fact);
            let at = less
                .iter()
                .position(|other| fits(&other) && place(other))
                .or_else(|| less.iter().position(|other| other.kind == one.kind));
            let two = at.map(|at| less.remove(at));
            if two.is_none() && one.slight {
                continue;
            }
            (Some(one), two)
        };
        let kind = one.as_ref().or(two.as_ref()).map_or(FactKind::Number, |fact| fact.kind);
        let words =
            |side: Side<'_>, fact: Option<Fact>| fact.map_or("", |fact| slice(side.text, side.words, fact.words)).to_owned();
        let (said, record) = (words(said, one), words(record, two));
        let (kind, noun) = if kind.is_date() { (WarningKind::Date, "date") } else { (WarningKind::Number, "number") };
        let message = format!("the {noun} differs: {} – {}", quoted(&said, "the text"), quoted(&record, "the record"));
        found.push(Warning { kind, message, said, record });
    }
}

/// Facts that both sides have, each in the place of another: "13 heads spend 15 days" for "15 heads spend 13 days".
fn swap_numbers(compared: Compared<'_>, (own, theirs): (&[Fact], &[Fact]), (more, less): (&mut Vec<Fact>, &mut Vec<Fact>)) {
    for hunk in compared.hunks.iter().filter(|hunk| hunk.kind == DifferenceKind::Replace) {
        let one: Vec<&Fact> = own.iter().filter(|fact| !fact.slight && touches(&hunk.said, &fact.words)).collect();
        let two: Vec<&Fact> = theirs.iter().filter(|fact| !fact.slight && touches(&hunk.record, &fact.words)).collect();
        if let ([one], [two]) = (&one[..], &two[..])
            && one.kind == two.kind
            && one.value != two.value
            && !more.contains(one)
            && !less.contains(two)
        {
            more.push((*one).clone());
            less.push((*two).clone());
        }
    }
}

fn touches(range: &Range<usize>, words: &Range<usize>) -> bool {
    range.start < words.end && words.start < range.end
}

/// Whether two facts stand in the place of each other.
fn opposite(hunks: &[Hunk], said: &Fact, record: &Fact) -> bool {
    hunks.iter().any(|hunk| hunk.differs() && touches(&hunk.said, &said.words) && touches(&hunk.record, &record.words))
}

/// Whether it is a part of the record's own date, which its words need not repeat.
fn dated_so(compared: Compared<'_>, fact: &Fact) -> bool {
    let Some((first, last)) = compared.archive.days(compared.id).filter(|_| fact.kind.is_date()) else { return false };
    let value = fact.value / 1000;
    match fact.kind {
        FactKind::Year => (i128::from(first.year)..=i128::from(last.year)).contains(&value) && first.year > 0,
        FactKind::Month => first.year == last.year && (i128::from(first.month)..=i128::from(last.month)).contains(&value),
        _ => {
            let month = (first.year, first.month) == (last.year, last.month);
            month && (i128::from(first.day)..=i128::from(last.day)).contains(&value)
        }
    }
}

fn countries(compared: Compared<'_>, found: &mut Vec<Warning>) {
    let Compared { archive, id, said, record, .. } = compared;
    let finder = CountryFinder::new(archive);
    let (own, theirs) = (finder.named(said.words, said.text), finder.named(record.words, record.text));
    let ids = |named: &BTreeSet<(Id, usize)>| named.iter().map(|(id, _)| *id).collect::<BTreeSet<Id>>();
    let (own_ids, their_ids) = (ids(&own), ids(&theirs));
    let mut swapped = theirs.iter().filter(|(id, _)| !own_ids.contains(id));
    for &(country, word) in own.iter().filter(|(id, _)| !their_ids.contains(id)) {
        let in_place = swapped.next();
        if in_place.is_none() && archive.linked(id, Relation::Country).any(|linked| linked == country) {
            continue;
        }
        let words = |side: Side<'_>, at: usize| slice(side.text, side.words, at..(at + 1).min(side.words.len())).to_owned();
        let (said, record) = (words(said, word), in_place.map(|&(_, at)| words(record, at)).unwrap_or_default());
        found.push(other_country(said, record));
    }
    // Countries that both name, each in the place of another: "Japan asked Russia" for "Russia asked Japan".
    let in_place = compared.hunks.iter().filter(|hunk| hunk.kind == DifferenceKind::Replace);
    for hunk in in_place.filter(|_| own_ids == their_ids) {
        let (said_words, record_words) = (&said.words[hunk.said.clone()], &record.words[hunk.record.clone()]);
        let [one, two] = [(said_words, said.text), (record_words, record.text)].map(|(words, text)| {
            if words.iter().any(ComparedWord::is_wide) { BTreeSet::new() } else { ids(&finder.named(words, text)) }
        });
        if !one.is_empty() && !two.is_empty() && one.is_disjoint(&two) {
            let words = |side: Side<'_>, range: &Range<usize>| slice(side.text, side.words, range.clone()).to_owned();
            found.push(other_country(words(said, &hunk.said), words(record, &hunk.record)));
        }
    }
}

fn other_country(said: String, record: String) -> Warning {
    let message = format!("the country differs: {} – {}", quoted(&said, "the text"), quoted(&record, "the record"));
    Warning { kind: WarningKind::Country, message, said, record }
}

/// Words of a name that name nobody.
const TITLES: [&str; 30] = [
    "the",
    "a",
    "of",
    "and",
    "for",
    "to",
    "in",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prime",
    "minister",
    "president",
    "foreign",
    "affairs",
    "ambassador",
    "secretary",
    "state",
    "deputy",
    "vice",
    "parliamentary",
    "senior",
    "official",
    "his",
    "her",
    "excellency",
    "press",
    "министр",
    "президент",
];

fn speaker(compared: Compared<'_>) -> Option<Warning> {
    let Compared { archive, id, .. } = compared;
    let record = archive.record(id);
    let known = voices(archive, id, record);
    let spoke = match record {
        Record::Quote(quote) => page::speaker(archive, quote, Language::En),
        _ => String::new(),
    };
    let warn = |said: &str| {
        let message = if spoke.is_empty() {
            format!("the speaker differs: {} – the record does not name him or her", quoted(said, "the text"))
        } else {
            format!("the speaker differs: {} – {}", quoted(said, "the text"), quoted(&spoke, "the record"))
        };
        Some(Warning { kind: WarningKind::Speaker, message, said: said.to_owned(), record: spoke.clone() })
    };
    if let Some(who) = compared.who {
        let names = name_words(who);
        return if names.is_empty() || names.iter().any(|name| known.contains(name)) { None } else { warn(who.trim()) };
    }
    // "Aso thanked Japan", where the record says that Nazarov did.
    if !matches!(record, Record::Quote(_)) {
        return None;
    }
    let swapped = compared.hunks.iter().filter(|hunk| hunk.differs() && !hunk.said.is_empty() && !hunk.record.is_empty());
    for hunk in swapped {
        let (said, record) = (&compared.said.words[hunk.said.clone()], &compared.record.words[hunk.record.clone()]);
        let is_speaker = |word: &ComparedWord| known.contains(&word.key);
        let written = |word: &&ComparedWord| compared.said.text[word.range.clone()].starts_with(char::is_uppercase);
        let name = said.iter().find(written).filter(|_| record.iter().any(is_speaker) && !said.iter().any(is_speaker));
        if let Some(name) = name.filter(|name| is_person(archive, &name.key)) {
            return warn(&compared.said.text[name.range.clone()]);
        }
    }
    None
}

/// The words of a name, folded, without titles; of a name in kana or kanji, which has no blanks, the whole.
fn name_words(who: &str) -> Vec<String> {
    let words = text::tokens(who).into_iter().map(|token| token.word);
    words
        .map(|word| word.strip_suffix("総理").or(word.strip_suffix("大臣")).map_or(word.clone(), str::to_owned))
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect()
}

/// The words by which whoever speaks in a record may be named, in every language and script.
fn voices(archive: &Archive, id: Id, record: &Record) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let mut add = |text: &str| known.extend(name_words(text));
    let relations = [Relation::Speaker, Relation::Person, Relation::Organisation];
    for who in relations.into_iter().flat_map(|relation| archive.linked(id, relation)) {
        archive.record(who).texts(&mut |field, text| {
            if field == crate::record::Field::Title {
                add(text);
            }
        });
    }
    match record {
        Record::Quote(quote) => {
            let country = quote.speaker.country.as_deref().and_then(|country| archive.id(country));
            country.into_iter().for_each(|country| add(archive.record(country).title()));
            [&quote.speaker.description, &quote.speaker.office].into_iter().flatten().for_each(|text| add(text));
        }
        record => record.texts(&mut |_, text| add(text)),
    }
    let romanised: Vec<String> = known.iter().filter_map(|word| text::romanise(word)).collect();
    known.extend(romanised);
    known
}

/// Whether somebody in the archive has a name with this word.
fn is_person(archive: &Archive, word: &str) -> bool {
    archive.of_type(crate::record::RecordType::Person).iter().take(20_000).any(|&id| {
        let record = archive.record(id);
        text::tokens(record.title()).iter().any(|token| token.word == word)
    })
}
