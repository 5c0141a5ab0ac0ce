#!/bin/sh
# Watches the built command: no socket to anywhere, and no file opened for writing but the output that was asked for.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -R examples/vila-clara "$place/city"
watch() {
  name=$1
  shift
  strace -f -qq -e trace=network,openat,open,creat,rename,renameat2,unlink,mkdir,mkdirat -o "$place/$name.trace" \
    node bin/milcity.js "$@" --as-of 2026-11-30 >/dev/null || [ $? -eq 1 ]
  if grep -E 'socket\(AF_INET|connect\(|bind\(|sendto\(' "$place/$name.trace"; then
    echo "$name reaches out" >&2
    exit 1
  fi
  if grep -E 'O_WRONLY|O_RDWR|O_CREAT' "$place/$name.trace" | grep -vE '"/dev/(null|tty)"|"/proc/|\.milcity-[0-9]+-[0-9]+\.tmp"'; then
    echo "$name writes elsewhere" >&2
    exit 1
  fi
  echo "$name: $(grep -c openat "$place/$name.trace") files opened, none elsewhere, no socket"
}
watch validate validate "$place/city"
watch score score "$place/city"
watch report report "$place/city" -o "$place/report.html"
