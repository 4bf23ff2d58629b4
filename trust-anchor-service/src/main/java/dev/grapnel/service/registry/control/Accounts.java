package dev.grapnel.service.registry.control;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.RegisteredAccount;
import dev.grapnel.service.registry.RegistryTransaction;
import dev.grapnel.service.registry.RootKey;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.token.AccessKeyIds;
import dev.grapnel.service.token.SecretAccessKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The operations on accounts, which are the operator's alone. Thread-safe. */
public final class Accounts {
  private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");
  private static final int ID_LENGTH = 12;

  private final Foundation foundation;

  Accounts(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Makes an account with a root key.
   *
   * @param accountId twelve digits; empty for random ones
   */
  public Verdict<RootCredentials> create(Optional<String> accountId) {
    String id = accountId.orElseGet(this::randomId);
    if (!isAccountId(id)) {
      return Verdict.refuse(new Denial.Malformed("An account's id has twelve digits: " + id));
    }
    RootCredentials credentials = newCredentials(id);
    return foundation
        .registry()
        .change(
            transaction ->
                transaction.account(id).isPresent()
                    ? Verdict.refuse(new Denial.Conflict("The account " + id + " exists already"))
                    : created(transaction, credentials));
  }

  /** Work that must be done before an account is kept; what it throws undoes the account. */
  @FunctionalInterface
  public interface BeforeKept {
    void accept(RootCredentials credentials);
  }

  /**
   * Makes the first account unless there is one already, whoever made it.
   *
   * @param before called within the change, so that credentials that nobody could have read are
   *     never kept
   */
  public Verdict<Optional<RootCredentials>> createFirst(
      Optional<String> accountId, BeforeKept before) {
    String id = accountId.orElseGet(this::randomId);
    if (!isAccountId(id)) {
      return Verdict.refuse(new Denial.Malformed("An account's id has twelve digits: " + id));
    }
    RootCredentials credentials = newCredentials(id);
    return foundation
        .registry()
        .change(
            transaction -> {
              if (transaction.anyAccount()) {
                return Verdict.pass(Optional.empty());
              }
              before.accept(credentials);
              return created(transaction, credentials).then(c -> Verdict.pass(Optional.of(c)));
            });
  }

  /** All accounts, in the order of their ids. */
  public List<RegisteredAccount> list() {
    List<RegisteredAccount> accounts = new ArrayList<>();
    foundation.registry().current().accounts().forEach(accounts::add);
    return accounts;
  }

  /** From then on nothing is done for the account: no call, no new session, no use of one. */
  public Verdict<Account> disable(String accountId) {
    return update(accountId, account -> enabled(account, false))
        .then(account -> Verdict.pass(account.account()));
  }

  public Verdict<Account> enable(String accountId) {
    return update(accountId, account -> enabled(account, true))
        .then(account -> Verdict.pass(account.account()));
  }

  /** Gives the account another root key; the one before is refused at once. */
  public Verdict<RootCredentials> rotateRoot(String accountId) {
    RootCredentials credentials = newCredentials(accountId);
    RootKey key = wrapped(credentials);
    return update(
            accountId,
            account ->
                new RegisteredAccount(
                    account.account(), key, account.createdAt(), account.version()))
        .then(account -> Verdict.pass(credentials));
  }

  private Verdict<RegisteredAccount> update(
      String accountId, UnaryOperator<RegisteredAccount> edit) {
    return foundation
        .registry()
        .change(
            transaction ->
                transaction
                    .account(accountId)
                    .map(account -> put(transaction, edit.apply(account)))
                    .orElseGet(
                        () ->
                            Verdict.refuse(
                                new Denial.NotFound("There is no account " + accountId))));
  }

  private static Verdict<RegisteredAccount> put(
      RegistryTransaction transaction, RegisteredAccount account) {
    RegisteredAccount stamped =
        new RegisteredAccount(
            account.account(), account.rootKey(), account.createdAt(), transaction.version());
    transaction.put(stamped);
    return Verdict.pass(stamped);
  }

  private Verdict<RootCredentials> created(
      RegistryTransaction transaction, RootCredentials credentials) {
    transaction.put(
        new RegisteredAccount(
            new Account(credentials.accountId(), true),
            wrapped(credentials),
            foundation.clock().instant(),
            transaction.version()));
    return Verdict.pass(credentials);
  }

  private static RegisteredAccount enabled(RegisteredAccount account, boolean enabled) {
    return new RegisteredAccount(
        new Account(account.account().accountId(), enabled),
        account.rootKey(),
        account.createdAt(),
        account.version());
  }

  private RootCredentials newCredentials(String accountId) {
    return new RootCredentials(
        accountId,
        AccessKeyIds.longTerm(foundation.random()),
        SecretAccessKeys.random(foundation.random()));
  }

  private RootKey wrapped(RootCredentials credentials) {
    SecretValue secret = credentials.secretAccessKey();
    String purpose = RootSecrets.purpose(credentials.accountId(), credentials.accessKeyId());
    return new RootKey(
        credentials.accountId(),
        credentials.accessKeyId(),
        foundation.wrap().wrap(purpose, secret));
  }

  private String randomId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    id.append((char) ('1' + foundation.random().nextInt(9)));
    while (id.length() < ID_LENGTH) {
      id.append((char) ('0' + foundation.random().nextInt(10)));
    }
    return id.toString();
  }

  private static boolean isAccountId(String text) {
    return ACCOUNT_ID.matcher(text).matches();
  }
}
