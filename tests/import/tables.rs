//! Tables of many shapes: what their columns are taken for, and that no cell of them is lost.

use crate::common::{data, file, import, lost};
use cadialog::import::{ColumnRole, Import, RowType};
use encoding_rs::{SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use serde_json::Value;

/// A table, and what is to be made of it.
struct Case {
    file: &'static str,
    bytes: Vec<u8>,
    separator: u8,
    of_type: RowType,
    roles: &'static [(&'static str, ColumnRole)],
    /// Cells, and what they are written as.
    forms: &'static [(&'static str, &'static str)],
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn cases() -> Vec<Case> {
    vec![
        Case {
            file: "council.csv",
            // A byte-order mark, a blank column, two headings alike, short and long rows, a row twice.
            bytes: "\u{feff}Meeting date,Committee,Agenda item,Decision,Notes,Notes,,Ward\r\n\
                03/04/2024,Planning,Cycle path,\"Approved the path along Mill Road, with conditions\",loud,second note,,3\r\n\
                03/04/2024,Planning,Allotments,Deferred the allotments to the next meeting\r\n\
                17/04/2024,Finance,Budget,Adopted the budget with amendments to library hours,,,,5,beyond\r\n\
                03/04/2024,Planning,Allotments,Deferred the allotments to the next meeting\r\n\
                TBD,Finance,Audit,Asked the auditor to report on the pension fund,,,,1\r\n".as_bytes().to_vec(),
            separator: b',',
            of_type: RowType::Outcome,
            roles: &[("Meeting date", ColumnRole::Date), ("Committee", ColumnRole::Organisations), ("Agenda item", ColumnRole::Title), ("Decision", ColumnRole::Text), ("Notes", ColumnRole::Notes), ("Ward", ColumnRole::Field)],
            forms: &[("03/04/2024", "2024-04-03"), ("17/04/2024", "2024-04-17")],
        },
        Case {
            file: "actions.tsv",
            bytes: utf16("Ref\tAction item\tOwner\tOpened\tDue\tStatus\tWorking group\tURL\n\
                A-001\tWrite up the comments on clause 5 \"scope\"\tAnn Lee; Bo Yun\t2023-01-09\t2023-02-01\topen\tWG 2\thttps://standards.example.org/a/1\n\
                A-002\tAsk the liaison for the draft of part 3\tAnn Lee\t2023-01-09\t2023-03-01\tclosed\tWG 2\thttps://standards.example.org/a/2\n\
                A-003\tCirculate the minutes of the plenary\tBo Yun\t2023-02-06\tnext meeting\topen\tWG 5\t\n"),
            separator: b'\t',
            of_type: RowType::Outcome,
            roles: &[("Ref", ColumnRole::Id), ("Action item", ColumnRole::Text), ("Owner", ColumnRole::People), ("Opened", ColumnRole::Date), ("Due", ColumnRole::Due), ("Status", ColumnRole::Field), ("Working group", ColumnRole::Organisations), ("URL", ColumnRole::Address)],
            forms: &[],
        },
        Case {
            file: "treaties.csv",
            bytes: "Treaty,State Party,Signature,Ratification,Entry into force,Depositary,Declarations\n\
                Convention on Transboundary Waters,Kazakhstan,,11 Jan 2001,11 Apr 2001,Secretary-General,\n\
                Convention on Transboundary Waters,Germany,18 Mar 1992,30 Jan 1995,6 Oct 1996,Secretary-General,\"Declares that it is bound by article 22, paragraph 2\"\n\
                Convention on Transboundary Waters,Uzbekistan,,4 Sep 2007,3 Dec 2007,Secretary-General,\n\
                Charter on Energy,Japan,16 Jun 1995,23 Jul 2002,21 Oct 2002,Portugal,\n".as_bytes().to_vec(),
            separator: b',',
            of_type: RowType::Event,
            roles: &[("Treaty", ColumnRole::Title), ("State Party", ColumnRole::Countries), ("Ratification", ColumnRole::Date), ("Signature", ColumnRole::Field), ("Entry into force", ColumnRole::Field)],
            forms: &[("11 Jan 2001", "2001-01-11"), ("11 Apr 2001", "2001-04-11"), ("18 Mar 1992", "1992-03-18"), ("30 Jan 1995", "1995-01-30"), ("6 Oct 1996", "1996-10-06"),
                ("4 Sep 2007", "2007-09-04"), ("3 Dec 2007", "2007-12-03"), ("16 Jun 1995", "1995-06-16"), ("23 Jul 2002", "2002-07-23"), ("21 Oct 2002", "2002-10-21")],
        },
        Case {
            file: "votes.csv",
            bytes: "Resolution,Date,Title,Yes,No,Abstentions,Non-voting,Sponsors,Topics\n\
                A/RES/64/1,10/6/2009,Building connectivity in landlocked states,120,1,10,5,\"Kazakhstan, Uzbekistan\",Transport\n\
                A/RES/64/2,10/28/2009,Rights to water,100,20,30,0,\"Tajikistan, Uzbekistan, Kazakhstan\",Water; Energy\n\
                A/RES/64/3,11/2/2009,Nuclear tests remembered,190,0,1,1,Kazakhstan,Disarmament\n\
                A/RES/64/4,11/9/2009,Report of the Council,150,3,7,8,Japan,\n".as_bytes().to_vec(),
            separator: b',',
            of_type: RowType::Outcome,
            roles: &[("Resolution", ColumnRole::Id), ("Date", ColumnRole::Date), ("Title", ColumnRole::Title), ("Yes", ColumnRole::For), ("No", ColumnRole::Against), ("Abstentions", ColumnRole::Abstain), ("Non-voting", ColumnRole::Field), ("Topics", ColumnRole::Topics)],
            forms: &[("10/6/2009", "2009-10-06"), ("10/28/2009", "2009-10-28"), ("11/2/2009", "2009-11-02"), ("11/9/2009", "2009-11-09"), ("Transport", "transport-connectivity"), ("Water; Energy", "environment-water; energy"),
                ("Kazakhstan, Uzbekistan", "Kazakhstan; Uzbekistan"), ("Tajikistan, Uzbekistan, Kazakhstan", "Tajikistan; Uzbekistan; Kazakhstan")],
        },
        Case {
            file: "会議.csv",
            bytes: SHIFT_JIS.encode("開催日,会議名,開催地,参加国,出席者,概要,備考\r\n\
                2004年8月28日,第1回外相会合,アスタナ,日本、カザフスタン,川口順子、トカエフ,対話を立ち上げた。,\r\n\
                平成18年6月5日（月）,第2回外相会合,東京,日本,麻生太郎,行動計画を採択した。,録音あり\r\n\
                2010年8月,第3回外相会合,タシケント,日本、ウズベキスタン,岡田克也,協力を確認した。,\r\n").0.into_owned(),
            separator: b',',
            of_type: RowType::Event,
            roles: &[("開催日", ColumnRole::Date), ("会議名", ColumnRole::Title), ("開催地", ColumnRole::City), ("出席者", ColumnRole::People), ("概要", ColumnRole::Summary), ("備考", ColumnRole::Notes)],
            forms: &[("2004年8月28日", "2004-08-28"), ("平成18年6月5日（月）", "2006-06-05"), ("2010年8月", "2010-08")],
        },
        Case {
            file: "встречи.csv",
            bytes: WINDOWS_1251.encode("Дата;Мероприятие;Город;Страны;Участники;Содержание;Ссылка\r\n\
                12.03.2019;Заседание рабочей группы;Ташкент;Узбекистан, Казахстан;Иванов И. И.; обсудили воду;\r\n\
                05.04.2019 – 06.04.2019;Семинар по энергетике;Алматы;Казахстан, Япония;Ким А.;\"Итоги: дорожная карта; следующий этап\";https://example.org/s\r\n\
                июнь 2020 г.;Видеоконференция;;Кыргызстан;Петрова О.;Отложена;\r\n").0.into_owned(),
            separator: b';',
            of_type: RowType::Event,
            roles: &[("Дата", ColumnRole::Date), ("Мероприятие", ColumnRole::Title), ("Город", ColumnRole::City), ("Страны", ColumnRole::Countries), ("Участники", ColumnRole::People), ("Содержание", ColumnRole::Summary), ("Ссылка", ColumnRole::Address)],
            forms: &[("12.03.2019", "2019-03-12"), ("05.04.2019 – 06.04.2019", "2019-04-05/2019-04-06"), ("июнь 2020 г.", "2020-06"),
                ("Узбекистан, Казахстан", "Узбекистан; Казахстан"), ("Казахстан, Япония", "Казахстан; Япония")],
        },
        Case {
            file: "beschluesse.csv",
            bytes: WINDOWS_1252.encode("Niederschrift des Gemeinderates\r\n\r\nSitzungsdatum;Ausschuss;Gegenstand;Beschluss;Betrag;Anteil;Öffentlich\r\n\
                05.02.2021;Bauausschuss;Brücke über die Aller;Die Brücke wird für den Verkehr gesperrt;1.250,50;12,5%;ja\r\n\
                12.02.2021;Kulturausschuss;Bücherei;Die Bücherei öffnet auch am Sonnabend;300,00;3%;nein\r\n\
                19.02.2021;Bauausschuss;Schule;Die Schule erhält ein neues Dach;2.000.000,00;100%;ja\r\n").0.into_owned(),
            separator: b';',
            of_type: RowType::Outcome,
            roles: &[("Sitzungsdatum", ColumnRole::Date), ("Ausschuss", ColumnRole::Organisations), ("Gegenstand", ColumnRole::Title), ("Beschluss", ColumnRole::Text), ("Betrag", ColumnRole::Field), ("Öffentlich", ColumnRole::Field)],
            forms: &[("05.02.2021", "2021-02-05"), ("12.02.2021", "2021-02-12"), ("19.02.2021", "2021-02-19"), ("1.250,50", "1250.5"), ("300,00", "300"),
                ("2.000.000,00", "2000000"), ("12,5%", "12.5"), ("3%", "3"), ("100%", "100"), ("ja", "true"), ("nein", "false")],
        },
        Case {
            file: "quotes.csv",
            bytes: "Speaker,Position,Date,Quote,Occasion,Source URL\n\
                Kawaguchi Yoriko,Foreign Minister,28 August 2004,\"We start a dialogue.\nIt will last, I am sure; \"\"always\"\".\",Astana,https://e.org/1\n\
                Kassym-Jomart Tokayev,Foreign Minister,28 August 2004,\"Central Asia looks east, too.\",Astana,https://e.org/1\n\
                ,,2006,Nobody knows who said this sentence.,Tokyo,see the archive\n".as_bytes().to_vec(),
            separator: b',',
            of_type: RowType::Quote,
            roles: &[("Speaker", ColumnRole::Speaker), ("Position", ColumnRole::Office), ("Date", ColumnRole::Date), ("Quote", ColumnRole::Text), ("Occasion", ColumnRole::Field), ("Source URL", ColumnRole::Address)],
            forms: &[("28 August 2004", "2004-08-28")],
        },
        Case {
            file: "html.csv",
            bytes: "eventDate|eventTitle|description|website|tags\n\
                2022-05-01T09:30:00Z|Open day &amp; fair|<p>Stalls, <b>music</b></p><p>and more &ndash; free</p>|https://e.org/open|family;music\n\
                2022-06-11|Talk on rivers|<a href=\"https://e.org/rivers\">Programme</a> of the talk<br>in two parts|https://e.org/talk|water;music\n\
                2022-07-02|3 < 4 and R&D|plain|https://e.org/rd|family\n".as_bytes().to_vec(),
            separator: b'|',
            of_type: RowType::Event,
            roles: &[("eventDate", ColumnRole::Date), ("eventTitle", ColumnRole::Title), ("description", ColumnRole::Summary), ("website", ColumnRole::Address), ("tags", ColumnRole::Field)],
            forms: &[("Open day &amp; fair", "Open day & fair")],
        },
        Case {
            file: "reunions.csv",
            bytes: "Année;Mois;Jour;Objet;Lieu;Présents;Compte rendu\n\
                2021;mars;12;Assemblée générale;Genève;Anne Roy, Paul Petit, Luc Noir;Le budget est voté.\n\
                2021;juin;;Comité de lecture;Lyon;Anne Roy, Luc Noir;Trois livres sont retenus.\n\
                2022;;;Bilan;Genève;Paul Petit, Anne Roy;On fait le point.\n".as_bytes().to_vec(),
            separator: b';',
            of_type: RowType::Event,
            roles: &[("Année", ColumnRole::Year), ("Mois", ColumnRole::Month), ("Jour", ColumnRole::Day), ("Objet", ColumnRole::Title), ("Lieu", ColumnRole::City), ("Présents", ColumnRole::People), ("Compte rendu", ColumnRole::Summary)],
            forms: &[("2021", "2021-"), ("mars", "2021-03-12"), ("12", "2021-03-12"), ("juin", "2021-06"), ("Anne Roy, Paul Petit, Luc Noir", "Anne Roy; Paul Petit; Luc Noir"),
                ("Anne Roy, Luc Noir", "Anne Roy; Luc Noir"), ("Paul Petit, Anne Roy", "Paul Petit; Anne Roy")],
        },
    ]
}

