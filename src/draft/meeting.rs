//! What sort of event a text is about, and its number in the series.

use super::sentence::Sentence;
use super::words::words;
use crate::record::{EventKind, Format};
use crate::text::ORDINALS;

/// A kind as the text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meeting {
    pub kind: EventKind,
    pub ordinal: Option<u16>,
    /// The words, with the number.
    pub text: String,
    /// Number of the sentence.
    pub sentence: usize,
}

/// Names of kinds as texts write them, folded; the more exact first.
const KINDS: [(&str, EventKind); 33] = [
    ("tokyo dialogue", EventKind::TokyoDialogue),
    ("foreign ministers meeting", EventKind::ForeignMinistersMeeting),
    ("meeting of foreign ministers", EventKind::ForeignMinistersMeeting),
    ("foreign ministerial meeting", EventKind::ForeignMinistersMeeting),
    ("meeting of the foreign ministers", EventKind::ForeignMinistersMeeting),
    ("senior officials meeting", EventKind::SeniorOfficialsMeeting),
    ("senior officials talks", EventKind::SeniorOfficialsMeeting),
    ("experts meeting", EventKind::ExpertsMeeting),
    ("expert meeting", EventKind::ExpertsMeeting),
    ("business dialogue", EventKind::BusinessDialogue),
    ("business forum", EventKind::BusinessDialogue),
    ("economy and energy dialogue", EventKind::EconomyEnergyDialogue),
    ("dialogue on economy and energy", EventKind::EconomyEnergyDialogue),
    ("economic and energy dialogue", EventKind::EconomyEnergyDialogue),
    ("summit meeting", EventKind::Summit),
    ("summit", EventKind::Summit),
    ("policy speech", EventKind::Speech),
    ("東京対話", EventKind::TokyoDialogue),
    ("外相会合", EventKind::ForeignMinistersMeeting),
    ("外務大臣会合", EventKind::ForeignMinistersMeeting),
    ("実務者会合", EventKind::SeniorOfficialsMeeting),
    ("局長級会合", EventKind::SeniorOfficialsMeeting),
    ("高級実務者会合", EventKind::SeniorOfficialsMeeting),
    ("専門家会合", EventKind::ExpertsMeeting),
    ("司法大臣会合", EventKind::MinistersMeeting),
    ("法務大臣会合", EventKind::MinistersMeeting),
    ("議員会議", EventKind::ParliamentaryContact),
    ("ビジネス対話", EventKind::BusinessDialogue),
    ("経済・エネルギー対話", EventKind::EconomyEnergyDialogue),
    ("首脳会合", EventKind::Summit),
    ("サミット", EventKind::Summit),
    ("政策スピーチ", EventKind::Speech),
    ("訪問", EventKind::Visit),
];
/// The same in Russian, whose words have endings.
const RUSSIAN: [(&str, EventKind); 11] = [
    ("токиискии диалог", EventKind::TokyoDialogue),
    ("встреча министров иностранных дел", EventKind::ForeignMinistersMeeting),
    ("совещание министров иностранных дел", EventKind::ForeignMinistersMeeting),
    ("заседание министров иностранных дел", EventKind::ForeignMinistersMeeting),
    ("встреча старших должностных лиц", EventKind::SeniorOfficialsMeeting),
    ("совещание старших должностных лиц", EventKind::SeniorOfficialsMeeting),
    ("встреча экспертов", EventKind::ExpertsMeeting),
    ("деловои диалог", EventKind::BusinessDialogue),
    ("деловои форум", EventKind::BusinessDialogue),
    ("саммит", EventKind::Summit),
    ("визит", EventKind::Visit),
];
/// Beginnings of ordinals in Russian, folded, "first" at 0.
const RUSSIAN_ORDINALS: [&str; 15] = [
    "перв",
    "втор",
    "трет",
    "четверт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
];
/// How many ordinals are known as words; later meetings write figures.
const IN_WORDS: usize = 15;

/// The event that the text is about: the first kind that it names with a number, else the first that it names at all.
pub(super) fn meeting(sentences: &[Sentence]) -> Option<Meeting> {
    let mut found: Vec<Meeting> = sentences.iter().enumerate().filter_map(|(n, s)| in_sentence(n, &s.text)).collect();
    found.sort_by_key(|m| (m.ordinal.is_none(), m.sentence));
    found.into_iter().next()
}

/// Whether a title names an event of that kind.
pub(super) fn names_kind(title: &str, kind: EventKind) -> bool {
    in_sentence(0, title).is_some_and(|named| named.kind == kind)
}

