//! What a record can be found by beyond its own texts: ordinals and dates as people write them, series in other languages, who
//! played which part; and, where the archive is at hand, the names of what it links to.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::texts::{SearchedText, own_texts};
use crate::archive::{Archive, Id, Relation};
use crate::record::{Day, Event, EventKind, Field, MONTHS, Record, labels, labels_of_participation};
use crate::text::{self, ORDINALS};

/// Calls `visit` with every text of a record that search reads, apart from what other records say.
pub(crate) fn each_text(record: &Record, visit: &mut dyn FnMut(SearchedText<'_>)) {
    own_texts(record, visit);
    texts(record, None, visit);
}

/// Calls `visit` with every text beyond the record's own. With its `place` in an archive come the names of what it links to, which
/// stand in no posting, since a query follows links; they tell how close its words stand.
pub(super) fn texts(record: &Record, place: Option<(&Archive, Id)>, visit: &mut dyn FnMut(SearchedText<'_>)) {
    let mut visit = |field, text: &str| {
        let names = field == Field::Person && matches!(record, Record::Event(_));
        visit(SearchedText { field, text, names, is_id: false, whole: false });
    };
    let archive = place.map(|(archive, _)| archive);
    let title = |id| archive.map_or("", |archive| title(archive, id));
    if let Record::Event(event) = record {
        ordinals(event, &mut visit);
        series(event.kind).iter().for_each(|name| visit(Field::Topic, name));
        event.format.iter().for_each(|format| visit(Field::Summary, format.label()));
        event.chair.iter().for_each(|chair| visit(Field::Person, &format!("chair {}", title(chair))));
        event.hosts.iter().for_each(|host| visit(Field::Person, &format!("host {}", title(host))));
        for who in &event.participants {
            let role = who.role.map_or("", |role| role.label());
            let level = who.level.map_or("", |level| level.label());
            let name = who.person.as_deref().map_or("", title);
            visit(Field::Person, &format!("{role} {name} {level}"));
        }
    }
    if let Record::Organisation(body) = record {
        initials(&body.name).into_iter().for_each(|initials| visit(Field::Title, &initials));
    }
    let date_field = if matches!(record, Record::Source(_)) { Field::Note } else { Field::Summary };
    let Some((archive, id)) = place else {
        return record.date().into_iter().for_each(|date| visit(date_field, &date.to_string()));
    };
    match record.date() {
        Some(date) => visit(date_field, &date.to_string()),
        // The event is not read for the day on which something was said there.
        None => archive.days(id).into_iter().for_each(|days| visit(date_field, &day_words(days))),
    }
    if let Record::Event(event) = record
        && let Some(city) = event.place.as_ref().and_then(|place| place.city.as_deref())
    {
        capital_names(archive, city, &mut visit);
    }
    if let Record::Quote(quote) = record {
        quote.speaker.person.iter().for_each(|person| visit(Field::Person, title(person)));
    }
    if !matches!(record, Record::Source(_) | Record::Person(_) | Record::Organisation(_)) {
        for (relation, field) in
            [(Relation::Country, Field::Person), (Relation::Topic, Field::Topic), (Relation::Organisation, Field::Person)]
        {
            archive.linked_in(record, relation).into_iter().for_each(|to| visit(field, archive.record(to).title()));
        }
    }
}

/// The words of dates in English beside months.
const DATE_WORDS: &str = "a some in the about until from or earlier later between and its beginning end not known uncertain approximate year month \
    day bc spring summer autumn winter northern southern hemisphere first second third fourth last quarter of half";

/// Words of plain letters in texts of two words and more that are made and stand in no file: labels, dates, ordinals, parts that were
/// played; but for kinds of events, which have their labels from their packs.
pub(crate) fn derived_words() -> &'static HashSet<String> {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let months = MONTHS.iter().flat_map(|month| [*month, &month[..3]]);
        let texts = labels().chain(labels_of_participation()).chain(months).chain(ORDINALS).chain([DATE_WORDS, "chair host"]);
        texts.flat_map(text::tokens).map(|token| token.word).collect()
    });
    &WORDS
}

/// Fewest words of which the first letters stand for a name.
const FEWEST_INITIALS: usize = 3;

/// "ADB" of "Asian Development Bank": the first letters of the capitalised words of a name.
fn initials(name: &str) -> Option<String> {
    let words = name.split([' ', '-']).filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let initials: String = words.filter(|c| c.is_uppercase()).collect();
    (initials.chars().count() >= FEWEST_INITIALS).then_some(initials)
}

/// What the record called `id` is named.
fn title<'a>(archive: &'a Archive, id: &'a str) -> &'a str {
    archive.id(id).map_or(id, |id| archive.record(id).title())
}

/// The day, month or year that all of a date's days have in common, as a date is written.
fn day_words((first, last): (Day, Day)) -> String {
    let month = MONTHS[usize::from(first.month.clamp(1, 12)) - 1];
    if first == last {
        format!("{} {month} {}", first.day, first.year)
    } else if (first.year, first.month) == (last.year, last.month) {
        format!("{month} {}", first.year)
    } else {
        format!("{} {}", first.year, last.year)
    }
}