fn role(import: &Import, sheet: &str, heading: &str) -> Option<ColumnRole> {
    import.guesses.sheets[sheet].columns.iter().find(|column| column.heading == heading).and_then(|column| column.role)
}

fn read_case(case: &Case) -> (Import, String) {
    let path = file("tables", case.file, &case.bytes);
    let stem = path.file_stem().expect("a stem").to_string_lossy().into_owned();
    (import(&path), stem)
}

#[test]
fn columns_are_guessed_right_without_help() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (import, sheet) = read_case(&case);
        assert_eq!(import.guesses.sheets[&sheet].of_type, Some(case.of_type), "{}", case.file);
        for (heading, wanted) in case.roles {
            let found = role(&import, &sheet, heading);
            if found != Some(*wanted) {
                wrong.push(format!("{}: {heading} is {found:?}, not {wanted:?}", case.file));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_cell_is_lost() {
    for case in cases() {
        let (import, sheet) = read_case(&case);
        let (text, _, _) = encoding_rs::UTF_8.decode(&case.bytes);
        let text = match import.guesses.sheets[&sheet].encoding.as_deref() {
            None | Some("UTF-8") => text.into_owned(),
            Some(name) => encoding_rs::Encoding::for_label(name.as_bytes()).expect(name).decode(&case.bytes).0.into_owned(),
        };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(case.separator).from_reader(text.as_bytes());
        let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
        let mut inside = 0;
        for record in reader.records().map(|record| record.expect("sound")) {
            // Blank lines are rows, line breaks inside of cells are none.
            let start = usize::try_from(record.position().expect("a place").byte()).expect("small");
            let start = start + text[start..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            rows.push((text[..start].matches('\n').count() - inside, record.iter().map(str::to_owned).collect()));
            inside += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        }
        let header = import.guesses.sheets[&sheet].header_row.expect("told") as usize - 1;
        rows.retain(|(row, _)| *row != header);
        assert_eq!(lost(&import, &sheet, &rows, case.forms), Vec::<String>::new(), "{}", case.file);
    }
}

/// The cells from which a spreadsheet was made.
fn cells(name: &str, sheet: &str) -> Vec<(usize, Vec<String>)> {
    let text = std::fs::read_to_string(data(name)).expect("cells");
    let all: Value = serde_json::from_str(&text).expect("sound");
    let sheet = all["sheets"].as_array().expect("sheets").iter().find(|known| known["name"] == sheet).expect("the sheet").clone();
    let shown = |cell: &Value| match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let rows = sheet["rows"].as_array().expect("rows").clone();
    rows.iter().map(|row| row.as_array().expect("cells").iter().map(shown).collect()).enumerate().collect()
}

#[test]
fn title_rows_and_merged_cells_are_understood() {
    let import = import(&data("merged.xlsx"));
    let sheet = &import.guesses.sheets["Minutes 2024"];
    assert_eq!((sheet.header_row, sheet.of_type), (Some(5), Some(RowType::Outcome)));
    let roles: Vec<Option<ColumnRole>> = sheet.columns.iter().map(|column| column.role).collect();
    let wanted = [
        ColumnRole::Date,
        ColumnRole::Organisations,
        ColumnRole::Title,
        ColumnRole::For,
        ColumnRole::Against,
        ColumnRole::Abstain,
        ColumnRole::Venue,
    ]
    .map(Some);
    assert_eq!(roles[..6], wanted[..6]);
    assert_eq!(sheet.columns[3].heading, "Votes – Ayes");
    let mut rows = cells("merged.cells", "Minutes 2024");
    rows.retain(|(row, _)| ![3, 4].contains(row));
    assert_eq!(lost(&import, "Minutes 2024", &rows, &[]), Vec::<String>::new());
    let second =
        import.records.iter().find(|record| record.get("text").is_some_and(|text| text == "Allotments behind the station"));
    assert_eq!(
        second.and_then(|record| record.get("date")),
        Some(&Value::from("2024-03-12")),
        "its date is merged with that above"
    );
}

#[test]
fn serial_dates_formulas_and_errors_are_read_and_named() {
    let import = import(&data("serials.xlsx"));
    let sheet = &import.guesses.sheets["Visits"];
    let found = |heading: &str| role(&import, "Visits", heading).expect(heading);
    assert_eq!(
        ["No.", "Arrival", "Departure", "Visitor", "From"].map(found),
        [ColumnRole::Id, ColumnRole::Start, ColumnRole::End, ColumnRole::People, ColumnRole::Countries]
    );
    assert_eq!(sheet.title_from.as_deref(), Some("E"));
    let visit =
        |row: usize| import.records.iter().find(|record| record.row == row && record.of_type.name() == "event").expect("a visit");
    assert_eq!(visit(1).get("date"), Some(&Value::from("1990-01-10/1990-01-12")));
    assert_eq!(visit(3).get("date"), Some(&Value::from("1990-02-01")));
    assert_eq!(visit(1).get("nights"), Some(&Value::from(2)));
    assert_eq!(visit(1).get("talks_lasted"), Some(&Value::from("1:30")));
    assert_eq!(visit(1).get("invited_on"), Some(&Value::from("1989-03-04")));
    assert_eq!(visit(1).get("official"), Some(&Value::Bool(true)));
    assert_eq!(visit(2).get("countries"), None);
    let told = |cell: &str| import.findings.iter().find(|finding| finding.cell == cell).map(|finding| finding.text.as_str());
    assert_eq!(told("Visits!D4"), Some("the formula of this cell gives #DIV/0!"));
    assert_eq!(told("Visits!F3"), Some("no country is called “Yemen Arab Republic”; it is kept as it is"));
    assert_eq!(told("Visits!I2"), Some("“3/4/1989” is read as 1989-03-04, the month first: as “12/25/1989” in Visits!I3 shows"));
    let mut rows = cells("serials.cells", "Visits");
    rows.remove(0);
    let forms = [
        ("32883", "1990-01-10/1990-01-12"),
        ("32885", "1990-01-10/1990-01-12"),
        ("32896", "1990-01-23/1990-01-26"),
        ("32899", "1990-01-23/1990-01-26"),
        ("32905", "1990-02-01"),
        ("32909", "1990-02-05"),
        ("3/4/1989", "1989-03-04"),
        ("12/25/1989", "1989-12-25"),
        ("1/5/1990", "1990-01-05"),
    ];
    assert_eq!(lost(&import, "Visits", &rows, &forms), Vec::<String>::new());
}

#[test]
fn every_sheet_of_a_workbook_becomes_records_of_its_own_sort() {
    for name in ["sheets.xlsx", "sheets.ods"] {
        let import = import(&data(name));
        assert_eq!(import.tables, ["Meetings", "Statements", "Read me"], "{name}");
        assert_eq!(import.guesses.sheets["Meetings"].of_type, Some(RowType::Event));
        assert_eq!(import.guesses.sheets["Statements"].of_type, Some(RowType::Quote));
        let second =
            import.records.iter().find(|record| record.get("m_id").is_some() || record.id == "sheets-m-02").expect("by its id");
        assert_eq!(second.get("date"), Some(&Value::from("2020-03-02/2020-03-04")));
        assert_eq!(second.get("status"), Some(&Value::from("postponed")));
        assert_eq!(second.get("countries"), Some(&serde_json::json!(["JP", "UZ", "KG"])));
        for sheet in ["Meetings", "Statements"] {
            let mut rows = cells("sheets.cells", sheet);
            rows.remove(0);
            let ends = [
                ("2019-05-06", "2019-05-0"),
                ("2019-05-08", "2019-05-06/2019-05-08"),
                ("2020-03-02", "2020-03-02/2020-03-04"),
                ("2020-03-04", "2020-03-02/2020-03-04"),
            ];
            assert_eq!(lost(&import, sheet, &rows, &ends), Vec::<String>::new(), "{name}");
        }
        assert_eq!(lost(&import, "Read me", &cells("sheets.cells", "Read me"), &[]), Vec::<String>::new());
    }
}

#[test]
fn an_old_workbook_is_read() {
    let import = import(&data("termine.xls"));
    let found = |heading: &str| role(&import, "Termine", heading).expect(heading);
    assert_eq!(
        ["Datum", "Veranstaltung", "Ort", "Veranstalter", "Teilnehmer", "Betrag"].map(found),
        [ColumnRole::Date, ColumnRole::Title, ColumnRole::City, ColumnRole::Hosts, ColumnRole::People, ColumnRole::Field]
    );
    let mut rows = cells("termine.cells", "Termine");
    rows.remove(0);
    assert_eq!(lost(&import, "Termine", &rows, &[]), Vec::<String>::new());
}
