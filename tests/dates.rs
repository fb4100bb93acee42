//! Dates at their true precision, on every road out: pages in three languages, the browser, citations in every style, and
//! every format of export, for one table of dates that was written before any of them was looked at.

mod common;

use std::collections::HashMap;
use std::sync::Arc;

use cadialog::app::App;
use cadialog::archive::{Archive, Pack, PackText};
use cadialog::config::ThemeName;
use cadialog::export::{self, CarriedStyle, CitationStyle, Citer, OutputFormat};
use cadialog::keys::Keymap;
use cadialog::query::Query;
use cadialog::record::{Language, RecordType};
use cadialog::search::Catalogue;
use cadialog::ui::Theme;
use common::Session;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use serde_json::{Value, json};

/// EDTF | English | Japanese | Russian | in APA (`=` as in English) | first and last day, `-` for none | the days of a
/// calendar entry, `~` before a tentative one, `-` for none | what is certain, `-` for nothing.
const TABLE: &str = "\
2018-05-06 | 6 May 2018 | 2018年5月6日 | 6 мая 2018 г. | 2018, May 6 | 2018-05-06 2018-05-06 | 20180506 20180507 | 2018-05-06
2018-05 | May 2018 | 2018年5月 | май 2018 г. | 2018, May | 2018-05-01 2018-05-31 | - | 2018-05
2018 | 2018 | 2018年 | 2018 г. | = | 2018-01-01 2018-12-31 | - | 2018
2018-05-XX | May 2018 | 2018年5月 | май 2018 г. | 2018, May | 2018-05-01 2018-05-31 | - | 2018-05
2018-XX | 2018 | 2018年 | 2018 г. | = | 2018-01-01 2018-12-31 | - | 2018
2018-XX-XX | 2018 | 2018年 | 2018 г. | = | 2018-01-01 2018-12-31 | - | 2018
201X | 2010s | 2010年代 | 2010-е годы | = | 2010-01-01 2019-12-31 | - | -
20XX | 2000–2099 | 2000–2099年 | 2000–2099 гг. | = | 2000-01-01 2099-12-31 | - | -
1XXX | 1000–1999 | 1000–1999年 | 1000–1999 гг. | = | 1000-01-01 1999-12-31 | - | -
199X~ | about the 1990s | 1990年代頃 | около 1990-х годов | = | 1990-01-01 1999-12-31 | - | -
199X? | 1990s (uncertain) | 1990年代（不確か） | 1990-е годы (под вопросом) | = | 1990-01-01 1999-12-31 | - | -
156X-12-25 | 25 December of a year in the 1560s | 1560年代のある年の12月25日 | 25 декабря одного из 1560-х годов | = | 1560-12-25 1569-12-25 | - | -
15XX-12-XX | December of a year in 1500–1599 | 1500–1599年のある年の12月 | декабрь одного из 1500–1599 гг. | = | 1500-12-01 1599-12-31 | - | -
1XXX-12 | December of a year in 1000–1999 | 1000–1999年のある年の12月 | декабрь одного из 1000–1999 гг. | = | 1000-12-01 1999-12-31 | - | -
1XXX-XX | 1000–1999 | 1000–1999年 | 1000–1999 гг. | = | 1000-01-01 1999-12-31 | - | -
1984-1X | some month of October–December 1984 | 1984年10–12月のある月 | один из месяцев октябрь–декабрь 1984 г. | = | 1984-10-01 1984-12-31 | - | 1984
2018-05-1X | some day of 10–19 May 2018 | 2018年5月10–19日のある日 | один из дней 10–19 мая 2018 г. | = | 2018-05-10 2018-05-19 | - | 2018
2018-02-2X | some day of 20–28 February 2018 | 2018年2月20–28日のある日 | один из дней 20–28 февраля 2018 г. | = | 2018-02-20 2018-02-28 | - | 2018
2018-04-3X | 30 April 2018 | 2018年4月30日 | 30 апреля 2018 г. | 2018, April 30 | 2018-04-30 2018-04-30 | 20180430 20180501 | 2018-04-30
2018-21 | spring 2018 | 2018年春 | весна 2018 г. | = | 2018-03-01 2018-05-31 | - | 2018
2018-22 | summer 2018 | 2018年夏 | лето 2018 г. | = | 2018-06-01 2018-08-31 | - | 2018
2018-23 | autumn 2018 | 2018年秋 | осень 2018 г. | = | 2018-09-01 2018-11-30 | - | 2018
2018-24 | winter 2018 | 2018年冬 | зима 2018 г. | = | 2018-12-01 2019-02-28 | - | 2018
2018-25 | spring 2018 (northern hemisphere) | 2018年春（北半球） | весна 2018 г. (Северное полушарие) | = | 2018-03-01 2018-05-31 | - | 2018
2018-31 | autumn 2018 (southern hemisphere) | 2018年秋（南半球） | осень 2018 г. (Южное полушарие) | = | 2018-03-01 2018-05-31 | - | 2018
2018-32 | winter 2018 (southern hemisphere) | 2018年冬（南半球） | зима 2018 г. (Южное полушарие) | = | 2018-06-01 2018-08-31 | - | 2018
2018-33 | first quarter of 2018 | 2018年第1四半期 | I квартал 2018 г. | = | 2018-01-01 2018-03-31 | - | 2018
2018-36 | fourth quarter of 2018 | 2018年第4四半期 | IV квартал 2018 г. | = | 2018-10-01 2018-12-31 | - | 2018
2018-37 | first third of 2018 | 2018年1–4月期 | первая треть 2018 г. | = | 2018-01-01 2018-04-30 | - | 2018
2018-39 | last third of 2018 | 2018年9–12月期 | последняя треть 2018 г. | = | 2018-09-01 2018-12-31 | - | 2018
2018-40 | first half of 2018 | 2018年上半期 | первое полугодие 2018 г. | = | 2018-01-01 2018-06-30 | - | 2018
2018-41 | second half of 2018 | 2018年下半期 | второе полугодие 2018 г. | = | 2018-07-01 2018-12-31 | - | 2018
2018-33~ | about the first quarter of 2018 | 2018年第1四半期頃 | около I квартала 2018 г. | = | 2018-01-01 2018-03-31 | - | -
201X-21 | spring of a year in the 2010s | 2010年代のある年の春 | весна одного из 2010-х годов | = | 2010-03-01 2019-05-31 | - | -
1950S2 | about 1950 | 1950年頃 | около 1950 г. | = | 1900-01-01 1999-12-31 | - | -
1950S3 | about 1950 | 1950年頃 | около 1950 г. | = | 1950-01-01 1959-12-31 | - | -
2018-05-06~ | about 6 May 2018 | 2018年5月6日頃 | около 6 мая 2018 г. | = | 2018-05-06 2018-05-06 | ~20180506 20180507 | -
2018-05-06? | 6 May 2018 (uncertain) | 2018年5月6日（不確か） | 6 мая 2018 г. (под вопросом) | = | 2018-05-06 2018-05-06 | ~20180506 20180507 | -
2018-05-06% | about 6 May 2018 (uncertain) | 2018年5月6日頃（不確か） | около 6 мая 2018 г. (под вопросом) | = | 2018-05-06 2018-05-06 | ~20180506 20180507 | -
2018-05~ | about May 2018 | 2018年5月頃 | около мая 2018 г. | = | 2018-05-01 2018-05-31 | - | -
2018~-05-06 | 6 May 2018 (approximate: year) | 2018年5月6日（概数：年） | 6 мая 2018 г. (приблизительно: год) | = | 2018-05-06 2018-05-06 | ~20180506 20180507 | -
2018-05~-06 | 6 May 2018 (approximate: year, month) | 2018年5月6日（概数：年, 月） | 6 мая 2018 г. (приблизительно: год, месяц) | = | 2018-05-06 2018-05-06 | ~20180506 20180507 | -
2018-?05-06 | 6 May 2018 (uncertain: month) | 2018年5月6日（不確か：月） | 6 мая 2018 г. (под вопросом: месяц) | = | 2018-05-06 2018-05-06 | ~20180506 20180507 | -
2018-?05-~06 | 6 May 2018 (approximate: day; uncertain: month) | 2018年5月6日（概数：日；不確か：月） | 6 мая 2018 г. (приблизительно: день; под вопросом: месяц) | = | 2018-05-06 2018-05-06 | ~20180506 20180507 | -
2018-05-XX~ | about May 2018 | 2018年5月頃 | около мая 2018 г. | = | 2018-05-01 2018-05-31 | - | -
2018-05-~XX | May 2018 | 2018年5月 | май 2018 г. | 2018, May | 2018-05-01 2018-05-31 | - | 2018-05
2018-05-06/2018-05-06 | 6 May 2018 | 2018年5月6日 | 6 мая 2018 г. | 2018, May 6 | 2018-05-06 2018-05-06 | 20180506 20180507 | 2018-05-06
2018/2018 | 2018 | 2018年 | 2018 г. | = | 2018-01-01 2018-12-31 | - | 2018
2018-05-06/2018-05-08 | 6–8 May 2018 | 2018年5月6–8日 | 6–8 мая 2018 г. | 2018, May 6–8 | 2018-05-06 2018-05-08 | 20180506 20180509 | 2018-05
2018-05-30/2018-06-02 | 30 May – 2 June 2018 | 2018年5月30日 – 6月2日 | 30 мая – 2 июня 2018 г. | 2018, May 30–June 2 | 2018-05-30 2018-06-02 | 20180530 20180603 | 2018
2018-12-30/2019-01-02 | 30 December 2018 – 2 January 2019 | 2018年12月30日 – 2019年1月2日 | 30 декабря 2018 г. – 2 января 2019 г. | = | 2018-12-30 2019-01-02 | 20181230 20190103 | -
2018-05/2018-07 | May–July 2018 | 2018年5–7月 | май–июль 2018 г. | 2018, May–July | 2018-05-01 2018-07-31 | - | 2018
2018-05~/2018-07~ | about May–July 2018 | 2018年5–7月頃 | около мая–июля 2018 г. | = | 2018-05-01 2018-07-31 | - | -
2016/2018 | 2016–2018 | 2016–2018年 | 2016–2018 гг. | = | 2016-01-01 2018-12-31 | - | -
2018-05/2018-05-06 | May 2018 – 6 May 2018 | 2018年5月 – 2018年5月6日 | май 2018 г. – 6 мая 2018 г. | = | 2018-05-01 2018-05-06 | - | 2018-05
2018-21/2018-23 | spring 2018 – autumn 2018 | 2018年春 – 2018年秋 | весна 2018 г. – осень 2018 г. | = | 2018-03-01 2018-11-30 | - | 2018
201X/2021 | 2010s – 2021 | 2010年代 – 2021年 | 2010-е годы – 2021 г. | = | 2010-01-01 2021-12-31 | - | -
2018~/2020 | about 2018 – 2020 | 2018年頃 – 2020年 | около 2018 г. – 2020 г. | = | 2018-01-01 2020-12-31 | - | -
2018-05-06~/2018-05-08~ | about 6–8 May 2018 | 2018年5月6–8日頃 | около 6–8 мая 2018 г. | = | 2018-05-06 2018-05-08 | ~20180506 20180509 | -
../2018 | until 2018 | 2018年まで | до 2018 г. включительно | = | - 2018-12-31 | - | -
2018/.. | from 2018 | 2018年から | с 2018 г. | = | 2018-01-01 - | - | -
/2018 | until 2018, its beginning not known | 2018年まで（開始は不明） | до 2018 г. включительно, начало неизвестно | = | - 2018-12-31 | - | -
2018-05/ | from May 2018, its end not known | 2018年5月から（終了は不明） | с мая 2018 г., конец неизвестен | = | 2018-05-01 - | - | -
..2018/2020 | 2018 or earlier – 2020 | 2018年以前 – 2020年 | 2018 г. или ранее – 2020 г. | = | - 2020-12-31 | - | -
2018/2020.. | 2018 – 2020 or later | 2018年 – 2020年以降 | 2018 г. – 2020 г. или позднее | = | 2018-01-01 - | - | -
[2018-06-13..2019-05-17] | between 13 June 2018 and 17 May 2019 | 2018年6月13日から2019年5月17日までの間 | не ранее 13 июня 2018 г. и не позднее 17 мая 2019 г. | = | 2018-06-13 2019-05-17 | - | -
[2018-05..2018-07] | between May 2018 and July 2018 | 2018年5月から2018年7月までの間 | не ранее мая 2018 г. и не позднее июля 2018 г. | = | 2018-05-01 2018-07-31 | - | 2018
[..2018] | 2018 or earlier | 2018年以前 | 2018 г. или ранее | = | - 2018-12-31 | - | -
[2018-05..] | May 2018 or later | 2018年5月以降 | май 2018 г. или позднее | = | 2018-05-01 - | - | -
0000-05 | May 1 BC | 紀元前1年5月 | май 1 г. до н. э. | = | 0000-05-01 0000-05-31 | - | -
-0044-03-15 | 15 March 45 BC | 紀元前45年3月15日 | 15 марта 45 г. до н. э. | = | - - | - | -
0800-12-25 | 25 December 800 | 800年12月25日 | 25 декабря 800 г. | = | 0800-12-25 0800-12-25 | 08001225 08001226 | 0800-12-25
9999-12-31 | 31 December 9999 | 9999年12月31日 | 31 декабря 9999 г. | 9999, December 31 | 9999-12-31 9999-12-31 | - | 9999-12-31
";

