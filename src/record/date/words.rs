//! Dates in words: English, Japanese, Russian. What a date says is put together here, once for all three; each language
//! has its own file for days, months, seasons and years, and a table of the phrases around them.

mod english;
pub use english::MONTHS;
mod japanese;
mod russian;

use super::{Date, Doubt, EARLIEST, End, LATEST, Part, Shape, Unit, Years};
use crate::record::Language;

/// Most cells of [`brief`].
const BRIEF: usize = 10;

/// How a language says its dates.
struct Tongue {
    /// A part without its doubts; as it stands behind a preposition when that is asked for.
    part: fn(&Part, Case) -> String,
    /// Two parts without doubts, each of one year of our era, as one stretch, where the language has a shorter way than a dash
    /// between them.
    together: fn([i32; 2], [Unit; 2], Case) -> Option<String>,
    /// In a list: day and month, two days of a month, two months.
    brief_day: fn(u8, u8) -> String,
    brief_days: fn(u8, u8, u8) -> String,
    brief_months: fn(u8, u8) -> String,
    brief_season: fn(u8) -> &'static str,
    /// In a list under its year: only the year is known.
    brief_year: &'static str,
    /// One of these years.
    years: fn(i32, i32) -> String,
    year: fn(i32) -> String,
    /// What stands before and behind a part.
    about: [&'static str; 2],
    until: [&'static str; 2],
    from: [&'static str; 2],
    or_earlier: [&'static str; 2],
    or_later: [&'static str; 2],
    /// What stands before, between and behind two parts.
    between: [&'static str; 3],
    beginning_unknown: &'static str,
    end_unknown: &'static str,
    uncertain: &'static str,
    /// What stands before, between and behind the components in doubt: "(approximate: year; uncertain: day)".
    doubts: [&'static str; 5],
    components: [&'static str; 3],
}

/// How a part stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Alone,
    /// Behind a preposition: the genitive in Russian, with its article in English.
    Behind,
}

const fn tongue(language: Language) -> &'static Tongue {
    match language {
        Language::En => &english::TONGUE,
        Language::Ja => &japanese::TONGUE,
        Language::Ru => &russian::TONGUE,
    }
}

/// See [`Date::said`].
pub(super) fn said(shape: &Shape, language: Language) -> String {
    let tongue = tongue(language);
    let part = |part: &Part| tongue.part(part, Case::Alone);
    let behind = |part: &Part| tongue.part(part, Case::Behind);
    let around = |[before, after]: [&str; 2], words: String| format!("{before}{words}{after}");
    match shape {
        Shape::Point(at) => part(at),
        Shape::Lasting(End::At(from), End::At(to)) => tongue.stretch(from, to),
        Shape::Lasting(End::Open, End::At(to)) => around(tongue.until, behind(to)),
        Shape::Lasting(End::At(from), End::Open) => around(tongue.from, behind(from)),
        Shape::Lasting(End::Unknown, End::At(to)) => format!("{}{}", around(tongue.until, behind(to)), tongue.beginning_unknown),
        Shape::Lasting(End::At(from), End::Unknown) => format!("{}{}", around(tongue.from, behind(from)), tongue.end_unknown),
        Shape::Lasting(from, to) => {
            let from = match from {
                End::At(at) => part(at),
                End::Beyond(at) => around(tongue.or_earlier, part(at)),
                End::Open | End::Unknown => String::new(),
            };
            let to = match to {
                End::At(at) => part(at),
                End::Beyond(at) => around(tongue.or_later, part(at)),
                End::Open | End::Unknown => String::new(),
            };
            format!("{from} – {to}").trim().to_owned()
        }
        Shape::Within(Some(from), Some(to)) => {
            let [before, between, after] = tongue.between;
            format!("{before}{}{between}{}{after}", behind(from), behind(to))
        }
        Shape::Within(None, Some(to)) => around(tongue.or_earlier, part(to)),
        Shape::Within(Some(from), None) => around(tongue.or_later, part(from)),
        Shape::Within(None, None) => String::new(),
    }
}

impl Tongue {
    fn part(&self, part: &Part, case: Case) -> String {
        let case = if part.about == Doubt::Whole { Case::Behind } else { case };
        self.doubted(part, (self.part)(part, case))
    }

    /// From one part to another. A doubt that both share is said once, of the whole.
    fn stretch(&self, from: &Part, to: &Part) -> String {
        let shared = (from.about, from.uncertain) == (to.about, to.uncertain);
        let case = if from.about == Doubt::Whole { Case::Behind } else { Case::Alone };
        let together = match (from.years, to.years) {
            (Years::One(first), Years::One(last)) if shared && first > 0 => {
                (self.together)([first, last], [from.unit, to.unit], case)
            }
            _ => None,
        };
        match together {
            Some(words) => self.doubted(from, words),
            None => format!("{} – {}", self.part(from, Case::Alone), self.part(to, Case::Alone)),
        }
    }

    /// `words` with the doubts of `part`.
    fn doubted(&self, part: &Part, mut words: String) -> String {
        if part.about == Doubt::Whole {
            words = format!("{}{words}{}", self.about[0], self.about[1]);
        }
        let [open, approximate, between, uncertain, close] = self.doubts;
        let on = |label: &str, doubt: Doubt| {
            let Doubt::On(fields) = doubt else { return None };
            let named = self.components.iter().zip(fields).filter(|(_, on)| *on).map(|(name, _)| *name);
            Some(format!("{label}{}", named.collect::<Vec<_>>().join(", ")))
        };
        if part.uncertain == Doubt::Whole {
            words.push_str(self.uncertain);
        }
        let partly: Vec<String> = on(approximate, part.about).into_iter().chain(on(uncertain, part.uncertain)).collect();
        if !partly.is_empty() {
            words.push_str(&format!("{open}{}{close}", partly.join(between)));
        }
        words
    }
}

/// See [`Date::years`].
pub(super) fn years(date: &Date, language: Language) -> String {
    let about = if date.parts().any(|part| part.about != Doubt::Nowhere) { "~" } else { "" };
    format!("{about}{}", bare_years(date, tongue(language)))
}

fn bare_years(date: &Date, tongue: &Tongue) -> String {
    let of = |part: &Part| match part.years {
        Years::One(year) => (tongue.year)(year),
        Years::Among(first, last) => (tongue.years)(first, last),
    };
    let ends = |part: &Part| match part.years {
        Years::One(year) => (year, year),
        Years::Among(first, last) => (first, last),
    };
    let known: Vec<_> = date.parts().collect();
    if let [first, last] = known[..]
        && first.years != last.years
        && date.first != EARLIEST
        && date.last != LATEST
    {
        return stretch(ends(first).0, ends(last).1, tongue);
    }
    let mut parts = date.parts();
    let (first, last) = (parts.next().map(of).unwrap_or_default(), parts.next().map(of));
    match last {
        _ if date.first == EARLIEST => format!("…{}", last.unwrap_or(first)),
        _ if date.last == LATEST => format!("{first}…"),
        _ => first,
    }
}

/// From one year to another, whose era stands once where it is that of both.
fn stretch(first: i32, last: i32, tongue: &Tongue) -> String {
    let whole = (tongue.year)(last);
    if last > 0 {
        return format!("{}–{whole}", (tongue.year)(first));
    }
    let [first, last] = [1 - first, 1 - last].map(|year| year.to_string());
    whole.replacen(&last, &format!("{first}–{last}"), 1)
}

/// See [`Date::brief`].
pub(super) fn brief(date: &Date, language: Language) -> String {
    let tongue = tongue(language);
    let once = matches!(date.shape, Shape::Within(..))
        || date.parts().any(|part| matches!(part.unit, Unit::Days(..) | Unit::Months(..)));
    let doubt = if once || date.parts().any(|part| part.uncertain != Doubt::Nowhere) { "?" } else { "" };
    let about = if date.parts().any(|part| part.about != Doubt::Nowhere) { "~" } else { "" };
    // Under its year's heading a date of that year need not repeat it.
    let in_year =
        date.first != EARLIEST && date.last != LATEST && date.parts().all(|part| part.years == Years::One(date.first.year));
    let whole = if in_year { within_year(date, tongue) } else { bare_years(date, tongue) };
    let long = format!("{about}{whole}{doubt}");
    if crate::text::width(&long) <= BRIEF { long } else { format!("{whole}{doubt}") }
}

/// As [`brief`], with the year where that leaves it to a heading.
pub(super) fn brief_with_year(date: &Date, language: Language) -> String {
    if date.first == EARLIEST || date.last == LATEST {
        // It puts a record far from where it seems to belong.
        return date.said(language);
    }
    let (brief, years) = (brief(date, language), years(date, language));
    let tongue = tongue(language);
    if brief.contains(tongue.brief_year) {
        return years;
    }
    if date.first.year != date.last.year {
        return brief;
    }
    let (bare, doubt) = brief.strip_suffix('?').map_or((brief.as_str(), ""), |bare| (bare, "?"));
    let year = (tongue.year)(date.first.year);
    match language {
        Language::Ja => format!("{year}年{bare}{doubt}"),
        Language::En | Language::Ru => format!("{bare} {year}{doubt}"),
    }
}

fn within_year(date: &Date, tongue: &Tongue) -> String {
    let mut parts = date.parts();
    let (Some(first), last) = (parts.next(), parts.next()) else { return String::new() };
    match (first.unit, last.map_or(first.unit, |last| last.unit)) {
        (Unit::Day(month, day), Unit::Day(to, last)) if month == to && day == last => (tongue.brief_day)(month, day),
        (Unit::Day(month, day), Unit::Day(to, last)) if month == to => (tongue.brief_days)(month, day, last),
        (Unit::Days(month, from, to), Unit::Days(..)) if last.is_none() => (tongue.brief_days)(month, from, to),
        (Unit::Season(code), Unit::Season(to)) if code == to => (tongue.brief_season)(code).to_owned(),
        (from, to) => match (from.months(), to.months()) {
            (Some((from, _)), Some((_, to))) => (tongue.brief_months)(from, to),
            _ => tongue.brief_year.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn where_years_are_mixed_the_year_is_said() {
        for (edtf, en, ja, ru) in [
            ("2025-03-14", "14 Mar 2025", "2025年3月14日", "14 мар 2025"),
            ("2013-03", "Mar 2013", "2013年3月", "мар 2013"),
            ("2011", "2011", "2011", "2011"),
        ] {
            let said = [Language::En, Language::Ja, Language::Ru].map(|language| date(edtf).brief_with_year(language));
            assert_eq!(said, [en, ja, ru]);
        }
        assert_eq!(date("2025-12-19/2025-12-20").brief_with_year(Language::En), "19–20 Dec 2025");
        assert_eq!(date("2018/2019").brief_with_year(Language::En), "2018–2019");
        assert!(date("../2024").brief_with_year(Language::En).contains("until 2024"));
    }

    #[test]
    fn a_list_says_no_more_than_is_known_in_ten_cells() {
        for (edtf, en, ja, ru) in [
            ("2025-03-14", "14 Mar", "3月14日", "14 мар"),
            ("2013-03", "Mar", "3月", "мар"),
            ("2018-05-XX", "May", "5月", "май"),
            ("2011", "year", "年のみ", "год"),
            ("2018-XX", "year", "年のみ", "год"),
            ("2011~", "~year", "~年のみ", "~год"),
            ("2025-12-19/2025-12-20", "19–20 Dec", "12月19–20", "19–20 дек"),
            ("2018-05-06/2018-05-06", "6 May", "5月6日", "6 мая"),
            ("1997-06-28/1997-07-10", "Jun–Jul", "6–7月", "июн–июл"),
            ("2018-05/2018-05-06", "May", "5月", "май"),
            ("2020-08/2021-06", "2020–2021", "2020–2021", "2020–2021"),
            ("[2018-06-13..2019-05-17]", "2018–2019?", "2018–2019?", "2018–2019?"),
            ("../2018-01", "…2018", "…2018", "…2018"),
            ("2024-05?", "May?", "5月?", "май?"),
            ("2018-24", "winter", "冬", "зима"),
            ("2018-33", "Q1", "Q1", "I кв."),
            ("2018-40", "1st half", "上半期", "1-е полуг."),
            ("201X", "2010s", "2010年代", "2010-е"),
            ("20XX", "2000–2099", "2000–2099", "2000–2099"),
            ("199X~", "~1990s", "~1990年代", "~1990-е"),
            ("1950S2", "~1950", "~1950", "~1950"),
            ("2018-1X", "Oct–Dec?", "10–12月?", "окт–дек?"),
            ("2018-05-1X", "10–19 May?", "5月10–19?", "10–19 мая?"),
            ("2018~/2019?", "2018–2019?", "2018–2019?", "2018–2019?"),
        ] {
            for (language, wanted) in [(Language::En, en), (Language::Ja, ja), (Language::Ru, ru)] {
                let brief = date(edtf).brief(language);
                assert_eq!(brief, wanted, "{edtf}");
                assert!(crate::text::width(&brief) <= BRIEF, "{brief}");
            }
        }
    }

    #[test]
    fn years_alone_are_those_that_are_known() {
        for (edtf, years) in [
            ("2018-05", "2018"),
            ("201X", "2010s"),
            ("1950S2", "~1950"),
            ("2018/2019", "2018–2019"),
            ("2018/..", "2018…"),
            ("-0044", "45 BC"),
            ("-0100/-0043", "101–44 BC"),
            ("-0043/0014", "44 BC–14"),
            ("10XX/11XX", "1000–1199"),
            ("199X/201X", "1990–2019"),
            ("201X/2015", "2010–2015"),
        ] {
            assert_eq!(date(edtf).years(Language::En), years, "{edtf}");
        }
    }
}
