//! Dates in Japanese: 2025年3月14日, 令和7年3月14日（金）, 3月14日から16日まで, 3月31日から4月1日.

use super::{DateMention, What};

/// Eras and the year before their first.
const ERAS: [(&str, i32); 2] = [("令和", 2018), ("平成", 1988)];

/// All dates of a sentence in which days are written with 日.
pub(super) fn wide(sentence: &str) -> Vec<DateMention> {
    let mut found: Vec<DateMention> = Vec::new();
    let mut done = 0;
    for (at, _) in sentence.match_indices('月') {
        if at < done {
            continue;
        }
        let Some((month, start)) = number_before(sentence, at) else { continue };
        let Ok(month) = u8::try_from(month) else { continue };
        let (year, start) = year_before(sentence, start);
        let rest = &sentence[at + '月'.len_utf8()..];
        let Some((day, after)) = day_at(rest) else {
            // 2025年3月
            if let Some(year) = year.filter(|_| (1..=12).contains(&month)) {
                let text = sentence[start..at + '月'.len_utf8()].to_owned();
                found.push(DateMention { text, what: What::Month { year, month }, doubt: None });
            }
            continue;
        };
        let (mut last, mut end, mut doubt) = (None, after, None);
        while let Some((of, to, behind, is_range)) = next(end, month) {
            let (before_month, before_day) = last.unwrap_or((month, day));
            if (of, to) <= (before_month, before_day) {
                break;
            }
            if !is_range && (of, to) != (before_month, before_day + 1) {
                doubt = Some("the days between are not named");
            }
            (last, end) = (Some((of, to)), behind);
        }
        done = sentence.len() - end.len();
        found.push(DateMention { text: sentence[start..done].to_owned(), what: What::Days { year, month, day, last }, doubt });
    }
    found
}

/// A day that goes on with one before: its month and number, what follows, and whether all between belong to it.
fn next(text: &str, month: u8) -> Option<(u8, u8, &str, bool)> {
    let ranges = ["から", "～", "〜", "-", "–", "－", "より", "~"].iter().find_map(|sign| text.strip_prefix(sign));
    let lists = || ["・", "、", "及び", "および", "と", "並びに"].iter().find_map(|sign| text.strip_prefix(sign));
    let (rest, is_range) = ranges.map(|rest| (rest, true)).or_else(|| lists().map(|rest| (rest, false)))?;
    let rest = rest.strip_prefix("同月").or_else(|| rest.strip_prefix("翌")).unwrap_or(rest);
    if let Some((day, after)) = day_at(rest) {
        return Some((month, day, after, is_range));
    }
    let (month, rest) = number_at(rest)?;
    let (day, after) = day_at(rest.strip_prefix('月')?)?;
    Some((u8::try_from(month).ok()?, day, after, is_range))
}

/// 14日, with the weekday in brackets behind it, and what follows.
fn day_at(text: &str) -> Option<(u8, &str)> {
    let (day, after) = number_at(text)?;
    let after = after.strip_prefix('日')?;
    let weekday = after.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    let is_weekday = |inside: &str| {
        let inside = inside.split(['・', '、']).next().unwrap_or_default().trim_end_matches('日').trim_end_matches('曜');
        inside.is_empty() || inside.chars().count() == 1 && "月火水木金土".contains(inside)
    };
    let after = weekday.filter(|(inside, _)| is_weekday(inside)).map_or(after, |(_, rest)| rest);
    Some((u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?, after))
}

fn number_before(text: &str, end: usize) -> Option<(i32, usize)> {
    let digits = text[..end].bytes().rev().take_while(u8::is_ascii_digit).take(5).count();
    Some((text[end - digits..end].parse().ok()?, end - digits))
}

fn number_at(text: &str) -> Option<(i32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(5).count();
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// The year that ends before `end`, and where it begins. Reiwa 1 is 2019, Heisei 1 is 1989.
fn year_before(text: &str, end: usize) -> (Option<i32>, usize) {
    let Some(before) = text[..end].trim_end().strip_suffix('年') else { return (None, end) };
    let (number, start) = match before.strip_suffix('元') {
        Some(first) => (1, first.len()),
        None => match number_before(text, before.len()) {
            Some(found) => found,
            None => return (None, end),
        },
    };
    for (era, zero) in ERAS {
        if text[..start].ends_with(era) && number < 100 {
            return (Some(zero + number), start - era.len());
        }
    }
    (Some(number).filter(|year| (1900..2200).contains(year)), start)
}
