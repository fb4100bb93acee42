//! What is misspelt gets the nearest names, on stderr, and exit code 2.

use std::collections::BTreeSet;

use super::run;

#[test]
fn unknown_names_come_with_the_nearest_ones() {
    for (arguments, wanted) in [
        (&["show", "td-13-202"][..], "did you mean “td-13-2025”"),
        (&["show", "tokayef"], "did you mean “tokayev”"),
        (&["list", "-c", "Kazkhstn"], "Kazakhstan"),
        (&["list", "-c", "KX"], "KZ"),
        (&["list", "-t", "enrgy"], "energy"),
        (&["list", "evnts"], "did you mean “events”"),
        (&["list", "--format", "jsn"], "json"),
        (&["serch", "water"], "did you mean “search”"),
        (&["lsit"], "did you mean “list”"),
    ] {
        let wrong = run(arguments);
        assert_eq!(wrong.code, 2, "{arguments:?}");
        assert!(wrong.err.contains(wanted), "{arguments:?} does not offer {wanted}:\n{}", wrong.err);
    }
}

#[test]
fn records_found_by_their_topic_only_come_with_the_query_for_all_of_it() {
    let told = run(&["search", "uranium"]).err;
    let ids = |arguments: &[&str]| -> BTreeSet<String> {
        run(&[arguments, &["--format", "ids"]].concat()).out.lines().map(str::to_owned).collect()
    };
    // What has the topic itself; people, bodies and sources have it through others.
    let of_topic = ids(&["list", "--type", "event,quote,outcome,project,document", "-t", "energy"]);
    let only = of_topic.difference(&ids(&["search", "uranium"])).count();
    assert!(only > 100, "{only}");
    assert!(told.contains(&format!("by topic Energy only ({only}); topic:energy asks for the whole topic")), "{told}");
    assert!(run(&["search", "topic:energy", "--limit", "1"]).code == 0);
    assert!(!run(&["search", "catalyst"]).err.contains("whole topic"));
    assert!(!run(&["search", "uranium", "--exact"]).err.contains("whole topic"));
}

#[test]
fn what_is_like_nothing_gets_the_whole_choice_or_a_way_on() {
    let wrong = run(&["list", "-c", "Atlantis"]);
    assert!(wrong.err.contains("no country “Atlantis”") && wrong.err.contains("KZ"), "{}", wrong.err);
    let wrong = run(&["list", "-t", "xyzzy"]);
    assert!(wrong.err.contains("no topic “xyzzy”") && wrong.err.contains("energy"), "{}", wrong.err);
    let wrong = run(&["show", "xyzzy"]);
    assert!(wrong.err.contains("cadialog search xyzzy"), "{}", wrong.err);
}

#[test]
fn words_in_place_of_an_id_lead_to_the_record_that_has_them() {
    let wrong = run(&["cite", "tokyo", "declaration"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean “doc-tokyo-declaration-2025”"), "{}", wrong.err);
    let wrong = run(&["cite", "tokyo", "xyzzy"]);
    assert!(wrong.err.contains("cadialog search tokyo xyzzy") && !wrong.err.contains("tokayev"), "{}", wrong.err);
    let wrong = run(&["list", "-t", "enrgy"]);
    assert_eq!(wrong.err.to_lowercase().matches("“energy”").count(), 1, "{}", wrong.err);
}

#[test]
fn a_minus_before_a_word_is_answered_with_how_words_are_left_out() {
    for word in ["tourism", "cancelled", "postponed"] {
        let wrong = run(&["search", "visa", &format!("-{word}")]);
        assert_eq!(wrong.code, 2);
        assert!(wrong.err.contains(&format!("'!{word}'")) && wrong.err.contains("quotation marks"), "{}", wrong.err);
    }
    let (marked, quoted) =
        (run(&["search", "visa", "!tourism", "--format", "ids"]), run(&["search", "visa -tourism", "--format", "ids"]));
    assert!(marked.code == 0 && marked.out == quoted.out, "{}{}", marked.err, quoted.err);
    assert!(!run(&["list", "-t", "enrgy"]).err.contains("leave"), "that was meant as an option");
}

#[test]
fn what_the_query_reader_says_is_plain_and_said_once() {
    let said = run(&["search", &format!("water {}", "(".repeat(900))]).err;
    assert!(said.lines().count() <= 4 && said.contains("times)"), "{said}");
    let said = run(&["search", "/[a/"]).err;
    assert!(said.contains("not a regular expression (unclosed character class); read as words"), "{said}");
    let said = run(&["search", "\"peace afghanistan\"~1000"]);
    assert!(said.err.contains("at most 255 words") && said.err.contains("~255") && said.code == 0, "{}{}", said.err, said.out);
    for signs in ["🐟", "$$$", "'"] {
        let said = run(&["search", signs]);
        assert!(said.code == 2 && said.err.contains("searched for"), "{}", said.err);
    }
}

#[test]
fn a_word_before_a_command_is_refused() {
    let wrong = run(&["water", "list"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("water"), "{}", wrong.err);
}

#[test]
fn a_query_that_is_not_understood_is_searched_with_a_hint_unless_strict() {
    let found = run(&["search", "country:KX", "water"]);
    assert_eq!(found.code, 0);
    assert!(found.err.contains("KX"), "{}", found.err);
    assert_eq!(run(&["search", "country:KX", "water", "--strict"]).code, 2);
}

#[test]
fn messages_cannot_drive_the_terminal() {
    let wrong = run(&["show", "a\u{1b}[31mb\u{202e}"]);
    assert_eq!(wrong.code, 2);
    assert!(!wrong.err.contains(['\u{1b}', '\u{202e}']), "{:?}", wrong.err);
    let wrong = run(&["list", "-c", "\u{1b}]0;x\u{7}"]);
    assert!(!wrong.err.contains(['\u{1b}', '\u{7}']), "{:?}", wrong.err);
}
