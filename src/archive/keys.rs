//! Days and names as numbers: what a segment keeps of a record's date, id and links.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::link::Relation;
use crate::record::Day;

/// The first and last day of a date in one number, ordered as days are; 0 is no date.
pub(super) fn pack_days(first: Day, last: Day) -> u64 {
    u64::from(pack_day(first)) << 32 | u64::from(pack_day(last))
}

/// Years reach from −2²⁰ to 2²⁰; what lies beyond has no day of its own.
fn pack_day(day: Day) -> u32 {
    const REACH: i32 = 1 << 20;
    match day.year {
        year if year <= -REACH => 1,
        year if year >= REACH => u32::MAX,
        year => u32::try_from(year + REACH).unwrap_or(0) << 9 | u32::from(day.month) << 5 | u32::from(day.day),
    }
}

fn unpack_day(packed: u32) -> Day {
    match packed {
        0 | 1 => Day { year: i32::MIN, month: 1, day: 1 },
        u32::MAX => Day { year: i32::MAX, month: 12, day: 31 },
        _ => Day {
            year: i32::try_from(packed >> 9).unwrap_or(i32::MAX) - (1 << 20),
            month: (packed >> 5 & 0xf) as u8,
            day: (packed & 0x1f) as u8,
        },
    }
}

#[allow(clippy::cast_possible_truncation)] // one half, then the other
pub(super) fn unpack_days(packed: u64) -> Option<(Day, Day)> {
    (packed != 0).then(|| (unpack_day((packed >> 32) as u32), unpack_day(packed as u32)))
}

/// A number for an id; of a million ids two share one once in some thirty million archives.
pub(super) fn name_key(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// A number for the link to whatever has the number `name`.
pub(super) fn link_key(relation: Relation, name: u64) -> u64 {
    name.rotate_left(relation as u32 + 1) ^ (relation as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A number for taking place in the city called `name`, however it is capitalised.
pub(super) fn city_key(name: &str) -> u64 {
    name_key(&crate::text::fold(name)) ^ 0xc17b_0000_0000_c17b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_days_keep_their_order() {
        let day = |year, month, day| Day { year, month, day };
        let days =
            [day(i32::MIN, 1, 1), day(-44, 3, 15), day(1997, 7, 24), day(2025, 3, 14), day(2025, 12, 19), day(i32::MAX, 12, 31)];
        for pair in days.windows(2) {
            assert!(pack_day(pair[0]) < pack_day(pair[1]), "{pair:?}");
        }
        for day in days {
            assert_eq!(unpack_day(pack_day(day)), day);
        }
        assert_eq!(unpack_days(0), None);
    }
}
