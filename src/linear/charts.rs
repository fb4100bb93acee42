//! The charts row by row, in sentences, and their cells by name.

use crate::app::{App, Chart, Heading};
use crate::keys::Action;
use crate::record::RecordType;
use crate::text::{count, fold, sentence};

/// What is called all: the last row and the last column.
const ALL: &str = "all";

fn name(app: &App) -> String {
    let charts = app.charts();
    if charts.chart() == Chart::AnyTwo {
        let (rows, columns) = charts.facets();
        return format!("{} by {}", rows.label(), columns.label());
    }
    if charts.chart() == Chart::Money {
        return "money by year".to_owned();
    }
    charts.chart().name().replace('×', "by").to_lowercase()
}

fn label(app: &App, head: Heading) -> String {
    if head == Heading::All { ALL.to_owned() } else { app.charts().label(head) }
}

/// "Chart 1 of 3, events per year, row 29 of 29".
pub(super) fn place(app: &App) -> String {
    let charts = app.charts();
    let rows = charts.matrix().rows();
    let row = charts.cursor().0.at;
    let number = charts.available().position(|chart| chart == charts.chart()).unwrap_or(0) + 1;
    let row = if row < rows { format!("row {} of {rows}", row + 1) } else { "the row for all".to_owned() };
    format!("Chart {number} of {}, {}, {row}", charts.available().count(), name(app))
}

/// Of how many events the chart is, what its columns are, and the row of the totals.
pub(super) fn overview(app: &App) -> Vec<String> {
    let charts = app.charts();
    let (shown, all) = (charts.total(), app.totals().0);
    let of = if charts.counted() != RecordType::Event {
        charts.said(shown)
    } else if shown == all {
        format!("all {}", count(all, "event"))
    } else {
        format!("{shown} of {}", count(all, "event"))
    };
    let counts = match charts.chart() {
        Chart::KindsByYear | Chart::AnyTwo => "",
        Chart::Money => "; sums of their figures, each currency for itself",
        Chart::CountriesByTopic => "; an event counts in each of its countries and topics",
        Chart::CountriesByYear => "; an event counts in each of its countries",
        Chart::TopicsByYear => "; an event counts in each of its topics",
    };
    let columns: Vec<String> =
        (0..charts.matrix().columns()).map(|n| format!("{} {}", n + 1, charts.label(charts.column(n)))).collect();
    vec![
        sentence(&format!("{}, {of}{counts}", name(app))),
        format!("Columns: {}.", columns.join(", ")),
        row(app, charts.matrix().rows()),
    ]
}

/// A row with every count that is not nothing: "2025: 12 events; summit 1, visit or talks 5."
pub(super) fn row(app: &App, row: usize) -> String {
    let charts = app.charts();
    let matrix = charts.matrix();
    let columns = matrix.columns();
    let cells: Vec<String> = (0..columns)
        .map(|column| (column, matrix.get(row, column).filed))
        .filter(|(_, filed)| *filed > 0)
        .map(|(column, filed)| {
            let said = charts.amount(row, column).map_or_else(|| filed.to_string(), |sum| sum.said());
            format!("{} {said}", charts.label(charts.column(column)))
        })
        .collect();
    let total = matrix.get(row, columns);
    let filed = charts.said(total.filed);
    let head = charts.row(row);
    let reaching = match (head, total.reaching) {
        (Heading::Year(year), 1) => format!("; 1 more whose date reaches into {year}"),
        (Heading::Year(year), n) if n > 1 => format!("; {n} more whose dates reach into {year}"),
        _ => String::new(),
    };
    let cells = if cells.is_empty() { String::new() } else { format!("; {}", cells.join(", ")) };
    sentence(&format!("{}: {filed}{cells}{reaching}", label(app, head)))
}

/// The row while the cursor stands in the column of the totals, else the cell.
pub(super) fn here(app: &App) -> String {
    let (at, column) = app.charts().cursor();
    if column.at >= app.charts().matrix().columns() {
        return row(app, at.at);
    }
    sentence(&app.charts().sentence().replace(" × ", ", "))
}

/// How many rows there are, that of the totals included.
pub(super) fn rows(app: &App) -> usize {
    app.charts().matrix().rows() + 1
}

/// A cell that can be named here: "2025 summit".
pub(super) fn example(app: &App) -> String {
    let charts = app.charts();
    let (row, column) = (charts.row(charts.cursor().0.at.min(charts.matrix().rows().saturating_sub(1))), charts.column(0));
    format!("{} {}", label(app, row), label(app, column))
}

/// What a row or column may be called, folded.
fn names(app: &App, head: Heading) -> Vec<String> {
    let mut names = vec![fold(&label(app, head))];
    match head {
        Heading::Kind(kind) => names.push(fold(kind.short())),
        Heading::Country(_) | Heading::Row(_) | Heading::Column(_) => names.push(fold(&app.charts().code(head))),
        _ => {}
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The number of the row or column of which `words` begin with a name, and what follows the name; the longest name counts.
fn begun<'a>(app: &App, heads: &[Heading], words: &'a str) -> Option<(usize, &'a str)> {
    let fits = |(n, head): (usize, &Heading)| {
        let rest = names(app, *head).into_iter().filter_map(|name| words.strip_prefix(name.as_str()));
        let rest = rest.filter(|rest| !rest.starts_with(char::is_alphanumeric)).min_by_key(|rest| rest.len())?;
        Some((n, rest.trim_start_matches(|c: char| !c.is_alphanumeric())))
    };
    heads.iter().enumerate().filter_map(fits).min_by_key(|(_, rest)| rest.len())
}

/// The row and column that `words` name, in either order: "2025 summit", "KZ energy", "energy", "3", "3 2". Where only one
/// of them is named it is that of all.
pub(super) fn cell(app: &App, words: &str) -> Option<(usize, usize)> {
    let charts = app.charts();
    let (rows, columns) = (charts.matrix().rows(), charts.matrix().columns());
    let row_heads: Vec<Heading> = (0..=rows).map(|n| charts.row(n)).collect();
    let column_heads: Vec<Heading> = (0..=columns).map(|n| charts.column(n)).collect();
    let words = fold(words.trim());
    let words = words.as_str();
    let by_rows = || {
        let (row, rest) = begun(app, &row_heads, words)?;
        match rest {
            "" => Some((row, columns)),
            rest => begun(app, &column_heads, rest).filter(|(_, rest)| rest.is_empty()).map(|(column, _)| (row, column)),
        }
    };
    let by_columns = || {
        let (column, rest) = begun(app, &column_heads, words)?;
        match rest {
            "" => Some((rows, column)),
            rest => begun(app, &row_heads, rest).filter(|(_, rest)| rest.is_empty()).map(|(row, _)| (row, column)),
        }
    };
    let by_numbers = || {
        let numbers: Option<Vec<usize>> =
            words.split_whitespace().map(|word| word.parse::<usize>().ok()?.checked_sub(1)).collect();
        let (row, column) = match numbers?[..] {
            [row] => (row, columns),
            [row, column] => (row, column),
            _ => return None,
        };
        (row <= rows && column <= columns).then_some((row, column))
    };
    by_rows().or_else(by_columns).or_else(by_numbers)
}

/// Why a chart cannot be read, if it cannot.
pub(super) fn nothing(app: &App) -> Option<String> {
    let clear = app.keymap().hint(Action::ClearFilters);
    (app.charts().total() == 0).then(|| {
        format!("{} are selected, so there is nothing to count; {clear} clears search and filters", app.charts().said(0))
    })
}
