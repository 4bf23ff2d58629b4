package dev.grapnel.packaging.payload;

import java.time.Instant;
import java.util.List;

/**
 * What a package says about itself.
 *
 * @param summary one line without a full stop
 * @param description plain paragraphs
 * @param section Debian's section
 * @param dependencies names of packages that have the same name in Debian and in Fedora
 * @param scripts run as root while it is installed and removed
 * @param modified the modification time of everything in it
 */
public record PackageFacts(
    String name,
    String version,
    String summary,
    String description,
    String section,
    List<String> dependencies,
    Scripts scripts,
    Instant modified) {

  public PackageFacts {
    dependencies = List.copyOf(dependencies);
  }

  /**
   * The maintainer scripts of one kind of package, as bodies of POSIX shell scripts.
   *
   * @param purge Debian alone: removes what the program has written
   */
  public record Scripts(
      String debPostinst,
      String debPrerm,
      String debPostrm,
      String rpmPost,
      String rpmPreun,
      String rpmPostun) {}
}
