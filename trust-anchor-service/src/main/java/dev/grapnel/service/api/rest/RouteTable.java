package dev.grapnel.service.api.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the operation for a method and a path. Immutable. */
final class RouteTable {
  private final List<Route> routes = new ArrayList<>();

  RouteTable(List<RestOperation> operations) {
    for (RestOperation operation : operations) {
      routes.add(new Route(operation, operation.segments()));
    }
  }

  /** An operation and the labels that its path had. */
  record Match(RestOperation operation, Map<String, String> labels) {}

  private record Route(RestOperation operation, List<String> template) {
    boolean matches(String method, List<String> segments) {
      if (!operation.method().equals(method) || template.size() != segments.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        boolean fits =
            isLabel(template.get(i))
                ? !segments.get(i).isEmpty()
                : template.get(i).equals(segments.get(i));
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    Map<String, String> labels(List<String> segments) {
      Map<String, String> labels = new HashMap<>();
      for (int i = 0; i < segments.size(); i++) {
        String part = template.get(i);
        if (isLabel(part)) {
          labels.put(part.substring(1, part.length() - 1), segments.get(i));
        }
      }
      return labels;
    }

    private static boolean isLabel(String part) {
      return part.startsWith("{");
    }
  }

  Optional<Match> find(String method, List<String> segments) {
    for (Route route : routes) {
      if (route.matches(method, segments)) {
        return Optional.of(new Match(route.operation(), route.labels(segments)));
      }
    }
    return Optional.empty();
  }
}
