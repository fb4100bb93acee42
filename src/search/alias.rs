//! Short forms that the field uses, with what they stand for. What the data itself abbreviates is not repeated here.

/// Short forms and the phrases they stand for, all folded.
const ALIASES: [(&str, &[&str]); 14] = [
    ("fmm", &["foreign ministers meeting"]),
    ("som", &["senior officials meeting"]),
    ("td", &["tokyo dialogue"]),
    ("eed", &["economy and energy dialogue"]),
    ("cajad", &["ca jad", "central asia plus japan"]),
    ("ca", &["central asia", "central asian"]),
    ("pm", &["prime minister"]),
    ("fm", &["foreign minister"]),
    ("mfa", &["ministry of foreign affairs"]),
    ("un", &["united nations"]),
    ("ssr", &["soviet socialist republic"]),
    ("covid", &["pandemic"]),
    ("tcitr", &["trans caspian international transport route"]),
    ("usa", &["united states"]),
];

/// What `term` stands for, as words.
pub(crate) fn of(term: &str) -> impl Iterator<Item = Vec<&'static str>> + '_ {
    ALIASES
        .iter()
        .filter(move |(short, _)| *short == term)
        .flat_map(|(_, phrases)| phrases.iter())
        .map(|phrase| phrase.split(' ').collect())
}
