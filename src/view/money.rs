//! Money in figures: sums by year and currency, each currency for itself.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id};
use crate::record::Figure;

/// The codes of ISO 4217, without those of metals and tests.
const CURRENCIES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
    CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR \
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU \
    MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD \
    SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XDR XOF \
    XPF YER ZAR ZMW ZWG";

/// The currency of a figure, if it is money.
pub(super) fn currency(figure: &Figure) -> Option<&str> {
    let unit = figure.unit.as_deref()?;
    CURRENCIES.split_whitespace().any(|code| code == unit).then_some(unit)
}

/// Figures of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MoneySum {
    /// The sum of those that have a number.
    pub sum: f64,
    /// How many have one.
    pub figures: usize,
    /// How many have none.
    pub without_number: usize,
}

impl MoneySum {
    fn add(&mut self, figure: &Figure) {
        match figure.value {
            Some(value) => {
                self.sum += value;
                self.figures += 1;
            }
            None => self.without_number += 1,
        }
    }

    /// The sum in a few cells: "24bn", "1.25m"; nothing where no figure has a number.
    pub fn brief(self) -> String {
        if self.figures == 0 {
            return String::new();
        }
        let scales = [(1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")];
        let (unit, name) = scales.into_iter().find(|(unit, _)| self.sum.abs() >= *unit).unwrap_or((1.0, ""));
        let number = format!("{:.2}", self.sum / unit);
        format!("{}{name}", number.trim_end_matches('0').trim_end_matches('.'))
    }

    /// The sum in full, and of how many figures it is: "24,000,000,000 in 3 figures; 1 more without a number".
    pub fn said(self) -> String {
        let figures = |count: usize| crate::text::count(count, "figure");
        match (self.figures, self.without_number) {
            (0, without) => format!("{} without a number", figures(without)),
            (with, 0) => format!("{} in {}", grouped(self.sum), figures(with)),
            (with, without) => format!("{} in {}; {without} more without a number", grouped(self.sum), figures(with)),
        }
    }
}

/// A number with its digits in groups of three.
fn grouped(number: f64) -> String {
    let plain = format!("{number:.2}");
    let plain = plain.trim_end_matches('0').trim_end_matches('.');
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let (whole, rest) = digits.split_once('.').map_or((digits, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut out = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{rest}")
}

/// The money of some records, by year and currency.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Money {
    by_year: HashMap<(Option<i32>, String), MoneySum>,
}

impl Money {
    /// That of the figures of `selected`.
    pub fn new(archive: &Archive, selected: &FixedBitSet) -> Self {
        let mut made = Self::default();
        for id in selected.ones().map(Id::from_index) {
            let year = archive.year(id);
            for figure in archive.record(id).figures() {
                let Some(currency) = currency(figure) else { continue };
                for year in year.map(Some).into_iter().chain([None]) {
                    made.by_year.entry((year, currency.to_owned())).or_default().add(figure);
                }
            }
        }
        made
    }

    /// The sum of a year, or of all years.
    pub fn of(&self, year: Option<i32>, currency: &str) -> MoneySum {
        self.by_year.get(&(year, currency.to_owned())).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{MoneySum, grouped};

    #[test]
    fn sums_are_said_in_full_and_in_brief() {
        let sum = |sum, figures, without_number| MoneySum { sum, figures, without_number };
        assert_eq!(sum(24e9, 3, 1).said(), "24,000,000,000 in 3 figures; 1 more without a number");
        assert_eq!(sum(0.0, 0, 2).said(), "2 figures without a number");
        assert_eq!((sum(24e9, 1, 0).brief().as_str(), sum(1.25e6, 1, 0).brief().as_str()), ("24bn", "1.25m"));
        assert_eq!((sum(0.0, 0, 1).brief().as_str(), sum(950.0, 1, 0).brief().as_str()), ("", "950"));
        assert_eq!((grouped(1234.5).as_str(), grouped(-1e6).as_str(), grouped(12.0).as_str()), ("1,234.5", "-1,000,000", "12"));
    }
}
