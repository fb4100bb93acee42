#!/bin/sh
# Whole-process searches of one generated file by cadialog and by whichever of fzf and sk is installed, as ratios in one run:
#
#     cargo build --release && cargo build --profile bench --bench scale && benches/peers.sh [RECORDS]
#
# The finders accept every line that has the letters in order (for "energy" most of the lines), cadialog the records that
# hold the word or one like it: another question, and the ratio should be read so. All three read the file anew each time.
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
records=${1:-200000}
cadialog=$target/release/cadialog
scale=$(ls -t "$target"/release/deps/scale-* | grep -v '\.d$' | head -n 1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$scale" --generate "$records" "$folder/large.jsonl"
export XDG_DATA_HOME="$folder" XDG_CONFIG_HOME="$folder"

# Milliseconds that the command takes, the least of three.
least() {
    best=
    for _ in 1 2 3; do
        begin=$(date +%s%N)
        "$@" >/dev/null 2>&1 <"$folder/large.jsonl" || true
        took=$((($(date +%s%N) - begin) / 1000000))
        if [ -z "$best" ] || [ "$took" -lt "$best" ]; then best=$took; fi
    done
    echo "$best"
}

echo "$records records, $(($(wc -c <"$folder/large.jsonl") >> 20)) MiB; milliseconds for the whole process, the least of three"
for word in energy enrgy "water cooperation" qqqqxxx; do
    own=$(least "$cadialog" --data "$folder/large.jsonl" search $word --limit 100)
    line="$word: cadialog $own"
    for peer in fzf sk; do
        if command -v "$peer" >/dev/null; then
            took=$(least "$peer" --filter "$word")
            line="$line, $peer $took ($((took * 100 / (own > 0 ? own : 1))) % of cadialog's)"
        fi
    done
    echo "$line"
done
command -v fzf >/dev/null || command -v sk >/dev/null || echo "neither fzf nor sk is installed here: nothing to compare with"