/// The names that a capital has in other languages.
fn capital_names(archive: &Archive, city: &str, visit: &mut dyn FnMut(Field, &str)) {
    for &id in archive.of_type(crate::record::RecordType::Country) {
        if let Some(capital) = archive.country(id).and_then(|country| country.capital.as_ref()).filter(|c| c.name == city) {
            capital.names.values().chain(&capital.other_names).for_each(|name| visit(Field::Person, name));
        }
    }
}

/// The ordinal of an event as people write it, and its years, each a text of its own.
fn ordinals(event: &Event, visit: &mut dyn FnMut(Field, &str)) {
    if let Some(n) = event.ordinal {
        let word = ORDINALS.get(usize::from(n).wrapping_sub(1)).copied().unwrap_or_default();
        visit(Field::Title, &format!("{} {word} {}", ordinal(n), series(event.kind).first().copied().unwrap_or_default()));
        if let Some(word) = RUSSIAN_ORDINALS.get(usize::from(n).wrapping_sub(1)) {
            let series = series(event.kind)
                .iter()
                .find(|name| name.starts_with(|c: char| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c)));
            visit(Field::Title, &format!("{word} {}", series.copied().unwrap_or_default()));
        }
        visit(Field::Title, &format!("第{n}回"));
        visit(Field::Title, &format!("第{n}回{}", series(event.kind).first().copied().unwrap_or_default()));
        visit(Field::Title, &n.to_string());
    }
    let (first, last) = (event.date.year(), event.date.last().year);
    (first..=last.min(first + 5)).for_each(|year| visit(Field::Title, &year.to_string()));
}

/// The first Russian ordinals, "первый" at 0; their inflections are found by any form, but for those of "третий".
const RUSSIAN_ORDINALS: [&str; 20] = [
    "первый",
    "второй",
    "третий третья",
    "четвёртый",
    "пятый",
    "шестой",
    "седьмой",
    "восьмой",
    "девятый",
    "десятый",
    "одиннадцатый",
    "двенадцатый",
    "тринадцатый",
    "четырнадцатый",
    "пятнадцатый",
    "шестнадцатый",
    "семнадцатый",
    "восемнадцатый",
    "девятнадцатый",
    "двадцатый",
];

/// "1st", "2nd", "13th".
fn ordinal(n: u16) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// A series as the foreign ministries of Japan and of the Russian-speaking states call it.
const fn series(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::Summit => &["首脳会合", "サミット", "саммит"],
        EventKind::ForeignMinistersMeeting => &["外相会合", "встреча министров иностранных дел"],
        EventKind::SeniorOfficialsMeeting => &["高級実務者会合", "встреча старших должностных лиц"],
        EventKind::TokyoDialogue => &["東京対話", "Токийский диалог"],
        EventKind::ExpertsMeeting => &["専門家会合", "встреча экспертов"],
        EventKind::BusinessDialogue => &["ビジネス対話", "бизнес-диалог"],
        EventKind::EconomyEnergyDialogue => &["経済エネルギー対話"],
        EventKind::Visit => &["訪問", "визит"],
        EventKind::Speech => &["政策スピーチ", "выступление"],
        EventKind::MinistersMeeting => &["閣僚会合", "встреча министров"],
        EventKind::ParliamentaryContact => &["議員連盟", "парламент"],
        EventKind::Exchange => &["招へい", "交流", "обмен"],
        EventKind::Message => &["書簡", "послание"],
        EventKind::Precursor | EventKind::Own(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Pack;
    use crate::record::Date;

    fn words(text: &str) -> Vec<String> {
        text::tokens(text).into_iter().map(|token| token.word).collect()
    }

    /// Words of plain letters in a text of several, each of which must be known.
    fn are_known(text: &str, spelled: &HashSet<String>) {
        let words = words(text);
        let made = words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()) && !spelled.contains(*word));
        for word in made.filter(|_| words.len() > 1) {
            assert!(derived_words().contains(word), "{word} of {text}");
        }
    }

    #[test]
    fn words_of_texts_that_stand_in_no_file_are_known() {
        for record in Pack::bundled().expect("bundled").records {
            let mut spelled: HashSet<String> = words(&serde_json::to_string(&record).expect("JSON")).into_iter().collect();
            if let Record::Event(event) = &record {
                spelled.extend(words(event.kind.label()));
            }
            each_text(&record, &mut |text| are_known(text.text, &spelled));
        }
        for date in [
            "2025-03-14/2025-12",
            "../2024",
            "2024/..",
            "/2018",
            "2018/",
            "2018-21",
            "2018-25",
            "2018-32",
            "2018-33",
            "2018-36",
            "2018-39",
            "2018-41",
            "1950S2",
            "2018~",
            "2018?",
            "2018%",
            "[2018-06..2019-05]",
            "[..2018]",
            "[2018..]",
            "201X",
            "2018-1X",
            "2018-05-1X",
            "201X-21",
            "201X-05",
            "20XX-33",
            "2004-06-~11",
            "2004-?06-11",
            "-0044",
            "2018-05-XX",
        ] {
            let date: Date = date.parse().expect(date);
            are_known(&date.to_string(), &HashSet::new());
        }
    }
}
