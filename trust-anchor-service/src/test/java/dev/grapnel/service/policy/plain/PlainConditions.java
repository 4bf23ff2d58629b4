package dev.grapnel.service.policy.plain;

import dev.grapnel.service.policy.plain.PlainPolicy.PlainCondition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Conditions, by the tables of the documentation. */
final class PlainConditions {
  private final Map<String, List<String>> context;
  private final boolean variables;

  PlainConditions(Map<String, List<String>> context, boolean variables) {
    this.context = context;
    this.variables = variables;
  }

  boolean holds(PlainCondition condition) {
    String type = condition.type();
    boolean forAll = type.startsWith("ForAllValues:");
    boolean forAny = type.startsWith("ForAnyValue:");
    boolean ifExists = type.endsWith("IfExists");
    String operator = type.substring(type.indexOf(':') + 1).replaceAll("IfExists$", "");
    List<String> found = context.get(condition.key().toLowerCase(Locale.ROOT));
    boolean nothing = found == null || found.stream().allMatch(String::isEmpty);
    if (operator.equals("Null")) {
      return condition.values().contains(nothing ? "true" : "false");
    }
    boolean negated = operator.contains("Not");
    if (found == null) {
      return ifExists || forAll || (!forAny && negated);
    }
    String positive = operator.replace("Not", "");
    Stream<Boolean> matches =
        found.stream().map(v -> condition.values().stream().anyMatch(w -> match(positive, w, v)));
    if (forAll) {
      return nothing || matches.allMatch(m -> m != negated);
    }
    if (forAny) {
      return !nothing && matches.anyMatch(m -> m != negated);
    }
    return matches.anyMatch(m -> m) != negated;
  }

  private boolean match(String operator, String wanted, String value) {
    return switch (operator) {
      case "StringEquals" -> value.equals(text(wanted));
      case "StringEqualsIgnoreCase" -> value.equalsIgnoreCase(text(wanted));
      case "StringLike" -> {
        List<PlainMatch.Sign> signs = PlainMatch.fill(wanted, variables, context);
        yield signs != null && PlainMatch.like(signs, value);
      }
      case "ArnEquals", "ArnLike" -> {
        List<PlainMatch.Sign> signs = PlainMatch.fill(wanted, variables, context);
        yield signs != null && PlainMatch.arn(signs, value);
      }
      case "Bool" ->
          List.of("true", "false").contains(value.toLowerCase(Locale.ROOT))
              && value.equalsIgnoreCase(text(wanted));
      case "BinaryEquals" -> bytes(wanted, value);
      case "IpAddress" -> inNetwork(wanted, value);
      default -> compare(operator, wanted, value);
    };
  }

  private @Nullable String text(String wanted) {
    List<PlainMatch.Sign> signs = PlainMatch.fill(wanted, variables, context);
    return signs == null ? null : PlainMatch.text(signs);
  }

  private static boolean compare(String operator, String wanted, String value) {
    Integer order =
        operator.startsWith("Numeric")
            ? order(number(value), number(wanted))
            : order(date(value), date(wanted));
    if (order == null) {
      return false;
    }
    return switch (operator.replaceFirst("Numeric|Date", "")) {
      case "Equals" -> order == 0;
      case "LessThan" -> order < 0;
      case "LessThanEquals" -> order <= 0;
      case "GreaterThan" -> order > 0;
      case "GreaterThanEquals" -> order >= 0;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static <T extends Comparable<T>> @Nullable Integer order(
      @Nullable T value, @Nullable T wanted) {
    return value == null || wanted == null ? null : value.compareTo(wanted);
  }

  private static @Nullable BigDecimal number(String text) {
    return text.matches("[-+]?[0-9]+([.][0-9]+)?") ? new BigDecimal(text) : null;
  }

  private static @Nullable Instant date(String text) {
    if (text.matches("-?[0-9]+")) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    return text.matches("[0-9-]{10}T[0-9:]{8}Z") ? Instant.parse(text) : null;
  }

  private static boolean bytes(String wanted, String value) {
    byte[] bytes = Base64.getDecoder().decode(wanted);
    if (Arrays.equals(value.getBytes(StandardCharsets.UTF_8), bytes)) {
      return true;
    }
    return value.equals(wanted) || value.equals(Base64.getEncoder().encodeToString(bytes));
  }

  private static boolean inNetwork(String wanted, String value) {
    if (!value.matches("[0-9]+([.][0-9]+){3}|[0-9a-f:]+:[0-9a-f:]+")) {
      return false;
    }
    String[] parts = wanted.split("/", 2);
    byte[] network = address(parts[0]);
    byte[] address = address(value);
    if (network.length != address.length) {
      return false;
    }
    int prefix = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
    int rest = network.length * 8 - prefix;
    return new BigInteger(1, network)
        .shiftRight(rest)
        .equals(new BigInteger(1, address).shiftRight(rest));
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException notALiteral) {
      throw new IllegalArgumentException(notALiteral);
    }
  }
}
