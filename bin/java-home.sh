# shellcheck shell=bash
# Finds a fitting Java: sourced by bin/mainstay and by the lab's scripts, so that all use the same one.
# Order: JAVA_HOME, what is installed under /usr/lib/jvm (newest first), the `java` on the path.

MAINSTAY_OLDEST_JAVA=21

# java_major HOME: prints the major version of the Java at HOME, 0 when there is none
java_major() {
  local version=
  if [ -x "$1/bin/java" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  echo "${version:-0}"
}

# find_java_home [TOOL]: prints the home of a fitting Java that has bin/TOOL (javac for a build); 1 when there is none
find_java_home() {
  local tool=${1:-java} home major best='' best_major=0 on_path
  if [ -n "${JAVA_HOME:-}" ] && [ "$(java_major "$JAVA_HOME")" -ge "$MAINSTAY_OLDEST_JAVA" ] && [ -x "$JAVA_HOME/bin/$tool" ]; then
    echo "$JAVA_HOME"
    return
  fi
  on_path=$(readlink -f "$(command -v java || true)" || true)
  for home in /usr/lib/jvm/* "${on_path%/bin/java}"; do
    [ -x "$home/bin/$tool" ] || continue
    major=$(java_major "$home")
    if [ "$major" -ge "$MAINSTAY_OLDEST_JAVA" ] && [ "$major" -gt "$best_major" ]; then
      best=$home best_major=$major
    fi
  done
  [ -n "$best" ] && echo "$best"
}
