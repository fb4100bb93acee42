//! Whether the day or the month comes first: a column decides by its dates of which only one reading is a day, else the sheet,
//! else the reading in which more rows follow one another.

use std::ops::Range;

use super::Column;
use crate::import::ImportRemark;
use crate::import::day::{self, DateOrder};
use crate::import::role::{ColumnRole, ColumnType};
use crate::import::table::{SheetCell, SheetTable};

pub(super) fn decide(table: &SheetTable, rows: Range<usize>, columns: &[Column], findings: &mut Vec<ImportRemark>) -> DateOrder {
    let is_dated = |column: &&Column| {
        matches!(column.role, ColumnRole::Date | ColumnRole::Start | ColumnRole::End | ColumnRole::Due)
            || column.role == ColumnRole::Field && column.of_type == ColumnType::Date
    };
    let mut open = None;
    let mut decided: Option<(DateOrder, String)> = None;
    let (mut day_first, mut month_first) = (0_usize, 0_usize);
    let mut steps = [0_usize; 2];
    for column in columns.iter().filter(is_dated) {
        let mut before = [(0, 0, 0); 2];
        for row in rows.clone() {
            let Some(SheetCell::Text(text)) = table.cell(row, column.at) else { continue };
            let Some((first, second)) = day::undecided(text).filter(|_| !text.contains('.')) else { continue };
            let order = match (first > 12, second > 12) {
                (true, false) => DateOrder::DayFirst,
                (false, true) => DateOrder::MonthFirst,
                _ => {
                    open.get_or_insert_with(|| (table.called(row, column.at), text.to_string()));
                    let year = year_of(text);
                    for (n, now) in [(year, second, first), (year, first, second)].into_iter().enumerate() {
                        steps[n] += usize::from(now >= before[n]);
                        before[n] = now;
                    }
                    continue;
                }
            };
            *(if order == DateOrder::DayFirst { &mut day_first } else { &mut month_first }) += 1;
            decided.get_or_insert_with(|| (order, format!("“{text}” in {}", table.called(row, column.at))));
        }
    }
    let order = if day_first + month_first > 0 {
        if day_first >= month_first { DateOrder::DayFirst } else { DateOrder::MonthFirst }
    } else if steps[1] > steps[0] {
        DateOrder::MonthFirst
    } else {
        DateOrder::DayFirst
    };
    if let Some((cell, text)) = open {
        let read = day::read(&text, order).map(|reading| reading.edtf).unwrap_or_default();
        let first = if order == DateOrder::DayFirst { "day" } else { "month" };
        let why = match decided {
            Some(_) if day_first > 0 && month_first > 0 => {
                format!(
                    "most of those that can be read only one way have it so ({} of {})",
                    day_first.max(month_first),
                    day_first + month_first
                )
            }
            Some((_, shown)) => format!("as {shown} shows"),
            None if steps[0] == steps[1] => {
                "nothing in the table says which; set “date_order” in the side file if it is the other".to_owned()
            }
            None => "so that more rows follow one another; set “date_order” in the side file if it is the other".to_owned(),
        };
        findings.push(ImportRemark { cell, text: format!("“{text}” is read as {read}, the {first} first: {why}") });
    }
    order
}

fn year_of(text: &str) -> u32 {
    text.split_whitespace().next().and_then(|date| date.rsplit(['/', '-']).next()?.parse().ok()).unwrap_or_default()
}
