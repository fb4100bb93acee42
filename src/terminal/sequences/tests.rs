//! Sequences whole, cut, late and lost, in time that the tests make.

use super::*;
use crate::keys::Key;

/// What bytes mean that come in pieces, each so many milliseconds after the one before, and then nothing more.
fn read(pieces: &[(u64, &[u8])]) -> Vec<String> {
    let mut sequences = Sequences::default();
    let mut now = Duration::ZERO;
    for (pause, bytes) in pieces {
        let arrives = now + Duration::from_millis(*pause);
        while let Some(patience) = sequences.patience(now).filter(|patience| now + *patience < arrives) {
            now += patience;
            sequences.expire(now);
        }
        now = arrives;
        sequences.feed(now, bytes);
    }
    while let Some(patience) = sequences.patience(now) {
        assert!(patience <= Duration::from_secs(1), "the keyboard is deaf for {patience:?}");
        now += patience;
        sequences.expire(now);
    }
    std::iter::from_fn(|| sequences.next_event())
        .map(|event| match event {
            Event::Key(event) => Key::from_event(event).map_or_else(|| "released".to_owned(), |key| key.to_string()),
            Event::Paste(text) => format!("“{text}”"),
            Event::Mouse(event) => format!("mouse {}", event.column),
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn sequences_mean_keys_under_all_their_names() {
    for (bytes, keys) in [
        (&b"jk"[..], &["j", "k"][..]),
        (b"\x1b", &["Esc"]),
        (b"\x1b\x1b", &["Esc", "Esc"]),
        (b"\x1b\x1b[A", &["Esc", "Up"]),
        (b"\x1bx", &["M-x"]),
        ("\u{1b}ж".as_bytes(), &["M-ж"]),
        ("松".as_bytes(), &["松"]),
        (b"\x1b[A", &["Up"]),
        (b"\x1bOA", &["Up"]),
        (b"\x1b[1;5D", &["C-Left"]),
        (b"\x1b[1;3C", &["M-Right"]),
        (b"\x1bOd", &["C-Left"]),
        (b"\x1b[d", &["S-Left"]),
        (b"\x1b[H\x1bOH\x1b[1~\x1b[7~", &["Home", "Home", "Home", "Home"]),
        (b"\x1b[F\x1bOF\x1b[4~\x1b[8~", &["End", "End", "End", "End"]),
        (b"\x1b[5~\x1b[6~\x1b[3~\x1b[2~", &["PgUp", "PgDn", "Delete", "Insert"]),
        (b"\x1b[3;5~\x1b[3^", &["C-Delete", "C-Delete"]),
        (b"\x1bOP\x1b[11~\x1b[[A\x1b[P", &["F1", "F1", "F1", "F1"]),
        (b"\x1b[17~\x1b[24~\x1b[21~", &["F6", "F12", "F10"]),
        (b"\x1b[Z", &["S-Tab"]),
        (b"\x7f\x08", &["Backspace", "C-h"]),
        (b"\x1b\x7f\x1b\r", &["M-Backspace", "M-Enter"]),
        (b"\r\n\t", &["Enter", "C-j", "Tab"]),
        (b"\x00\x1c\x1d\x1e\x1f", &["C-Space", "C-\\", "C-]", "C-^", "C-/"]),
        (b"\x1bOM\x1bOq\x1bOk", &["Enter", "1", "+"]),
        (b"\x1b[27;5;47~", &["C-/"]),
        (b"\x1b[99;5u\x1b[97;2u\x1b[13u\x1b[127;3u", &["C-c", "A", "Enter", "M-Backspace"]),
        (b"\x1b[97;1:1u\x1b[97;1:3u", &["a", "released"]),
        (b"\x1b[<0;5;3M\x1b[<0;5;3m\x1b[<65;9;3M", &["mouse 4", "mouse 8"]),
    ] {
        assert_eq!(read(&[(0, bytes)]), keys, "{}", bytes.escape_ascii());
    }
}

#[test]
fn answers_and_foreign_sequences_mean_nothing() {
    for bytes in [
        &b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"[..],
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
        b"\x1bP>|tmux 3.4\x1b\\",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b^private\x1b\\",
        b"\x1bXstring\x1b\\",
        b"\x1b]52;c;aGVsbG8gd29ybGQ=\x1b\\",
        b"\x1b[>0;276;0c",
        b"\x1b[?62;22c",
        b"\x1b[?2026;2$y",
        b"\x1b[12;40R",
        b"\x1b[0n",
        b"\x1b[4;600;800t",
        b"\x1b[?1u",
        b"\x1b[I\x1b[O",
        b"\x1b[201~",
        b"\x1b[M !!",
        b"\x1b[57358u",
        b"\xff\x80\xc0",
    ] {
        // Whole, and cut in two at every place, with a pause as of a line that falters.
        for cut in 0..bytes.len() {
            for pause in [0, 45] {
                let said = read(&[(0, &bytes[..cut]), (pause, &bytes[cut..]), (20, b"q")]);
                assert_eq!(said, ["q"], "{} cut at {cut}, {pause} ms", bytes.escape_ascii());
            }
        }
    }
}

#[test]
fn what_does_not_go_on_is_given_up_and_the_next_key_is_heard() {
    for (begun, keys) in [
        (&b"\x1b"[..], &["Esc", "j"][..]),
        (b"\x1b[", &["M-[", "j"]),
        (b"\x1bO", &["M-O", "j"]),
        (b"\x1b]", &["M-]", "j"]),
        (b"\x1b[?", &["j"]),
        (b"\x1b[1;5", &["j"]),
        (b"\x1b[[", &["j"]),
        (b"\x1b[M ", &["j"]),
        (b"\x1b]11;rgb:1e1e", &["j"]),
        (b"\x1b]11;rgb:1e1e\x1b", &["j"]),
        (b"\x1bPq", &["j"]),
        (b"\x1b[200~hello", &["“hello”", "j"]),
        (b"\x1b[200~hello\x1b[20", &["“hello”", "j"]),
        (b"\x1b[200~hello\x03\x03", &["“hello”", "C-c", "j"]),
        (b"\xe6\x9d", &["j"]),
    ] {
        assert_eq!(read(&[(0, begun), (950, b"j")]), keys, "{}", begun.escape_ascii());
    }
}

#[test]
fn control_c_is_heard_in_every_state() {
    for begun in [
        &b""[..],
        b"\x1b",
        b"\x1b[",
        b"\x1b[1;",
        b"\x1bO",
        b"\x1b]",
        b"\x1b]11;",
        b"\x1bP",
        b"\x1b[[",
        b"\x1b[M",
        b"\x1b[200~ab",
        b"\x1b[200~",
        b"\xe6\x9d",
    ] {
        let said = read(&[(0, begun), (5, b"\x03")]);
        assert_eq!(said.last().map(String::as_str), Some("C-c"), "{} gave {said:?}", begun.escape_ascii());
    }
    // Not every control character that somebody pastes is the key.
    assert_eq!(read(&[(0, b"\x1b[200~a\x03b\x1b[201~")]), ["“a\u{3}b”"]);
}

#[test]
fn a_string_or_paste_without_end_does_not_swallow_what_a_hand_types() {
    let typed = |begun: &'static [u8]| {
        let keys = b"0123456789abcdefghijklmnopqrst".chunks(1).map(|key| (100, key));
        read(&std::iter::once((0, begun)).chain(keys).collect::<Vec<_>>())
    };
    assert_eq!(typed(b"\x1b]11;rgb:").first().map(String::as_str), Some("9"));
    let said = typed(b"\x1b[200~x");
    assert_eq!(said[..2], ["“x012345678”", "9"]);
}

#[test]
fn arrows_cut_by_a_slow_line_are_arrows() {
    for pause in [1, 5, 20, 45] {
        assert_eq!(read(&[(0, b"\x1b"), (pause, b"[B")]), ["Down"]);
        assert_eq!(read(&[(0, b"\x1b["), (pause, b"B")]), ["Down"]);
        assert_eq!(read(&[(0, b"\x1b[1;"), (pause, b"5"), (pause, b"D")]), ["C-Left"]);
    }
    assert_eq!(read(&[(0, b"\x1b"), (60, b"j")]), ["Esc", "j"]);
    // Too late for Esc not to be the key, but what follows is no typing.
    for rest in [&b"[<0;10;10m"[..], b"P1+r52=mmam\x1b\\", b"_Gi=31;mamm\x1b\\", b"^mmm\x1b\\", b"Xmmm\x1b\\", b"]11;mm\x07"] {
        assert_eq!(read(&[(0, b"\x1b"), (60, rest), (20, b"q")]), ["Esc", "q"], "{}", rest.escape_ascii());
    }
    assert_eq!(read(&[(0, b"\x1b"), (60, b"[B")]), ["Esc", "Down"]);
    assert_eq!(read(&[(0, b"\x1b"), (60, b"[200~mamm\x1b[201~")]), ["Esc", "“mamm”"]);
    assert_eq!(read(&[(0, b"\x1b"), (60, b"Xex")]), ["Esc", "X", "e", "x"]);
}

#[test]
fn pastes_come_whole_however_they_are_cut() {
    let bytes = "\u{1b}[200~energy\n松本 \u{1b}[31mred\u{1b}[201~q".as_bytes();
    for size in 1..bytes.len() {
        let pieces: Vec<_> = bytes.chunks(size).map(|piece| (1, piece)).collect();
        assert_eq!(read(&pieces), ["“energy\n松本 \u{1b}[31mred”", "q"], "in pieces of {size}");
    }
    let long = [b"\x1b[200~".to_vec(), vec![b'a'; 3 * PASTE_BYTES], b"\x1b[201~q".to_vec()].concat();
    let pieces: Vec<_> = long.chunks(4095).map(|piece| (0, piece)).collect();
    let said = read(&pieces);
    assert_eq!((said.len(), said[1].as_str()), (2, "q"));
    assert!(said[0].len() <= PASTE_BYTES + 4096, "{}", said[0].len());
}

#[test]
fn control_c_goes_to_the_front_of_a_long_queue() {
    let mut sequences = Sequences::default();
    sequences.feed(Duration::ZERO, &[&[b'j'; 5000][..], b"\x03"].concat());
    assert_eq!(sequences.next_event(), Some(decode::control(INTERRUPT, KeyModifiers::NONE)));
    assert_eq!(read(&[(0, b"a\x03")]), ["a", "C-c"], "in a short one keys keep their order");
}
