//! Days of the week, and dates that are told from the day of publication.

use crate::record::Day;

/// 1 is Monday.
pub(super) fn weekday_of(number: i64) -> i64 {
    (number + 3).rem_euclid(7) + 1
}

/// The year in which month and day lie nearest to another day.
pub(super) fn nearest_year(month: u8, day: u8, to: Day) -> Option<i32> {
    let distance = |year: i32| (Day { year, month, day }.number() - to.number()).abs();
    [to.year - 1, to.year, to.year + 1].into_iter().min_by_key(|&year| distance(year))
}
