//! Days counted one by one, as calendars, clocks and spreadsheets do.

use std::fmt;

use super::Day;

/// Days of the eras of 400 years that begin in March, so that the leap day comes last.
const ERA: i64 = 146_097;
/// Days from the beginning of the first era to 1 January 1970.
const BEFORE_1970: i64 = 719_468;

impl Day {
    /// Days since 1 January 1970 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
    pub fn number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let month = i64::from((self.month + 9) % 12);
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - BEFORE_1970
    }

    /// The day of this [`Self::number`].
    pub fn of_number(number: i64) -> Self {
        let from_march = number + BEFORE_1970;
        let (era, of_era) = (from_march.div_euclid(ERA), from_march.rem_euclid(ERA));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let small = |number: i64| u8::try_from(number).unwrap_or(1);
        Self { year: i32::try_from(year).unwrap_or(i32::MAX), month: small(month), day: small(day) }
    }
}

/// As in 2025-03-14.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_by_the_calendar() {
        for (number, wanted) in [(0, (1970, 1, 1)), (59, (1970, 3, 1)), (11_016, (2000, 2, 29)), (20_786, (2026, 11, 29))] {
            let (year, month, day) = wanted;
            let wanted = Day { year, month, day };
            assert_eq!(Day::of_number(number), wanted, "{number}");
            assert_eq!(wanted.number(), number);
        }
        assert_eq!(Day::of_number(11_016).to_string(), "2000-02-29");
    }
}
