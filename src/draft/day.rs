//! When an event was: the date that a sentence tells of it, in words that mean one day.

use super::event::{Drafter, mark};
use super::reading::PassageKind;
use super::sentence::Sentence;
use super::{DraftError, Inference, dates, meeting};
use crate::archive::Id;
use crate::record::{Date, Day};

/// Where the year of a date comes from that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum YearFrom {
    Words,
    Text,
    Publication,
    Known,
}

/// A date that is perhaps that of the event.
struct DateCandidate<'a> {
    score: i32,
    date: Date,
    found: dates::DateMention,
    sentence: &'a Sentence,
    from: YearFrom,
}

impl Drafter<'_> {
    /// The day near to which dates without a year lie: of the head of the text, of the publication, or the one whole day in the text.
    pub(super) fn near(&self) -> Option<Day> {
        let head = self.head.day.as_ref().map(|(day, _)| day.first());
        head.or(self.options.published.as_ref().map(Date::first)).or_else(|| match self.whole_days()[..] {
            [only] => Some(only),
            _ => None,
        })
    }

    fn whole_days(&self) -> Vec<Day> {
        let all = self.sentences.iter().flat_map(|sentence| dates::dates(&sentence.text));
        let days = all.filter(|found| matches!(found.what, dates::What::Days { year: Some(_), .. }));
        let mut days: Vec<Day> = days.filter_map(|found| dates::resolve(found.what, None)).map(|date| date.first()).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The date of the event, which may be known from the archive.
    pub(super) fn date(&self, known: Option<Id>, marks: &mut Vec<Inference>) -> Result<Date, DraftError> {
        let published = self.options.published.as_ref();
        let known = known.and_then(|id| self.archive.date(id)).map(Date::first);
        let (whole, near) = (self.whole_days(), self.near());
        let mut best: Option<DateCandidate<'_>> = None;
        let mut unresolved = Vec::new();
        for sentence in self.sentences.iter().filter(|sentence| sentence.kind != PassageKind::Item) {
            for found in dates::dates(&sentence.text) {
                let is_head = self.head.day.as_ref().is_some_and(|(_, line)| *line == sentence.text);
                let Some((date, from)) = self.dated(&found, &whole, near, known) else {
                    unresolved.push(format!("“{}”", found.text));
                    continue;
                };
                let exact = match found.what {
                    dates::What::Days { year: Some(_), .. } => 4,
                    dates::What::Days { .. } => 3,
                    dates::What::Weekday { .. } | dates::What::Offset(_) => 2,
                    dates::What::Month { .. } => 1,
                };
                let telling = 3 * i32::from(meeting::tells_of_event(&sentence.text) && !is_head);
                let score = exact + telling - 4 * i32::from(meeting::tells_of_other_times(&sentence.text));
                if best.as_ref().is_none_or(|best| score > best.score) {
                    best = Some(DateCandidate { score, date, found, sentence, from });
                }
            }
        }
        match (best.filter(|best| best.score >= 0 || published.is_none()), published) {
            (Some(best), _) => {
                let how = match best.from {
                    YearFrom::Words => "",
                    YearFrom::Text => ", with the year that the text gives elsewhere",
                    YearFrom::Publication => ", counted from the day of publication",
                    YearFrom::Known => ", with the year of the archive’s event of this kind and number",
                };
                let doubt = best.found.doubt.map(|doubt| format!("; in doubt: {doubt}")).unwrap_or_default();
                mark(marks, format!("date {}, “{}”{how}{doubt}", best.date.edtf(), best.found.text), &best.sentence.text);
                Ok(best.date)
            }
            (None, Some(published)) => {
                let doubtful = format!("{}?", published.edtf()).parse().unwrap_or_else(|_| published.clone());
                let what =
                    format!("date {}; in doubt: the text gives no date, the day of publication stands for it", published.edtf());
                mark(marks, what, self.lead());
                Ok(doubtful)
            }
            (None, None) => {
                unresolved.dedup();
                let said = if unresolved.is_empty() { String::new() } else { format!(", only {}", unresolved.join(", ")) };
                Err(DraftError::NoDate { said: crate::text::truncate(&said, 200, "…").into_owned() })
            }
        }
    }

    /// What a date means. A day without its year may stand with it elsewhere in the text, as at the head of a release.
    fn dated(
        &self,
        found: &dates::DateMention,
        whole: &[Day],
        near: Option<Day>,
        known: Option<Day>,
    ) -> Option<(Date, YearFrom)> {
        let bare = dates::resolve(found.what, None).map(|date| (date, YearFrom::Words));
        let published = self.options.published.as_ref().map(Date::first);
        bare.or_else(|| {
            let same = |day: &&Day| {
                matches!(found.what, dates::What::Days { month, day: of, last, .. }
                    if (month, of) == (day.month, day.day) || last == Some((day.month, day.day)))
            };
            let elsewhere = whole.iter().find(same).copied();
            let counted = matches!(found.what, dates::What::Weekday { .. } | dates::What::Offset(_));
            // "Last Friday" is told from the publication only.
            let near = if counted { published.or(near) } else { elsewhere.or(near) };
            let date = dates::resolve(found.what, near)?;
            Some((date, if elsewhere.is_none() && near == published { YearFrom::Publication } else { YearFrom::Text }))
        })
        .or_else(|| {
            let same =
                |day: &Day| matches!(found.what, dates::What::Days { month, day: of, .. } if (month, of) == (day.month, day.day));
            Some((dates::resolve(found.what, known.filter(same))?, YearFrom::Known))
                .filter(|_| known.is_some_and(|day| same(&day)))
        })
    }
}