fn in_sentence(sentence: usize, text: &str) -> Option<Meeting> {
    if super::words::is_wide(text) {
        let (name, kind) = KINDS.iter().find(|(name, _)| text.contains(name))?;
        let at = text.find(name)?;
        let ordinal = text[..at].rfind('第').and_then(|from| {
            let number: String = text[from + '第'.len_utf8()..].chars().take_while(char::is_ascii_digit).collect();
            text[from..at].contains('回').then(|| Some((number.parse().ok()?, from)))?
        });
        let start = ordinal.map_or(at, |(_, from)| from);
        let text = text[start..at + name.len()].to_owned();
        return Some(Meeting { kind: *kind, ordinal: ordinal.map(|(number, _)| number), text, sentence });
    }
    let words: Vec<_> = words(text).into_iter().filter(|w| !matches!(w.text, "s" | "’" | "'")).collect();
    let folds: Vec<String> = words.iter().map(|w| crate::text::fold(w.text)).collect();
    for (name, kind) in KINDS.into_iter().chain(RUSSIAN) {
        let name: Vec<&str> = name.split(' ').collect();
        let same = |word: &String, name: &str| {
            word == name || !name.is_ascii() && crate::text::is_cyrillic(word) && crate::text::is_inflection(word, name)
        };
        let Some(at) = folds.windows(name.len()).position(|w| w.iter().zip(&name).all(|(a, b)| same(a, b))) else { continue };
        // "ninth meeting of …", "13th annual Tokyo Dialogue": the number stands a little before.
        let before = (at.saturating_sub(8)..at).rev().find_map(|n| ordinal(&folds[n]).map(|number| (number, n)));
        let clear = |&(_, n): &(u16, usize)| !text[words[n].range.end..words[at].range.start].contains([',', ';', '.']);
        let before = before.filter(clear);
        let start = before.map_or(at, |(_, n)| n);
        let text = text[words[start].range.start..words[at + name.len() - 1].range.end].to_owned();
        return Some(Meeting { kind, ordinal: before.map(|(number, _)| number), text, sentence });
    }
    None
}

fn ordinal(word: &str) -> Option<u16> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th") {
        return digits.parse().ok();
    }
    let ends = |stem: &&str| {
        let endings = ["ыи", "ая", "ои", "ое", "ого", "ому", "ую", "ым", "ом", "ии", "ья", "ьеи", "ьего", "ье", "ью"];
        word.strip_prefix(*stem).is_some_and(|ending| endings.contains(&ending))
    };
    if let Some(at) = RUSSIAN_ORDINALS.iter().position(ends) {
        return u16::try_from(at + 1).ok();
    }
    let at = ORDINALS.iter().take(IN_WORDS).position(|o| *o == word).or_else(|| (word == "inaugural").then_some(0))?;
    u16::try_from(at + 1).ok()
}

/// Whether people met over a line, as far as the text says.
pub(super) fn format(sentence: &str) -> Option<Format> {
    let lower = sentence.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if has(&["hybrid format", "in hybrid", "ハイブリッド"]) {
        Some(Format::Hybrid)
    } else if has(&[
        "held online",
        "virtual meeting",
        "met online",
        "via video",
        "by video",
        "videoconference",
        "в режиме онлайн",
        "видеоконференц",
        "オンライン",
        "テレビ会議",
    ]) {
        Some(Format::Online)
    } else if has(&["in person", "in-person", "対面"]) {
        Some(Format::InPerson)
    } else {
        None
    }
}

/// Words of sentences that tell of an event.
const TELLING: [&str; 24] = [
    "held",
    "took place",
    "hosted",
    "convened",
    "organised",
    "organized",
    "symposium",
    "opened",
    "gathered",
    "attended",
    "visited",
    "met ",
    "開催",
    "出席",
    "訪問",
    "会談",
    "состоя",
    "прошл",
    "прошел",
    "прошёл",
    "встретил",
    "посетил",
    "принял участие",
    "приняли участие",
];

/// Whether a sentence tells that something took place.
pub(super) fn tells_of_event(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    TELLING.iter().any(|word| lower.contains(word))
}

/// Whether a sentence speaks of another time than the event's.
pub(super) fn tells_of_other_times(sentence: &str) -> bool {
    const OTHER: [&str; 14] = [
        "established in",
        "founded",
        "launched in",
        "since ",
        "previous",
        "expected",
        "will be held",
        "next ",
        "次回",
        "前回",
        "これまで",
        "следующ",
        "предыдущ",
        "ранее",
    ];
    let lower = sentence.to_lowercase();
    OTHER.iter().any(|word| lower.contains(word))
}
