package dev.grapnel.packaging.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** gzip at its quickest: what packages hold (jars, the runtime's image) is compressed already. */
public final class FastGzip extends GZIPOutputStream {
  public FastGzip(OutputStream out) throws IOException {
    super(out);
    def.setLevel(Deflater.BEST_SPEED);
  }
}
