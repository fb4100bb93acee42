//! Figures: the middle and the tail of many times, in milliseconds, and whether a target is met.

use std::time::{Duration, Instant};

/// Milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Milliseconds since then.
pub fn since(from: Instant) -> f64 {
    ms(from.elapsed())
}

/// A line of the table; with a target, whether it is met.
pub fn line(what: &str, measured: f64, target: Option<f64>, remark: &str) {
    let verdict = match target {
        Some(target) if measured <= target => format!("target {target:>8.2}  met"),
        Some(target) => format!("target {target:>8.2}  MISSED ({:.1}×)", measured / target),
        None => String::new(),
    };
    let wide = what.chars().filter(|c| ('\u{3000}'..'\u{a000}').contains(c)).count();
    println!("{what:width$} {measured:>9.2}  {verdict:28} {remark}", width = 42 - wide);
}

/// The value at `share` of sorted figures.
pub fn at(sorted: &[f64], share: f64) -> f64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    sorted.get(((sorted.len().saturating_sub(1)) as f64 * share) as usize).copied().unwrap_or(f64::NAN)
}

/// The middle of many figures.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    at(&times, 0.5)
}

/// Two lines: the middle and the tail.
pub fn spread(what: &str, mut times: Vec<f64>, p50: Option<f64>, p99: Option<f64>) {
    times.sort_by(f64::total_cmp);
    line(&format!("{what}, p50"), at(&times, 0.5), p50, &format!("{} of them", times.len()));
    line(&format!("{what}, p99"), at(&times, 0.99), p99, &format!("worst {:.2}", at(&times, 1.0)));
}

/// How many mebibytes of memory a process holds; its own with "self".
pub fn resident(process: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}
