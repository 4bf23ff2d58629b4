package dev.grapnel.packaging.payload;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

  /** Who Debian's tools name as responsible. */
  public static final String MAINTAINER = "Grapnel <packages@grapnel.dev>";

  public PackageFacts {
    debDependencies = List.copyOf(debDependencies);
    rpmDependencies = List.copyOf(rpmDependencies);
  }

  /** Debian's changelog of the packaging itself, which follows the program's version. */
  public String debianChangelog() {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC));
    return "%s (%s-1) unstable; urgency=medium\n\n  * Version %s.\n\n -- %s  %s\n"
        .formatted(name, version, version, MAINTAINER, date.replace("GMT", "+0000"));
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
