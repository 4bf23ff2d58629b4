# Finds a Java of version 25 or later; sourced by the launchers once they know that they need one.
#
# Before: grapnel_name (the command, for messages), grapnel_home (the tree), grapnel_lib (the program's own folder in it).
# After: grapnel_java is the path of a java command. Where there is none, one line on stderr and exit 1.
# Versions are read from the `release` file of a Java home, so that looking starts no JVM.

grapnel_java=

# Takes the Java home $1 if it is one of version 25 or later.
grapnel_try_home() {
  [ -n "$1" ] && [ -f "$1/bin/java" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r grapnel_line || [ -n "$grapnel_line" ]; do
    case $grapnel_line in
      'JAVA_VERSION="'[0-9]*)
        grapnel_line=${grapnel_line#*\"}
        grapnel_line=${grapnel_line%%[!0-9]*}
        [ "${#grapnel_line}" -le 4 ] && [ "$grapnel_line" -ge 25 ] || return 1
        grapnel_java=$1/bin/java
        return 0 ;;
    esac
  done <"$1/release"
  return 1
}

# The Java home of the `java` on the PATH, behind its symbolic links.
grapnel_try_path() {
  grapnel_line=$(command -v java) || return 1
  case $grapnel_line in /*) ;; *) return 1 ;; esac
  grapnel_line=$(command -p readlink -f -- "$grapnel_line") || return 1
  grapnel_try_home "${grapnel_line%/bin/java}"
}

# The folders in which distributions and tools install Java.
grapnel_try_usual_homes() {
  set +f
  for grapnel_dir in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /opt/*jre* \
    "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    grapnel_try_home "$grapnel_dir" && return 0
  done
  return 1
}

grapnel_try_home "$grapnel_lib/runtime" ||
  grapnel_try_home "$grapnel_home/runtime" ||
  grapnel_try_home "${GRAPNEL_JAVA_HOME-}" ||
  grapnel_try_home "${JAVA_HOME-}" ||
  grapnel_try_usual_homes ||
  grapnel_try_path || {
  printf '%s: no Java 25 or later was found: install one (such as Eclipse Temurin 25) or set GRAPNEL_JAVA_HOME to its folder\n' \
    "$grapnel_name" >&2
  exit 1
}
