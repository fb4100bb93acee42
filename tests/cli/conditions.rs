//! Conditions by options and by fields of the query: the same words, read by the same readers, part of the same query.

use cadialog::record::RecordType;

use super::{json, run};

/// The ids that a call lists, sorted; without a remark, for what is not understood selects everything.
fn ids(arguments: &[&str]) -> Vec<String> {
    let listed = run(&[arguments, &["--format", "ids"]].concat());
    assert!(listed.code <= 1, "{arguments:?}: {}", listed.err);
    assert!(!listed.err.contains(" is no ") && !listed.err.contains("no date"), "{arguments:?}: {}", listed.err);
    let mut ids: Vec<String> = listed.out.lines().map(str::to_owned).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn every_form_of_date_selects_alike_as_option_and_as_field() {
    for (date, finds) in [
        ("2025", true),
        ("2025-03", true),
        ("2025-12-19", true),
        ("2025~", true),
        ("2018?", true),
        ("2012-11%", true),
        ("201X", true),
        ("2012-XX", true),
        ("2024-09/2024-10", true),
        ("2019/..", true),
        ("../2005", true),
        ("[2018-06..2019-05]", true),
        ("2018-21", true),
        ("2015..2020", true),
        ("2019-05..", true),
        ("..2005", true),
        ("2024-09..2024-10-15", true),
        ("2015~..2020?", true),
        (">=2019-05", true),
        ("<=2005", true),
        (">2019", true),
        ("<2005-06", true),
        (">2024~", true),
        ("2017,2019", true),
        ("2090", false),
        // What began nobody knows when can touch any day before its end.
        ("-0500", true),
        ("<0000", true),
        (">9999", false),
    ] {
        let types = "event,quote,outcome,project,document,source";
        let option = ids(&["list", "--type", types, "--date", date]);
        let field = ids(&["search", &format!("type:{types} date:{date}")]);
        assert_eq!(option, field, "{date}");
        let mixed = ids(&["search", &format!("year:{date}"), "--type", types]);
        assert_eq!(option, mixed, "{date}");
        // The line that says what was understood reads back as the same question.
        let said = json(&["list", "--type", types, "--date", date, "--format", "json"])["query"].as_str().map(str::to_owned);
        assert_eq!(option, ids(&["search", &said.expect("a query")]), "{date}");
        assert_eq!(!option.is_empty(), finds, "{date}");
    }
}

#[test]
fn types_countries_and_topics_select_alike_as_options_and_as_fields() {
    for (option, field, value) in [
        ("--type", "type", "quote"),
        ("--type", "type", "people"),
        ("--type", "type", "ev"),
        ("--type", "type", "event,organization"),
        ("-c", "country", "kz"),
        ("-c", "country", "ca5"),
        ("-c", "country", "Казахстан,Japan"),
        ("-c", "country", "カザフスタン"),
        ("-c", "country", "Kyrgyz Republic"),
        ("-t", "topic", "energy"),
        ("-t", "topic", "tour"),
        ("-t", "topic", "energy,health"),
    ] {
        let written: Vec<String> = value.split(',').map(|value| format!("\"{value}\"")).collect();
        let as_field = ids(&["search", &format!("{field}:{}", written.join(","))]);
        assert!(!as_field.is_empty(), "{field}:{value}");
        assert_eq!(ids(&["search", "date:1900..2090", option, value]), {
            let dated = format!("{field}:{} date:1900..2090", written.join(","));
            ids(&["search", &dated])
        });
        let types = RecordType::ALL.map(RecordType::name).join(",");
        let listed =
            if option == "--type" { vec!["list", option, value] } else { vec!["list", "--type", types.as_str(), option, value] };
        assert_eq!(ids(&listed), as_field, "{option} {value}");
    }
}

#[test]
fn what_is_no_value_is_the_same_fault_and_names_the_option() {
    for (option, field, value) in [
        ("--type", "type", "evnts"),
        ("--date", "date", "soon"),
        ("--date", "date", "2020..2015"),
        ("--country", "country", "KX"),
        ("--topic", "topic", "enrgy"),
    ] {
        let wrong = run(&["list", option, value]);
        assert_eq!(wrong.code, 2, "{option} {value}");
        let strict = run(&["search", "--strict", &format!("{field}:{value}")]);
        let message = strict.err.trim().strip_prefix("cadialog: ").expect("a message").to_owned();
        assert_eq!(wrong.err.trim(), format!("cadialog: {option}: {message}"));
    }
}

#[test]
fn counts_and_ways_out_are_those_of_the_whole_query() {
    let events = ids(&["search", "kawaguchi", "--type", "event"]);
    let all = ids(&["search", "kawaguchi"]);
    assert!(events.len() < all.len(), "{} of {}", events.len(), all.len());
    let most = run(&["search", "kawaguchi zebra", "--type", "event"]);
    let wanted = "records for type:event kawaguchi zebra, without “zebra”";
    assert!(most.code == 0 && most.err.contains(wanted), "{}", most.err);
    let nothing = run(&["search", "kawaguchi 'zebra'", "--type", "event"]);
    assert_eq!(nothing.code, 1);
    let wanted = format!("without 'zebra' there are {} records", events.len());
    assert!(nothing.err.contains(&wanted), "{wanted}: {}", nothing.err);
    assert_eq!(nothing.err, run(&["search", "kawaguchi 'zebra' type:event"]).err);
}
