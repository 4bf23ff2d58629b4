package dev.grapnel.packaging.payload;

/** One thing that a package installs, at an absolute path. */
public sealed interface Item {
  /** Where it goes, such as {@code /usr/bin/grapnel-agent}. */
  String path();

  /**
   * A folder.
   *
   * @param mode permission bits
   * @param ownerId the number of the user and of the group that own it
   */
  record Folder(String path, int mode, int ownerId) implements Item {}

  /**
   * A regular file.
   *
   * @param mode permission bits
   * @param kind whether an administrator may change it
   */
  record RegularFile(String path, Content content, int mode, Kind kind) implements Item {}

  /** A symbolic link. */
  record Link(String path, String target) implements Item {}

  /** What an upgrade does with a file. */
  enum Kind {
    /** Replaced without asking. */
    PROGRAM,
    /** Kept where the administrator has changed it. */
    CONFIGURATION
  }
}