struct Row {
    id: String,
    edtf: &'static str,
    /// English, Japanese, Russian.
    said: [&'static str; 3],
    apa: &'static str,
    days: [&'static str; 2],
    calendar: &'static str,
    certain: &'static str,
}

fn table() -> Vec<Row> {
    let row = |(n, line): (usize, &'static str)| {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [edtf, en, ja, ru, apa, days, calendar, certain] = cells[..] else { panic!("eight cells: {line}") };
        let (first, last) = days.split_once(' ').expect(line);
        let none = |cell: &'static str| if cell == "-" { "" } else { cell };
        Row {
            id: format!("e-{n:02}"),
            edtf,
            said: [en, ja, ru],
            apa: if apa == "=" { en } else { apa },
            days: [none(first), none(last)],
            calendar: none(calendar),
            certain: none(certain),
        }
    };
    let rows: Vec<Row> = TABLE.lines().enumerate().map(row).collect();
    assert!(rows.len() >= 60);
    rows
}

/// A pack with an event and a source of each date.
fn pack() -> Value {
    let rows = table();
    let source = |row: &Row| json!({"id": format!("s-{}", &row.id[2..]), "title": "A page", "publisher": "P", "kind": "secondary", "date": row.edtf});
    let event = |row: &Row| {
        json!({"id": row.id, "title": "Something", "date": row.edtf, "kind": "visit", "summary": "s",
            "sources": [format!("s-{}", &row.id[2..])]})
    };
    json!({"pack": {"name": "dates", "title": "Dates", "version": "1", "schema": 1},
        "sources": rows.iter().map(source).collect::<Vec<_>>(), "events": rows.iter().map(event).collect::<Vec<_>>()})
}

fn archive() -> Archive {
    let pack = pack();
    let (info, sources, events) = (pack["pack"].to_string(), pack["sources"].to_string(), pack["events"].to_string());
    let files = [(RecordType::Source, sources.as_str()), (RecordType::Event, events.as_str())];
    Archive::new(vec![Pack::read(&PackText { info: &info, files: &files }).expect("pack")]).expect("archive")
}

fn exported(archive: &Archive, format: OutputFormat) -> String {
    let ids = archive.of_type(RecordType::Event).to_vec();
    let mut out = Vec::new();
    export::write(archive, &ids, format, Language::En, &mut out).expect("writes");
    String::from_utf8(out).expect("UTF-8")
}

fn program(pack: &std::path::Path, arguments: &[&str]) -> std::process::Output {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
    for name in ["CADIALOG_CONFIG", "COLUMNS", "LC_ALL", "LC_CTYPE", "LANG"] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", "/nowhere/to/be/found").env("XDG_DATA_HOME", "/nowhere/to/be/found");
    command.arg("--no-bundled").arg("--data").arg(pack).args(arguments).output().expect("runs")
}

#[test]
fn the_program_prints_pages_in_three_languages_and_takes_every_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dates.json");
    std::fs::write(&path, pack().to_string()).expect("written");
    let mut check = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
    let checked = check.arg("check").arg(&path).output().expect("runs");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let rows = table();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    for (n, language) in ["en", "ja", "ru"].into_iter().enumerate() {
        let output = program(&path, &[&["--lang", language, "show"], &ids[..]].concat());
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let pages: Vec<&str> = text.split(&format!("\n{}\n", "─".repeat(40))).collect();
        assert_eq!(pages.len(), rows.len(), "{}", String::from_utf8_lossy(&output.stderr));
        for (row, page) in rows.iter().zip(pages) {
            let said = row.said[n];
            assert!(page.lines().any(|line| line == said), "{}: {said}\n{page}", row.edtf);
            assert!(page.contains(&format!("P, {said} ·")), "of its source, {}: {said}\n{page}", row.edtf);
        }
    }
    // A list says in words what reads as another date.
    let listed = String::from_utf8(program(&path, &["list"]).stdout).expect("UTF-8");
    for (row, said) in rows.iter().filter(|row| row.edtf.contains('X')).map(|row| (row, row.said[0])) {
        let line = listed.lines().find(|line| line.contains(&row.id)).expect(row.edtf);
        assert!(line.starts_with(said) && !listed.contains(row.edtf), "{}: {line}", row.edtf);
    }
    // What a calendar cannot hold is named on the standard error.
    let told = String::from_utf8(program(&path, &["export", "--format", "ics"]).stderr).expect("UTF-8");
    for (why, id) in
        [("only the month", "e-01"), ("only the month", "e-03"), ("only the year", "e-04"), ("not even the year", "e-06")]
    {
        let line = told.lines().find(|line| line.contains(&format!(" left out: {why} is known ("))).expect(why);
        assert!(line.contains(id), "{id}: {line}");
    }
}

#[test]
fn the_browser_says_the_same_in_three_languages() {
    let catalogue = Arc::new(Catalogue::new(archive()));
    for row in table() {
        let mut query = Query::default();
        query.set_text(&format!("id:{}", row.id), &catalogue.archive);
        let app = App::new(Arc::clone(&catalogue), Keymap::default(), query, Language::En);
        let terminal = Terminal::new(TestBackend::new(120, 36)).expect("a screen in memory");
        let mut session = Session { app, terminal, theme: Theme::new(ThemeName::Dark, false, None), performed: Vec::new() };
        session.press("5");
        for said in row.said {
            assert!(session.page().starts_with(&format!("Something {said} ")), "{}: {}", row.edtf, session.page());
            session.press("L");
        }
    }
}

#[test]
fn citations_of_every_style_say_what_the_page_says() {
    let archive = archive();
    let [mhra, apa] = [CarriedStyle::Mhra, CarriedStyle::Apa].map(|style| Citer::new(CitationStyle::Printed(style), None));
    for row in table() {
        let event = archive.id(&row.id).expect("an event");
        let source = archive.id(&format!("s-{}", &row.id[2..])).expect("a source");
        let said = row.said[0];
        for id in [event, source] {
            // In Markdown brackets and the like are escaped. A style sets no blanks around the dash of a range.
            let markdown = export::cite(&archive, id, CitationStyle::Markdown).replace('\\', "");
            for text in [mhra.cite(&archive, id, false), markdown] {
                assert!(text.replace(" – ", "–").contains(&said.replace(" – ", "–")), "{}: {text}", row.edtf);
            }
            let text = apa.cite(&archive, id, false);
            assert!(text.contains(&format!("({}).", row.apa)), "{}: {text}", row.edtf);
        }
        assert!(export::cite(&archive, source, CitationStyle::Bibtex).contains(&format!("Published: {said}. ")), "{}", row.edtf);
        for (style, field) in [(CitationStyle::Bibtex, "note = {"), (CitationStyle::Ris, "N1  - ")] {
            let text = export::cite(&archive, event, style);
            let note = text.lines().find(|line| line.contains(field)).expect("a note");
            assert!(note.contains(&format!("Date: {said}.")), "{}: {note}", row.edtf);
        }
    }
}

#[test]
fn fields_for_one_date_hold_what_is_certain_and_no_more() {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let archive = archive();
    for row in table() {
        let id = archive.id(&row.id).expect("an event");
        let parts: Vec<usize> = row.certain.split('-').filter_map(|part| part.parse().ok()).collect();
        let event = |text: String, end: &str| text.split(end).next().unwrap_or_default().to_owned();

        let ris = event(export::cite(&archive, id, CitationStyle::Ris), "ER  - ");
        let tag = |tag: &str| ris.lines().find_map(|line| line.strip_prefix(&format!("{tag}  - "))).map(str::to_owned);
        assert_eq!(tag("DA").unwrap_or_default(), row.certain.replace('-', "/"), "{}: RIS", row.edtf);
        assert_eq!(tag("PY").unwrap_or_default(), row.certain.split('-').next().unwrap_or_default(), "{}: RIS", row.edtf);

        let bibtex = event(export::cite(&archive, id, CitationStyle::Bibtex), "\n}\n");
        let field =
            |name: &str| bibtex.lines().find_map(|line| line.trim().strip_prefix(&format!("{name} = "))).map(str::to_owned);
        assert_eq!(field("year"), parts.first().map(|year| format!("{{{year}}},")), "{}: BibTeX", row.edtf);
        assert_eq!(field("month"), parts.get(1).map(|month| format!("{},", MONTHS[month - 1])), "{}: BibTeX", row.edtf);

        let csl: Value = serde_json::from_str(&export::cite(&archive, id, CitationStyle::CslJson)).expect("JSON");
        let date = &csl[0]["issued"];
        let said = date["literal"].as_str();
        assert!(said.is_none_or(|words| words == row.said[0]), "{}: {date}", row.edtf);
        let ends = date["date-parts"].as_array().map_or(&[][..], Vec::as_slice);
        assert!(said.is_some() || !ends.is_empty(), "{}: {date}", row.edtf);
        assert_eq!(
            date["circa"] == true,
            row.edtf.contains(['~', '?', '%', 'S']) && !row.edtf.contains("~XX") || row.said[0].starts_with("between"),
            "{}: {date}",
            row.edtf
        );
        for end in ends {
            // No component that the words do not have.
            let deepest = end.as_array().map_or(0, Vec::len);
            let known = row.edtf.split(['/', '.']).map(|part| part.split('-').filter(|part| !part.contains("XX")).count()).max();
            assert!(Some(deepest) <= known, "{}: {date}", row.edtf);
        }
    }
}

#[test]
fn tables_and_calendars_have_the_same_days() {
    let archive = archive();
    let csv = exported(&archive, OutputFormat::Csv);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().expect("a heading").clone();
    let column = |name: &str| head.iter().position(|h| h == name).expect(name);
    let (id, date, first, last) = (column("id"), column("date"), column("first_day"), column("last_day"));
    let cells: HashMap<String, [String; 3]> = reader
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[id].to_owned(), [&row[date], &row[first], &row[last]].map(str::to_owned)))
        .collect();

    let ics = exported(&archive, OutputFormat::Ics).replace("\r\n ", "");
    let entry = |id: &str| ics.split("BEGIN:VEVENT").find(|entry| entry.contains(&format!("UID:{id}@")));
    let markdown = exported(&archive, OutputFormat::Markdown).replace('\\', "");
    for row in table() {
        // A date that begins with a hyphen is a formula to a spreadsheet, and defused.
        let [date, first, last] = &cells[&row.id];
        assert_eq!([date.trim_start_matches('\''), first, last], [row.edtf, row.days[0], row.days[1]]);
        assert!(markdown.contains(&format!("*{} · ", row.said[0])), "{}", row.edtf);
        let Some(entry) = entry(&row.id) else {
            assert_eq!(row.calendar, "", "{} is no entry", row.edtf);
            continue;
        };
        let property = |name: &str| entry.lines().find_map(|line| line.strip_prefix(name)).expect(name);
        let days = format!("{} {}", property("DTSTART;VALUE=DATE:"), property("DTEND;VALUE=DATE:"));
        assert_eq!(days, row.calendar.trim_start_matches('~'), "{}", row.edtf);
        let tentative = row.calendar.starts_with('~');
        assert_eq!(property("STATUS:"), if tentative { "TENTATIVE" } else { "CONFIRMED" }, "{}", row.edtf);
        for text in [property("SUMMARY:"), property("DESCRIPTION:")] {
            let doubt = ["about ", "About ", "date uncertain", "Date uncertain", "date approximate", "Date approximate"];
            assert_eq!(doubt.iter().any(|words| text.contains(words)), tentative, "{}: {text}", row.edtf);
        }
    }
}
