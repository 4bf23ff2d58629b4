package dev.grapnel.service;

import dev.grapnel.service.api.ApiHandler;
import dev.grapnel.service.api.CallPipeline;
import dev.grapnel.service.api.SessionEndpoint;
import dev.grapnel.service.api.WireError;
import dev.grapnel.service.api.query.QueryHandler;
import dev.grapnel.service.api.rest.RestHandler;
import dev.grapnel.service.api.rolesanywhere.RolesAnywhere;
import dev.grapnel.service.audit.AuditTrail;
import dev.grapnel.service.caller.CallerAuthentication;
import dev.grapnel.service.caller.CallerPermissions;
import dev.grapnel.service.chain.ChainSettings;
import dev.grapnel.service.chain.ChainVerifier;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.credential.CredentialIssuer;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.grant.SessionGranter;
import dev.grapnel.service.http.HttpHandler;
import dev.grapnel.service.iam.IdentityService;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.registry.control.ResourceArns;
import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.revocation.RevocationSource;
import dev.grapnel.service.session.CreateSession;
import dev.grapnel.service.session.SessionAudit;
import dev.grapnel.service.session.SubjectSightings;
import dev.grapnel.service.signature.ProofOfPossession;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.store.Surroundings;
import dev.grapnel.service.sts.SecurityTokenService;
import dev.grapnel.service.token.SessionOpener;
import dev.grapnel.service.token.SessionSealer;
import java.util.List;
import java.util.function.Consumer;

/** Puts together what answers at the API address: CreateSession, the control plane, IAM, STS. */
record ApiAssembly(
    ServiceConfig config,
    Persistence persistence,
    VerificationProvider provider,
    RevocationSource revocation,
    AuditTrail trail,
    Consumer<Sighting> sightings,
    Surroundings surroundings) {

  HttpHandler handler() {
    CallPipeline pipeline = pipeline();
    ResourceArns arns = new ResourceArns(region());
    return new ApiHandler(
        sessions(),
        new QueryHandler(
            List.of(
                IdentityService.service(persistence.controlPlane()),
                SecurityTokenService.service()),
            pipeline),
        new RestHandler(
            RolesAnywhere.SERVICE,
            RolesAnywhere.operations(persistence.controlPlane(), persistence.subjects(), arns),
            pipeline));
  }

  private CallPipeline pipeline() {
    return new CallPipeline(
        new CallerAuthentication(
            persistence.registry(),
            new RootSecrets(persistence.keyWrap()),
            new SessionOpener(persistence.keyRings(), surroundings.clock()),
            surroundings.clock(),
            region()),
        new CallerPermissions(persistence.registry(), surroundings.clock(), region()),
        trail,
        surroundings.clock());
  }

  private SessionEndpoint sessions() {
    CreateSession operation =
        new CreateSession(
            persistence.registry(),
            new ProofOfPossession(provider, surroundings.clock(), region()),
            new ChainVerifier(chainSettings(), provider, surroundings.clock(), revocation),
            new SessionGranter(surroundings.clock()),
            new CredentialIssuer(
                new SessionSealer(
                    persistence.keyRings(), surroundings.clock(), surroundings.random())),
            new SessionAudit(
                trail,
                surroundings.clock(),
                denial -> WireError.of(denial, WireError.Dialect.REST).code()),
            new SubjectSightings(sightings, surroundings.clock()));
    return request -> operation.handle(request).then(answer -> Verdict.pass(answer.body()));
  }

  private ChainSettings chainSettings() {
    return new ChainSettings(
        config.chain().requireClientAuth(),
        ChainSettings.DEFAULT.limits(),
        ChainSettings.DEFAULT.cacheBytes());
  }

  private String region() {
    return config.identity().region();
  }
}
