//! Dates as people write them among the words of a query: "9 Aug 2024", "09.08.2024", "2024年8月9日", "9 августа 2024", "autumn 2012".

use crate::query::filter::DayRange;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Russian months without their endings.
const RUSSIAN: [&str; 12] =
    ["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];

/// Seasons with the codes of EDTF for them: 21 is spring.
const SEASONS: [(&str, u8); 17] = [
    ("spring", 21),
    ("summer", 22),
    ("autumn", 23),
    ("fall", 23),
    ("winter", 24),
    ("весна", 21),
    ("весной", 21),
    ("весны", 21),
    ("лето", 22),
    ("летом", 22),
    ("лета", 22),
    ("осень", 23),
    ("осенью", 23),
    ("осени", 23),
    ("зима", 24),
    ("зимой", 24),
    ("зимы", 24),
];

/// Years before the first of Japanese eras.
const ERAS: [(&str, i32); 3] = [("昭和", 1925), ("平成", 1988), ("令和", 2018)];

const JAPANESE_SEASONS: [(char, u8); 4] = [('春', 21), ('夏', 22), ('秋', 23), ('冬', 24)];

/// What is read of a text, and what is left.
#[derive(Clone, Copy)]
struct Rest<'a>(&'a str);

impl Rest<'_> {
    /// A number of so many digits at most and at least, with nothing of the kind behind it.
    fn number(self, least: usize, most: usize) -> Option<(i32, Self)> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.0[..digits].parse().ok().filter(|_| (least..=most).contains(&digits))?;
        Some((number, Self(&self.0[digits..])))
    }

    fn year(self) -> Option<(i32, Self)> {
        self.number(4, 4).filter(|(year, _)| (1000..3000).contains(year))
    }

    fn sign(self, sign: &str) -> Option<Self> {
        self.0.strip_prefix(sign).map(Self)
    }

    /// Blanks and a comma.
    fn gap(self) -> Option<Self> {
        let rest = self.0.strip_prefix(',').unwrap_or(self.0);
        let trimmed = rest.trim_start();
        (trimmed.len() < self.0.len()).then_some(Self(trimmed))
    }

    fn word(self) -> Option<(String, Self)> {
        let end = self.0.find(|c: char| !c.is_alphabetic()).unwrap_or(self.0.len());
        (end > 0).then(|| (self.0[..end].to_lowercase(), Self(&self.0[end..])))
    }

    fn month(self) -> Option<(i32, Self)> {
        let (word, rest) = self.word()?;
        let english =
            |name: &&str| *name == word || word.len() == 3 && name.starts_with(&word) || word == "sept" && **name == *"september";
        let russian =
            |stem: &&str| word.strip_prefix(*stem).is_some_and(|end| matches!(end, "" | "ь" | "я" | "е" | "й" | "а" | "ю"));
        let at = MONTHS.iter().position(english).or_else(|| RUSSIAN.iter().position(russian).filter(|_| word != "ма"))?;
        // An abbreviation may have a point.
        Some((i32::try_from(at).ok()? + 1, rest.sign(".").filter(|_| word.len() <= 4).unwrap_or(rest)))
    }

    /// Without the Russian word for a year, if it is there.
    fn without_year_word(self) -> Self {
        let ends = |rest: Self| !rest.0.starts_with(char::is_alphabetic);
        let word = self
            .gap()
            .and_then(|rest| ["года", "году", "год", "г."].iter().find_map(|word| rest.sign(word)).filter(|rest| ends(*rest)));
        word.unwrap_or(self)
    }
}

/// Reads a date of one form, as EDTF or as a stretch of days writes it, and gives what is left.
type DateReader = fn(Rest<'_>) -> Option<(String, Rest<'_>)>;

