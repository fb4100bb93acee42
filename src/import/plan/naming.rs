//! Names and types of declared fields.

use std::collections::HashSet;

use crate::text::ascii;

use super::Column;
use crate::import::profile::Profile;
use crate::import::role::{ColumnRole, ColumnType, HeadingWords};
use crate::import::side_file::ColumnGuess;
use crate::import::table::letters;
use crate::import::taken::is_taken;

const LONGEST: usize = 40;

/// Headings of numbers that count nothing.
static CODES: HeadingWords = HeadingWords::new(
    "id,no,nr,number,code,ward,district,zone,section,sector,group,chapter,article,clause,session,sitting,meeting,term,room,class,phone,postcode,zip,item,回次,番号,号,номер,nummer,kapitel,numero,chapitre",
);

/// Text as a name of lower-case ASCII letters and digits with `by` between words; empty where it would say nothing.
pub fn slug(text: &str, by: char) -> String {
    let plain = ascii(text);
    // Where half of it cannot be written in ASCII, the rest is no name.
    if plain.matches('?').count() * 2 > text.chars().count() {
        return String::new();
    }
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c != '\'' && !out.is_empty() && !out.ends_with(by) {
            out.push(by);
        }
    }
    out.truncate(out.trim_end_matches(by).len());
    out
}

/// The columns with the names and types of their fields.
pub(super) fn columns(
    headings: &[(u32, String)],
    profiles: &[Profile],
    roles: &[ColumnRole],
    said: &[Option<&ColumnGuess>],
) -> Vec<Column> {
    let mut used: HashSet<String> = said.iter().filter_map(|said| said.and_then(|said| said.name.clone())).collect();
    let mut made = Vec::new();
    for ((((at, heading), profile), role), said) in headings.iter().zip(profiles).zip(roles).zip(said) {
        let own = said.and_then(|said| said.name.clone());
        let field = own.unwrap_or_else(|| name(heading, *at, &mut used));
        let of_type = said.and_then(|said| said.of_type).unwrap_or_else(|| field_type(heading, profile));
        let listed = match role {
            ColumnRole::Countries
            | ColumnRole::People
            | ColumnRole::Organisations
            | ColumnRole::Hosts
            | ColumnRole::Topics
            | ColumnRole::Address => true,
            ColumnRole::Field => matches!(of_type, ColumnType::Term | ColumnType::Country),
            _ => false,
        };
        let guessed =
            profile.separator.filter(|_| listed && (*role != ColumnRole::Field || profile.mean() <= 60)).map(str::to_owned);
        let (bare, unit) = unit(heading);
        let unit = if profile.percent > 0 {
            Some("%".to_owned())
        } else {
            unit.filter(|_| of_type == ColumnType::Number && !bare.is_empty())
        };
        made.push(Column {
            at: *at,
            heading: heading.clone(),
            role: *role,
            given: if *role == ColumnRole::Field { format!("{field}_given") } else { field.clone() },
            field,
            of_type,
            separator: said.and_then(|said| said.separator.clone()).or(guessed),
            unit: said
                .and_then(|said| said.unit.clone())
                .or(unit.filter(|_| *role == ColumnRole::Field && of_type == ColumnType::Number)),
            serial: false,
            comma: false,
        });
    }
    made
}

/// The name of a field of its own for what is called `name` elsewhere.
pub fn field_name(name: &str) -> String {
    self::name(name, 0, &mut HashSet::new())
}

/// A name that no other field has.
fn name(heading: &str, at: u32, used: &mut HashSet<String>) -> String {
    let mut name = slug(heading, '_');
    name.truncate(LONGEST);
    name.truncate(name.trim_end_matches('_').len());
    if name.is_empty() {
        name = format!("column_{}", letters(at).to_ascii_lowercase());
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert_str(0, "column_");
    }
    if is_taken(&name) {
        name.push_str("_given");
    }
    let base = name.clone();
    let mut number = 2;
    while !used.insert(name.clone()) {
        name = format!("{base}_{number}");
        number += 1;
    }
    name
}

/// The unit in the brackets of a heading: “Cost (EUR)”.
fn unit(heading: &str) -> (&str, Option<String>) {
    let found = heading.trim_end().strip_suffix(')').and_then(|heading| heading.rsplit_once('('));
    found.map_or((heading, None), |(bare, unit)| {
        (bare.trim(), Some(unit.trim().to_owned()).filter(|unit| unit.chars().count() <= 12))
    })
}

fn field_type(heading: &str, profile: &Profile) -> ColumnType {
    if profile.filled == 0 {
        ColumnType::Text
    } else if profile.mostly(profile.whole, 90) && CODES.have(heading) {
        ColumnType::Term
    } else if profile.mostly_known(profile.numbers, 90)
        && profile.padded == 0
        && (profile.percent == 0 || profile.percent == profile.numbers)
    {
        ColumnType::Number
    } else if profile.mostly_known(profile.dates, 80) {
        ColumnType::Date
    } else if profile.flags == profile.filled && profile.distinct <= 4 {
        ColumnType::Flag
    } else if profile.addresses == profile.filled {
        ColumnType::Url
    } else if profile.countries.1 > 1 && profile.countries.0 == profile.countries.1 {
        ColumnType::Country
    } else if profile.longest <= 40
        || profile.distinct * 2 <= profile.filled && profile.longest <= 80
        || profile.separator.is_some() && profile.mean() <= 60
    {
        ColumnType::Term
    } else {
        ColumnType::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_and_stand_for_one_column_each() {
        let mut used = HashSet::new();
        let mut named = |heading: &str| name(heading, 2, &mut used);
        assert_eq!(named("Ward / District"), "ward_district");
        assert_eq!(named("Ward / District"), "ward_district_2");
        assert_eq!(named("Title"), "title_given");
        assert_eq!(named("Номер дела"), "nomer_dela");
        assert_eq!(named("議案種別"), "column_c");
        assert_eq!(named("2019"), "column_2019");
    }
}
