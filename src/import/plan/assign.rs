//! Which column has which role: first those whose heading and cells agree, then those whose cells alone say it.

use std::cmp::Reverse;

use crate::import::profile::Profile;
use crate::import::role::{self, Role, SPOKEN};
use crate::import::side_file::RowType;

/// The roles of the columns; `fixed` are those that somebody has said.
pub(super) fn roles(headings: &[&str], profiles: &[Profile], fixed: &[Option<Role>]) -> Vec<Role> {
    // A role that somebody gave to two columns is that of the first.
    let mut roles: Vec<Option<Role>> = vec![None; fixed.len()];
    for (at, role) in fixed.iter().enumerate() {
        let again = role.filter(|role| !role.may_recur() && roles.contains(&Some(*role)));
        roles[at] = if again.is_some() { Some(Role::Field) } else { *role };
    }
    let rows = profiles.iter().map(|profile| profile.filled).max().unwrap_or_default();
    let mut wanted = Vec::new();
    for (at, (heading, profile)) in headings.iter().zip(profiles).enumerate() {
        // Of several dates that which most rows have: a row without one is no event.
        let fullness = |role: Role| if role == Role::Date { profile.filled * 10 / rows.max(1) } else { 0 };
        let mut add = |role: Role, sure: u8, rank: usize| {
            let sure = if role == Role::Date && fullness(role) < 7 { 0 } else { sure };
            wanted.push((Reverse(sure), Reverse(fullness(role)), rank, at, role));
        };
        let suggested = role::suggested(heading).into_iter().enumerate();
        suggested.filter(|(_, (role, _))| fits(*role, profile)).for_each(|(rank, (role, sure))| add(role, sure, rank));
        if profile.mostly_known(profile.dates, 80) {
            add(Role::Date, 0, 0);
        }
    }
    wanted.sort_unstable();
    let is_spanned = |roles: &[Option<Role>]| [Role::Start, Role::Year].iter().any(|role| roles.contains(&Some(*role)));
    for (Reverse(sure), _, _, at, role) in wanted {
        // A date that only the cells tell of is none beside a beginning and an end.
        if sure > 0 || role != Role::Date || !is_spanned(&roles) {
            take(&mut roles, at, role);
        }
    }
    if !roles.contains(&Some(Role::For)) {
        // “No” is a number where nobody votes.
        let number = roles.iter().position(|role| *role == Some(Role::Against));
        if let Some(at) = number.filter(|at| fixed[*at].is_none()) {
            roles[at] = None;
            if fits(Role::Id, &profiles[at]) {
                take(&mut roles, at, Role::Id);
            }
        }
    }
    // What the cells alone say.
    for (at, profile) in profiles.iter().enumerate() {
        if profile.filled == 0 || roles[at].is_some() {
            continue;
        }
        if profile.mostly(profile.addresses, 80) {
            take(&mut roles, at, Role::Address);
        } else if profile.countries.1 > 1 && profile.countries.0 * 10 >= profile.countries.1 * 8 {
            take(&mut roles, at, Role::Countries);
        }
    }
    roles.into_iter().map(|role| role.unwrap_or(Role::Field)).collect()
}

/// Whether rows have dates.
pub(super) fn has_date(roles: &[Role]) -> bool {
    [Role::Date, Role::Start, Role::End, Role::Year].iter().any(|role| roles.contains(role))
}

fn take(roles: &mut [Option<Role>], at: usize, role: Role) {
    if roles[at].is_none() && (role.may_recur() || !roles.contains(&Some(role))) {
        roles[at] = Some(role);
    }
}

/// Whether the cells can have the role.
fn fits(role: Role, profile: &Profile) -> bool {
    let whole = profile.mostly(profile.whole, 80);
    let within = |least: f64, most: f64| profile.least >= least && profile.most <= most;
    match role {
        Role::Date | Role::Start | Role::End => profile.is_dated(50),
        Role::Due => profile.is_dated(40),
        Role::Year => profile.mostly(profile.years, 80),
        Role::Month => whole && within(1.0, 12.0) || profile.is_wordy() && profile.distinct <= 12,
        Role::Day => whole && within(1.0, 31.0),
        Role::For | Role::Against | Role::Abstain => whole && within(0.0, 1e9),
        Role::Country | Role::Countries => profile.countries.0 * 2 >= profile.countries.1.max(1),
        Role::Topics => profile.topics.0 * 2 >= profile.topics.1.max(1),
        Role::Address => profile.mostly(profile.addresses, 50),
        Role::Latitude => profile.mostly(profile.numbers, 80) && within(-90.0, 90.0),
        Role::Longitude => profile.mostly(profile.numbers, 80) && within(-180.0, 180.0),
        Role::Ordinal => whole && within(1.0, 65_535.0),
        Role::Id => {
            profile.filled > 0
                && profile.distinct == profile.filled
                && profile.longest <= 40
                && !profile.mostly(profile.dates, 50)
        }
        Role::Kind => {
            profile.is_wordy()
                && profile.longest <= 60
                && profile.distinct <= 60
                && (profile.distinct * 2 <= profile.filled || profile.filled <= 12)
        }
        Role::Status => profile.mostly(profile.statuses, 90),
        Role::Text => {
            profile.is_wordy() && profile.mean() >= 12 && (profile.distinct * 2 > profile.filled || profile.mean() > 40)
        }
        Role::Title => profile.is_wordy() && profile.longest <= 1000,
        Role::City | Role::Venue | Role::Speaker | Role::Office => profile.is_wordy() && profile.longest <= 200,
        Role::People | Role::Organisations | Role::Hosts => profile.is_wordy() && profile.longest <= 5000,
        Role::Summary | Role::Notes => profile.is_wordy(),
        Role::Field => false,
    }
}