/// If a date as people write it begins at the start of `text`: how many bytes it takes, and its days. A bare year is a word.
pub(super) fn spoken(text: &str) -> Option<(usize, DayRange)> {
    let forms: [DateReader; 6] = [by_number, by_day, by_month, by_season, japanese, of_era];
    let (written, rest) = forms.iter().find_map(|form| form(Rest(text)))?;
    let read = text.len() - rest.0.len();
    // What runs on is something else.
    let ends = !rest.0.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_'));
    let whole = ends && !(rest.0.starts_with('.') && rest.0[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.'));
    DayRange::read(&written).ok().filter(|_| whole).map(|range| (read, range))
}

fn day(year: i32, month: i32, day: i32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// 2024-08-09, 2024/8/9, 2024.08.09, 2024-08, 2024/08, 09.08.2024.
fn by_number(text: Rest<'_>) -> Option<(String, Rest<'_>)> {
    if let Some((year, rest)) = text.year() {
        let sign = ["-", "/", "."].into_iter().find(|sign| rest.0.starts_with(sign))?;
        let (month, rest) = rest.sign(sign)?.number(1, 2)?;
        let Some((of, behind)) = rest.sign(sign).and_then(|rest| rest.number(1, 2)) else {
            return (sign != ".").then(|| (format!("{year:04}-{month:02}"), rest));
        };
        return Some((day(year, month, of), behind));
    }
    let (of, rest) = text.number(1, 2)?;
    let (month, rest) = rest.sign(".")?.number(1, 2)?;
    let (year, rest) = rest.sign(".")?.year()?;
    Some((day(year, month, of), rest.without_year_word()))
}

/// 9 August 2024, 9th of August, 2024, 9 августа 2024 года.
fn by_day(text: Rest<'_>) -> Option<(String, Rest<'_>)> {
    let (of, rest) = text.number(1, 2)?;
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.sign(ending)).unwrap_or(rest).gap()?;
    let rest = rest.sign("of ").unwrap_or(rest);
    let (month, rest) = Rest(rest.0.trim_start()).month()?;
    let (year, rest) = rest.gap()?.year()?;
    Some((day(year, month, of), rest.without_year_word()))
}

/// August 9, 2024; August 2024; август 2024 года.
fn by_month(text: Rest<'_>) -> Option<(String, Rest<'_>)> {
    let (month, rest) = text.month()?;
    let rest = rest.gap()?;
    if let Some((year, rest)) = rest.year() {
        return Some((format!("{year:04}-{month:02}"), rest.without_year_word()));
    }
    let (of, rest) = rest.number(1, 2)?;
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.sign(ending)).unwrap_or(rest);
    let (year, rest) = rest.gap()?.year()?;
    Some((day(year, month, of), rest))
}

/// autumn 2012, autumn of 2012, осенью 2012 года.
fn by_season(text: Rest<'_>) -> Option<(String, Rest<'_>)> {
    let (word, rest) = text.word()?;
    let (_, code) = SEASONS.iter().find(|(name, _)| *name == word)?;
    let rest = rest.gap()?;
    let (year, rest) = Rest(rest.sign("of ").unwrap_or(rest).0.trim_start()).year()?;
    Some((format!("{year:04}-{code}"), rest.without_year_word()))
}

/// 2024年8月9日, 2024年8月, 2012年秋.
fn japanese(text: Rest<'_>) -> Option<(String, Rest<'_>)> {
    let (year, rest) = text.year()?;
    in_japanese(year, rest.sign("年")?)
}

/// 平成24年11月, 令和7年; a year of an era by itself is a date, too.
fn of_era(text: Rest<'_>) -> Option<(String, Rest<'_>)> {
    let (rest, before) = ERAS.iter().find_map(|(era, before)| Some((text.sign(era)?, before)))?;
    let (year, rest) = rest.sign("元").map(|rest| (1, rest)).or_else(|| rest.number(1, 2))?;
    let (year, rest) = (year + before, rest.sign("年")?);
    Some(in_japanese(year, rest).unwrap_or_else(|| (format!("{year:04}"), rest)))
}

fn in_japanese(year: i32, text: Rest<'_>) -> Option<(String, Rest<'_>)> {
    if let Some((_, code)) = JAPANESE_SEASONS.iter().find(|(name, _)| text.0.starts_with(*name)) {
        return Some((format!("{year:04}-{code}"), Rest(&text.0['春'.len_utf8()..])));
    }
    let (month, rest) = text.number(1, 2)?;
    let rest = rest.sign("月")?;
    let of = rest.number(1, 2).and_then(|(day, rest)| Some((day, rest.sign("日")?)));
    Some(match of {
        Some((of, rest)) => (day(year, month, of), rest),
        None => (format!("{year:04}-{month:02}"), rest),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, wanted, left) in [
            ("2024/08/09", "2024-08-09", ""),
            ("2024-08-09 call", "2024-08-09", " call"),
            ("2024.8.9", "2024-08-09", ""),
            ("09.08.2024", "2024-08-09", ""),
            ("9.8.2024 г.", "2024-08-09", ""),
            ("9 Aug 2024", "2024-08-09", ""),
            ("9 aug. 2024", "2024-08-09", ""),
            ("9 August 2024 calls", "2024-08-09", " calls"),
            ("Aug 9, 2024", "2024-08-09", ""),
            ("August 9th 2024", "2024-08-09", ""),
            ("9th of August 2024", "2024-08-09", ""),
            ("sept 1, 2014", "2014-09-01", ""),
            ("2024年8月9日に", "2024-08-09", "に"),
            ("2017年5月1日", "2017-05-01", ""),
            ("平成24年11月", "2012-11", ""),
            ("令和7年12月20日", "2025-12-20", ""),
            ("令和元年", "2019", ""),
            ("9 августа 2024 года?", "2024-08-09", "?"),
            ("1 мая 2017", "2017-05-01", ""),
            ("август 2004 года", "2004-08", ""),
            ("августе 2004", "2004-08", ""),
            ("August 2024", "2024-08", ""),
            ("march 2025", "2025-03", ""),
            ("2024/08", "2024-08", ""),
            ("2024年8月", "2024-08", ""),
            ("autumn 2012", "2012-09..2012-11", ""),
            ("autumn of 2012", "2012-09..2012-11", ""),
            ("осенью 2012 года", "2012-09..2012-11", ""),
            ("2012年秋", "2012-09..2012-11", ""),
            ("spring 2016 tokyo", "2016-03..2016-05", " tokyo"),
        ] {
            let (bytes, range) = spoken(text).unwrap_or_else(|| panic!("{text} is no date"));
            assert_eq!((range.to_string().as_str(), &text[bytes..]), (wanted, left), "{text}");
        }
    }

    #[test]
    fn other_numbers_and_words_are_no_dates() {
        for text in [
            "2024",
            "2500",
            "1.2",
            "v2.5.2024",
            "10 March",
            "may 5",
            "13.13.2024",
            "2024-13",
            "31.02.2024",
            "marching 2024",
            "2024/08/09/1",
            "1.2.2024.5",
            "spring",
            "fall of the wall",
            "2010..2015",
            "mayor 2024",
            "9 of 2024",
            "2024年",
            "12",
            "",
            "2024-0809",
        ] {
            assert_eq!(spoken(text), None, "{text}");
        }
    }
}
