//! Charts as pictures that are part of the file (SVG), each with a title, a description, and the same numbers as a table.

use super::super::chart::BarChart;
use super::markup::Markup;
use crate::text;

/// Height of what stands, in units of the picture: one is a pixel at its own size.
const HEIGHT: usize = 150;

/// Room above the bars for the highest count, and below them for the labels.
const ABOVE: usize = 18;
const BELOW: usize = 22;

/// Room at the left of what lies, for the labels; and for the longest bar.
const LABELS: usize = 190;
const LONGEST: usize = 420;

pub fn overview(out: &mut Markup<'_>, charts: &[BarChart]) {
    if charts.is_empty() {
        return;
    }
    out.raw("<section id=\"overview\">\n<h2>Overview</h2>\n");
    for (n, chart) in charts.iter().enumerate() {
        out.raw("<h3>");
        out.words(&chart.title);
        out.raw("</h3>\n<p>");
        out.words(&chart.description);
        out.raw("</p>\n<div class=\"chart\" tabindex=\"0\" role=\"region\" aria-label=\"");
        out.plain(&format!("Picture: {}", chart.title));
        out.raw("\">\n");
        if chart.upright {
            standing(out, chart, n + 1);
        } else {
            lying(out, chart, n + 1);
        }
        out.raw("</div>\n");
        table(out, chart);
    }
    out.raw("</section>\n");
}

fn open(out: &mut Markup<'_>, chart: &BarChart, number: usize, (width, height): (usize, usize)) {
    out.raw(&format!("<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" "));
    out.raw(&format!("aria-labelledby=\"chart-{number}-title chart-{number}-text\"><title id=\"chart-{number}-title\">"));
    out.plain(&chart.title);
    out.raw(&format!("</title><desc id=\"chart-{number}-text\">"));
    out.plain(&chart.description);
    out.raw("</desc>\n");
}

/// Bars from left to right, with as many labels as there is room for.
fn standing(out: &mut Markup<'_>, chart: &BarChart, number: usize) {
    let step = (720 / chart.bars.len().max(1)).clamp(8, 48);
    // A label of four digits takes about 36.
    let letters = chart.bars.iter().map(|bar| bar.label.chars().count()).max().unwrap_or(4);
    let every = (letters * 9).div_ceil(step);
    let width = step * chart.bars.len() + letters * 9;
    open(out, chart, number, (width, ABOVE + HEIGHT + BELOW));
    let base = ABOVE + HEIGHT;
    for (n, bar) in chart.bars.iter().enumerate() {
        let (x, height) = (n * step, bar.count * HEIGHT / chart.most());
        let height = if bar.count > 0 { height.max(2) } else { 0 };
        out.raw(&format!("<rect x=\"{x}\" y=\"{}\" width=\"{}\" height=\"{height}\" />", base - height, step - 2));
        if bar.count > 0 && step >= 14 {
            let middle = x + (step - 2) / 2;
            out.raw(&format!("<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>", base - height - 4, bar.count));
        }
        if n % every == 0 {
            out.raw(&format!("<text x=\"{x}\" y=\"{}\">", base + 15));
            out.plain(&bar.label);
            out.raw("</text>\n");
        }
    }
    out.raw(&format!("<line x1=\"0\" y1=\"{base}\" x2=\"{width}\" y2=\"{base}\" />\n</svg>\n"));
}

/// Bars from top to bottom, each behind its label.
fn lying(out: &mut Markup<'_>, chart: &BarChart, number: usize) {
    const ROW: usize = 22;
    open(out, chart, number, (LABELS + LONGEST + 60, ROW * chart.bars.len()));
    for (n, bar) in chart.bars.iter().enumerate() {
        let (y, length) = (n * ROW, (bar.count * LONGEST / chart.most()).max(2));
        out.raw(&format!("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">", LABELS - 8, y + 15));
        out.plain(&text::truncate(&bar.label, 26, "…"));
        out.raw(&format!("</text><rect x=\"{LABELS}\" y=\"{}\" width=\"{length}\" height=\"{}\" />", y + 3, ROW - 6));
        out.raw(&format!("<text x=\"{}\" y=\"{}\">{}</text>\n", LABELS + length + 6, y + 15, bar.count));
    }
    out.raw("</svg>\n");
}

fn table(out: &mut Markup<'_>, chart: &BarChart) {
    out.raw("<details><summary>");
    out.words(&format!("{} as a table", chart.title));
    out.raw("</summary>\n<table>\n<thead><tr><th scope=\"col\">");
    out.words(chart.label);
    out.raw("</th><th scope=\"col\">");
    out.words(&chart.unit);
    out.raw("</th></tr></thead>\n<tbody>\n");
    for bar in &chart.bars {
        out.raw("<tr><th scope=\"row\">");
        match bar.first.and_then(|id| out.anchor(id)).filter(|_| chart.upright) {
            // To the first of the year.
            Some(anchor) => {
                out.raw(&format!("<a href=\"#{anchor}\">"));
                out.words(&bar.label);
                out.raw("</a>");
            }
            None => out.words(&bar.label),
        }
        out.raw(&format!("</th><td>{}</td></tr>\n", bar.count));
    }
    out.raw("</tbody>\n</table>\n</details>\n");
}
