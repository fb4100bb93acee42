//! The office of a person, from the words beside the name.

use super::words::words;

/// The office that stands before a name: "Parliamentary Vice-Minister for Foreign Affairs".
pub(super) fn office(before: &str) -> Option<String> {
    let small = ["of", "for", "and", "the", "to", "in"];
    let all: Vec<&str> = before.split_whitespace().collect();
    let kept = |word: &&&str| {
        let ends = word.ends_with([',', '.', ';', ':', ')', '”']);
        let name = word.ends_with("’s") || word.ends_with("'s");
        !ends && !name && (small.contains(*word) || word.starts_with(char::is_uppercase))
    };
    let count = all.iter().rev().take_while(kept).count();
    let run: Vec<&str> = all[all.len() - count..].iter().copied().skip_while(|word| small.contains(word)).collect();
    let title = run.join(" ");
    let bare = ["Mr", "Mrs", "Ms", "Dr", "The", "H.E", "Professor"];
    (!run.is_empty() && !bare.contains(&title.as_str()) && words(&title).len() <= 12).then_some(title)
}

/// The office that follows a name: ", Prime Minister of Japan,".
pub(super) fn office_after(after: &str) -> Option<String> {
    const TITLES: [&str; 12] = [
        "Minister",
        "President",
        "Director",
        "Secretary",
        "Ambassador",
        "Chair",
        "Chairman",
        "Professor",
        "Head",
        "Chief",
        "Envoy",
        "Representative",
    ];
    let run = after.strip_prefix(", ")?.split([',', '.', ';', '(']).next()?;
    let small = ["of", "for", "and", "the", "to", "in"];
    let kept = |word: &&str| small.contains(word) || word.starts_with(char::is_uppercase);
    let mut run: Vec<&str> = run.split_whitespace().take_while(kept).collect();
    while run.last().is_some_and(|word| small.contains(word)) {
        run.pop();
    }
    let is_title = run.iter().any(|word| TITLES.iter().any(|title| word.ends_with(title)));
    (is_title && run.len() <= 12).then(|| run.join(" "))
}
