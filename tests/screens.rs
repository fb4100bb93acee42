//! What the screen looks like: text and styles at the sizes people use, in Unicode and in ASCII.

mod common;

use cadialog::archive::Relation;
use cadialog::config::ThemeName;
use cadialog::record::RecordType;
use common::{Session, styles};

#[test]
fn the_first_screen_at_four_sizes() {
    for (width, height) in [(80, 24), (100, 30), (140, 40), (200, 60)] {
        let session = Session::new(width, height);
        insta::assert_snapshot!(format!("first-{width}x{height}"), session.text());
    }
}

#[test]
fn the_first_screen_in_ascii() {
    for (width, height) in [(80, 24), (140, 40)] {
        let session = Session::with(width, height, ThemeName::Dark, true, "");
        insta::assert_snapshot!(format!("ascii-{width}x{height}"), session.text());
    }
}

#[test]
fn in_ascii_only_the_data_hold_other_characters() {
    let mut session = Session::with(120, 36, ThemeName::Dark, true, "");
    for keys in ["?", "Esc", "/ 'water", "Enter", "Enter", "Esc Esc 1", "Space", "4", "z"] {
        session.press(keys);
        let drawn: Vec<char> =
            session.text().chars().filter(|c| matches!(c, '\u{2190}'..='\u{23ff}' | '\u{2500}'..='\u{28ff}')).collect();
        assert!(drawn.is_empty(), "after {keys}: {drawn:?}");
    }
}

#[test]
fn looks_of_the_panes() {
    let mut session = Session::new(120, 36);
    session.press("1 Space");
    insta::assert_snapshot!("styles-filtered", styles(&session.buffer()));
    session.press("/ 'tokyo '' 'dial");
    insta::assert_snapshot!("search-120x36", session.text());
    insta::assert_snapshot!("styles-search", styles(&session.buffer()));
}

#[test]
fn without_colour_everything_is_still_told_apart() {
    let mut session = Session::with(120, 36, ThemeName::Mono, false, "");
    session.press("1 Space / 'water Enter 5 n");
    let buffer = session.buffer();
    assert!(buffer.content.iter().all(|cell| cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset));
    insta::assert_snapshot!("styles-mono", styles(&buffer));
    let text = session.text();
    assert!(text.contains("✓ Kazakhstan") && text.contains("· Uzbekistan") && text.contains('▸'), "{text}");
}

#[test]
fn overlays_and_narrow_screens() {
    let mut session = Session::new(80, 24);
    session.press("?");
    insta::assert_snapshot!("help-80x24", session.text());
    let mut session = Session::new(60, 20);
    insta::assert_snapshot!("narrow-timeline-60x20", session.text());
    session.press("Enter");
    insta::assert_snapshot!("narrow-detail-60x20", session.text());
    insta::assert_snapshot!("too-small-30x6", Session::new(30, 6).text());
}

#[test]
fn wide_characters_never_break_a_rule() {
    let mut session = Session::new(120, 36);
    session.press("L");
    for keys in ["", "1", "j", "j", "2", "3 / '松本 Enter", "Enter", "?"] {
        session.press(keys);
        for (n, line) in session.text().lines().enumerate() {
            assert!(cadialog::text::width(line) <= 120, "after {keys:?}, line {n}: {line}");
        }
        if keys != "?" {
            let at: Vec<usize> = session.text().lines().skip(1).take(34).filter_map(rule_column).collect();
            assert_eq!(at.len(), 34, "a rule is broken:\n{}", session.text());
            assert!(at.iter().all(|column| *column == at[0]), "rules do not align:\n{}", session.text());
        }
    }
}

/// Column of the first vertical rule in cells.
fn rule_column(line: &str) -> Option<usize> {
    line.find('│').map(|at| cadialog::text::width(&line[..at]))
}

