//! The outcomes of a draft: items of lists, next steps, and sentences that say what was agreed, pledged or proposed.

use super::amount::amounts;
use super::event::Drafter;
use super::reading::PassageKind;
use super::sentence::{Sentence, quotations};
use super::words::{folded, is_wide};
use super::{Inference, meeting};
use crate::record::{Figure, Outcome, OutcomeForm, RecordType};

/// What outcomes belong to, and rest on.
pub(super) struct OutcomeOrigin<'a> {
    pub event: &'a str,
    pub source: &'a str,
    /// The id of the outcome of a number.
    pub id: &'a dyn Fn(usize) -> String,
    /// How many outcomes other events have already.
    pub before: usize,
}

impl Drafter<'_> {
    /// The outcomes, and what was inferred for them.
    pub(super) fn outcomes(&self, origin: &OutcomeOrigin<'_>) -> (Vec<Outcome>, Vec<Inference>) {
        let (mut found, mut marks) = (Vec::new(), Vec::new());
        let mut lead = "";
        for sentence in self.sentences.iter().filter(|sentence| !crate::text::is_blank(&sentence.text)) {
            let figures = amounts(&sentence.text);
            let is_item = sentence.kind == PassageKind::Item;
            if !is_item {
                lead = if sentence.text.ends_with([':', '：']) { &sentence.text } else { "" };
            }
            let long = sentence.text.split_whitespace().count() >= 3 || is_wide(&sentence.text);
            // What introduces a list says of each item what it is.
            let form = match form_of(&sentence.text, !figures.is_empty()) {
                None if is_item => form_of(lead, !figures.is_empty()),
                form => form,
            };
            let what = if is_item && long {
                "outcome, an item of a list"
            } else if is_next_step(sentence) {
                "outcome, a next step"
            } else if form.is_some() && tells_of_outcome(sentence) {
                "outcome"
            } else {
                continue;
            };
            let number = origin.before + found.len() + 1;
            let form = form.unwrap_or(OutcomeForm::Discussion);
            marks.push(Inference { what: format!("{what} ({number}), form {}", form.label()), sentence: sentence.text.clone() });
            let is_promised = matches!(form, OutcomeForm::Agreement | OutcomeForm::Pledge);
            let topics = if what.ends_with("step") { Vec::new() } else { self.topics.of(&sentence.text) };
            let by = if form == OutcomeForm::Pledge { self.promiser(&sentence.text) } else { Vec::new() };
            let figures = if is_promised { figures } else { Vec::new() };
            found.push(outcome((origin.id)(number), sentence, form, (topics, by, figures), origin));
        }
        (found, marks)
    }

    /// Who pledges: the one country or body that is named before it is said; else the one person.
    fn promiser(&self, text: &str) -> Vec<String> {
        // "The minister announced that Japan will …": who will is told last.
        let told = |words: &[&str]| words.iter().filter_map(|word| text.find(word)).min();
        let Some(end) = told(&PROMISING).or_else(|| told(&SAYING)) else { return Vec::new() };
        let mentions = self.names.mentions(text).into_iter();
        let before: Vec<_> = mentions.filter(|mention| mention.range.end <= end).collect();
        let called = |types: &[RecordType]| -> Vec<String> {
            let fitting = before.iter().filter(|mention| types.contains(&mention.of_type));
            let mut names: Vec<String> = fitting.map(|mention| self.archive.record(mention.id).id().to_owned()).collect();
            names.dedup();
            names
        };
        let mut names = called(&[RecordType::Country, RecordType::Organisation]);
        if names.is_empty() {
            names = called(&[RecordType::Person]);
        }
        if names.is_empty() && is_wide(text) {
            let by_office = self.people.iter().filter(|(id, _)| self.names.is_by_office(&text[..end], *id));
            names = by_office.map(|(id, _)| self.archive.record(*id).id().to_owned()).collect();
        }
        if names.len() == 1 { names } else { Vec::new() }
    }
}

fn outcome(
    id: String,
    sentence: &Sentence,
    form: OutcomeForm,
    (topics, by, figures): (Vec<String>, Vec<String>, Vec<Figure>),
    origin: &OutcomeOrigin<'_>,
) -> Outcome {
    Outcome {
        event: Some(origin.event.to_owned()),
        by,
        topics,
        figures,
        notes: vec!["The text is a sentence of the source; put it into words of your own, and check its form.".to_owned()],
        sources: vec![origin.source.to_owned()],
        ..Outcome::new(id, sentence.text.clone(), form)
    }
}

/// Before these a sentence names who promises.
const PROMISING: [&str; 12] = [
    " will ",
    " intends ",
    " intend ",
    " выделит",
    " предоставит",
    " примет",
    " направит",
    " окажет",
    " профинансирует",
    " обучит",
    "は",
    "が",
];
const SAYING: [&str; 4] = [" pledged", " announced", " объявил", " заявил"];
/// What is done by one who promises.
const GIVING: [&str; 16] = [
    "provide",
    "train",
    "extend",
    "contribute",
    "support",
    "invite",
    "give",
    "build",
    "finance",
    "fund",
    "grant",
    "offer",
    "accept",
    "dispatch",
    "donate",
    "invest",
];