/// Brings the roles into line with what a row becomes and with one another.
pub(super) fn settle(of_type: RowType, headings: &[&str], profiles: &[Profile], fixed: &[Option<Role>], roles: &mut [Role]) {
    let mut turn = |from: Role, to: Role| {
        if let Some(at) = roles.iter().position(|role| *role == from)
            && (fixed[at].is_none() && (to == Role::Field || !roles.contains(&to)))
        {
            roles[at] = to;
        }
    };
    // What stands under “Text” without a speaker is about the event.
    if of_type == RowType::Event {
        turn(Role::Text, Role::Summary);
        turn(Role::Text, Role::Field);
        turn(Role::Speaker, Role::People);
    }
    if of_type == RowType::Quote {
        turn(Role::People, Role::Speaker);
    }
    if of_type == RowType::Outcome {
        turn(Role::Speaker, Role::People);
        turn(Role::Summary, Role::Text);
    }
    let has = |roles: &[Role], wanted: Role| roles.contains(&wanted);
    if of_type == RowType::Event && has(roles, Role::City) {
        place_country(profiles, fixed, roles);
    }
    // One day is no range; of a day and a range the day is kept.
    if has(roles, Role::Date) && has(roles, Role::End) && !has(roles, Role::Start) {
        swap(roles, fixed, Role::Date, Role::Start);
    }
    if has(roles, Role::Start) && !has(roles, Role::End) && !has(roles, Role::Date) {
        swap(roles, fixed, Role::Start, Role::Date);
    }
    if has(roles, Role::End) && !has(roles, Role::Start) && !has(roles, Role::Date) {
        swap(roles, fixed, Role::End, Role::Date);
    }
    let whole = has(roles, Role::Date);
    let range = has(roles, Role::Start);
    for (role, fixed) in roles.iter_mut().zip(fixed) {
        let idle = match role {
            Role::Start | Role::End => whole,
            Role::Year | Role::Month | Role::Day => whole || range,
            _ => false,
        };
        if idle && fixed.is_none() {
            *role = Role::Field;
        }
    }
    // Months and days without a year are no date.
    if !has(roles, Role::Year) {
        swap(roles, fixed, Role::Month, Role::Field);
    }
    if !has(roles, Role::Month) {
        swap(roles, fixed, Role::Day, Role::Field);
    }
    for (at, role) in roles.iter_mut().enumerate() {
        let is_known = takes(of_type, *role);
        let is_code = *role == Role::Text && of_type == RowType::Quote && !SPOKEN.have(headings[at]);
        if fixed[at].is_none() && (!is_known || is_code) || profiles[at].filled == 0 {
            *role = Role::Field;
        }
    }
}

/// Beside a city and a column of several countries, a column of one country says where the city lies.
fn place_country(profiles: &[Profile], fixed: &[Option<Role>], roles: &mut [Role]) {
    let is_list = |profile: &Profile| profile.separator.is_some() && profile.countries.0 * 10 >= profile.countries.1.max(1) * 8;
    let one = roles
        .iter()
        .position(|role| *role == Role::Countries)
        .filter(|at| profiles[*at].separator.is_none() && fixed[*at].is_none());
    let many = (0..roles.len()).find(|at| roles[*at] == Role::Field && fixed[*at].is_none() && is_list(&profiles[*at]));
    if let (Some(one), Some(many)) = (one, many) {
        (roles[one], roles[many]) = (Role::Country, Role::Countries);
    }
}

fn swap(roles: &mut [Role], fixed: &[Option<Role>], from: Role, to: Role) {
    if let Some(at) = roles.iter().position(|role| *role == from)
        && fixed[at].is_none()
    {
        roles[at] = to;
    }
}

/// Whether records of a type have a place for what a column holds.
pub(super) fn takes(of_type: RowType, role: Role) -> bool {
    let event = of_type == RowType::Event;
    match role {
        Role::Id | Role::Date | Role::Start | Role::End | Role::Year | Role::Month | Role::Day => true,
        Role::Countries | Role::Topics | Role::Address | Role::Notes | Role::Field => true,
        Role::Kind | Role::Country | Role::City | Role::Venue | Role::Latitude | Role::Longitude | Role::Hosts => event,
        Role::Summary | Role::Status | Role::Ordinal => event,
        Role::Title | Role::People | Role::Organisations => of_type != RowType::Quote,
        Role::Text => !event,
        Role::Speaker | Role::Office => of_type == RowType::Quote,
        Role::Due | Role::For | Role::Against | Role::Abstain => of_type == RowType::Outcome,
    }
}
