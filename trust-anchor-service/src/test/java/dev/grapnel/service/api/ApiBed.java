package dev.grapnel.service.api;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SigV4Signer;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.service.api.query.QueryHandler;
import dev.grapnel.service.api.registration.DocumentRules;
import dev.grapnel.service.api.rest.RestHandler;
import dev.grapnel.service.api.rolesanywhere.RolesAnywhere;
import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.audit.AuditTrail;
import dev.grapnel.service.caller.CallerAuthentication;
import dev.grapnel.service.caller.CallerPermissions;
import dev.grapnel.service.chain.AnchorRegistration;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.http.HttpHandler;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.http.HttpResponse;
import dev.grapnel.service.iam.IdentityService;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.registry.control.ResourceArns;
import dev.grapnel.service.registry.control.RootCredentials;
import dev.grapnel.service.revocation.CrlRegistration;
import dev.grapnel.service.store.Opened;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.store.Surroundings;
import dev.grapnel.service.sts.SecurityTokenService;
import dev.grapnel.service.token.SealedSession;
import dev.grapnel.service.token.SessionClaims;
import dev.grapnel.service.token.SessionOpener;
import dev.grapnel.service.token.SessionSealer;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API over a fresh embedded store, called as the HTTP server calls it. */
public final class ApiBed implements AutoCloseable {
  public static final String REGION = Opened.REGION;
  public static final String ACCOUNT = Opened.ACCOUNT;

  private static final String HOST = "localhost:8443";

  private final Persistence persistence;
  private final InstantSource clock;
  private final Events events = new Events();
  private final HttpHandler handler;
  private final Signer root;

  private ApiBed(Persistence persistence, InstantSource clock) {
    this.persistence = persistence;
    this.clock = clock;
    this.root = signer(persistence.made().orElseThrow());
    this.handler = handler();
  }

  /** Opens a store in the folder, with one account. */
  public static ApiBed open(Path folder, InstantSource clock)
      throws IOException, WrongMasterKeyException {
    VerificationProvider provider = VerificationProvider.fastest();
    AnchorRegistration anchors = new AnchorRegistration(provider);
    DocumentRules rules =
        new DocumentRules(
            (_, data) -> anchors.refusal(data),
            new CrlRegistration(new KeySignatures(provider))::refusal,
            Optional::empty,
            PolicyLimits.trust(PolicyLimits.TRUST_SIZE));
    return new ApiBed(
        Persistence.open(Opened.settings(folder, Optional.empty()), rules, surroundings(clock)),
        clock);
  }

  private static Surroundings surroundings(InstantSource clock) {
    return new Surroundings(
        clock,
        System::nanoTime,
        new SecureRandom(),
        Map.of("GRAPNEL_MASTER_KEY", Opened.MASTER_KEY));
  }

  /** Credentials to sign with. */
  public record Signer(String accessKeyId, SecretValue secret, @Nullable String sessionToken) {}

  /** A request to be signed. */
  public record Call(String service, String method, String path, QueryString query, String body) {

    static Call rest(String method, String path, String body) {
      return new Call("rolesanywhere", method, path, QueryString.EMPTY, body);
    }

    static Call form(String service, String... namesAndValues) {
      String form = QueryString.of(namesAndValues).canonical();
      return new Call(service, "POST", "/", QueryString.EMPTY, form);
    }

    /** An IAM call; the parameters as name, value, name, value... */
    static Call iam(String action, String... namesAndValues) {
      String[] all = new String[namesAndValues.length + 4];
      all[0] = "Action";
      all[1] = action;
      all[2] = "Version";
      all[3] = "2010-05-08";
      System.arraycopy(namesAndValues, 0, all, 4, namesAndValues.length);
      return form("iam", all);
    }

    Call withQuery(String... namesAndValues) {
      return new Call(service, method, path, QueryString.of(namesAndValues), body);
    }
  }

  /** An answer in text. */
  public record Answer(int status, Headers headers, String body) {
    String errorType() {
      return headers.first("x-amzn-errortype").orElse("");
    }

    /** The text of the first XML element of that name. */
    String element(String name) {
      int start = body.indexOf('<' + name + '>');
      int end = body.indexOf("</" + name + '>');
      return start < 0 ? "" : body.substring(start + name.length() + 2, end);
    }
  }

  public Persistence persistence() {
    return persistence;
  }

  public HttpHandler apiHandler() {
    return handler;
  }

  /** What was audited so far, refusals before proof included. */
  public List<AuditEvent> events() {
    return List.copyOf(events.kept);
  }

