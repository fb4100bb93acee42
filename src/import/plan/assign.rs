//! Which column has which role: first those whose heading and cells agree, then those whose cells alone say it.

use std::cmp::Reverse;

use crate::import::profile::Profile;
use crate::import::role::{self, ColumnRole, SPOKEN};
use crate::import::side_file::RowType;

/// The roles of the columns; `fixed` are those that somebody has said.
pub(super) fn roles(headings: &[&str], profiles: &[Profile], fixed: &[Option<ColumnRole>]) -> Vec<ColumnRole> {
    // A role that somebody gave to two columns is that of the first.
    let mut roles: Vec<Option<ColumnRole>> = vec![None; fixed.len()];
    for (at, role) in fixed.iter().enumerate() {
        let again = role.filter(|role| !role.may_recur() && roles.contains(&Some(*role)));
        roles[at] = if again.is_some() { Some(ColumnRole::Field) } else { *role };
    }
    let rows = profiles.iter().map(|profile| profile.filled).max().unwrap_or_default();
    let mut wanted = Vec::new();
    for (at, (heading, profile)) in headings.iter().zip(profiles).enumerate() {
        // Of several dates that which most rows have: a row without one is no event.
        let fullness = |role: ColumnRole| if role == ColumnRole::Date { profile.filled * 10 / rows.max(1) } else { 0 };
        let mut add = |role: ColumnRole, sure: u8, rank: usize| {
            let sure = if role == ColumnRole::Date && fullness(role) < 7 { 0 } else { sure };
            wanted.push((Reverse(sure), Reverse(fullness(role)), rank, at, role));
        };
        let suggested = role::suggested(heading).into_iter().enumerate();
        suggested.filter(|(_, (role, _))| fits(*role, profile)).for_each(|(rank, (role, sure))| add(role, sure, rank));
        // Bare numbers are dates only where the heading says so.
        if profile.mostly_known(profile.dates, 80) && !profile.mostly(profile.numbers, 50) {
            add(ColumnRole::Date, 0, 0);
        }
    }
    wanted.sort_unstable();
    let is_spanned =
        |roles: &[Option<ColumnRole>]| [ColumnRole::Start, ColumnRole::Year].iter().any(|role| roles.contains(&Some(*role)));
    for (Reverse(sure), _, _, at, role) in wanted {
        // A date that only the cells tell of is none beside a beginning and an end.
        if sure > 0 || role != ColumnRole::Date || !is_spanned(&roles) {
            take(&mut roles, at, role);
        }
    }
    if !roles.contains(&Some(ColumnRole::For)) {
        // “No” is a number where nobody votes.
        let number = roles.iter().position(|role| *role == Some(ColumnRole::Against));
        if let Some(at) = number.filter(|at| fixed[*at].is_none()) {
            roles[at] = None;
            if fits(ColumnRole::Id, &profiles[at]) {
                take(&mut roles, at, ColumnRole::Id);
            }
        }
    }
    // What the cells alone say.
    for (at, profile) in profiles.iter().enumerate() {
        if profile.filled == 0 || roles[at].is_some() {
            continue;
        }
        if profile.mostly(profile.addresses, 80) {
            take(&mut roles, at, ColumnRole::Address);
        } else if profile.countries.1 > 1 && profile.countries.0 * 10 >= profile.countries.1 * 8 {
            take(&mut roles, at, ColumnRole::Countries);
        }
    }
    roles.into_iter().map(|role| role.unwrap_or(ColumnRole::Field)).collect()
}

/// Whether rows have dates.
pub(super) fn has_date(roles: &[ColumnRole]) -> bool {
    [ColumnRole::Date, ColumnRole::Start, ColumnRole::End, ColumnRole::Year].iter().any(|role| roles.contains(role))
}

fn take(roles: &mut [Option<ColumnRole>], at: usize, role: ColumnRole) {
    if roles[at].is_none() && (role.may_recur() || !roles.contains(&Some(role))) {
        roles[at] = Some(role);
    }
}

