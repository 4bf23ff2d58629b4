package dev.grapnel.packaging;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A program that loads each native library of the service and prints where each came from. */
final class NativeLibraryCheck {
  private NativeLibraryCheck() {}

  public static void main(String[] args) throws IOException, SQLException {
    System.out.println("epoll: " + Epoll.isAvailable());
    System.out.println("tls: " + OpenSsl.isAvailable());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      System.out.println("sqlite: " + connection.isValid(1));
    }
    ProviderCheck.checkCorretto();
    Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(
            line -> line.contains("netty") || line.contains("sqlite") || line.contains("orretto"))
        .filter(line -> line.endsWith(".so"))
        .map(line -> line.substring(line.indexOf('/')))
        .distinct()
        .forEach(System.out::println);
  }
}
