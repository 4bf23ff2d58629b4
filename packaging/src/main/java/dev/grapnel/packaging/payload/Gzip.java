package dev.grapnel.packaging.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** gzip with a choice of effort, and without name or time in its header. */
public final class Gzip extends GZIPOutputStream {
  private Gzip(OutputStream out, int level) throws IOException {
    super(out);
    def.setLevel(level);
  }

  /** For what is compressed already, as most of a package is: jars, the runtime's image. */
  public static Gzip quickest(OutputStream out) throws IOException {
    return new Gzip(out, Deflater.BEST_SPEED);
  }

  /** For text. */
  public static Gzip smallest(OutputStream out) throws IOException {
    return new Gzip(out, Deflater.BEST_COMPRESSION);
  }
}