/// Whether the cells can have the role.
fn fits(role: ColumnRole, profile: &Profile) -> bool {
    let whole = profile.mostly(profile.whole, 80);
    let within = |least: f64, most: f64| profile.least >= least && profile.most <= most;
    match role {
        ColumnRole::Date | ColumnRole::Start | ColumnRole::End => profile.is_dated(50),
        ColumnRole::Due => profile.is_dated(40),
        ColumnRole::Year => profile.mostly(profile.years, 80),
        ColumnRole::Month => whole && within(1.0, 12.0) || profile.is_wordy() && profile.distinct <= 12,
        ColumnRole::Day => whole && within(1.0, 31.0),
        ColumnRole::For | ColumnRole::Against | ColumnRole::Abstain => whole && within(0.0, 1e9),
        ColumnRole::Country | ColumnRole::Countries => profile.countries.0 * 2 >= profile.countries.1.max(1),
        ColumnRole::Topics => profile.topics.0 * 2 >= profile.topics.1.max(1),
        ColumnRole::Address => profile.mostly(profile.addresses, 50),
        ColumnRole::Latitude => profile.mostly(profile.numbers, 80) && within(-90.0, 90.0),
        ColumnRole::Longitude => profile.mostly(profile.numbers, 80) && within(-180.0, 180.0),
        ColumnRole::Ordinal => whole && within(1.0, 65_535.0),
        ColumnRole::Id => {
            profile.filled > 0
                && profile.distinct == profile.filled
                && profile.longest <= 40
                && !profile.mostly(profile.dates, 50)
        }
        ColumnRole::Kind => {
            profile.is_wordy()
                && profile.longest <= 60
                && profile.distinct <= 60
                && (profile.distinct * 2 <= profile.filled || profile.filled <= 12)
        }
        ColumnRole::Status => profile.mostly(profile.statuses, 90),
        ColumnRole::Text => {
            profile.is_wordy() && profile.mean() >= 12 && (profile.distinct * 2 > profile.filled || profile.mean() > 40)
        }
        ColumnRole::Title => profile.is_wordy() && profile.longest <= 1000,
        ColumnRole::City | ColumnRole::Venue | ColumnRole::Speaker | ColumnRole::Office => {
            profile.is_wordy() && profile.longest <= 200
        }
        ColumnRole::People | ColumnRole::Organisations | ColumnRole::Hosts => profile.is_wordy() && profile.longest <= 5000,
        ColumnRole::Summary | ColumnRole::Notes => profile.is_wordy(),
        ColumnRole::Field => false,
    }
}

