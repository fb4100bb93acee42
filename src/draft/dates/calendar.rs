//! Days counted, for weekdays and for dates that are told from the day of publication.

use crate::record::Day;

/// Days since 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
pub(super) fn number(day: Day) -> i64 {
    let year = i64::from(day.year) - i64::from(day.month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = i64::from((day.month + 9) % 12);
    let of_year = (153 * month + 2) / 5 + i64::from(day.day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// 1 is Monday.
pub(super) fn weekday_of(number: i64) -> i64 {
    (number + 3).rem_euclid(7) + 1
}

/// The day of that number, as in 2025-03-14.
pub(super) fn iso(number: i64) -> String {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The year in which month and day lie nearest to another day.
pub(super) fn nearest_year(month: u8, day: u8, to: Day) -> Option<i32> {
    let distance = |year: i32| (number(Day { year, month, day }) - number(to)).abs();
    [to.year - 1, to.year, to.year + 1].into_iter().min_by_key(|&year| distance(year))
}
