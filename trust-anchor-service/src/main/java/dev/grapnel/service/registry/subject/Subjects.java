package dev.grapnel.service.registry.subject;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.control.Page;
import dev.grapnel.service.registry.control.PageRequest;
import dev.grapnel.service.token.PageTokens;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The operations on subjects. They ask the store, so they are refused while it is away. */
public final class Subjects {
  private static final String LISTING = "subject";

  private final SubjectStore store;
  private final PageTokens tokens;

  public Subjects(SubjectStore store, PageTokens tokens) {
    this.store = store;
    this.tokens = tokens;
  }

  public Verdict<SubjectDetail> get(String accountId, String subjectId) {
    try {
      return store
          .subject(accountId, subjectId)
          .map(Verdict::pass)
          .orElseGet(
              () ->
                  Verdict.refuse(
                      new Denial.NotFound("There is no such subject in this account and region")));
    } catch (IOException e) {
      return Verdict.refuse(Registry.unavailable(e));
    }
  }

  /** A part of the account's subjects, in the order of their ids. */
  public Verdict<Page<Subject>> list(String accountId, PageRequest request) {
    return request.start(tokens, LISTING, accountId).then(after -> part(accountId, request, after));
  }

  private Verdict<Page<Subject>> part(String accountId, PageRequest request, String after) {
    int most = request.most();
    try {
      List<Subject> subjects = store.subjects(accountId, after, most + 1);
      if (subjects.size() <= most) {
        return Verdict.pass(new Page<>(subjects, Optional.empty()));
      }
      List<Subject> part = subjects.subList(0, most);
      String token = tokens.seal(LISTING, accountId, part.getLast().subjectId());
      return Verdict.pass(new Page<>(part, Optional.of(token)));
    } catch (IOException e) {
      return Verdict.refuse(Registry.unavailable(e));
    }
  }
}