#[test]
fn nothing_is_cut_without_a_mark() {
    let titles: Vec<String> = common::catalogue()
        .archive
        .all()
        .map(|id| common::catalogue().archive.record(id).title().replace(" (postponed)", ""))
        .collect();
    for (width, height) in [(80, 24), (100, 30), (140, 40), (200, 60)] {
        let session = Session::new(width, height);
        for line in session.text().lines().filter(|line| line.contains("  ◆ ") || line.contains("  ● ")) {
            let Some((_, rest)) = line.split_once("  ◆ ").or_else(|| line.split_once("  ● ")) else { continue };
            let row = rest.split('│').next().unwrap_or(rest).trim_end();
            let whole = titles.iter().any(|title| row.starts_with(title.as_str()));
            assert!(whole || row.contains('…'), "cut without a mark at {width}: {line}");
        }
    }
}

#[test]
fn an_address_stands_on_one_line() {
    use cadialog::page::Target;
    for width in [60, 80, 100, 120, 160] {
        let mut session = Session::new(width, 40);
        session.press("/ 'action '' 'plan '' '2006 Enter Enter z");
        let detail = session.app.detail();
        let mut addresses = 0;
        for link in 0..detail.link_count() {
            let Some(Target::Address(address)) = detail.link_target(link) else { continue };
            let parts: Vec<&str> = detail
                .lines()
                .iter()
                .flat_map(|line| &line.segments)
                .filter(|segment| segment.link == Some(link))
                .map(|segment| segment.text.as_str())
                .collect();
            let [shown] = parts.as_slice() else { panic!("{width}: in parts: {parts:?}") };
            assert_eq!(shown, address, "{width}");
            addresses += 1;
        }
        session.press("G");
        let text = session.text();
        let begun = text.split_whitespace().filter(|word| word.starts_with("https://")).collect::<Vec<_>>();
        assert!(!begun.is_empty(), "{text}");
        for word in begun {
            let known = |link| matches!(session.app.detail().link_target(link), Some(Target::Address(a)) if word.strip_suffix('…').map_or(a == word, |part| a.starts_with(part)));
            assert!((0..session.app.detail().link_count()).any(known), "{width}: {word} is neither whole nor cut with a mark");
        }
        assert!(addresses > 1);
    }
}

#[test]
fn hyperlinks_hold_the_whole_address_and_change_no_width() {
    let mut session = Session::new(60, 40);
    session.press("/ 'action '' 'plan '' '2006 Enter Enter z G");
    let plain = session.buffer();
    session.theme = session.theme.clone().with_links(true);
    let linked = session.buffer();
    let mut cells = 0;
    for (plain, linked) in plain.content.iter().zip(&linked.content) {
        if plain.symbol() != linked.symbol() {
            let (open, rest) = linked.symbol().split_once("\u{1b}\\").expect("an opening sequence");
            assert!(open.starts_with("\u{1b}]8;id=") && open.contains("://") && !open.contains('…'), "{open:?}");
            assert_eq!(rest.strip_suffix("\u{1b}]8;;\u{1b}\\"), Some(plain.symbol()));
            assert_eq!(ratatui::buffer::CellWidth::cell_width(linked), ratatui::buffer::CellWidth::cell_width(plain));
            cells += 1;
        }
    }
    assert!(cells > 20);
}

#[test]
fn what_matches_is_not_dimmed() {
    use ratatui::style::Modifier;
    let mut session = Session::with(120, 36, ThemeName::Mono, false, "");
    session.press("/ 'water Enter Enter / 'energy");
    let lit = Modifier::BOLD | Modifier::UNDERLINED;
    let buffer = session.buffer();
    let mut lit = buffer.content.iter().filter(|cell| cell.modifier.contains(lit)).peekable();
    assert!(lit.peek().is_some());
    assert!(lit.all(|cell| !cell.modifier.contains(Modifier::DIM)));
}

#[test]
fn numbers_stand_near_their_names_in_a_wide_pane() {
    let mut session = Session::new(200, 40);
    session.press("1 z");
    let text = session.text();
    let row = text.lines().find(|line| line.contains("Kazakhstan")).expect("a row");
    let archive = session.app.archive();
    let of = |id: &cadialog::archive::Id| archive.linked(*id, Relation::Country).any(|of| archive.record(of).id() == "KZ");
    let events = archive.of_type(RecordType::Event).iter().filter(|id| of(id)).count();
    let number = row.find(&format!(" {events}")).expect("its number");
    assert!(cadialog::text::width(&row[..number]) < 40, "{row}");
}
