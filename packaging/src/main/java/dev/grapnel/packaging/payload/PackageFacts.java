package dev.grapnel.packaging.payload;

import java.time.Instant;
import java.util.List;

/**
 * What a package says about itself.
 *
 * @param summary one line without a full stop
 * @param description plain paragraphs
 * @param section Debian's section
 * @param debDependencies as Debian's control file has them
 * @param rpmDependencies names of packages
 * @param scripts run as root while it is installed and removed
 * @param modified the modification time of everything in it
 */
public record PackageFacts(
    String name,
    String version,
    String summary,
    String description,
    String section,
    List<String> debDependencies,
    List<String> rpmDependencies,
    Scripts scripts,
    Instant modified) {

  public PackageFacts {
    debDependencies = List.copyOf(debDependencies);
    rpmDependencies = List.copyOf(rpmDependencies);
  }

  /**
   * The maintainer scripts, as bodies of POSIX shell scripts. Debian's postrm also purges: it
   * removes what the program has written.
   */
  public record Scripts(
      String debPostinst,
      String debPrerm,
      String debPostrm,
      String rpmPost,
      String rpmPreun,
      String rpmPostun) {}
}