  public List<AuditEvent> unproven() {
    return List.copyOf(events.unproven);
  }

  /** From now on nothing can be kept in the audit trail. */
  public void failAudit() {
    events.full = true;
  }

  public Signer root() {
    return root;
  }

  /** Root of a second account. */
  public Signer otherRoot() {
    return signer(
        Opened.passed(persistence.controlPlane().accounts().create(Optional.of("444455556666"))));
  }

  /** A session of the role, which must be there. */
  public Signer session(String roleName) {
    Role role = Opened.passed(persistence.controlPlane().roles().get(ACCOUNT, roleName));
    Instant now = clock.instant();
    SessionClaims claims =
        new SessionClaims(
            ACCOUNT,
            role.arn(),
            role.uniqueId(),
            "0a1b",
            "workload",
            now,
            now.plus(Duration.ofHours(1)),
            Map.of("x509Subject/CN", "workload"),
            List.of(),
            List.of());
    SealedSession sealed =
        Opened.passed(
            new SessionSealer(persistence.keyRings(), clock, new SecureRandom()).seal(claims));
    return new Signer(
        sealed.accessKeyId(), sealed.secretAccessKey(), sealed.sessionToken().revealText());
  }

  public Answer asRoot(Call call) {
    return as(root, call);
  }

  /** Sends the call signed by those credentials. */
  public Answer as(Signer signer, Call call) {
    Headers headers = Headers.of("Host", HOST, "X-Custom", "a");
    byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
    try {
      SignableRequest request =
          SignableRequest.of(call.method(), call.path(), call.query(), headers, body);
      Headers signed = signing(signer, call.service()).sign(request, new AmzDate(clock.instant()));
      return send(call, call.query().canonical(), signed);
    } catch (MalformedRequestException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends the call in its presigned form. */
  public Answer presigned(Signer signer, Call call) {
    Headers headers = Headers.of("Host", HOST);
    byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
    try {
      SignableRequest request =
          SignableRequest.of(call.method(), call.path(), call.query(), headers, body);
      QueryString query =
          signing(signer, call.service())
              .presign(request, new AmzDate(clock.instant()), Duration.ofMinutes(10));
      return send(call, query.canonical(), headers);
    } catch (MalformedRequestException e) {
      throw new AssertionError(e);
    }
  }

  public Answer unsigned(Call call) {
    return send(call, call.query().canonical(), Headers.of("Host", HOST));
  }

  @Override
  public void close() {
    persistence.close();
  }

  private Answer send(Call call, String rawQuery, Headers headers) {
    HttpResponse response =
        handler.handle(
            new HttpRequest(
                call.method(),
                call.path(),
                rawQuery,
                headers,
                call.body().getBytes(StandardCharsets.UTF_8),
                InetAddress.getLoopbackAddress(),
                true,
                "request-1"));
    return new Answer(
        response.status(), response.headers(), new String(response.body(), StandardCharsets.UTF_8));
  }

  private HttpHandler handler() {
    CallPipeline pipeline =
        new CallPipeline(
            new CallerAuthentication(
                persistence.registry(),
                new RootSecrets(persistence.keyWrap()),
                new SessionOpener(persistence.keyRings(), clock),
                clock,
                REGION),
            new CallerPermissions(persistence.registry(), clock, REGION),
            events,
            clock);
    return new ApiHandler(
        _ -> Verdict.refuse(new Denial.Unproven("no sessions here")),
        new QueryHandler(
            List.of(
                IdentityService.service(persistence.controlPlane()),
                SecurityTokenService.service()),
            pipeline),
        new RestHandler(
            RolesAnywhere.SERVICE,
            RolesAnywhere.operations(
                persistence.controlPlane(), persistence.subjects(), new ResourceArns(REGION)),
            pipeline));
  }

  private static SigV4Signer signing(Signer signer, String service) {
    return new SigV4Signer(
        signer.accessKeyId(), signer.secret(), signer.sessionToken(), REGION, service);
  }

  private static Signer signer(RootCredentials credentials) {
    return new Signer(credentials.accessKeyId(), credentials.secretAccessKey(), null);
  }

  /** Keeps events in memory. */
  private static final class Events implements AuditTrail {
    private final List<AuditEvent> kept = new ArrayList<>();
    private final List<AuditEvent> unproven = new ArrayList<>();
    private boolean full;

    @Override
    public synchronized void record(AuditEvent event) throws IOException {
      if (full) {
        throw new IOException("no space left");
      }
      kept.add(event);
    }

    @Override
    public synchronized void recordUnproven(AuditEvent event) {
      unproven.add(event);
    }
  }
}
