//! Pages read by lines.

use super::journey;

#[test]
fn where_sources_disagree_every_reading_is_told_without_signs() {
    let said = journey(&["id:td-13-2025"], &["open"]);
    let (_, readings) = said.split_once("\nWhere sources disagree:\n").expect("a disagreement");
    let (readings, _) = readings.split_once("\nNotes:\n").expect("notes after it");
    assert!(readings.lines().count() >= 3, "what it is about and two readings: {readings}");
    for line in readings.lines() {
        assert!(line.starts_with(|c: char| c.is_alphanumeric() || c == '“'), "a sign for the eye: {line}");
    }
}
