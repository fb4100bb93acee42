//! Entries of reference libraries, and what they are read as.

use super::*;

const BIB: &str = r#"
@string{mofa = "Ministry of Foreign Affairs of Japan"}
@misc{founding, author = {{Ministry of Foreign Affairs of Japan}}, title = {{Central Asia} plus {Japan}: a \"Uberblick},
  year = 2004, month = aug, day = 28, url = {https://www.mofa.go.jp/a.html}, urldate = {2026-11-01}, langid = {english}}
@article{usmanov2020, author = {Usmanov, Jakhon and von der Leyen, Anna}, title = {Water}, journal = {Asian Survey}, date = {2020-03/2020-05},
  volume = 12, pages = {1--20}, keywords = {water, energy}, doi = {10.1/x}}
"#;

#[test]
fn bibtex_keeps_title_date_author_and_address() {
    let mut faults = Vec::new();
    let read = bib::read(BIB, &mut faults);
    assert_eq!(faults, []);
    assert_eq!(read[0].title, "Central Asia plus Japan: a Überblick");
    assert_eq!(read[0].authors, ["Ministry of Foreign Affairs of Japan"]);
    assert_eq!(day::read(&read[0].date, DateOrder::DayFirst).map(|r| r.edtf).as_deref(), Some("2004-08-28"));
    assert_eq!((read[0].url.as_str(), read[0].accessed.as_str()), ("https://www.mofa.go.jp/a.html", "2026-11-01"));
    assert_eq!(read[1].authors, ["Usmanov, Jakhon", "von der Leyen, Anna"]);
    assert_eq!(read[1].date, "2020-03/2020-05");
    assert!(read[1].others.contains(&("keyword".to_owned(), vec!["water".to_owned(), "energy".to_owned()])));
}

#[test]
fn a_faulty_entry_costs_no_other() {
    let mut faults = Vec::new();
    let text = format!("{BIB}\n@book{{broken, title = {{never closed\n\n@book{{whole, title = {{A book}}, year = 1999}}\n");
    let read = bib::read(&text, &mut faults);
    let keys: Vec<&str> = read.iter().map(|reference| reference.key.as_str()).collect();
    assert_eq!(keys, ["founding", "usmanov2020", "broken", "whole"]);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].0, 8);
}

#[test]
fn ris_values_go_on_and_repeat() {
    let mut faults = Vec::new();
    let text = "TY  - RPRT\r\nTI  - A report\r\nAU  - Matsumoto, Taro\r\nAU  - JICA\r\nDA  - 2020/03/12/\r\nPY  - 2020///\r\nUR  - https://e.org/r\r\nAB  - One\r\ntwo\r\nKW  - a\r\nKW  - b\r\nSP  - 3\r\nEP  - 9\r\nER  - \r\n\r\nTY  - ELEC\r\nTI  - No end\r\nPY  - 2021\r\n";
    let read = ris::read(text, &mut faults);
    assert_eq!(faults, []);
    assert_eq!(read[0].authors, ["Matsumoto, Taro", "JICA"]);
    assert_eq!((read[0].date.as_str(), read[0].url.as_str()), ("2020-03-12", "https://e.org/r"));
    assert!(read[0].others.contains(&("abstract".to_owned(), vec!["One\ntwo".to_owned()])));
    assert!(read[0].others.contains(&("page".to_owned(), vec!["3–9".to_owned()])));
    assert_eq!((read[1].title.as_str(), read[1].date.as_str()), ("No end", "2021"));
}

#[test]
fn csl_dates_and_names_have_many_shapes() {
    let text = r#"[{"id": "a", "type": "treaty", "title": "T", "author": [{"family": "Kawaguchi", "given": "Yoriko"}, {"literal": "JICA"}],
      "issued": {"date-parts": [[2004, 8, 28]]}, "URL": "https://e.org", "volume": 3},
      {"id": 7, "type": "book", "title": "B", "issued": {"date-parts": [["2019"], ["2020", "2"]]}},
      {"id": "c", "type": "webpage", "title": "C", "issued": {"raw": "12 March 2020"}, "accessed": "2024-05-01"}]"#;
    assert!(is_csl(text));
    assert!(!is_csl(r#"[{"id": "x", "kind": "summit", "title": "T"}]"#) && !is_csl(r#"{"pack": {}}"#));
    let read = csl::read(text).expect("sound");
    assert_eq!(read[0].authors, ["Kawaguchi, Yoriko", "JICA"]);
    let dates: Vec<&str> = read.iter().map(|reference| reference.date.as_str()).collect();
    assert_eq!(dates, ["2004-08-28", "2019/2020-02", "12 March 2020"]);
}
