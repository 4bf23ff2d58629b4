# Sourced by the scripts beside it: builds what is missing, and defines run_java. Sets root.
root=$(cd "$(dirname "$0")/.." && pwd)
if ! [ -f "$root/benchmarks/target/runtime-class-path" ] || ! [ -f "$root/packaging/target/distribution-made" ]; then
  (cd "$root" && mvn -B -q package -DskipTests)
fi

run_java() {
  # A whole JDK: the programs' own runtimes have no more than the programs need.
  grapnel_name=benchmarks grapnel_home=$root/benchmarks grapnel_lib=$root/benchmarks
  . "$root/packaging/src/main/launcher/find-java.sh"
  "$grapnel_java" -Xmx2g --enable-native-access=ALL-UNNAMED \
    -cp "$root/benchmarks/target/classes:$(cat "$root/benchmarks/target/runtime-class-path")" "$@"
}
