package dev.grapnel.service.api;

import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.refusal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a call wants: read, valid by the model, and not done yet.
 *
 * @param permissions all that the caller must be allowed to do, the operation's own first; empty
 *     for what every proven caller may
 * @param parameters what the audit trail keeps of the input: no secret, no tag's value
 * @param changes whether something is different once it is done
 * @param execution does it
 */
public record Intent<A>(
    List<AccessRequest> permissions,
    Map<String, String> parameters,
    boolean changes,
    Supplier<Verdict<Done<A>>> execution) {
  public Intent {
    permissions = List.copyOf(permissions);
    parameters = Map.copyOf(parameters);
  }

  /**
   * It is done.
   *
   * @param elements what the audit trail keeps of the answer
   */
  public record Done<A>(A answer, Map<String, String> elements) {
    public Done {
      elements = Map.copyOf(elements);
    }
  }

  /** Something that every proven caller may see. */
  public static <A> Intent<A> open(Supplier<Verdict<A>> execution) {
    return new Intent<>(List.of(), Map.of(), false, plain(execution));
  }

  /** Something that is looked at. */
  public static <A> Intent<A> look(
      AccessRequest permission, Map<String, String> parameters, Supplier<Verdict<A>> execution) {
    return new Intent<>(List.of(permission), parameters, false, plain(execution));
  }

  /** Something that is changed. */
  public static <A> Intent<A> change(
      AccessRequest permission,
      Map<String, String> parameters,
      Supplier<Verdict<Done<A>>> execution) {
    return new Intent<>(List.of(permission), parameters, true, execution);
  }

  /** The same, if the caller may do these too. */
  public Intent<A> alsoNeeding(List<AccessRequest> more) {
    List<AccessRequest> all = new ArrayList<>(permissions);
    all.addAll(more);
    return new Intent<>(all, parameters, changes, execution);
  }

  private static <A> Supplier<Verdict<Done<A>>> plain(Supplier<Verdict<A>> execution) {
    return () -> execution.get().then(answer -> Verdict.pass(new Done<>(answer, Map.of())));
  }
}