/// Brings the roles into line with what a row becomes and with one another.
pub(super) fn settle(
    of_type: RowType,
    headings: &[&str],
    profiles: &[Profile],
    fixed: &[Option<ColumnRole>],
    roles: &mut [ColumnRole],
) {
    let mut turn = |from: ColumnRole, to: ColumnRole| {
        if let Some(at) = roles.iter().position(|role| *role == from)
            && (fixed[at].is_none() && (to == ColumnRole::Field || !roles.contains(&to)))
        {
            roles[at] = to;
        }
    };
    // What stands under “Text” without a speaker is about the event.
    if of_type == RowType::Event {
        turn(ColumnRole::Text, ColumnRole::Summary);
        turn(ColumnRole::Text, ColumnRole::Field);
        turn(ColumnRole::Speaker, ColumnRole::People);
    }
    if of_type == RowType::Quote {
        turn(ColumnRole::People, ColumnRole::Speaker);
    }
    if of_type == RowType::Outcome {
        turn(ColumnRole::Speaker, ColumnRole::People);
        turn(ColumnRole::Summary, ColumnRole::Text);
    }
    let has = |roles: &[ColumnRole], wanted: ColumnRole| roles.contains(&wanted);
    if of_type == RowType::Event && has(roles, ColumnRole::City) {
        place_country(profiles, fixed, roles);
    }
    // One day is no range; of a day and a range the day is kept.
    if has(roles, ColumnRole::Date) && has(roles, ColumnRole::End) && !has(roles, ColumnRole::Start) {
        swap(roles, fixed, ColumnRole::Date, ColumnRole::Start);
    }
    if has(roles, ColumnRole::Start) && !has(roles, ColumnRole::End) && !has(roles, ColumnRole::Date) {
        swap(roles, fixed, ColumnRole::Start, ColumnRole::Date);
    }
    if has(roles, ColumnRole::End) && !has(roles, ColumnRole::Start) && !has(roles, ColumnRole::Date) {
        swap(roles, fixed, ColumnRole::End, ColumnRole::Date);
    }
    let whole = has(roles, ColumnRole::Date);
    let range = has(roles, ColumnRole::Start);
    for (role, fixed) in roles.iter_mut().zip(fixed) {
        let idle = match role {
            ColumnRole::Start | ColumnRole::End => whole,
            ColumnRole::Year | ColumnRole::Month | ColumnRole::Day => whole || range,
            _ => false,
        };
        if idle && fixed.is_none() {
            *role = ColumnRole::Field;
        }
    }
    // Months and days without a year are no date.
    if !has(roles, ColumnRole::Year) {
        swap(roles, fixed, ColumnRole::Month, ColumnRole::Field);
    }
    if !has(roles, ColumnRole::Month) {
        swap(roles, fixed, ColumnRole::Day, ColumnRole::Field);
    }
    for (at, role) in roles.iter_mut().enumerate() {
        let is_known = takes(of_type, *role);
        let is_code = *role == ColumnRole::Text && of_type == RowType::Quote && !SPOKEN.have(headings[at]);
        if fixed[at].is_none() && (!is_known || is_code) || profiles[at].filled == 0 {
            *role = ColumnRole::Field;
        }
    }
}

/// Beside a city and a column of several countries, a column of one country says where the city lies.
fn place_country(profiles: &[Profile], fixed: &[Option<ColumnRole>], roles: &mut [ColumnRole]) {
    let is_list = |profile: &Profile| profile.separator.is_some() && profile.countries.0 * 10 >= profile.countries.1.max(1) * 8;
    let one = roles
        .iter()
        .position(|role| *role == ColumnRole::Countries)
        .filter(|at| profiles[*at].separator.is_none() && fixed[*at].is_none());
    let many = (0..roles.len()).find(|at| roles[*at] == ColumnRole::Field && fixed[*at].is_none() && is_list(&profiles[*at]));
    if let (Some(one), Some(many)) = (one, many) {
        (roles[one], roles[many]) = (ColumnRole::Country, ColumnRole::Countries);
    }
}

fn swap(roles: &mut [ColumnRole], fixed: &[Option<ColumnRole>], from: ColumnRole, to: ColumnRole) {
    if let Some(at) = roles.iter().position(|role| *role == from)
        && fixed[at].is_none()
    {
        roles[at] = to;
    }
}

/// Whether records of a type have a place for what a column holds.
pub(super) fn takes(of_type: RowType, role: ColumnRole) -> bool {
    let event = of_type == RowType::Event;
    match role {
        ColumnRole::Id
        | ColumnRole::Date
        | ColumnRole::Start
        | ColumnRole::End
        | ColumnRole::Year
        | ColumnRole::Month
        | ColumnRole::Day => true,
        ColumnRole::Countries | ColumnRole::Topics | ColumnRole::Address | ColumnRole::Notes | ColumnRole::Field => true,
        ColumnRole::Kind
        | ColumnRole::Country
        | ColumnRole::City
        | ColumnRole::Venue
        | ColumnRole::Latitude
        | ColumnRole::Longitude
        | ColumnRole::Hosts => event,
        ColumnRole::Summary | ColumnRole::Status | ColumnRole::Ordinal => event,
        ColumnRole::Title | ColumnRole::People | ColumnRole::Organisations => of_type != RowType::Quote,
        ColumnRole::Text => !event,
        ColumnRole::Speaker | ColumnRole::Office => of_type == RowType::Quote,
        ColumnRole::Due | ColumnRole::For | ColumnRole::Against | ColumnRole::Abstain => of_type == RowType::Outcome,
    }
}
