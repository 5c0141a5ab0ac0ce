#!/bin/sh
# Watches the built command: no socket to anywhere, and nothing opened for writing, made, moved or removed but what was asked for.
set -eu
cd "$(dirname "$0")/.."
place=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$place"' EXIT
cp -R examples/vila-clara "$place/city"
mkdir "$place/out"
(
  cd "$place/city"
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
  git init --quiet
  git add --all
  git -c user.name=A -c user.email=a@example.org commit --quiet --message One
)
# Its name, the beginning of the paths that it may change ("" for none), then the command line.
watch() {
  name=$1
  mine=$2
  shift 2
  strace -f -qq -s 4096 -o "$place/$name.trace" \
    -e trace=network,openat,open,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,chmod,fchmodat,truncate \
    node bin/milcity.js "$@" >/dev/null 2>"$place/$name.said" || [ $? -eq 1 ] || { cat "$place/$name.said" >&2 && exit 1; }
  if grep -E 'socket\(AF_INET|connect\(|bind\(|sendto\(' "$place/$name.trace"; then
    echo "$name reaches out" >&2
    exit 1
  fi
  # Its own folder is asked for by the calls that change something, each of which names a path.
  if grep -E 'O_WRONLY|O_RDWR|O_CREAT|(rename|link|symlink|mkdir|chmod|truncate|rmdir|creat)(at)?2?\(' "$place/$name.trace" |
    grep -vE '"/dev/(null|tty)"|"/proc/|= -1 E' | grep -vF "\"${mine:-nothing at all}"; then
    echo "$name writes elsewhere" >&2
    exit 1
  fi
  echo "$name: $(grep -c open "$place/$name.trace") files opened, nothing written elsewhere, no socket"
}
day="--as-of 2026-11-30"
# shellcheck disable=SC2086 -- two words
{
  watch validate "" validate "$place/city" $day
  watch changed "" validate --changed -C "$place/city" $day
  watch score "" score "$place/city" $day
  watch report "$place/out" report "$place/city" $day -o "$place/out/report.html"
  watch docx "$place/out" report "$place/city" $day -o "$place/out/report.docx"
  watch diff "" diff -C "$place/city" $day
  watch history "" score "$place/city" --history
  watch submit "$place/" submit "$place/city" --to iaec --yes $day -o "$place/out/bundle.zip"
  watch verify "" submit --verify "$place/out/bundle.zip"
  watch init "$place/out" init "$place/out/new" --name Vila --country PT --language pt --yes $day
  sed -i 's/^status: active/statsu: active/' "$place/city/plan.yaml"
  watch fix "$place/city" validate "$place/city" --fix $day
  watch baseline "$place/city" validate "$place/city" --update-baseline $day
  watch merge "$place/out" merge "$place/city/plan.yaml" "$place/city/plan.yaml" "$place/city/plan.yaml" -o "$place/out/plan.yaml"
  watch explain "" explain mil-01
  watch list "" list items
  watch schema "" schema plan
}
