package dev.grapnel.service.grant;

import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.service.chain.TrustedChain;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.Role;

/** Everything that a session would be made of, while it is not yet granted. */
record Candidate(TrustedChain chain, Profile profile, Role role, CreateSessionRequest request) {}
