package dev.grapnel.packaging.rpm;

import dev.grapnel.packaging.payload.Item;
import dev.grapnel.packaging.payload.PackageFacts;
import dev.grapnel.packaging.payload.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.packager.rpm.FileFlags;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.FileInformation;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.eclipse.packager.rpm.build.RpmFileNameProvider;
import org.eclipse.packager.rpm.coding.PayloadCoding;

/** Writes one RPM package, for x86_64. */
public record RpmPackage(PackageFacts facts, Payload payload) {
  private static final String RELEASE = "1";

  /** Writes {@code NAME-VERSION-1.x86_64.rpm} into the folder and returns its path. */
  public Path write(Path folder) throws IOException {
    BuilderOptions options = new BuilderOptions();
    options.setOpenOptions(
        new StandardOpenOption[] {
          StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
        });
    options.setPayloadCoding(PayloadCoding.GZIP);
    options.setPayloadFlags("1");
    options.setFileNameProvider(RpmFileNameProvider.DEFAULT_FILENAME_PROVIDER);
    RpmVersion version = new RpmVersion(facts.version(), RELEASE);
    try (RpmBuilder rpm = new RpmBuilder(facts.name(), version, "x86_64", folder, options)) {
      describe(rpm);
      BuilderContext context = rpm.newContext();
      for (Item item : payload.items()) {
        add(context, item);
      }
      rpm.build();
      return rpm.getTargetFile();
    }
  }

  private void describe(RpmBuilder rpm) {
    RpmBuilder.PackageInformation information = rpm.getInformation();
    information.setSummary(facts.summary());
    information.setDescription(facts.description());
    information.setLicense("see /usr/share/doc/" + facts.name());
    information.setVendor("Grapnel");
    // The host and the time of the build would differ between two builds of the same commit.
    information.setBuildHost("reproducible");
    int seconds = Math.toIntExact(facts.modified().getEpochSecond());
    rpm.setHeaderCustomizer(header -> header.putInt(RpmTag.BUILDTIME, seconds));
    for (String dependency : facts.rpmDependencies()) {
      rpm.addRequirement(dependency, null);
    }
    setScript(facts.scripts().rpmPost(), rpm::setPostInstallationScript);
    setScript(facts.scripts().rpmPreun(), rpm::setPreRemoveScript);
    setScript(facts.scripts().rpmPostun(), rpm::setPostRemoveScript);
  }

  private static void setScript(String body, Consumer<String> setter) {
    if (!body.isEmpty()) {
      setter.accept(body);
    }
  }

  private void add(BuilderContext context, Item item) throws IOException {
    switch (item) {
      case Item.Folder folder -> addFolder(context, folder);
      case Item.RegularFile file -> addFile(context, file);
      case Item.Link link ->
          context.addSymbolicLink(
              link.path(), link.target(), (_, _, _) -> information(0777, Set.of()));
    }
  }

  private void addFolder(BuilderContext context, Item.Folder folder) throws IOException {
    if (folder.path().contains("grapnel") || folder.path().contains("trust-anchor-service")) {
      context.addDirectory(folder.path(), (_, _, _) -> information(folder.mode(), Set.of()));
    }
  }

  private void addFile(BuilderContext context, Item.RegularFile file) throws IOException {
    Set<FileFlags> flags =
        switch (file.kind()) {
          case PROGRAM -> Set.of();
          case CONFIGURATION -> EnumSet.of(FileFlags.CONFIGURATION, FileFlags.NOREPLACE);
        };
    try (InputStream content = file.content().open()) {
      context.addFile(file.path(), content, (_, _, _) -> information(file.mode(), flags));
    }
  }

  private FileInformation information(int mode, Set<FileFlags> flags) {
    FileInformation information = new FileInformation();
    information.setMode((short) mode);
    information.setUser(BuilderContext.DEFAULT_USER);
    information.setGroup(BuilderContext.DEFAULT_GROUP);
    information.setTimestamp(facts.modified());
    information.setFileFlags(flags);
    return information;
  }
}