/// What the sentence says that it is, beside what stands in quotation marks: agreed, pledged with an amount, or proposed.
fn form_of(text: &str, has_amount: bool) -> Option<OutcomeForm> {
    let mut bare = text.to_owned();
    quotations(text).into_iter().rev().for_each(|quoted| bare.replace_range(quoted, " "));
    let words = folded(&bare);
    // "Not agreed", "to be signed": what has not come about is no outcome.
    let has_come = |at: usize| {
        let before = &words[at.saturating_sub(3)..at];
        !before.iter().any(|word| ["not", "never", "failed", "be", "without", "yet", "не", "нет"].contains(&word.as_str()))
    };
    let says = |known: &[&str]| words.iter().enumerate().any(|(at, word)| known.contains(&word.as_str()) && has_come(at));
    let wide = |known: &[&str]| is_wide(&bare) && known.iter().any(|word| bare.contains(word));
    let russian = |stems: &[&str]| {
        words.iter().enumerate().any(|(at, word)| stems.iter().any(|stem| word.starts_with(stem)) && has_come(at))
    };
    if says(&["agreed", "adopted", "signed", "decided", "concluded", "принят", "принято", "приняты"])
        || wide(&["合意した", "合意しました", "一致した", "一致しました", "採択", "署名"])
        || russian(&["подписал", "подписан", "договорил", "согласовал", "утвердил"])
        || words.windows(2).any(|pair| pair[0].starts_with("принял") && !pair[1].starts_with("участ") && pair[1] != "делегац")
    {
        return Some(OutcomeForm::Agreement);
    }
    let promises = |at: usize, word: &str| {
        let near = &words[at + 1..(at + 4).min(words.len())];
        matches!(word, "will" | "intends" | "intend")
            && near.iter().any(|word| GIVING.contains(&word.as_str()))
            && !near.iter().any(|word| word == "not")
    };
    let pledges =
        says(&["pledged", "announced", "выделит", "предоставит", "примет", "направит", "окажет", "профинансирует", "обучит"])
            || russian(&["объявил"])
            || words.iter().enumerate().any(|(at, word)| promises(at, word));
    if has_amount && (pledges || wide(&["表明", "供与", "支援する", "実施する", "受け入れる", "受入れる", "拠出", "派遣する"]))
    {
        return Some(OutcomeForm::Pledge);
    }
    let called_for = words.windows(2).enumerate().any(|(at, pair)| pair[0] == "called" && pair[1] == "for" && has_come(at));
    (says(&["proposed"]) || russian(&["предложил", "призвал"]) || called_for || wide(&["提案した", "提案しました", "呼びかけ"]))
        .then_some(OutcomeForm::Proposal)
}

/// Whether a sentence that says what was agreed, pledged or proposed tells it of this event, in words of the text itself.
fn tells_of_outcome(sentence: &Sentence) -> bool {
    sentence.kind == PassageKind::Paragraph
        && !sentence.text.starts_with(['“', '"', '「'])
        && !sentence.text.ends_with([':', '：'])
        && !meeting::tells_of_other_times(&sentence.text)
}

fn is_next_step(sentence: &Sentence) -> bool {
    if sentence.kind != PassageKind::Paragraph
        || !quotations(&sentence.text).is_empty() && sentence.text.starts_with(['“', '"', '「'])
    {
        return false;
    }
    let lower = sentence.text.to_lowercase();
    let has = |all: &[&str]| all.iter().any(|word| lower.contains(word));
    has(&["the next ", "will now ", "next meeting", "next step", "次回", "今後", "следующая ", "следующее ", "следующий "])
        || sentence.heading.contains("next") && has(&["will ", " expected", "plan to", "plans to"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_sentence_say_its_form() {
        use OutcomeForm::{Agreement, Pledge, Proposal};
        for (text, form) in [
            ("The ministers agreed to meet every year.", Some(Agreement)),
            ("A joint statement was adopted.", Some(Agreement)),
            ("Japan will provide US$3 million for water.", Some(Pledge)),
            ("Japan intends to train 300 officials.", Some(Pledge)),
            ("The minister announced a grant of 2 billion yen.", Some(Pledge)),
            ("Japan will provide support.", None),
            ("Kazakhstan proposed a fund.", Some(Proposal)),
            ("The delegates called for open roads.", Some(Proposal)),
            ("The text was not adopted.", None),
            ("The treaty is to be signed in Tokyo.", None),
            ("He said, “We agreed on all.”", None),
            ("They spoke of water.", None),
            ("閣僚は声明を採択した。", Some(Agreement)),
        ] {
            assert_eq!(form_of(text, !amounts(text).is_empty()), form, "{text}");
        }
    }
}
