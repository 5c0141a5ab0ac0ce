#!/bin/sh
# Installs what the tests need beside Node and git: a browser and a Java runtime for the HTML checks, xmllint for the XML ones,
# pdftotext for what a PDF says.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || [ -n "${MILCITY_CHROMIUM:-}" ] || missing="$missing chromium fonts-noto-core"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v xmllint >/dev/null 2>&1 || missing="$missing libxml2-utils"
[ "$(uname)" != Linux ] || command -v strace >/dev/null 2>&1 || missing="$missing strace"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need:$missing. Install them with your system's package manager." >&2
  exit 1
fi
sudo=""
[ "$(id -u)" -eq 0 ] || sudo="sudo"
$sudo apt-get update -qq
# shellcheck disable=SC2086 -- a list of packages
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
