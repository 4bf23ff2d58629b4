package dev.grapnel.service.api.query;

import java.util.List;
import java.util.Optional;

/**
 * One service of the query protocol.
 *
 * @param name as in the signature's scope, such as {@code iam}
 * @param version the API's date, such as {@code 2010-05-08}
 * @param namespace of its XML
 */
public record QueryService(
    String name, String version, String namespace, List<QueryOperation> operations) {
  public QueryService {
    operations = List.copyOf(operations);
  }

  Optional<QueryOperation> operation(String action) {
    return operations.stream().filter(o -> o.action().equals(action)).findFirst();
  }
}
