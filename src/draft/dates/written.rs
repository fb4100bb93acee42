//! Dates written with a month in words, or in figures: where one begins, what it says, and how many words it takes.

use super::tokens::{DateWord, Gap, WordOfDate};
use super::{DateMention, What};

/// A day and month, perhaps with a year, at a place among the parts.
#[derive(Debug, Clone, Copy)]
struct DayOfMonth {
    year: Option<i32>,
    month: u8,
    first: u8,
    last: u8,
    /// Whether days between first and last are not named.
    has_hole: bool,
    /// How many parts it takes.
    count: usize,
}

/// The date that begins with the first of `parts`, and how many of them it takes.
pub(super) fn written(sentence: &str, parts: &[WordOfDate]) -> Option<(DateMention, usize)> {
    let (what, count, doubt) = in_words(parts).or_else(|| month_and_year(parts)).or_else(|| in_figures(sentence, parts))?;
    let text = sentence[parts[0].range.start..parts[count - 1].range.end].to_owned();
    Some((DateMention { text, what, doubt }, count))
}

type FoundDate = (What, usize, Option<&'static str>);

fn in_words(parts: &[WordOfDate]) -> Option<FoundDate> {
    let one = day_of_month(parts)?;
    let rest = &parts[one.count..];
    // 31 March – 1 April 2025; from 20 to 23 August is one already.
    let (joined, skip) = match rest {
        [next, ..] if next.before == Gap::Dash => (true, 0),
        [next, ..] if matches!(next.part, DateWord::And | DateWord::To) && next.before != Gap::Far => (true, 1),
        _ => (false, 0),
    };
    let other = if joined { rest.get(skip..).and_then(day_of_month) } else { None };
    let other =
        other.filter(|other| (other.month, other.first) > (one.month, one.last) || other.year > one.year && one.year.is_some());
    let Some(other) = other else {
        let last = (one.last > one.first).then_some((one.month, one.last));
        let doubt = one.has_hole.then_some("the days between are not named");
        return Some((What::Days { year: one.year, month: one.month, day: one.first, last }, one.count, doubt));
    };
    let over_new_year = (other.month, other.last) < (one.month, one.first);
    let year = one.year.or_else(|| other.year.map(|year| year - i32::from(over_new_year)));
    let what = What::Days { year, month: one.month, day: one.first, last: Some((other.month, other.last)) };
    Some((what, one.count + skip + other.count, None))
}

/// 14 March 2025; March 14–15, 2025; 14 and 15 марта 2025 года; 2025 жылғы 14 наурыз; 2025-yil 14-mart.
fn day_of_month(parts: &[WordOfDate]) -> Option<DayOfMonth> {
    let is_near = |at: usize| parts.get(at).is_some_and(|part| part.before != Gap::Far);
    if let [WordOfDate { part: DateWord::Year(year), .. }, word, ..] = parts
        && word.part == DateWord::YearWord
        && word.before != Gap::Far
    {
        let (first, last, has_hole, count) = days(parts.get(2..)?, true).filter(|_| is_near(2))?;
        let month = any_month(parts.get(2 + count)?)?;
        return is_near(2 + count).then_some(DayOfMonth { year: Some(*year), month, first, last, has_hole, count: 3 + count });
    }
    if let DateWord::Month(month) = parts.first()?.part {
        let (first, last, has_hole, count) = days(parts.get(1..)?, false).filter(|_| is_near(1))?;
        let (year, count) = year_at(parts, 1 + count);
        return Some(DayOfMonth { year, month, first, last, has_hole, count });
    }
    let (first, last, has_hole, count) = days(parts, true)?;
    let named = parts.get(count).filter(|part| part.before != Gap::Far)?;
    let month = match named.part {
        DateWord::Month(month) => month,
        // 7-may, 7 may kuni.
        DateWord::PerhapsMonth(month)
            if named.before == Gap::Dash || parts.get(count + 1).is_some_and(|next| next.part == DateWord::DayWord) =>
        {
            month
        }
        _ => return None,
    };
    let (year, count) = year_at(parts, count + 1);
    Some(DayOfMonth { year, month, first, last, has_hole, count })
}

fn any_month(part: &WordOfDate) -> Option<u8> {
    match part.part {
        DateWord::Month(month) | DateWord::PerhapsMonth(month) => Some(month),
        _ => None,
    }
}

/// The year at that place, if there is one, and how many parts are read then.
fn year_at(parts: &[WordOfDate], at: usize) -> (Option<i32>, usize) {
    match parts.get(at) {
        Some(WordOfDate { part: DateWord::Year(year), before: Gap::Near | Gap::Blank, .. }) => {
            let word = parts.get(at + 1).is_some_and(|part| part.part == DateWord::YearWord && part.before != Gap::Far);
            (Some(*year), at + 1 + usize::from(word))
        }
        _ => (None, at),
    }
}

/// Days that are joined: the first, the last, whether some between are not named, and how many parts they take. Before a month they
/// may be listed with commas; behind one, what follows "and" may be another number: "March 14 and 15 guests".
fn days(parts: &[WordOfDate], before_month: bool) -> Option<(u8, u8, bool, usize)> {
    let day = |at: usize| match parts.get(at)?.part {
        DateWord::Day(day) => Some(day),
        _ => None,
    };
    let first = day(0)?;
    let (mut last, mut count, mut has_hole) = (first, 1, false);
    loop {
        let (skip, is_range) = match parts.get(count) {
            Some(next) if next.before == Gap::Far => break,
            Some(WordOfDate { part: DateWord::To, .. }) => (1, true),
            Some(WordOfDate { part: DateWord::And, .. }) => (1, false),
            Some(WordOfDate { before: Gap::Dash, .. }) => (0, true),
            Some(WordOfDate { before: Gap::Near, .. }) if before_month => (0, false),
            _ => break,
        };
        let is_near = parts.get(count + skip).is_some_and(|part| part.before != Gap::Far);
        let Some(other) = day(count + skip).filter(|day| is_near && *day > last) else { break };
        let follows = parts.get(count + skip + 1);
        if skip == 1 && !before_month && other > last + 1 && follows.is_some_and(|part| part.part == DateWord::Other) {
            break;
        }
        has_hole |= other > last + 1 && !is_range;
        (last, count) = (other, count + skip + 1);
    }
    Some((first, last, has_hole, count))
}

/// March 2025, март 2025 года, 2025 жылғы наурыз.
fn month_and_year(parts: &[WordOfDate]) -> Option<FoundDate> {
    match parts {
        [
            WordOfDate { part: DateWord::Month(month), .. },
            WordOfDate { part: DateWord::Year(year), before: Gap::Near | Gap::Blank, .. },
            ..,
        ] => Some((What::Month { year: *year, month: *month }, year_at(parts, 1).1, None)),
        [WordOfDate { part: DateWord::Year(year), .. }, word, named, ..]
            if word.part == DateWord::YearWord && named.before != Gap::Far =>
        {
            Some((What::Month { year: *year, month: any_month(named)? }, 3, None))
        }
        _ => None,
    }
}

/// 2025-03-14, 2025.3.14, 2025/03/14; 14.03.2025, 14–16.03.2025, 14/03/2025.
fn in_figures(sentence: &str, parts: &[WordOfDate]) -> Option<FoundDate> {
    let gap = |at: usize| Some(&sentence[parts.get(at - 1)?.range.end..parts.get(at)?.range.start]);
    let day = |at: usize| match parts.get(at)?.part {
        DateWord::Day(day) => Some(day),
        _ => None,
    };
    let year = |at: usize| match parts.get(at)?.part {
        DateWord::Year(year) => Some(year),
        _ => None,
    };
    let found = |year, month: u8, day, last: Option<u8>, count, doubt| {
        let last = last.filter(|last| *last > day).map(|last| (month, last));
        (1..=12).contains(&month).then_some((What::Days { year: Some(year), month, day, last }, count, doubt))
    };
    let signs = ["-", "‐", "‑", ".", "/"];
    if let (Some(year), Some(month), Some(day)) = (year(0), day(1), day(2)) {
        let sign = gap(1).filter(|sign| signs.contains(sign) && gap(2) == Some(sign));
        return sign.and_then(|_| found(year, month, day, None, 3, None));
    }
    let ranged = gap(1).filter(|_| day(1).is_some()).is_some_and(|sign| ["-", "–", "—"].contains(&sign.trim()));
    let at = usize::from(ranged);
    let (first, last, month, year) = (day(0)?, day(at)?, day(at + 1)?, year(at + 2)?);
    match (gap(at + 1)?, gap(at + 2)?) {
        (".", ".") | (". ", ". ") | ("-", "-") => found(year, month, first, Some(last), at + 3, None),
        ("/", "/") if month > 12 => found(year, first, month, None, 3, None),
        ("/", "/") => {
            let doubt = (first <= 12 && first != month).then_some("day and month could be the other way round");
            found(year, month, first, Some(last), at + 3, doubt)
        }
        _ => None,
    }
}
